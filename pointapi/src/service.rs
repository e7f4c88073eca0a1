//! The one shape of everything below a call: a cloneable tower service from request to response.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use tower_layer::Layer;
use tower_service::Service;

use crate::body::Body;
use crate::box_error::BoxError;

/// A request on its way to the transport.
pub type HttpRequest = http::Request<Body>;

/// A response on its way back.
pub type HttpResponse = http::Response<Body>;

pub(crate) type ResponseFuture = Pin<Box<dyn Future<Output = Result<HttpResponse, BoxError>> + Send>>;

/// A boxed, cloneable tower service over [`HttpRequest`] and [`HttpResponse`].
///
/// A layer that is given to [`ClientBuilder::layer`](crate::ClientBuilder::layer) wraps one. A clone is another
/// reference; each call clones the inner service and waits until it is ready.
#[derive(Clone)]
pub struct HttpService(Arc<dyn CallService>);

impl HttpService {
    /// Boxes a service whose responses have any body of [`Bytes`].
    pub fn new<S: IntoHttpService<B>, B>(service: S) -> Self {
        service.into_http_service()
    }

    /// Boxes a service that needs no clone for a call.
    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    pub(crate) fn shared(service: impl CallService + 'static) -> Self {
        Self(Arc::new(service))
    }

    pub(crate) fn send(&self, request: HttpRequest) -> ResponseFuture {
        self.0.call_shared(request)
    }
}

impl Service<HttpRequest> for HttpService {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> ResponseFuture {
        self.send(request)
    }
}

impl fmt::Debug for HttpService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpService")
    }
}

/// A service that can be called through a shared reference, by cloning it.
pub(crate) trait CallService: Send + Sync {
    fn call_shared(&self, request: HttpRequest) -> ResponseFuture;
}

/// A tower service from [`HttpRequest`] to a response with any body of [`Bytes`].
///
/// It is implemented for every such service that is `Clone + Send + Sync + 'static`; `B` is the type of the body.
pub trait IntoHttpService<B>: sealed::HttpService<B> {}

impl<S: sealed::HttpService<B>, B> IntoHttpService<B> for S {}

/// A tower layer whose service is an [`IntoHttpService`].
///
/// It is implemented for every such layer that is `Send + Sync + 'static`; `B` is the type of the response body.
pub trait IntoHttpLayer<B>: sealed::HttpLayer<B> {}

impl<L: sealed::HttpLayer<B>, B> IntoHttpLayer<B> for L {}

/// The bounds on user services and layers, once for all methods that accept them.
mod sealed {
    use super::*;

    pub trait HttpService<B>: Send + Sync + 'static {
        fn into_http_service(self) -> super::HttpService;
    }

    impl<S, B> HttpService<B> for S
    where
        S: Service<HttpRequest, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        fn into_http_service(self) -> super::HttpService {
            super::HttpService(Arc::new(Shareable(self)))
        }
    }

    pub trait HttpLayer<B>: Send + Sync + 'static {
        fn wrap(&self, inner: super::HttpService) -> super::HttpService;
    }

    impl<L, B> HttpLayer<B> for L
    where
        L: Layer<super::HttpService> + Send + Sync + 'static,
        L::Service: HttpService<B>,
    {
        fn wrap(&self, inner: super::HttpService) -> super::HttpService {
            self.layer(inner).into_http_service()
        }
    }
}

struct Shareable<S>(S);

impl<S, B> CallService for Shareable<S>
where
    S: Service<HttpRequest, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn call_shared(&self, request: HttpRequest) -> ResponseFuture {
        let mut service = self.0.clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context)).await.map_err(Into::into)?;
            let response = service.call(request).await.map_err(Into::into)?;
            Ok(response.map(Body::new))
        })
    }
}
