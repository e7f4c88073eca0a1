//! `Server`: the traits that are served, and the methods that set its settings.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::body_size::BodySize;
use super::idempotency::{ResponseStore, Responses};
#[cfg(feature = "openapi")]
use super::openapi::ServedDocument;
use super::routes::{Routes, ServedApi};
use super::settings::{Access, Settings};
use super::verify::Verify;
use crate::error::{Error, Result};

/// One or more API traits, ready to be served.
///
/// Made by the generated `OrdersServer::new`. Without [`verify`](Self::verify) or
/// [`unprotected`](Self::unprotected), every endpoint that is not `auth = none` responds 401.
#[must_use = "a server does nothing before `router`"]
pub struct Server {
    pub(super) routes: Routes,
    pub(super) settings: Settings,
    #[cfg(feature = "openapi")]
    pub(super) document: ServedDocument,
    /// The settings of the servers that were merged, in the order of their positions from 1.
    pub(super) merged: Vec<Settings>,
    /// The first invalid setting.
    pub(super) fault: Option<Error>,
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
            fault: None,
            #[cfg(feature = "openapi")]
            document: ServedDocument::of::<A>(),
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

    /// Limits the request body that is collected before a method runs to this size: bytes, or a string such as `"2MiB"`
    /// (`B`, `KiB`, `MiB` or `GiB`); 2 MiB if not set. A longer one is a 413. Another text is an error of
    /// [`try_router`](Self::try_router).
    ///
    /// The limit does not apply to a body taken as a stream, nor to a `Part` that the client sends last. A query, a form
    /// or the cookies may have 10 000 pairs, and all lists in one value 10 000 items; more are a 400. Headers of more than
    /// 64 KiB together are a 431.
    pub fn max_body(mut self, size: impl Into<BodySize>) -> Self {
        match size.into().bytes() {
            Ok(bytes) => self.set(|settings| &mut settings.max_body, bytes),
            Err(error) => {
                self.fault.get_or_insert(error);
                self
            }
        }
    }

    /// Limits the time from the head of a request to that of its response; 60 s if not set. A request that takes longer
    /// is a 503, and the method's future is dropped; one whose body takes longer is a 408. The store of a request with
    /// an idempotency key may take up to 10 s more.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.set(|settings| &mut settings.timeout, timeout)
    }

    /// Remembers the first response to each idempotency key of a caller for 24 hours, for endpoints that declare
    /// `idempotency_key`.
    ///
    /// A repeat of the request gets the same response, and the method is not called. While the first request is in
    /// progress, a repeat is a 409; another request with the key is a 422. Requests are the same if method, URL with its
    /// host, body, and the headers and cookies that are arguments are; of a streamed body and of parts the content is not
    /// compared. A response that says that nothing was done is not kept: 429 or 503 from the method, a rejection before
    /// it, or a 5xx before a streamed body was read to its end. A method with a key runs to its end if the client goes
    /// away. If the process dies while the method runs, or the store keeps no response, a repeat is a 409 for 24 hours,
    /// since the request may have been processed. Requests without the header are not remembered.
    ///
    /// Keys are those of a [`Caller`](super::Caller), which the ready-made verifiers name. Without one they are those of
    /// the `Authorization` header, and all other headers and cookies must be the same too, since any of them may say who
    /// the caller is; only those that proxies, tracing and browsers add are left out.
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
        self.set(|settings| &mut settings.responses, Arc::new(Responses::new(responses)))
    }

    /// Serves the endpoints of another server too.
    ///
    /// Each server keeps its access rule, limits and store of responses for its own endpoints. What is set after the
    /// merge applies to this server, and to the other one where it has no setting of its own. The OpenAPI document is one
    /// for both, at the path and with the info of this server, or else of the other one.
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
        self.fault = self.fault.or(other.fault);
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
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Server")
    }
}
