//! One attempt: a token, a place, the request on the wire, the answer; and one replay if the token was refused.

use std::pin::pin;
use std::time::Duration;

use http::response::Parts;
use tokio::sync::SemaphorePermit;
use tokio::time::{Instant, timeout_at};
use tower::retry::budget::Budget as _;

use super::authorize::{Grant, authorize, refuses_token};
use super::metrics::{Exchange, Queued};
use super::trace::Span;
use super::{Context, Core, Phase, UnderWay, collect, expired};
use crate::auth::metrics as auth_metrics;
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::{Delivery, Error, ErrorKind, Result, TimeoutStage, TransportCause};
use crate::service::{BoxError, HttpRequest, HttpResponse, ResponseFuture};
use crate::transport::TransportFailure;

/// How long one attempt of an endpoint that may be sent again can take.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(20);

/// A request that may be sent again: while one is on the wire, a copy of it waits here.
pub(super) struct Replayable<'a> {
    next: &'a mut HttpRequest,
    /// A stream was handed out and is gone.
    is_spent: bool,
}

impl<'a> Replayable<'a> {
    pub(super) fn new(request: &'a mut HttpRequest) -> Self {
        Self { next: request, is_spent: false }
    }

    /// True if another request can be made.
    pub(super) fn is_replayable(&self) -> bool {
        !self.is_spent
    }

    /// The request to send; what is left is a copy, so that the first attempt sends the request as it was made, with
    /// the room that its headers have.
    fn request(&mut self) -> HttpRequest {
        let Some(body) = self.next.body().try_clone() else {
            self.is_spent = true;
            return std::mem::take(self.next);
        };
        let mut copy = HttpRequest::new(body);
        copy.method_mut().clone_from(self.next.method());
        copy.uri_mut().clone_from(self.next.uri());
        copy.headers_mut().clone_from(self.next.headers());
        copy.extensions_mut().clone_from(self.next.extensions());
        std::mem::replace(self.next, copy)
    }
}

/// Sends the request once, and once more if a new token was had in the place of a refused one.
pub(super) async fn attempt(call: &mut UnderWay<'_>, request: &mut Replayable<'_>) -> Result<HttpResponse> {
    let core = call.core;
    let mut is_replay = false;
    loop {
        let sent = send(call, request).await;
        if is_replay {
            auth_metrics::replayed(
                sent.as_ref().ok().map(|(_, response)| refuses_token(response, core.treats_403_as_auth)),
            );
        }
        let (grant, response) = sent?;
        if response.status().is_success() {
            grant.accepted();
            return Ok(response);
        }
        let is_replayed = call.progress.is_replayed;
        // The refusal is noted also where the request cannot be replayed: the next call needs another token.
        let is_refused = Box::pin(grant.is_refused(core, &response, is_replayed)).await;
        if !is_refused || is_replayed || !request.is_replayable() {
            return Ok(response);
        }
        call.progress.is_replayed = true;
        is_replay = true;
        // A replay counts among the repeats, and is never denied: it is one a call.
        let _ = core.budget.withdraw();
    }
}

/// Gets a token and a place, and exchanges one request for one answer.
async fn send<'a>(call: &mut UnderWay<'a>, request: &mut Replayable<'_>) -> Result<(Grant<'a>, HttpResponse)> {
    let Begun { grant, _place, span, measured, response } = begin(call, request).await?;
    let result = span.run(pin!(exchange(call, response))).await;
    let progress = &mut call.progress;
    measured.end(result.as_ref().map(HttpResponse::status));
    match result {
        Ok(response) => {
            progress.settle(Delivery::Answered);
            Ok((grant, response))
        }
        Err(error) => {
            let error = if progress.is_provably_unsent() { error.delivered(Delivery::Unsent) } else { error };
            progress.settle(error.delivery());
            Err(error)
        }
    }
}

/// A request that the transport has, and what is held until it is answered.
struct Begun<'a> {
    grant: Grant<'a>,
    _place: Option<SemaphorePermit<'a>>,
    span: Span,
    measured: Exchange,
    response: ResponseFuture,
}

