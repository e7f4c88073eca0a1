//! One attempt: a permit, a token, the request on the wire, the response; and one replay if the token was rejected.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::response::Parts;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout_at};
use tower::retry::budget::Budget as _;

use super::authorize::{Authorized, Grant, authorize, authorize_fetched, fetch};
use super::context::Context;
use super::core::Core;
use super::metrics::Exchange;
use super::permit::{Permits, Permitted};
use super::progress::{Phase, UnderWay};
use super::trace::Span;
use super::transport_error::transport_error;
use super::{collect, permit};
use crate::auth::{Tokens, telemetry as auth_telemetry};
use crate::body::Body;
use crate::error::{Delivery, Error, ErrorKind, Result, TimeoutStage};
use crate::service::{HttpRequest, HttpResponse, ResponseFuture};

/// The time limit of one attempt of an endpoint that may be sent again.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(20);

/// A request that may be sent again: while it is in flight, a copy is kept here.
pub(super) struct Replayable<'a> {
    next: &'a mut HttpRequest,
    /// The body was a stream, which has been sent.
    is_spent: bool,
}

impl<'a> Replayable<'a> {
    pub(super) fn new(request: &'a mut HttpRequest) -> Self {
        Self { next: request, is_spent: false }
    }

    /// Returns true if the request can be sent again.
    pub(super) fn is_replayable(&self) -> bool {
        !self.is_spent
    }

    /// Takes the request to send and leaves a copy, so that the first attempt sends the request as it was built, with
    /// the spare capacity of its headers.
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

/// Sends the request once, and once more if a rejected token could be replaced.
pub(super) async fn attempt(call: &mut UnderWay<'_>, request: &mut Replayable<'_>) -> Result<HttpResponse> {
    let core = call.core;
    let mut is_replay = false;
    loop {
        let sent = send(call, request).await;
        if is_replay {
            auth_telemetry::replayed(sent.as_ref().ok().map(|_| call.progress.is_rejected));
        }
        let (grant, response) = sent?;
        if response.status().is_success() && !call.progress.is_rejected {
            grant.accepted();
            return Ok(response);
        }
        if call.context.treats_as_response(response.status()) {
            return Ok(response);
        }
        let is_replayed = call.progress.is_replayed;
        // The grant learns of the rejection also where the request cannot be replayed: the next call needs another
        // token.
        let may_replay = Box::pin(grant.may_replay(call.progress.is_rejected, &response, is_replayed)).await;
        if !may_replay || is_replayed || !request.is_replayable() || call.must_end() {
            return Ok(response);
        }
        call.progress.is_replayed = true;
        is_replay = true;
        // A replay counts among the repeats and is never denied: there is at most one per call.
        let _ = core.budget.withdraw();
    }
}

/// Exchanges one request for one response.
async fn send<'a>(call: &mut UnderWay<'a>, request: &mut Replayable<'_>) -> Result<(Grant<'a>, HttpResponse)> {
    let Begun { grant, permits, span, measured, response } = begin(call, request).await?;
    let result = span.run(pin!(exchange(call, response))).await;
    let progress = &mut call.progress;
    measured.end(result.as_ref().map(HttpResponse::status));
    match result {
        Ok(mut response) => {
            progress.is_rejected = !call.context.treats_as_response(response.status())
                && grant.is_rejected_by(&mut response, call.core.treat_403_as_auth);
            let is_success = response.status().is_success() && !progress.is_rejected;
            progress.settle(match progress.is_rejected {
                // The response is that of the last of them.
                _ if progress.has_sent_several() && !is_success => Delivery::MaybeSent,
                true => Delivery::Rejected,
                false => Delivery::of(response.status()),
            });
            Ok((grant, hold(response, permits.stream)))
        }
        Err(error) => {
            let delivery = progress.delivery_of(&error);
            progress.settle(delivery);
            Err(error.delivered(delivery))
        }
    }
}

/// Holds the permit of a streamed response until its body is dropped; any other response has been read.
fn hold(response: HttpResponse, permit: Option<OwnedSemaphorePermit>) -> HttpResponse {
    match permit.filter(|_| response.status().is_success()) {
        Some(permit) => response.map(|body| Body::new(Permitted { body, _permit: permit })),
        None => response,
    }
}

/// A request that the transport has, and what is held until its response is read.
struct Begun<'a> {
    grant: Grant<'a>,
    permits: Permits<'a>,
    span: Span,
    measured: Exchange,
    response: ResponseFuture,
}

