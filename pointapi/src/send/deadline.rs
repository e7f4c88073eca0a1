//! One call from its request to a response, within its deadline and in its span.

use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::context::{Context, Report};
use super::core::Core;
use super::progress::{Progress, UnderWay};
use super::trace::Span;
use super::{metrics, retry};
use crate::error::{Delivery, Result};
use crate::service::{HttpRequest, HttpResponse};

impl Core {
    /// Sends a request until it has a response of any status, with its whole body unless it is streamed.
    pub(crate) async fn run(&self, request: &mut HttpRequest, context: &Context) -> Result<(HttpResponse, Report)> {
        let started = Instant::now();
        let timeout = self.timeout_of(context);
        let deadline = started.checked_add(timeout);
        let mut call = UnderWay { core: self, context, timeout, deadline, progress: Progress::new() };
        let span = Span::of_call(context);
        let result = span.run(pin!(call.run(request))).await;
        let delivery = call.progress.delivery();
        let Progress { attempts, retry_after, is_budget_exhausted, is_rejected, .. } = call.progress;
        let result = match result {
            Ok(response) => {
                let started = Some(started);
                let report =
                    Report { attempts, delivery, started, retry_after, is_budget_exhausted, is_rejected, deadline };
                Ok((response, report))
            }
            Err(error) => Err(error
                .at(context.endpoint)
                .delivered_at_least(delivery)
                .with_attempts(attempts)
                .with_generated_key(context.generated_key)
                .with_elapsed(started.elapsed())
                .with_budget_exhausted(is_budget_exhausted)),
        };
        metrics::ended(context, delivery, result.as_ref().map(|(response, _)| response.status()), started);
        result
    }
}

impl Core {
    fn timeout_of(&self, context: &Context) -> Duration {
        let default = if context.endpoint.token_endpoint { self.login_timeout } else { self.timeout };
        context.timeout.unwrap_or(default)
    }
}

impl UnderWay<'_> {
    async fn run(&mut self, request: &mut HttpRequest) -> Result<HttpResponse> {
        let Some(end) = self.deadline else { return retry::run(self, request).await };
        let result = timeout_at(end, pin!(retry::run(self, request))).await;
        result.unwrap_or_else(|_| {
            if self.progress.is_provably_unsent() {
                self.progress.settle(Delivery::Unsent);
            }
            Err(self.expired())
        })
    }
}
