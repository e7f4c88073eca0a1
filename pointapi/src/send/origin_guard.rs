//! Keeps credentials at the client's origin, whatever a layer makes of the address of a request.

use std::future::ready;
use std::task::{Context, Poll};

use http::header::{AUTHORIZATION, COOKIE, HeaderValue};
use http_body::Body as _;
use tower_service::Service;

use crate::base_url::BaseUrl;
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind};
use crate::service::{HttpRequest, HttpResponse, HttpService, ResponseFuture};

/// The service between the user's attempt layers and the transport: a request that may hold a secret goes to the
/// client's origin alone.
#[derive(Clone)]
pub(crate) struct OriginGuard {
    pub(crate) transport: HttpService,
    pub(crate) base: BaseUrl,
}

impl Service<HttpRequest> for OriginGuard {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        if self.base.is_origin_of(request.uri()) || !has_secrets(&request) {
            return self.transport.send(request);
        }
        Box::pin(ready(Err(foreign_origin().into())))
    }
}

/// Returns true if the request may hold a secret: credentials that the client added, those that the caller set on an
/// endpoint with `auth = none`, a header that is marked as sensitive, or a body, which in a sign-in is the password. A
/// request whose extensions a layer dropped may belong to any endpoint.
pub(super) fn has_secrets(request: &HttpRequest) -> bool {
    let endpoint = request.extensions().get::<&'static Endpoint>();
    let is_anonymous = endpoint.is_some_and(|endpoint| endpoint.is_anonymous() && !endpoint.token_endpoint);
    let headers = request.headers();
    !is_anonymous
        || headers.contains_key(AUTHORIZATION)
        || headers.contains_key(COOKIE)
        || headers.values().any(HeaderValue::is_sensitive)
        || !request.body().is_end_stream()
}

/// The error of a request that a layer sent elsewhere.
pub(super) fn foreign_origin() -> Error {
    let text = "a layer sent the request to another origin than the client's, which gets no credentials";
    Error::new(ErrorKind::ForeignOrigin, text)
}