/// Gets a token and a place, and gives the request to the transport.
async fn begin<'a>(call: &mut UnderWay<'a>, request: &mut Replayable<'_>) -> Result<Begun<'a>> {
    let UnderWay { core, context, deadline, ref mut progress } = *call;
    progress.phase = Phase::Token;
    let mut request = request.request();
    let grant = authorize(&mut request, context).await?;
    progress.phase = Phase::Place;
    let place = place(core, context.endpoint).await?;
    if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
        // The place came free in the moment in which the time was over; a request that is sent now has no time left.
        return Err(expired(progress));
    }
    progress.phase = Phase::Answer;
    progress.attempts += 1;
    progress.delivery = Delivery::MaybeSent;
    progress.proof = context.endpoint.is_once().then(|| request.body_mut().watch()).flatten();
    let span = Span::of_attempt(context, &request, progress.attempts - 1);
    let measured = Exchange::begin(context.endpoint, &request, deadline);
    let response = span.enter(|| core.transport.send(request));
    Ok(Begun { grant, _place: place, span, measured, response })
}

/// A place on the wire. A sign-in or refresh needs none: those who hold the places may be waiting for it.
async fn place<'a>(core: &'a Core, endpoint: &'static Endpoint) -> Result<Option<SemaphorePermit<'a>>> {
    if endpoint.token_endpoint {
        return Ok(None);
    }
    if let Ok(place) = core.in_flight.try_acquire() {
        return Ok(Some(place));
    }
    let _queued = Queued::begin(endpoint);
    core.in_flight.acquire().await.map(Some).map_err(|_| Error::config("the client was closed"))
}

/// Waits for the response and reads it, within the time of one attempt. Whatever answers has the request, so with the
/// head of an answer the proof that it was not sent is gone.
async fn exchange(call: &UnderWay<'_>, response: ResponseFuture) -> Result<HttpResponse> {
    let UnderWay { core, context, deadline, ref progress } = *call;
    let limit = attempt_timeout(context).and_then(|limit| Instant::now().checked_add(limit));
    let end = [limit, deadline].into_iter().flatten().min();
    let work = pin!(async {
        let (parts, body) = response.await.map_err(transport_error)?.into_parts();
        if let Some(proof) = &progress.proof {
            proof.head_is_sent();
        }
        let body = read(core, body, &parts, context, end).await?;
        Ok(HttpResponse::from_parts(parts, body))
    });
    let Some(limit) = limit.filter(|_| end == limit) else { return work.await };
    timeout_at(limit, work).await.unwrap_or_else(|_| {
        let error = Error::new(ErrorKind::Timeout(TimeoutStage::Attempt), "an attempt timed out");
        Err(error.delivered(Delivery::MaybeSent))
    })
}

/// A call that is sent once, or whose time the user has set, may use all of it for one attempt.
fn attempt_timeout(context: &Context) -> Option<Duration> {
    let has_own_time = context.endpoint.is_once() || context.timeout.is_some();
    context.endpoint.attempt_timeout.or((!has_own_time).then_some(ATTEMPT_TIMEOUT))
}

/// Reads the body of a success whole, and of a failure as much as an error keeps and comes before `end`.
async fn read(core: &Core, body: Body, parts: &Parts, context: &Context, end: Option<Instant>) -> Result<Body> {
    if !parts.status.is_success() {
        return Ok(Box::pin(collect::beginning(body, end)).await.into());
    }
    if context.is_streamed {
        return Ok(body);
    }
    collect::whole(body, parts, core.limit(context.endpoint)).await.map(Body::from)
}

/// What a transport or a layer reports, as an error of the call.
///
/// An error of ours may be that of another call which a layer made; what is known of that one says nothing of this.
fn transport_error(error: BoxError) -> Error {
    let error = match error.downcast::<Error>() {
        Ok(error) if !error.is_of_a_call() => return *error,
        Ok(error) => error,
        Err(error) => error,
    };
    match error.downcast::<TransportFailure>() {
        Ok(failure) => failure.into_error(),
        Err(error) => Error::new(ErrorKind::Transport(TransportCause::Other), "the transport or a layer failed")
            .delivered(Delivery::MaybeSent)
            .with_foreign_source(error),
    }
}
