//! The send path for the requests of a token source.

use std::sync::Arc;
use std::task::{self, Poll};
use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{HeaderMap, Method};
use tower_service::Service;

use super::context::Context;
use super::core::Core;
use crate::auth::Sender;
use crate::base_url::BaseUrl;
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::response::Expected;
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
    /// `timeout` is the time limit of one request.
    pub(crate) fn new(core: Arc<Core>, base: BaseUrl, headers: HeaderMap, timeout: Duration) -> Self {
        // Whether the response has a token is the source's to say.
        let body = Expected { accept: "application/json", is_streamed: false, is_needed: |_| false };
        let context =
            Context { timeout: Some(timeout), ..Context::new(&TOKEN_REQUEST, Arc::new(Sender::Missing), None, body) };
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
            let (mut response, report) = service.core.run(&mut request, &service.context).await?;
            if let Some(wait) = report.retry_after {
                // A date may count from the client's clock, which a source does not have.
                let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
                response.headers_mut().insert(RETRY_AFTER, seconds.into());
            }
            Ok(response)
        })
    }
}
