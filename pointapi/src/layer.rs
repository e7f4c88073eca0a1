//! The built-in layers of a call, outermost first: deadline, retry, authorisation, limits; each its own file.
//!
//! A request comes in from a [`Call`](crate::call::Call) (or from the user's per-call layers) with its [`Context`];
//! what goes out to the transport is one attempt at a time. Reading the answer as a type is not done here.

mod attempt;
mod authorize;
mod collect;
mod error_type;
mod metrics;
mod retry;
pub(crate) mod retry_after;
mod retry_policy;
mod trace;

use std::future::{Future, ready};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{self, Poll};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};
use tower_service::Service;

pub use retry_policy::RetryPolicy;
use trace::Span;

use crate::auth::Jitter;
use crate::base_url::BaseUrl;
use crate::body::BodyProgress;
use crate::client::Identity;
use crate::clock::Clock;
use crate::endpoint::Endpoint;
use crate::error::{AuthDetails, Delivery, Error, ErrorKind, Result, TimeoutStage};
use crate::options::CallOptions;
use crate::service::{BoxError, HttpRequest, HttpResponse, HttpService, ResponseFuture};

pub(crate) use authorize::refuses_token;
#[cfg(feature = "stream")]
pub(crate) use collect::STALL;
pub(crate) use collect::{beginning as collect_beginning, unreadable, whole as collect_whole};
pub(crate) use retry::budget as retry_budget;

/// What every call of a client shares on its way to the transport.
pub(crate) struct Core {
    /// The transport, inside the user's per-attempt layers.
    pub(crate) transport: HttpService,
    /// Code of the user's sees the requests, so they carry what it may want to know.
    pub(crate) is_observed: bool,
    pub(crate) timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: retry::Budget,
    pub(crate) max_response: u64,
    pub(crate) in_flight: Semaphore,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Jitter,
    pub(crate) treats_403_as_auth: bool,
}

/// What one call brings along, beside its request.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) identity: Arc<Identity>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempts: Option<u32>,
    pub(crate) min_token_life: Option<Duration>,
    /// The body of a success is left unread.
    pub(crate) is_streamed: bool,
    /// Tells whoever waits beyond the user's layers what happened behind them.
    pub(crate) behind_layers: Option<Arc<BehindLayers>>,
}

/// What happened behind the user's per-call layers, which may answer for themselves or drop what they were told.
#[derive(Default)]
pub(crate) struct BehindLayers {
    has_begun: AtomicBool,
    report: OnceLock<Report>,
}

impl BehindLayers {
    pub(crate) fn report(&self) -> Option<Report> {
        self.report.get().copied()
    }

    /// True if no request can have been sent.
    pub(crate) fn is_unsent(&self) -> bool {
        let has_begun = self.has_begun.load(Ordering::Acquire);
        self.report().map_or(!has_begun, |report| report.attempts == 0)
    }
}

impl Context {
    pub(crate) fn new(
        endpoint: &'static Endpoint,
        identity: Arc<Identity>,
        options: Option<&CallOptions>,
        is_streamed: bool,
    ) -> Self {
        Self {
            endpoint,
            identity,
            timeout: options.and_then(|options| options.timeout).or(endpoint.timeout),
            attempts: options.and_then(|options| options.attempts).or(endpoint.attempts),
            min_token_life: options.and_then(|options| options.min_token_life),
            is_streamed,
            behind_layers: None,
        }
    }
}

/// How far a call has come; read when it ends, also when the deadline cuts it.
pub(crate) struct Progress {
    /// Requests put on the wire.
    pub(crate) attempts: u32,
    /// How far the latest of them came.
    pub(crate) delivery: Delivery,
    /// What became of the body of the one that is under way.
    pub(crate) proof: Option<Arc<BodyProgress>>,
    pub(crate) phase: Phase,
    /// A refused token has been replaced and the request replayed.
    pub(crate) is_replayed: bool,
    /// What the latest answer asked to wait.
    pub(crate) retry_after: Option<Duration>,
    /// The request was not sent again because too many are already.
    pub(crate) is_budget_exhausted: bool,
}

impl Progress {
    fn new() -> Self {
        Self {
            attempts: 0,
            delivery: Delivery::Unsent,
            proof: None,
            phase: Phase::Token,
            is_replayed: false,
            retry_after: None,
            is_budget_exhausted: false,
        }
    }

    /// True if the request that is under way has a body that nobody asked for yet.
    fn is_provably_unsent(&self) -> bool {
        self.proof.as_ref().is_some_and(|proof| proof.is_provably_unsent())
    }

    /// Takes note of how far the request came that was under way; one that never left does not count.
    fn settle(&mut self, delivery: Delivery) {
        self.delivery = delivery;
        self.proof = None;
        if delivery == Delivery::Unsent {
            self.attempts = self.attempts.saturating_sub(1);
        }
    }
}

