//! A module where every type has methods with the names of the runtime's.
#![deny(warnings)]

/// Methods of everything, as `self` and as `&self`.
pub mod shadowing {
    macro_rules! shadow {
        ($by_value:ident, $by_reference:ident: $($name:ident)*) => {
            pub trait $by_value: Sized {
                $(fn $name(self) -> Shadowed { Shadowed })*
            }

            impl<T> $by_value for T {}

            pub trait $by_reference {
                $(fn $name(&self) -> Shadowed { Shadowed })*
            }

            impl<T: ?Sized> $by_reference for T {}
        };
    }

    /// A result that no generated code can use.
    #[must_use]
    pub struct Shadowed;

    shadow!(ByValue, ByReference:
        api boxed call client clone cookie debug_struct encoded extension field finish fmt form form_field header headers
        json of options part path poll query query_list raw_bytes read reading send sensitive_header stream text url way
        with xml
    );
}

macro_rules! api {
    () => {
        use pointapi::http::HeaderMap;
        use pointapi::{Body, CallOptions, Part, Response, Result, Text, point_api};

        #[point_api(server, openapi, prefix = "/v1")]
        pub trait Roles {
            /// Every writer of values that are not a body.
            #[point_endpoint(GET "/search/{id}", none_on = [404], timeout = "5s", headers("X-A" = "1"))]
            async fn search(
                &self,
                id: u64,
                #[query] text: Option<&str>,
                #[query(format = csv)] ids: &[u64],
                #[header("X-Trace")] trace: Option<&str>,
                #[header("X-Secret")]
                #[sensitive]
                secret: &str,
                #[headers] more: &HeaderMap,
                #[cookie("session")] session: Option<&str>,
                #[options] options: &CallOptions,
                #[extension] label: u8,
            ) -> Result<Response<Option<String>>>;

            #[point_endpoint(POST "/json")]
            async fn json(&self, #[body] json: &str) -> Result<Option<Text>>;

            #[point_endpoint(POST "/text")]
            async fn text(&self, #[body(text)] text: &str) -> Result<Text>;

            #[point_endpoint(POST "/bytes")]
            async fn bytes(&self, #[body(bytes)] bytes: Vec<u8>) -> Result<()>;

            #[point_endpoint(POST "/xml")]
            async fn xml(&self, #[body(xml)] document: &str) -> Result<()>;

            #[point_endpoint(POST "/codec")]
            async fn codec(&self, #[body(codec = pointapi::Json)] document: &str) -> Result<()>;

            #[point_endpoint(POST "/stream")]
            async fn stream(&self, #[body(stream)] body: Body) -> Result<()>;

            #[point_endpoint(POST "/form")]
            async fn form(&self, #[body(form)] fields: &[(&str, &str)]) -> Result<()>;

            #[point_endpoint(POST "/fields")]
            async fn fields(&self, #[form] field: u32) -> Result<()>;

            #[point_endpoint(POST "/parts")]
            async fn parts(&self, #[part("file")] file: Part) -> Result<()>;

            #[point_endpoint(GET "", client_only)]
            async fn by_url(&self, #[url] target: &str) -> Result<()>;
        }
    };
}

/// In scope as `self`.
pub mod by_value {
    #[allow(unused_imports, reason = "must not be used")]
    use super::shadowing::ByValue as _;

    api!();
}

/// In scope as `&self`.
pub mod by_reference {
    #[allow(unused_imports, reason = "must not be used")]
    use super::shadowing::ByReference as _;

    api!();
}
