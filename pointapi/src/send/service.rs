//! The send path as a tower service, for the user's per-call layers to wrap.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll};

use tower_service::Service;

use super::context::{Context, Report};
use super::core::Core;
use super::origin_guard::{foreign_origin, has_secrets};
use crate::base_url::BaseUrl;
use crate::box_error::BoxError;
use crate::error::Error;
use crate::service::{HttpRequest, HttpResponse};

/// The innermost service, below the user's per-call layers.
#[derive(Clone)]
pub(crate) struct CoreService {
    pub(crate) core: Arc<Core>,
    pub(crate) base: BaseUrl,
}

impl Service<HttpRequest> for CoreService {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut task::Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: HttpRequest) -> Self::Future {
        let core = Arc::clone(&self.core);
        let is_foreign = !self.base.is_origin_of(request.uri()) && has_secrets(&request);
        Box::pin(async move {
            let context = request.extensions_mut().remove::<Context>().ok_or_else(|| {
                Error::config("a layer dropped the extensions of the request: pass them on with the request it makes")
            })?;
            if is_foreign {
                return Err(foreign_origin().at(context.endpoint).into());
            }
            if let Some(behind) = &context.behind_layers {
                behind.begin();
            }
            let result = core.run(&mut request, &context).await;
            let report = match &result {
                Ok((_, report)) => *report,
                Err(error) => Report { attempts: error.attempts(), delivery: error.delivery(), ..Report::default() },
            };
            if let Some(behind) = &context.behind_layers {
                let is_success = |response: &HttpResponse| response.status().is_success() && !report.is_rejected;
                behind.end(report, result.as_ref().is_ok_and(|(response, _)| is_success(response)));
            }
            Ok(result?.0)
        })
    }
}
