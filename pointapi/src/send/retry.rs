//! The retry loop of a call: decides after each attempt whether to retry, and after what pause.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use tower::retry::budget::Budget as _;

use super::attempt::{Replayable, attempt};
use super::context::Context;
use super::core::Core;
use super::progress::UnderWay;
use super::retry_policy::MAX_ATTEMPTS;
use super::{metrics, retry_after};
use crate::endpoint::Endpoint;
use crate::error::{Delivery, Error, Result};
use crate::service::{HttpRequest, HttpResponse};
use crate::status_class::{is_passing, is_throttle};

/// The time that must be left for another attempt, before the deadline of the call.
const SHORTEST_ATTEMPT: Duration = Duration::from_millis(50);

/// The decision after an attempt.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Final,
    Again { is_throttled: bool },
}

/// Sends `request`, and retries it while the outcome, the deadline and the retry budget allow it.
pub(super) async fn run(call: &mut UnderWay<'_>, request: &mut HttpRequest) -> Result<HttpResponse> {
    let UnderWay { core, context, deadline, .. } = *call;
    let mut request = Replayable::new(request);
    let allowed = attempts_allowed(core, context);
    let mut was_unknown_host = false;
    // Each call adds a share of a retry to the budget, and each retry takes one.
    core.budget.deposit();
    for number in 1.. {
        let outcome = attempt(call, &mut request).await;
        let must_end = call.must_end() || !request.is_replayable();
        let progress = &mut call.progress;
        progress.retry_after = retry_after_of(core, &outcome);
        let is_unknown_host = outcome.as_ref().is_err_and(Error::is_unknown_host);
        let verdict = match judge(&outcome, progress.retry_after, context.endpoint) {
            // A resolver can fail for a moment: an unknown host is final only if the next attempt finds it unknown too.
            Verdict::Final if is_unknown_host && !was_unknown_host => Verdict::Again { is_throttled: false },
            verdict => verdict,
        };
        was_unknown_host = is_unknown_host;
        let Verdict::Again { is_throttled } = verdict else { return outcome };
        if number >= allowed || must_end {
            return outcome;
        }
        let retry_after = progress.retry_after.filter(|_| is_throttled);
        let Some(pause) = pause(core, number, is_throttled, retry_after) else { return outcome };
        let ends_too_late = deadline.is_some_and(|deadline| {
            deadline.saturating_duration_since(Instant::now()) < pause.saturating_add(SHORTEST_ATTEMPT)
        });
        if ends_too_late {
            return outcome;
        }
        if !core.budget.withdraw() {
            progress.is_budget_exhausted = true;
            metrics::budget_exhausted(context.endpoint);
            return outcome;
        }
        metrics::retried(context.endpoint, outcome.as_ref().map(HttpResponse::status));
        drop(outcome);
        sleep(pause).await;
    }
    Err(Error::config("a call was given no attempt"))
}

/// Returns the attempts of a call; one for a token endpoint, which the token manager itself retries.
fn attempts_allowed(core: &Core, context: &Context) -> u32 {
    if context.endpoint.token_endpoint {
        1
    } else {
        context.attempts.unwrap_or(core.retry.attempts).clamp(1, MAX_ATTEMPTS)
    }
}

/// Returns the `Retry-After` of a response that is not a success. The error has it in any case; the pause keeps to it
/// only where the server throttles.
fn retry_after_of(core: &Core, outcome: &Result<HttpResponse>) -> Option<Duration> {
    let response = outcome.as_ref().ok().filter(|response| !response.status().is_success())?;
    retry_after::parse(response.headers(), Some(core.clock.wall()))
}

/// Decides by the retry table of ARCHITECTURE.md.
fn judge(outcome: &Result<HttpResponse>, retry_after: Option<Duration>, endpoint: &Endpoint) -> Verdict {
    let is_repeatable = !endpoint.is_once();
    let (again, is_throttled) = match outcome {
        // The endpoint declares it as a response, such as the 503 of a health check.
        Ok(response) if endpoint.is_absent_on(response.status()) => (false, false),
        Ok(response) if is_throttle(response.status(), retry_after.is_some()) => {
            (is_repeatable || endpoint.retry_on_throttle, true)
        }
        Ok(response) => (is_repeatable && is_passing(response.status()), false),
        // The token manager has retried already.
        Err(error) if error.is_auth() => (false, false),
        Err(error) => match error.delivery() {
            Delivery::Unsent | Delivery::Rejected => (error.is_transient(), false),
            Delivery::Responded => (false, false),
            Delivery::MaybeSent => (is_repeatable && error.is_transient(), false),
        },
    };
    if again { Verdict::Again { is_throttled } } else { Verdict::Final }
}

/// Returns the pause before the next attempt: full jitter, never less than `Retry-After`; `None` if the
/// `Retry-After` is longer than the policy allows.
fn pause(core: &Core, attempt: u32, is_throttled: bool, retry_after: Option<Duration>) -> Option<Duration> {
    let jitter = core.jitter.up_to(core.retry.ceiling(attempt, is_throttled));
    let Some(retry_after) = retry_after else { return Some(jitter) };
    if retry_after > core.retry.max_retry_after {
        return None;
    }
    // Clients that were throttled at once do not all return at once.
    Some(jitter.max(retry_after).saturating_add(core.jitter.up_to(retry_after / 10)))
}
