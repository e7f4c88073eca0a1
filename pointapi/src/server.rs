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
#[cfg(feature = "contract")]
pub(crate) mod rehearsal;
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
use dispatch::{Access, AllSettings, Settings, dispatch};

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
    /// The settings of the servers that were merged, in the order of their positions from 1.
    merged: Vec<Settings>,
}

impl Server {
    /// Serves a trait by an implementation of it.
    #[doc(hidden)]
    pub fn of<A: ServedApi + ?Sized>(api: &Arc<A>) -> Self {
        let mut routes = Routes::default();
        A::add_routes(api, &mut routes);
        Self {
            routes,
            settings: Settings::default(),
            merged: Vec::new(),
            #[cfg(feature = "openapi")]
            document: openapi::ServedDocument::of::<A>(),
        }
    }

    /// Sets a setting of this server, and of each merged one that has none of its own.
    fn set<T: Clone>(mut self, setting: fn(&mut Settings) -> &mut Option<T>, value: T) -> Self {
        for merged in &mut self.merged {
            setting(merged).get_or_insert_with(|| value.clone());
        }
        *setting(&mut self.settings) = Some(value);
        self
    }

    /// Verifies the caller of every endpoint that is not `auth = none`.
    pub fn verify(self, verify: impl Verify) -> Self {
        self.set(|settings| &mut settings.access, Access::Verified(Arc::new(verify)))
    }

    /// Lets anyone call every endpoint, for a server behind something that authenticates.
    pub fn unprotected(self) -> Self {
        self.set(|settings| &mut settings.access, Access::Open)
    }

    /// The largest request body in bytes that is collected before a method runs; 2 MiB if not set. A longer one is a
    /// 413. The limit does not apply to a body taken as a stream, nor to a `Part` that the client sends last.
    /// A query, a form or the cookies may have 10 000 pairs, and all lists in one value 10 000 items; more are a 400.
    pub fn max_body(self, bytes: usize) -> Self {
        self.set(|settings| &mut settings.max_body, bytes)
    }

    /// The longest time from the head of a request to that of its response; 60 s if not set. A request that takes
    /// longer is a 503, and the method's future is dropped.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.set(|settings| &mut settings.timeout, timeout)
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
    pub fn idempotency(self, responses: impl ResponseStore) -> Self {
        let responses: Arc<dyn ResponseStore> = Arc::new(responses);
        self.set(|settings| &mut settings.responses, responses)
    }

    /// Serves the endpoints of another server too.
    ///
    /// Each server keeps its access rule, limits and store of responses for its own endpoints. What is set after the
    /// merge applies to this server, and to the other one where it has no setting of its own.
    ///
    /// ```
    /// # use pointapi::{Result, point_api};
    /// # use pointapi::auth::Secret;
    /// # use pointapi::server::Basic;
    /// # #[point_api(server)]
    /// # pub trait Shop {
    /// #     #[point_endpoint(GET "/orders")]
    /// #     async fn orders(&self) -> Result<u64>;
    /// # }
    /// # #[point_api(server)]
    /// # pub trait Admin {
    /// #     #[point_endpoint(DELETE "/orders")]
    /// #     async fn clear(&self) -> Result<()>;
    /// # }
    /// # fn server(shop: impl Shop + 'static, admin: impl Admin + 'static, password: Secret) -> Result<axum::Router> {
    /// let admin = AdminServer::new(admin).verify(Basic::new("greta", password));
    /// Ok(ShopServer::new(shop).unprotected().merge(admin)?.router())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if an endpoint of each has the same method and path.
    pub fn merge(mut self, other: Self) -> Result<Self> {
        #[cfg(feature = "openapi")]
        self.document.append(other.document, 1 + self.merged.len());
        self.routes.append(other.routes, 1 + self.merged.len());
        self.merged.push(other.settings);
        self.merged.extend(other.merged);
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
    /// crate around it, and its security scheme that of the verifier ([`Verify::security`]), unless
    /// [`openapi_info`](Self::openapi_info) says otherwise. An endpoint of the same path takes precedence.
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
    pub fn router<S: Clone + Send + Sync + 'static>(self) -> axum::Router<S> {
        let conflict = self.routes.conflict();
        if let Some(conflict) = &conflict {
            log::conflict(conflict);
        }
        self.build(conflict.is_some())
    }

    /// As [`router`](Self::router), with an error for a trait whose supertraits have endpoints that a server cannot tell
    /// apart. Where the compiler sees them, they do not compile.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), which names both endpoints, if two have the same method and path.
    pub fn try_router<S: Clone + Send + Sync + 'static>(self) -> Result<axum::Router<S>> {
        self.routes.conflict().map_or_else(|| Ok(self.build(false)), Err)
    }

    fn build<S: Clone + Send + Sync + 'static>(self, has_conflict: bool) -> axum::Router<S> {
        let by_server = std::iter::once(self.settings).chain(self.merged).collect();
        let settings = Arc::new(AllSettings { by_server, has_conflict });
        // A layer over the default fallback, since two routers with a fallback of their own do not merge.
        let not_found = axum::middleware::from_fn(|_: axum::extract::Request, _: axum::middleware::Next| async {
            Rejection::not_found().into_response().map(axum::body::Body::new)
        });
        #[cfg(feature = "openapi")]
        let document_path = self.document.free_path(&self.routes);
        let mut router = axum::Router::new().layer(not_found);
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
            router = self.document.add_to(&path, router, &settings);
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
