//! The one error of a call: what happened, what was sent, and what the caller may do.

mod api_error;
mod auth;
mod claims;
mod display;
mod kind;

pub use api_error::ApiError;
pub use kind::{AuthCause, ConnectStage, DecodeCause, ErrorKind, RequestPart, SizeCause, TimeoutStage, TransportCause};

use std::borrow::Cow;
use std::error::Error as StdError;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub(crate) use claims::leaves_outcome_unknown;

use crate::endpoint::Endpoint;
use crate::service::BoxError;

/// A [`std::result::Result`] with [`Error`] as its error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call gave no value.
///
/// Ask the claims in this order: [`outcome_unknown`](Self::outcome_unknown) (look the effect up first),
/// [`is_retryable`](Self::is_retryable) (call again later), [`is_auth`](Self::is_auth) (somebody must act), and then what
/// the endpoint's documentation says of [`status`](Self::status) and of the body.
///
/// One word large. `Display`, `Debug` and the source chain hold no body, URL, query value, header or secret; the
/// server's error body is there on request only.
///
/// ```
/// fn report(error: &pointapi::Error) {
///     if error.outcome_unknown() {
///         eprintln!("look the order up before placing it again: {error}");
///     } else if error.is_retryable() {
///         eprintln!("try again later: {error}");
///     }
/// }
/// # let _ = report;
/// ```
///
/// # What is logged
///
/// Neither this library nor those below it log a body, a header's value or a query, at any level; a test looks for
/// real secrets in everything that hyper, h2, rustls and reqwest log at `TRACE`. Two things are not in its hands: h2
/// logs the text that a server puts into a GOAWAY frame, and a client that was given to
/// [`ClientBuilder::reqwest`](crate::ClientBuilder::reqwest) with `connection_verbose(true)` logs every byte.
#[must_use]
pub struct Error(Box<Details>);

const _: () = assert!(size_of::<Error>() == size_of::<usize>());

pub(crate) struct Details {
    kind: ErrorKind,
    text: Cow<'static, str>,
    endpoint: Option<&'static Endpoint>,
    delivery: Delivery,
    status: Option<StatusCode>,
    attempts: u32,
    elapsed: Option<Duration>,
    retry_after: Option<Duration>,
    budget_exhausted: bool,
    is_unknown_host: bool,
    auth: Option<AuthDetails>,
    resume_marker: Option<String>,
    answer: Option<Answer>,
    source: Option<BoxError>,
    foreign: Option<BoxError>,
}

/// How far a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// No byte of it reached the server, provably.
    Unsent,
    /// It reached the server, which says that it did not process it.
    Refused,
    /// It may have been received and processed.
    MaybeSent,
    /// The server answered.
    Answered,
}

/// What an auth failure was caused by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct AuthDetails {
    pub(crate) is_connect: bool,
    pub(crate) is_timeout: bool,
    pub(crate) is_transient: bool,
}

/// The server's answer behind an error.
struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, text: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Details {
            kind,
            text: text.into(),
            endpoint: None,
            delivery: Delivery::Unsent,
            status: None,
            attempts: 0,
            elapsed: None,
            retry_after: None,
            budget_exhausted: false,
            is_unknown_host: false,
            auth: None,
            resume_marker: None,
            answer: None,
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

    /// True if it tells of a call or of its token, and not only of what happened on the way.
    pub(crate) fn is_of_a_call(&self) -> bool {
        self.0.endpoint.is_some() || self.0.auth.is_some()
    }

    /// True if it tells of a call of this endpoint.
    pub(crate) fn is_of(&self, endpoint: &'static Endpoint) -> bool {
        self.0.endpoint.is_some_and(|own| std::ptr::eq(own, endpoint))
    }

    pub(crate) fn delivered(mut self, delivery: Delivery) -> Self {
        self.0.delivery = delivery;
        self
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self.0.delivery = Delivery::Answered;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
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

    /// The server's name is not known: the same request will hardly succeed later.
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

    pub(crate) fn with_response(mut self, headers: HeaderMap, body: Bytes) -> Self {
        self.0.answer = Some(Answer { headers, body });
        self
    }

    /// Keeps `source` in the chain; it must be free of bodies, URLs and secrets.
    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Keeps an error of the user's own code, which may hold anything: nothing shows it.
    pub(crate) fn with_foreign_source(mut self, source: BoxError) -> Self {
        self.0.foreign = Some(source);
        self
    }

    /// Adds what can be done.
    #[cfg(feature = "platform")]
    pub(crate) fn advising(mut self, advice: &str) -> Self {
        self.0.text = format!("{}: {advice}", self.0.text).into();
        self
    }

    pub(crate) fn delivery(&self) -> Delivery {
        self.0.delivery
    }

    /// What went wrong, for a `match`.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The name of the endpoint that was called; `None` for a request built by hand and for errors outside a call.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static str> {
        self.0.endpoint.filter(|endpoint| !endpoint.by_hand).map(Endpoint::name)
    }

    /// The status of the server's answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// How many requests were put on the wire for this call, a replay after a refused token included.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the server asked to wait, or how long until a sign-in is tried again.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The server's id of the request (`X-Request-Id` and its like): at most 128 visible characters.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        const NAMES: [&str; 3] = ["x-request-id", "x-correlation-id", "request-id"];
        let headers = &self.0.answer.as_ref()?.headers;
        let value = NAMES.iter().find_map(|name| headers.get(*name))?.to_str().ok()?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        ((1..=128).contains(&value.len()) && value.bytes().all(is_plain)).then_some(value)
    }

    /// The server's error body as a type, if there is one and it is JSON of that shape.
    #[cfg(feature = "json")]
    #[must_use]
    pub fn body_as<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.expose_body()?).ok()
    }

    /// The beginning of the server's error body, with every number of four or more digits and every quoted value
    /// masked; at most 1 KiB.
    #[must_use]
    pub fn snippet(&self) -> Option<String> {
        self.expose_body().map(crate::snippet::masked)
    }

    /// Where to go on with pages that this error has ended: give it to [`Pager::resume_from`](crate::Pager::resume_from)
    /// or to a query's `resume_from`, in this process or another. `None` if they ended before the second page, and for
    /// every other error.
    ///
    /// The server made it up, so neither `Display` nor `Debug` shows it.
    #[must_use]
    pub fn resume_marker(&self) -> Option<&str> {
        self.0.resume_marker.as_deref()
    }

    /// The error of a transport, a layer, an authenticator or a `Serialize` of your own, if it is why the call failed.
    ///
    /// It is not in the source chain, and neither `Display` nor `Debug` shows it: what it says is not this crate's to
    /// know, and the errors of HTTP libraries like to quote URLs.
    #[must_use]
    pub fn expose_source(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.foreign.as_deref()
    }

    /// The server's error body as it came, up to 64 KiB; it can hold personal data.
    #[must_use]
    pub fn expose_body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| &*answer.body)
    }

    pub(crate) fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }
}