/// What a call is waiting for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Token,
    Place,
    Answer,
}

/// What happened on the way to an answer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Report {
    pub(crate) attempts: u32,
    pub(crate) started: Option<Instant>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) is_budget_exhausted: bool,
    /// When the call is to end.
    pub(crate) deadline: Option<Instant>,
}

impl Report {
    /// How long the call has taken until now; an answer that stands needs no clock for it.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.map_or(Duration::ZERO, |started| started.elapsed())
    }
}

impl Core {
    /// The largest answer of an endpoint.
    pub(crate) fn limit(&self, endpoint: &Endpoint) -> u64 {
        endpoint.max_response.unwrap_or(self.max_response)
    }

    /// Brings a request to an answer of any status, with its whole body read unless it is streamed.
    ///
    /// The request is taken from where it is, and each future stays where it was made: they are too large to move.
    pub(crate) async fn run(&self, request: &mut HttpRequest, context: &Context) -> Result<(HttpResponse, Report)> {
        let started = Instant::now();
        let deadline = started.checked_add(context.timeout.unwrap_or(self.timeout));
        let mut progress = Progress::new();
        let span = Span::of_call(context);
        let result = span.run(pin!(self.run_within_deadline(request, context, deadline, &mut progress))).await;
        let Progress { attempts, retry_after, is_budget_exhausted, .. } = progress;
        let result = match result {
            Ok(response) => {
                let started = Some(started);
                Ok((response, Report { attempts, started, retry_after, is_budget_exhausted, deadline }))
            }
            Err(error) => Err(error
                .at(context.endpoint)
                .with_attempts(attempts)
                .with_elapsed(started.elapsed())
                .with_budget_exhausted(is_budget_exhausted)),
        };
        metrics::ended(context.endpoint, result.as_ref().map(|(response, _)| response.status()), started);
        result
    }

    async fn run_within_deadline(
        &self,
        request: &mut HttpRequest,
        context: &Context,
        deadline: Option<Instant>,
        progress: &mut Progress,
    ) -> Result<HttpResponse> {
        let Some(end) = deadline else { return retry::run(self, request, context, deadline, progress).await };
        let result = timeout_at(end, pin!(retry::run(self, request, context, deadline, progress))).await;
        result.unwrap_or_else(|_| {
            if progress.is_provably_unsent() {
                progress.settle(Delivery::Unsent);
            }
            Err(expired(progress))
        })
    }
}

/// The whole call took too long.
fn expired(progress: &Progress) -> Error {
    let timeout = |stage, text| Error::new(ErrorKind::Timeout(stage), text).delivered(progress.delivery);
    match progress.phase {
        Phase::Token => timeout(TimeoutStage::Total, "timed out while waiting for a token").with_auth(AuthDetails {
            is_connect: false,
            is_timeout: true,
            is_transient: true,
        }),
        Phase::Place => timeout(TimeoutStage::Queue, "timed out while waiting for a free place"),
        Phase::Answer => timeout(TimeoutStage::Total, "timed out"),
    }
}

/// The built-in layers as the innermost service of the user's per-call layers.
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
        let is_foreign = !self.base.is_origin_of(request.uri());
        Box::pin(async move {
            let context = request.extensions_mut().remove::<Context>().ok_or_else(|| {
                Error::config("a layer dropped the extensions of the request: pass them on with the request it makes")
            })?;
            if is_foreign && !context.endpoint.is_anonymous() {
                return Err(led_elsewhere().at(context.endpoint).into());
            }
            if let Some(behind) = &context.behind_layers {
                behind.has_begun.store(true, Ordering::Release);
            }
            let result = core.run(&mut request, &context).await;
            let report = match &result {
                Ok((_, report)) => *report,
                Err(error) => Report { attempts: error.attempts(), ..Report::default() },
            };
            if let Some(behind) = &context.behind_layers {
                // Of a layer that calls twice the first call is told.
                let _ = behind.report.set(report);
            }
            Ok(result?.0)
        })
    }
}

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

    fn poll_ready(&mut self, _: &mut task::Context<'_>) -> Poll<Result<(), BoxError>> {
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

fn led_elsewhere() -> Error {
    let text = "a layer sent the request to another origin than the client's, which gets no token";
    Error::new(ErrorKind::ForeignOrigin, text)
}

#[cfg(all(test, any(feature = "reqwest", feature = "hyper")))]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_never_left_is_taken_back_once() {
        let mut body = crate::body::Body::from("order");
        let mut progress = Progress { attempts: 2, proof: body.watch(), ..Progress::new() };
        body.hand_over();
        assert!(progress.is_provably_unsent());
        progress.settle(Delivery::Unsent);
        assert_eq!(progress.attempts, 1);
        assert!(!progress.is_provably_unsent(), "what is over says nothing of what comes next");
    }
}