/// Gets a permit, then a token, and gives the request to the transport. A token that is attached before a wait may have
/// expired when the request is sent.
async fn begin<'a>(call: &mut UnderWay<'a>, request: &mut Replayable<'_>) -> Result<Begun<'a>> {
    let UnderWay { core, context, deadline, .. } = *call;
    let permits = acquire_permits(call).await?;
    let mut request = request.request();
    let (permits, grant) = match authorize(&mut request, context).await? {
        Authorized::Granted(grant) => (permits, grant),
        Authorized::Waiting(tokens) => {
            // The login may need a permit itself, or wait for a person.
            drop(permits);
            Box::pin(authorize_after_fetch(call, &mut request, tokens)).await?
        }
    };
    call.check_deadline()?;
    let progress = &mut call.progress;
    progress.begin(context.has_second_effect().then(|| request.body_mut().watch()).flatten());
    progress.sent = core.is_observed.then(Arc::default);
    if let Some(sent) = &progress.sent {
        request.extensions_mut().insert(Arc::clone(sent));
    }
    let span = Span::of_attempt(context, &request, progress.attempts - 1);
    let measured = Exchange::begin(context.endpoint, &request, deadline);
    let response = span.enter(|| core.transport.send(request));
    Ok(Begun { grant, permits, span, measured, response })
}

async fn acquire_permits<'a>(call: &mut UnderWay<'a>) -> Result<Permits<'a>> {
    let UnderWay { core, context, ref mut progress, .. } = *call;
    progress.phase = Phase::Permit;
    let stream = match context.body.is_streamed {
        true => Some(Box::pin(permit::acquire_stream(core, context.endpoint)).await?),
        false => None,
    };
    let request = permit::acquire(core, context.endpoint).await?;
    call.check_deadline()?;
    call.progress.phase = Phase::Token;
    Ok(Permits { _request: request, stream })
}

/// Waits for a token without permits, then gets the permits again and adds the token.
///
/// If the token has expired when the permits come, or is due for the first time, they are given back and the call waits
/// again: the login may need a permit itself. The deadline alone ends a call that waits longer for each permit than its
/// tokens live.
async fn authorize_after_fetch<'a>(
    call: &mut UnderWay<'a>,
    request: &mut HttpRequest,
    tokens: &'a Tokens,
) -> Result<(Permits<'a>, Grant<'a>)> {
    let mut is_again = false;
    loop {
        let fetched_at = fetch(&tokens.manager, call.context).await?;
        let permits = acquire_permits(call).await?;
        if let Some(grant) = authorize_fetched(request, call.context, tokens, fetched_at, is_again).await? {
            return Ok((permits, grant));
        }
        is_again = true;
    }
}

/// Waits for the response and collects it, within the time limit of one attempt. A server that responds has received the
/// request, so with the head of the response the proof that nothing was sent is void.
async fn exchange(call: &UnderWay<'_>, response: ResponseFuture) -> Result<HttpResponse> {
    let UnderWay { core, context, deadline, ref progress, .. } = *call;
    let timeout = attempt_timeout(context);
    let limit = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
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
        let text = format!("an attempt timed out after {:?} (`attempt_timeout`)", timeout.unwrap_or_default());
        let error = Error::new(ErrorKind::Timeout(TimeoutStage::Attempt), text);
        Err(error.delivered(Delivery::MaybeSent))
    })
}

/// One attempt may use the whole time of a call that is sent once or has a timeout of its own.
fn attempt_timeout(context: &Context) -> Option<Duration> {
    let endpoint = context.endpoint;
    let has_own_time = endpoint.is_once() || endpoint.token_endpoint || context.timeout.is_some();
    endpoint.attempt_timeout.or((!has_own_time).then_some(ATTEMPT_TIMEOUT))
}

/// Collects the whole body of a success, and of any other response the part that an error keeps and that arrives before
/// `end`.
async fn read(core: &Core, body: Body, parts: &Parts, context: &Context, end: Option<Instant>) -> Result<Body> {
    if !parts.status.is_success() {
        return Ok(Box::pin(collect::beginning(body, end)).await.into());
    }
    if context.body.is_streamed {
        return Ok(body);
    }
    collect::whole(body, parts, core.limit(context.endpoint), context.body).await.map(Body::from)
}
