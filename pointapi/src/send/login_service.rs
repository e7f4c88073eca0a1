//! The send path for the requests of a token source.

use std::sync::Arc;
use std::task::{self, Poll};

use http::{HeaderMap, Method};
use tower_service::Service;

use super::context::Context;
use super::core::Core;
use crate::auth::Sender;
use crate::base_url::BaseUrl;
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::response::ExpectedBody;
use crate::service::{HttpRequest, HttpResponse, ResponseFuture};

/// The largest response body of a login.
const MAX_RESPONSE: u64 = 64 * 1024;

static TOKEN_REQUEST: Endpoint =
    Endpoint::new("token_request", Method::POST, "", &[""]).token_endpoint().max_response(MAX_RESPONSE);

/// Sends requests to one origin as those of a token endpoint: once, without the permits, layers and headers of calls.
#[derive(Clone)]
pub(crate) struct LoginService {
    core: Arc<Core>,
    base: BaseUrl,
    /// The headers of requests that do not set them.
    headers: HeaderMap,
    context: Context,
}

impl LoginService {
    pub(crate) fn new(core: Arc<Core>, base: BaseUrl, headers: HeaderMap) -> Self {
        // Whether the response has a token is the source's to say.
        let body = ExpectedBody { is_streamed: false, is_needed: |_| false };
        let context = Context::new(&TOKEN_REQUEST, Arc::new(Sender::Missing), None, body);
        Self { core, base, headers, context }
    }

    fn prepare(&self, request: &mut HttpRequest) -> crate::Result<()> {
        let target = self.base.own_target(&request.uri().to_string())?;
        *request.uri_mut() = self.base.uri(target)?;
        for (name, value) in &self.headers {
            request.headers_mut().entry(name).or_insert_with(|| value.clone());
        }
        // The origin guard below the user's attempt layers reads it.
        request.extensions_mut().insert(self.context.endpoint);
        Ok(())
    }
}

impl Service<HttpRequest> for LoginService {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut task::Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: HttpRequest) -> Self::Future {
        let service = self.clone();
        Box::pin(async move {
            service.prepare(&mut request).map_err(|error| error.at(service.context.endpoint))?;
            Ok(service.core.run(&mut request, &service.context).await?.0)
        })
    }
}
