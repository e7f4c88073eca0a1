//! `cfg`, `deprecated`, `allow`, `must_use` and docs go with what is generated.
#![deny(warnings, missing_docs, unused, clippy::pedantic, unreachable_pub)]
// Restriction lints about generated code: the server's struct and constructor, and the variable for an optional body.
#![deny(clippy::exhaustive_structs, clippy::impl_trait_in_params, clippy::shadow_reuse)]

use pointapi::{Client, Result, point_api};

/// A private API that no program calls completely.
#[point_api(server, openapi)]
trait Attributes {
    /// Gone, together with its counterparts.
    #[cfg(any())]
    #[point_endpoint(GET "/missing")]
    async fn missing(&self, #[query] no_such_type: NoSuchType) -> Result<NoSuchType>;

    /// One of two.
    #[cfg(not(any()))]
    #[point_endpoint(GET "/either")]
    async fn either(&self) -> Result<()>;

    /// The other of two.
    #[cfg(any())]
    #[point_endpoint(GET "/either")]
    async fn either(&self, #[query] id: u64) -> Result<()>;

    /// An argument that is not there.
    #[point_endpoint(GET "/argument")]
    async fn argument(
        &self,
        #[query]
        #[cfg(any())]
        gone: NoSuchType,
        #[query] here: u64,
    ) -> Result<()>;

    /// Old.
    #[deprecated(note = "use `either`")]
    #[point_endpoint(GET "/old")]
    async fn old(&self) -> Result<()>;

    /// Costs money.
    #[must_use = "it was paid for"]
    #[point_endpoint(GET "/paid")]
    async fn paid(
        &self,
        /// Comments on arguments are welcome.
        #[query]
        id: u64,
    ) -> Result<u64>;

    /// Looks Java.
    #[allow(non_snake_case)]
    #[point_endpoint(GET "/java")]
    async fn getJava(
        &self,
        #[query]
        #[allow(non_snake_case)]
        orderId: u64,
    ) -> Result<()>;

    /// Takes more than clippy likes.
    #[expect(clippy::too_many_arguments, reason = "the server wants them")]
    #[point_endpoint(GET "/many")]
    async fn many(
        &self,
        #[query] a: u8,
        #[query] b: u8,
        #[query] c: u8,
        #[query] d: u8,
        #[query] e: u8,
        #[query] f: u8,
        #[query] g: String,
    ) -> Result<()>;
}

/// Deprecated as a whole.
#[point_api(client = Ancient, server, openapi)]
#[deprecated]
#[doc(hidden)]
pub trait Old {
    /// Old.
    #[point_endpoint(POST "/old")]
    async fn old(&self, #[body] note: Option<&str>) -> Result<()>;
}

/// A module that forbids items without docs, which no `allow` can undo.
#[forbid(missing_docs)]
pub mod documented {
    use pointapi::{Result, point_api};

    /// An API whose endpoints have no docs of their own.
    #[point_api(server, openapi)]
    pub trait Documented {
        #[point_endpoint(GET "/documented")]
        async fn documented(&self, #[query] id: u64) -> Result<()>;

        #[point_endpoint(GET "", client_only)]
        async fn by_url(&self, #[url] target: &str) -> Result<()>;
    }
}

mod inner {
    use pointapi::{Result, point_api};

    #[point_api(server, openapi)]
    pub(crate) trait Inner {
        #[point_endpoint(GET "/inner")]
        async fn inner(&self, #[query] id: String) -> Result<()>;
    }
}

async fn calls(client: Client) -> Result<()> {
    let attributes = AttributesClient::new(client.clone());
    attributes.either().await?;
    attributes.argument(1).await?;
    let _paid = attributes.paid(1).await?;
    inner::InnerClient::new(client).inner(String::new()).await
}

/// Runs what can run.
pub fn run() {
    let _ = calls;
}
