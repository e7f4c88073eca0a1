//! A module that shadows all that generated code could name without a path.
#![deny(warnings, missing_docs, unused, clippy::pedantic, unreachable_pub)]

/// Names that mean something else here.
#[allow(non_camel_case_types, dead_code, missing_docs)]
pub mod shadowed {
    pub struct Option;
    pub struct Result;
    pub struct Vec;
    pub struct String;
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;
    pub struct str;
    pub trait Send {}
    pub trait Sync {}
    pub trait Sized {}
    pub trait Clone {}
    pub trait Debug {}
    pub trait Future {}
    pub trait Default {}
    pub trait From {}
    pub trait Into {}
    pub mod core {}
    pub mod std {}
    pub mod alloc {}
    pub mod http {}
    pub mod pointapi {}

    /// An API.
    #[::pointapi::point_api(server, openapi, prefix = "/v1", headers("X-A" = "1"))]
    pub trait Orders {
        /// An order.
        #[point_endpoint(GET "/orders/{id}", none_on = [404], timeout = "5s", auth = none)]
        async fn order(
            &self,
            id: u64,
            #[query] page: ::std::option::Option<u32>,
            #[header("X-Trace")] trace: ::std::option::Option<&::std::primitive::str>,
        ) -> ::pointapi::Result<::std::option::Option<::std::string::String>>;

        /// Looks.
        #[point_endpoint(HEAD "/orders")]
        async fn look(&self) -> ::pointapi::Result<()>;
    }
}

fn is_usable<T: Send + Sync + Clone + std::fmt::Debug + 'static>() {}

fn is_dyn(client: shadowed::OrdersClient) -> std::sync::Arc<dyn shadowed::Orders> {
    std::sync::Arc::new(client)
}

/// Runs what can run.
pub fn run() {
    is_usable::<shadowed::OrdersClient>();
    let _ = is_dyn;
}
