//! Sends the request of a call through every layer, and separates success from failure.

use std::sync::Arc;

use bytes::Bytes;
#[cfg(feature = "stream")]
use http::header::HeaderName;
use http::response::Parts;

use super::Client;
use crate::auth::Sender;
use crate::base_url::resolve_reference;
use crate::box_error::BoxError;
use crate::endpoint::{AuthScheme, Endpoint};
use crate::error::{AuthCause, AuthDetails, Delivery, Error, ErrorKind, Result, TransportCause};
use crate::response::{RawResponse, StreamedBody};
use crate::send::{BehindLayers, Context, Report, collect_beginning, collect_whole};
use crate::service::{HttpRequest, HttpResponse};

/// The header that resumes server-sent events (WHATWG HTML, section 9.2.4).
#[cfg(feature = "stream")]
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

impl Client {
    /// Sends a request and returns the response of a success.
    pub(crate) async fn send(&self, request: &mut HttpRequest, context: &Context) -> Result<RawResponse> {
        let target = request.uri().path_and_query().cloned();
        #[cfg(feature = "stream")]
        let resumed_after = request.headers().get(LAST_EVENT_ID).filter(|_| context.body.is_streamed).cloned();
        let outcome = self.exchange(request, context).await;
        let resolve = |location| resolve_reference(target.as_ref(), location);
        let mut response = outcome.map_err(|error| error.with_location(resolve))?;
        #[cfg(feature = "stream")]
        {
            response.resumed_after = resumed_after;
        }
        response.target = target;
        response.generated_key = context.generated_key;
        Ok(response)
    }

    async fn exchange(&self, request: &mut HttpRequest, context: &Context) -> Result<RawResponse> {
        // Token traffic does not pass the user's per-call layers: a layer that limits or delays calls would hold up the
        // sign-in that these calls wait for.
        let entry = self.shared.entry.as_ref().filter(|_| !context.endpoint.token_endpoint);
        let (response, report) = match entry {
            None => self.shared.core.run(request, context).await?,
            Some(entry) => {
                let behind = Arc::<BehindLayers>::default();
                let brought = Context { behind_layers: Some(Arc::clone(&behind)), ..context.clone() };
                request.extensions_mut().insert(brought);
                let response = entry.send(std::mem::take(request)).await;
                let report = behind.report();
                let error_of = |error| {
                    let error = layer_error(error, context.endpoint);
                    let delivery = match report.delivery {
                        // A layer failed after a response, which says nothing of what the server did.
                        Delivery::Responded if error.delivery() < Delivery::Responded => Delivery::MaybeSent,
                        delivery => delivery,
                    };
                    error.delivered_at_least(delivery).with_attempts(report.attempts)
                };
                (response.map_err(error_of)?, report)
            }
        };
        self.interpret(response, report, context).await
    }

    async fn interpret(&self, response: HttpResponse, report: Report, context: &Context) -> Result<RawResponse> {
        let Context { endpoint, body: expected, .. } = *context;
        let (parts, body) = response.into_parts();
        let limit = self.shared.core.limit(endpoint);
        if expected.is_streamed && parts.status.is_success() && !report.is_rejected {
            let deadline = report.deadline.zip(report.started);
            let deadline = deadline.map(|(deadline, started)| (deadline, deadline.saturating_duration_since(started)));
            let stream = StreamedBody { body, limit, deadline };
            return Ok(RawResponse::streamed(endpoint, parts, stream, report.attempts));
        }
        let body = match body.as_bytes() {
            Some(bytes) => bytes,
            // A user's layer has replaced the body that was collected.
            None if parts.status.is_success() => {
                let body = collect_whole(body, &parts, limit, expected).await;
                body.map_err(|error| error.with_attempts(report.attempts))?
            }
            None => collect_beginning(body, report.deadline).await,
        };
        let is_absence = || endpoint.is_absent_on(parts.status);
        let is_response = match parts.status.as_u16() {
            // Some servers reject a token with a success that says so in its body.
            _ if parts.status.is_success() => !report.is_rejected,
            // The endpoint declares them, so they are its response once the credentials cannot be replaced.
            401 | 403 => is_absence(),
            _ => is_absence() && !report.is_rejected,
        };
        if is_response {
            return Ok(RawResponse::whole(endpoint, parts, body, report.attempts));
        }
        let has_login = !matches!((endpoint.auth, &*context.sender), (AuthScheme::Client, Sender::Missing));
        match report.is_rejected && !has_login {
            true => Err(no_login_error(parts, body, &report)),
            false => Err(status_error(parts, body, &report)),
        }
    }
}

/// The error of a response that is not a success.
pub(crate) fn status_error(parts: Parts, body: Bytes, report: &Report) -> Error {
    let text = format!("the server responded with {}", parts.status.as_u16());
    let error = match parts.status.as_u16() {
        _ if report.is_rejected => {
            Error::new(ErrorKind::Auth(AuthCause::Denied), text).with_auth(AuthDetails::default())
        }
        304 => Error::new(ErrorKind::NotModified, text),
        300..=399 => Error::new(ErrorKind::Redirect, format!("{text}, and redirects are not followed")),
        _ => Error::new(ErrorKind::Status, text),
    };
    with_response(error, parts, body, report)
}

/// The error of a rejected request that had no credentials.
fn no_login_error(parts: Parts, body: Bytes, report: &Report) -> Error {
    let text = format!(
        "the server responded with {}, and the client has no login: give its builder `.credentials(...)`, \
         `.token_source(...)` or `.bearer_token(...)`",
        parts.status.as_u16()
    );
    let error = Error::new(ErrorKind::Auth(AuthCause::Missing), text).with_auth(AuthDetails::default());
    with_response(error, parts, body, report)
}

fn with_response(error: Error, parts: Parts, body: Bytes, report: &Report) -> Error {
    #[cfg(feature = "server")]
    let maker = parts.extensions.get().cloned();
    let error = error
        .with_status(parts.status)
        .delivered_at_least(report.delivery)
        .with_attempts(report.attempts)
        .with_elapsed(report.elapsed())
        .with_retry_after(report.retry_after)
        .with_budget_exhausted(report.is_budget_exhausted)
        .with_response(parts.headers, body);
    #[cfg(feature = "server")]
    let error = error.with_maker(maker);
    error
}

/// The error that came through the user's layers: that of this call unchanged, or one of a layer's own, which may belong
/// to another call.
fn layer_error(error: BoxError, endpoint: &'static Endpoint) -> Error {
    let error = match error.downcast::<Error>() {
        Ok(error) if error.is_of(endpoint) || !error.is_of_a_call() => return *error,
        Ok(error) => error,
        Err(error) => error,
    };
    Error::new(ErrorKind::Transport(TransportCause::Other), "a layer failed").with_foreign_source(error)
}
