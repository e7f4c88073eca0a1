//! Serving a trait: `#[point_api(server)]` makes `OrdersServer` beside `OrdersClient`.
//!
//! ```
//! use pointapi::{Result, point_api};
//!
//! #[point_api(prefix = "/v1", server)]
//! pub trait Orders {
//!     #[point_endpoint(GET "/orders/{id}")]
//!     async fn order(&self, id: u64) -> Result<String>;
//! }
//!
//! struct Shop;
//!
//! #[pointapi::async_trait]
//! impl Orders for Shop {
//!     async fn order(&self, id: u64) -> Result<String> {
//!         Ok(format!("order {id}"))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! let router = OrdersServer::new(Shop).unprotected().router();
//! let client = pointapi::Client::builder().in_process(router).build()?;
//! assert_eq!(OrdersClient::new(client).order(7).await?, "order 7");
//! # Ok(())
//! # }
//! ```
//!
//! A request takes four steps: the route is found by the shape of its path, the caller is verified, the arguments are
//! read by the same roles that the client writes them with, and the method's result is written by the endpoint's
//! codec. A request that fails on the way gets an `application/problem+json` response (RFC 9457) that names the
//! parameter and quotes no value.

mod body;
mod caller;
mod context;
mod dispatch;
mod held;
mod idempotency;
mod incoming;
mod log;
#[cfg(feature = "multipart")]
mod multipart;
#[cfg(feature = "openapi")]
mod openapi;
mod pairs;
mod pattern;
mod rejection;
mod reply;
mod routes;
mod serve;
mod twins;
mod values;
mod verify;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use caller::Caller;
pub use context::request;
#[cfg(feature = "store-redis")]
pub use idempotency::RedisResponses;
pub use idempotency::{Earlier, KeyedRequest, MemoryResponses, ResponseStore, StoredResponse};
pub use rejection::Rejection;
pub use reply::{IntoServed, ServeError, Served};
pub use verify::{ApiKey, Basic, Verify};
#[cfg(feature = "server-jwt")]
pub use verify::{Jwt, JwtBuilder};

/// Items that generated code uses.
#[doc(hidden)]
pub mod generated {
    pub use super::held::{Held, lend_option};
    pub use super::incoming::{Incoming, PartRole, Reads};
    pub use super::reply::ReplyFor;
    pub use super::routes::{Routes, ServeFn, ServedApi};
    pub use super::serve::{Serving, serve};
    pub use super::twins::forbid_twins;
}

use routes::{Routes, ServedApi};

use crate::body::Body;
use crate::error::Result;
use crate::service::HttpRequest;
use dispatch::{Access, Settings, dispatch};

/// The largest body that is collected before a method runs: 2 MiB, as axum has it.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// The longest that a request may take, from its head to the head of the response.
const TIMEOUT: Duration = Duration::from_secs(60);

/// One or more API traits, ready to be served.
///
/// Made by the generated `OrdersServer::new`. Without [`verify`](Self::verify) or
/// [`unprotected`](Self::unprotected), every endpoint that is not `auth = none` responds 401.
#[must_use = "a server does nothing before `router`"]
pub struct Server {
    routes: Routes,
    settings: Settings,
    #[cfg(feature = "openapi")]
    document: openapi::ServedDocument,
}

impl Server {
    /// Serves a trait by an implementation of it.
    #[doc(hidden)]
    pub fn of<A: ServedApi + ?Sized>(api: &Arc<A>) -> Self {
        let mut routes = Routes::default();
        A::add_routes(api, &mut routes);
        Self {
            routes,
            settings: Settings {
                access: Access::Closed,
                max_body: MAX_BODY,
                timeout: TIMEOUT,
                has_conflict: false,
                responses: None,
            },
            #[cfg(feature = "openapi")]
            document: openapi::ServedDocument::of::<A>(),
        }
    }

    /// Verifies the caller of every endpoint that is not `auth = none`.
    pub fn verify(mut self, verify: impl Verify) -> Self {
        self.settings.access = Access::Verified(Box::new(verify));
        self
    }

    /// Lets anyone call every endpoint, for a server behind something that authenticates.
    pub fn unprotected(mut self) -> Self {
        self.settings.access = Access::Open;
        self
    }

