//! A server as a router of axum.

use std::sync::Arc;

use super::builder::Server;
use super::dispatch::Endpoints;
use super::log;
use super::rejection::Rejection;
use super::settings::AllSettings;
use crate::error::{Error, Result};

/// Responds as a server to a path that no endpoint has: 404 with problem details (RFC 9457).
///
/// Axum drops the fallback of a router that is nested, and of one that another router is merged into. Set this one on the
/// outer router:
///
/// ```
/// # use pointapi::{Result, point_api};
/// # #[point_api(server)]
/// # trait Orders {
/// #     #[point_endpoint(GET "/orders")]
/// #     async fn orders(&self) -> Result<u64>;
/// # }
/// # fn app(shop: impl Orders + 'static) -> axum::Router {
/// let orders = OrdersServer::new(shop).unprotected().router();
/// axum::Router::new().nest("/api", orders).fallback(pointapi::server::not_found)
/// # }
/// ```
pub async fn not_found() -> axum::response::Response {
    Rejection::not_found().into_response().map(axum::body::Body::new)
}

impl Server {
    /// Returns the router, to be served, nested, merged and layered as any other.
    ///
    /// Its response to a path without an endpoint is lost when axum nests it, or merges another router into it; see
    /// [`not_found`].
    ///
    /// If two endpoints have the same method and path, or a setting is invalid, this is logged, and every request is a
    /// 500; see [`try_router`](Self::try_router).
    pub fn router<S: Clone + Send + Sync + 'static>(mut self) -> axum::Router<S> {
        let fault = self.take_fault();
        if let Some(fault) = &fault {
            log::not_servable(fault);
        }
        self.build(fault.is_some())
    }

    /// Returns the [`router`](Self::router) as a tower service, for a server that is not axum's.
    pub fn into_service<B>(self) -> axum::routing::RouterIntoService<B>
    where
        B: http_body::Body<Data = bytes::Bytes> + Send + 'static,
        B::Error: Into<crate::BoxError>,
    {
        self.router().into_service()
    }

    /// Returns the [`router`](Self::router), or an error for a trait whose supertraits have endpoints that a server
    /// cannot tell apart. Where the compiler sees them, they do not compile.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), which names both endpoints, if two have the same method and path;
    /// the same for an invalid text of [`max_body`](Self::max_body).
    pub fn try_router<S: Clone + Send + Sync + 'static>(mut self) -> Result<axum::Router<S>> {
        self.take_fault().map_or_else(|| Ok(self.build(false)), Err)
    }

    fn take_fault(&mut self) -> Option<Error> {
        self.fault.take().or_else(|| self.routes.conflict())
    }

    fn build<S: Clone + Send + Sync + 'static>(self, has_fault: bool) -> axum::Router<S> {
        let by_server = std::iter::once(self.settings).chain(self.merged).map(Arc::new).collect();
        let settings = Arc::new(AllSettings { by_server, has_fault });
        // A layer over the default fallback, since two routers with a fallback of their own do not merge.
        let not_found = axum::middleware::from_fn(|_: axum::extract::Request, _: axum::middleware::Next| not_found());
        #[cfg(feature = "openapi")]
        let document_path = self.document.free_path(&self.routes);
        let mut router = axum::Router::new().layer(not_found);
        for (route, group) in self.routes.into_groups() {
            let endpoints = Endpoints { settings: Arc::clone(&settings), group: Arc::new(group) };
            router = router.route(&route, axum::routing::any_service(endpoints));
        }
        #[cfg(feature = "openapi")]
        if let Some(path) = document_path {
            router = self.document.add_to(&path, router, &settings);
        }
        router
    }
}
