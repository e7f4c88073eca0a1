//! The one shape of everything below a call: a cloneable tower service from request to response.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use tower_service::Service;

use crate::body::Body;

/// Any error, boxed.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A request on its way to the transport.
pub type HttpRequest = http::Request<Body>;

/// A response on its way back.
pub type HttpResponse = http::Response<Body>;

pub(crate) type ResponseFuture = Pin<Box<dyn Future<Output = Result<HttpResponse, BoxError>> + Send>>;

/// A boxed, cloneable tower service over [`HttpRequest`] and [`HttpResponse`].
///
/// What a layer given to [`ClientBuilder::layer`](crate::ClientBuilder::layer) wraps. A clone is one reference
/// count; each call clones the service inside and waits until it is ready.
#[derive(Clone)]
pub struct HttpService(Arc<dyn CallService>);

impl HttpService {
    /// Boxes a service whose responses have any body of [`Bytes`].
    pub fn new<S, B>(service: S) -> Self
    where
        S: Service<HttpRequest, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Arc::new(Shareable(service)))
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
