//! One call from made-up arguments to the decoded response, repeated until the types accept their values.

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use super::form::Form;
use super::wire::{Crossed, STATUS, Wire, read};
use crate::box_error::BoxError;
use crate::error::Error;
use crate::made_up::Visit;
use crate::server::rehearsal::{Rehearsal, failure};

/// The most tries until all values of a call are accepted.
const MAX_TRIES: usize = 5_000;

/// One endpoint under check.
pub(super) struct Scene {
    pub(super) rehearsal: Rehearsal,
    pub(super) wire: Arc<Wire>,
}

/// The choices that are given: their positions, and the candidates.
pub(super) type Pinned<'a> = &'a [(usize, usize)];

/// The seed and the given choices of a call.
#[derive(Clone, Copy, Default)]
pub(super) struct Draw<'a> {
    pub(super) seed: u64,
    pub(super) argument: Pinned<'a>,
    pub(super) response: Pinned<'a>,
    pub(super) is_request_only: bool,
}

/// Where a call ended.
pub(super) enum Outcome {
    /// A type rejected a made-up argument.
    ArgumentRejected(String),
    /// The client does not send the arguments; the text of its error, if it is known.
    Unsent(Option<String>),
    Sent(Form),
    /// The server did not call the method.
    Unserved {
        request: Form,
        response: Response<Bytes>,
    },
    /// A type rejected the made-up response, or the method cannot return this one. The request arrived.
    ResponseRejected {
        request: Form,
        repeated: Form,
        reason: String,
        /// Another status is tried, since this one is of an error without a value.
        is_error: bool,
    },
    Exchanged(Box<Exchanged>),
}

/// A completed call.
pub(super) struct Exchanged {
    pub(super) request: Form,
    /// The request with the arguments that the server read.
    pub(super) repeated: Form,
    pub(super) response: Form,
    /// The response with the value that the client read, or the client's error.
    pub(super) returned: Result<Form, String>,
}

impl Outcome {
    /// Returns true if values arrived in another order than that in which they were sent.
    pub(super) fn is_reordered(&self) -> bool {
        match self {
            Self::ResponseRejected { request, repeated, .. } => request.is_reordered(repeated),
            Self::Exchanged(own) => {
                let is_reordered = |returned: &Form| own.response.is_reordered(returned);
                own.request.is_reordered(&own.repeated) || own.returned.as_ref().is_ok_and(is_reordered)
            }
            _ => false,
        }
    }

    /// Records which values had another order when the same call was repeated.
    pub(super) fn note_order(&mut self, again: &Self) {
        match (self, again) {
            (Self::ResponseRejected { request, .. }, Self::ResponseRejected { request: again, .. }) => {
                request.note_order(again);
            }
            (Self::Exchanged(own), Self::Exchanged(again)) => {
                own.request.note_order(&again.request);
                own.response.note_order(&again.response);
            }
            _ => {}
        }
    }
}

impl Scene {
    /// Resets the choices before the next endpoint.
    pub(super) fn forget(&self) {
        self.wire.arguments.forget();
        self.wire.response.forget();
    }

    /// Makes one call.
    pub(super) async fn call(&self, draw: Draw<'_>) -> Outcome {
        let Self { rehearsal, wire } = self;
        wire.arguments.begin(draw.seed, draw.argument);
        wire.response.begin(draw.seed, draw.response);
        wire.begin(draw.is_request_only);
        let outcome = rehearsal.call(wire.extensions.clone(), wire.arguments.clone()).await;
        let reason = failure(&outcome).map(|reason| reason.map(str::to_owned));
        let crossed = wire.take();
        let outcome = read(outcome).await;
        let Some(request) = &crossed.request else {
            let detail = || outcome.as_ref().ok().and_then(detail).unwrap_or_default();
            return reason.map_or_else(|| Outcome::ArgumentRejected(detail()), Outcome::Unsent);
        };
        let request = self.form(request);
        if draw.is_request_only {
            return Outcome::Sent(request);
        }
        self.judge(request, &crossed, reason, outcome)
    }

    fn judge(
        &self,
        request: Form,
        crossed: &Crossed,
        reason: Option<Option<String>>,
        returned: Result<Response<Bytes>, BoxError>,
    ) -> Outcome {
        let endpoint = self.rehearsal.endpoint();
        let Some(repeated) = crossed.repeated.as_ref().map(|repeated| self.form(repeated)) else {
            return Outcome::Unserved { request, response: crossed.response.clone().unwrap_or_default() };
        };
        let Some(response) = &crossed.response else {
            let reason = "the response was cut short".to_owned();
            return Outcome::ResponseRejected { request, repeated, reason, is_error: false };
        };
        let is_value = response.status().is_success() || endpoint.is_absent_on(response.status());
        if self.wire.response.has_failed() || (!is_value && (crossed.failure.is_none() || response.status() == 500)) {
            return match crossed.failure {
                None if !self.wire.response.has_failed() => Outcome::Unserved { request, response: response.clone() },
                _ => {
                    let reason = crossed.failure.clone().flatten().unwrap_or_default();
                    Outcome::ResponseRejected { request, repeated, reason, is_error: crossed.is_error }
                }
            };
        }
        let returned = match (reason, returned) {
            (Some(reason), _) if is_value => Err(reason.unwrap_or_else(|| "the call failed".to_owned())),
            (_, Ok(returned)) => Ok(Form::of_response(&returned, &self.rehearsal)),
            // The error of a stream says where decoding failed. Another one may hold anything.
            (_, Err(error)) => Err(error
                .downcast::<Error>()
                .map_or_else(|_| "the value that it read cannot be sent again".to_owned(), |error| error.to_string())),
        };
        let response = Form::of_response(response, &self.rehearsal);
        Outcome::Exchanged(Box::new(Exchanged { request, repeated, response, returned }))
    }

    fn form(&self, request: &Request<Bytes>) -> Form {
        Form::of_request(request, &self.rehearsal)
    }

    /// Repeats a call until it is sent, served and returned; or only sent and served, if no response is accepted.
    ///
    /// # Errors
    ///
    /// The place of an argument for which no value is accepted, with the reason.
    pub(super) async fn settle(&self, draw: Draw<'_>) -> Result<Outcome, String> {
        for _ in 0..MAX_TRIES {
            match self.call(draw).await {
                Outcome::ArgumentRejected(reason) => self.wire.arguments.learn(&reason)?,
                Outcome::ResponseRejected { is_error: true, .. } if self.wire.response.reject(STATUS) => {}
                Outcome::ResponseRejected { request, repeated, reason, .. } => {
                    if let Err(reason) = self.wire.response.learn(&reason) {
                        return Ok(Outcome::ResponseRejected { request, repeated, reason, is_error: false });
                    }
                }
                Outcome::Unsent(reason) => {
                    let reason = reason.unwrap_or_default();
                    if !self.wire.arguments.reject_texts(&reason) {
                        return Err(format!("the client sends none of the made-up arguments: {reason}"));
                    }
                }
                outcome => return Ok(outcome),
            }
        }
        Err(format!("no value was accepted in {MAX_TRIES} tries"))
    }

    /// Returns the choices of the latest call, for its arguments and its response.
    pub(super) fn visits(&self) -> (Vec<Visit>, Vec<Visit>) {
        (self.wire.arguments.visits(), self.wire.response.visits())
    }
}

/// Returns the `detail` of a problem document (RFC 9457).
pub(super) fn detail(response: &Response<Bytes>) -> Option<String> {
    let problem: serde_json::Value = serde_json::from_slice(response.body()).ok()?;
    Some(problem.get("detail")?.as_str()?.to_owned())
}
