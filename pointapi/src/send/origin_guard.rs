//! Keeps credentials at the client's origin, and counts the requests, whatever a layer makes of them.

use std::future::ready;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::header::{AUTHORIZATION, COOKIE, HeaderValue};
use http_body::Body as _;
use tower_service::Service;

use super::sent_requests::{SentRequest, SentRequests};
use super::transport_error::transport_error;
use crate::base_url::BaseUrl;
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind};
use crate::service::{HttpRequest, HttpResponse, HttpService, ResponseFuture};

/// The service between the user's attempt layers and the transport: a request that may hold a secret goes to the
/// client's origin alone, and each request is counted.
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
        let all = request.extensions().get::<Arc<SentRequests>>().cloned();
        let sent = SentRequest::begin(all, request.body());
        if !self.base.is_origin_of(request.uri()) && has_secrets(&request) {
            return Box::pin(ready(sent.end(Err(foreign_origin())).map_err(BoxError::from)));
        }
        let response = self.transport.send(request);
        Box::pin(async move { Ok(sent.end(response.await.map_err(transport_error))?) })
    }
}

/// Returns true if the request may hold a secret: credentials that the client added, those that the caller set on an
/// endpoint with `auth = none`, a header that is marked as sensitive, or a body, which in a sign-in is the password. A
/// request whose extensions a layer dropped may belong to any endpoint.
pub(super) fn has_secrets(request: &HttpRequest) -> bool {
    let endpoint = Endpoint::of(request.extensions());
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

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;
    use crate::body::Body;
    use crate::endpoint::AuthScheme;

    static ANONYMOUS: Endpoint = Endpoint::new("news", Method::GET, "/news", &["/news"]).auth(AuthScheme::None);
    static LOGIN: Endpoint =
        Endpoint::new("login", Method::GET, "/login", &["/login"]).auth(AuthScheme::None).token_endpoint();
    static MEMBERS: Endpoint = Endpoint::new("members", Method::GET, "/members", &["/members"]);

    fn request(endpoint: Option<&'static Endpoint>) -> HttpRequest {
        let mut request = HttpRequest::default();
        if let Some(endpoint) = endpoint {
            request.extensions_mut().insert(endpoint);
        }
        request
    }

    fn with_header(name: http::HeaderName, is_sensitive: bool) -> HttpRequest {
        let mut value = HeaderValue::from_static("v");
        value.set_sensitive(is_sensitive);
        let mut request = request(Some(&ANONYMOUS));
        request.headers_mut().insert(name, value);
        request
    }

    #[test]
    fn a_request_may_hold_a_secret_by_any_of_its_parts() {
        let mut with_body = request(Some(&ANONYMOUS));
        *with_body.body_mut() = Body::from("password");
        let rows = [
            ("nothing", request(Some(&ANONYMOUS)), false),
            ("an ordinary header", with_header(http::header::ACCEPT, false), false),
            ("a sensitive header", with_header(http::header::ACCEPT, true), true),
            ("credentials", with_header(AUTHORIZATION, false), true),
            ("a cookie", with_header(COOKIE, false), true),
            ("a body", with_body, true),
            ("a token endpoint", request(Some(&LOGIN)), true),
            ("an endpoint with credentials", request(Some(&MEMBERS)), true),
            ("dropped extensions", request(None), true),
        ];
        for (case, request, expected) in rows {
            assert_eq!(has_secrets(&request), expected, "{case}");
        }
    }
}
