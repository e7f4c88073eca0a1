//! Keeps what proves who sends a request at the client's own origin, whatever a user's layer makes of its address.

use std::future::ready;
use std::task::{Context, Poll};

use tower_service::Service;

use crate::base_url::BaseUrl;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Result};
use crate::service::{BoxError, HttpRequest, HttpResponse, HttpService, ResponseFuture};

/// What stands between the attempt layers of a user and the transport: a request with the proof of who sends it goes to
/// the client's own origin alone.
#[derive(Clone)]
pub(crate) struct OwnOrigin {
    pub(crate) transport: HttpService,
    pub(crate) base: BaseUrl,
}

impl Service<HttpRequest> for OwnOrigin {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        // A request whose extensions a layer dropped may be one of any endpoint.
        let endpoint = request.extensions().get::<&'static Endpoint>();
        let is_anonymous = endpoint.is_some_and(|endpoint| endpoint.is_anonymous());
        if is_anonymous || self.base.is_origin_of(request.uri()) {
            return self.transport.send(request);
        }
        Box::pin(ready(Err(led_elsewhere().into())))
    }
}

/// The mistake of a layer.
pub(super) fn led_elsewhere() -> Error {
    let text = "a layer sent the request to another origin than the client's, which gets no token";
    Error::new(ErrorKind::ForeignOrigin, text)
}