    /// The largest request body in bytes that is collected before a method runs; 2 MiB if not set. A longer one is a
    /// 413. A body that the method takes as a stream has no limit here, nor has a `Part` that the client sends last. A
    /// query, a form or the cookies may have 10 000 pairs, and a list in one value 10 000 items; more are a 400.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.settings.max_body = bytes;
        self
    }

    /// The longest time from the head of a request to that of its response; 60 s if not set. A request that takes
    /// longer is a 503, and the method's future is dropped.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Remembers the first response to each idempotency key of a caller for 24 hours, for endpoints that declare
    /// `idempotency_key`.
    ///
    /// A repeat of the request gets the same response, and the method is not called. While the first request is in
    /// progress, a repeat is a 409; another request with the key is a 422. A response that says that nothing was done
    /// (429 or 503 from the method) is not kept. A method with a key runs to its end if the client goes away. Requests
    /// without the header, with a streamed body or with parts are not remembered.
    ///
    /// ```
    /// # use pointapi::{Result, point_api};
    /// use pointapi::server::MemoryResponses;
    ///
    /// #[point_api(server)]
    /// pub trait Orders {
    ///     #[point_endpoint(POST "/orders", idempotency_key = "Idempotency-Key")]
    ///     async fn place(&self, #[body] name: &str) -> Result<u64>;
    /// }
    ///
    /// # fn server(shop: impl Orders + 'static) -> axum::Router {
    /// OrdersServer::new(shop).unprotected().idempotency(MemoryResponses::new()).router()
    /// # }
    /// ```
    pub fn idempotency(mut self, responses: impl ResponseStore) -> Self {
        self.settings.responses = Some(Arc::new(responses));
        self
    }

    /// Serves the endpoints of another server too, under the settings of this one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if an endpoint of each has the same method and path.
    pub fn merge(mut self, other: Self) -> Result<Self> {
        self.routes.append(other.routes);
        #[cfg(feature = "openapi")]
        self.document.append(other.document);
        self.routes.conflict().map_or(Ok(self), Err)
    }

    /// Serves the OpenAPI document of the traits at this path, such as `/openapi.json`, to anyone.
    ///
    /// ```
    /// # use pointapi::{Client, Method, Result, point_api};
    /// #[point_api(server, openapi)]
    /// trait Clock {
    ///     #[point_endpoint(GET "/now")]
    ///     async fn now(&self) -> Result<u64>;
    /// }
    /// # struct Fixed;
    /// # #[pointapi::async_trait]
    /// # impl Clock for Fixed {
    /// #     async fn now(&self) -> Result<u64> {
    /// #         Ok(7)
    /// #     }
    /// # }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// let router = ClockServer::new(Fixed).unprotected().openapi("/openapi.json").router();
    /// let client = Client::builder().in_process(router).build()?;
    /// let document: serde_json::Value = client.request(Method::GET, "/openapi.json").fetch().await?;
    /// assert_eq!(document["info"]["title"], "Clock");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The document has the traits of this server that say `openapi` in their attribute, also those of merged servers. It
    /// is written once, by [`router`](Self::router). Its title is the name of the first trait and its version that of the
    /// crate around it, unless [`openapi_info`](Self::openapi_info) says otherwise. An endpoint of the same path takes
    /// precedence.
    #[cfg(feature = "openapi")]
    pub fn openapi(mut self, path: impl Into<String>) -> Self {
        self.document.path = Some(path.into());
        self
    }

    /// Sets what the served document says about the API as a whole.
    #[cfg(feature = "openapi")]
    pub fn openapi_info(mut self, info: crate::openapi::Info) -> Self {
        self.document.info = Some(info);
        self
    }

    /// The router, to be served, nested, merged and layered as any other.
    ///
    /// If two endpoints have the same method and path, this is logged, and every request is a 500; see
    /// [`try_router`](Self::try_router).
    pub fn router<S: Clone + Send + Sync + 'static>(mut self) -> axum::Router<S> {
        if let Some(conflict) = self.routes.conflict() {
            log::conflict(&conflict);
            self.settings.has_conflict = true;
        }
        self.build()
    }

    /// As [`router`](Self::router), with an error for a trait whose supertraits have endpoints that a server cannot tell
    /// apart. Where the compiler sees them, they do not compile.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), which names both endpoints, if two have the same method and path.
    pub fn try_router<S: Clone + Send + Sync + 'static>(self) -> Result<axum::Router<S>> {
        self.routes.conflict().map_or_else(|| Ok(self.build()), Err)
    }

    fn build<S: Clone + Send + Sync + 'static>(self) -> axum::Router<S> {
        let settings = Arc::new(self.settings);
        #[cfg(feature = "openapi")]
        let document_path = self.document.free_path(&self.routes);
        let mut router = axum::Router::new();
        for (route, group) in self.routes.into_groups() {
            let (settings, group) = (Arc::clone(&settings), Arc::new(group));
            let handler = move |request: axum::extract::Request| {
                let (settings, group) = (Arc::clone(&settings), Arc::clone(&group));
                async move {
                    let request: HttpRequest = request.map(Body::new);
                    dispatch(&settings, &group, request).await.map(axum::body::Body::new)
                }
            };
            router = router.route(&route, axum::routing::any(handler));
        }
        #[cfg(feature = "openapi")]
        if let Some(path) = document_path {
            router = self.document.add_to(&path, router);
        }
        router
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Server")
    }
}

#[cfg(test)]
mod tests;
