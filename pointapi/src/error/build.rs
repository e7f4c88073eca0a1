//! Building an error, from the inside of the crate.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use uuid::Uuid;

use super::{AuthCause, AuthDetails, Delivery, Details, Error, ErrorKind, ErrorResponse, TransportCause};
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;

impl Error {
    pub(crate) fn new(kind: ErrorKind, text: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Details {
            kind,
            text: text.into(),
            endpoint: None,
            delivery: Delivery::Unsent,
            status: None,
            attempts: 0,
            generated_key: None,
            elapsed: None,
            retry_after: None,
            budget_exhausted: false,
            is_unknown_host: false,
            auth: None,
            resume_marker: None,
            #[cfg(feature = "server")]
            is_response: false,
            response: None,
            source: None,
            foreign: None,
        }))
    }

    pub(crate) fn config(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Config, text)
    }

    pub(crate) fn at(mut self, endpoint: &'static Endpoint) -> Self {
        self.0.endpoint.get_or_insert(endpoint);
        self
    }

    /// True for an error of a call or of its token, false for one of a transport alone.
    pub(crate) fn is_of_a_call(&self) -> bool {
        self.0.endpoint.is_some() || self.0.auth.is_some()
    }

    /// True for an error of a call of this endpoint.
    pub(crate) fn is_of(&self, endpoint: &'static Endpoint) -> bool {
        self.0.endpoint.is_some_and(|own| std::ptr::eq(own, endpoint))
    }

    pub(crate) fn delivered(mut self, delivery: Delivery) -> Self {
        self.0.delivery = delivery;
        self
    }

    /// The request came at least that far, for instance in an earlier attempt of the call.
    pub(crate) fn delivered_at_least(mut self, delivery: Delivery) -> Self {
        self.0.delivery = self.0.delivery.max(delivery);
        self
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        let is_cut_short = self.0.kind == ErrorKind::Transport(TransportCause::Truncated);
        self.0.status = Some(status);
        self.0.delivery = if is_cut_short { Delivery::MaybeSent } else { Delivery::of(status) };
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_generated_key(mut self, key: Option<Uuid>) -> Self {
        self.0.generated_key = key;
        self
    }

    pub(crate) fn with_elapsed(mut self, elapsed: Duration) -> Self {
        self.0.elapsed = Some(elapsed);
        self
    }

    pub(crate) fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    pub(crate) fn with_budget_exhausted(mut self, is_exhausted: bool) -> Self {
        self.0.budget_exhausted = is_exhausted;
        self
    }

    /// The host is unknown, so a later request will hardly succeed.
    pub(crate) fn with_unknown_host(mut self) -> Self {
        self.0.is_unknown_host = true;
        self
    }

    pub(crate) fn with_auth(mut self, auth: AuthDetails) -> Self {
        self.0.auth = Some(auth);
        self
    }

    pub(crate) fn with_resume_marker(mut self, marker: Option<String>) -> Self {
        self.0.resume_marker = marker;
        self
    }

    pub(crate) fn with_response(mut self, headers: impl Into<Arc<HeaderMap>>, body: Bytes) -> Self {
        self.0.response = Some(ErrorResponse {
            headers: headers.into(),
            location: None,
            body,
            #[cfg(feature = "server")]
            maker: None,
        });
        self
    }

    /// Resolves the `Location` of the response, if it has one.
    pub(crate) fn with_location(mut self, resolve: impl FnOnce(String) -> String) -> Self {
        if let Some(response) = &mut self.0.response {
            let location = response.headers.get(LOCATION).and_then(|location| location.to_str().ok());
            response.location = location.map(|location| resolve(location.to_owned()));
        }
        self
    }

    /// Makes up the error body as each type that it is decoded as.
    #[cfg(feature = "server")]
    pub(crate) fn with_maker(mut self, maker: Option<crate::made_up::Maker>) -> Self {
        if let Some(response) = &mut self.0.response {
            response.maker = maker;
        }
        self
    }

    /// Keeps `source` in the chain; it must be free of bodies, URLs and secrets.
    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Returns the failure as a typed value, if it has this type.
    pub(crate) fn value<T: StdError + 'static>(&self) -> Option<&T> {
        self.0.foreign.as_ref()?.downcast_ref()
    }

    /// Keeps an error of user code, which may hold anything, or the failure as a typed value, which says what the text
    /// says: so nothing shows it.
    pub(crate) fn with_foreign_source(mut self, source: BoxError) -> Self {
        self.0.foreign = Some(source);
        self
    }

    /// Adds advice.
    #[cfg(feature = "platform")]
    pub(crate) fn advising(mut self, advice: &str) -> Self {
        self.0.text = format!("{}: {advice}", self.0.text).into();
        self
    }

    /// True if the body describes a failure; the body of a success that cannot be decoded does not.
    pub(crate) fn has_error_body(&self) -> bool {
        let is_denied = self.0.kind == ErrorKind::Auth(AuthCause::Denied);
        let is_failure = self.0.status.is_some_and(|status| !status.is_success()) || self.is_fault() || is_denied;
        is_failure && self.0.response.is_some()
    }

    pub(crate) fn delivery(&self) -> Delivery {
        self.0.delivery
    }
}
