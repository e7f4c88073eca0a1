//! The one error of a call: what happened, what was sent, and what the caller may do.

mod kind;

pub use kind::{
    AuthCause, ConnectStage, DecodeCause, ErrorKind, RequestPart, SizeCause, TimeoutStage, TransportCause,
};

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::endpoint::Endpoint;
use crate::service::BoxError;

/// A [`std::result::Result`] with [`Error`] as its error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call gave no value.
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
    auth: Option<AuthDetails>,
    answer: Option<Answer>,
    source: Option<BoxError>,
}

/// How far a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// No byte of it reached the server, provably.
    Unsent,
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
            auth: None,
            answer: None,
            source: None,
        }))
    }

    pub(crate) fn config(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Config, text)
    }

    pub(crate) fn at(mut self, endpoint: &'static Endpoint) -> Self {
        self.0.endpoint.get_or_insert(endpoint);
        self
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

    pub(crate) fn with_auth(mut self, auth: AuthDetails) -> Self {
        self.0.auth = Some(auth);
        self
    }

    pub(crate) fn with_answer(mut self, headers: HeaderMap, body: Bytes) -> Self {
        self.0.answer = Some(Answer { headers, body });
        self
    }

    /// Keeps `source` in the chain; it must be free of bodies, URLs and secrets.
    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
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

    /// The server's error body as it came, up to 64 KiB; it can hold personal data.
    #[must_use]
    pub fn expose_body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| &*answer.body)
    }

    pub(crate) fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }
}

/// Claims about an error; several may hold together.
impl Error {
    /// No token could be had, whatever the cause; or the caller is signed out; or the server refused the token.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Auth(_)) || self.0.auth.is_some()
    }

    /// No connection came about, also while signing in.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Connect(_) | ErrorKind::Timeout(TimeoutStage::Connect))
            || self.0.auth.is_some_and(|auth| auth.is_connect)
    }

    /// The server's name could not be resolved.
    #[must_use]
    pub fn is_dns(&self) -> bool {
        self.0.kind == ErrorKind::Connect(ConnectStage::Dns)
    }

    /// The TLS handshake failed.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.0.kind == ErrorKind::Connect(ConnectStage::Tls)
    }

    /// Time ran out, also while signing in.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout(_)) || self.0.auth.is_some_and(|auth| auth.is_timeout)
    }

    /// The server asked to slow down: 429, or 503 with a `Retry-After`.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.is_status(429) || (self.is_status(503) && self.0.retry_after.is_some())
    }

    /// The server answered with this status.
    #[must_use]
    pub fn is_status(&self, status: u16) -> bool {
        self.0.status.is_some_and(|seen| seen.as_u16() == status)
    }

    /// The server answered 4xx.
    #[must_use]
    pub fn is_client_error(&self) -> bool {
        self.0.status.is_some_and(|status| status.is_client_error())
    }

    /// The server answered 5xx.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.0.status.is_some_and(|status| status.is_server_error())
    }

    /// The answer could not be read as the type.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Decode(_))
    }

    /// The answer was larger than the limit.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.0.kind, ErrorKind::TooLarge(_))
    }

    /// The answer was a 2xx that reports a failure.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.0.kind == ErrorKind::Fault
    }

    /// The call would have been tried again, but too many calls to this server are being repeated already.
    #[must_use]
    pub fn is_budget_exhausted(&self) -> bool {
        self.0.budget_exhausted
    }

    /// At least one byte of the request may have reached the server.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        self.0.delivery != Delivery::Unsent
    }

    /// The server may have processed the request, and nobody knows.
    ///
    /// Only for endpoints that are never sent twice (a POST or PATCH that is neither `idempotent` nor has a key):
    /// sent without an answer, answered 408 or 5xx, or a 2xx that was cut short. Look the effect up before
    /// calling again.
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        let is_once = self.0.endpoint.is_some_and(Endpoint::is_once);
        is_once
            && match self.0.delivery {
                Delivery::Unsent => false,
                Delivery::MaybeSent => true,
                Delivery::Answered => {
                    self.is_status(408)
                        || self.is_server_error()
                        || self.0.kind == ErrorKind::Transport(TransportCause::Truncated)
                }
            }
    }

    /// The caller may call again now without a second effect.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let is_harmless =
            self.0.endpoint.is_none_or(|endpoint| !endpoint.is_once()) || self.0.delivery == Delivery::Unsent;
        is_harmless && self.is_transient()
    }

    /// The same request could succeed later.
    pub(crate) fn is_transient(&self) -> bool {
        if let Some(auth) = self.0.auth {
            return auth.is_transient;
        }
        match self.0.kind {
            ErrorKind::Timeout(_) | ErrorKind::Transport(_) => true,
            ErrorKind::Connect(stage) => matches!(stage, ConnectStage::Dns | ConnectStage::Tcp),
            ErrorKind::Status => {
                self.0.status.is_some_and(|status| matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504))
            }
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &self.0;
        if let Some(endpoint) = details.endpoint {
            write!(f, "{} {}", endpoint.name, endpoint.method)?;
            if !endpoint.template.is_empty() {
                write!(f, " {}", endpoint.template)?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&details.text)?;
        if details.attempts > 0 {
            let plural = if details.attempts == 1 { "attempt" } else { "attempts" };
            write!(f, " ({} {plural}", details.attempts)?;
            if self.outcome_unknown() {
                f.write_str(", outcome unknown")?;
            }
            f.write_str(")")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &self.0;
        f.debug_struct("Error")
            .field("kind", &details.kind)
            .field("text", &details.text)
            .field("endpoint", &details.endpoint)
            .field("delivery", &details.delivery)
            .field("status", &details.status)
            .field("request_id", &self.request_id())
            .field("attempts", &details.attempts)
            .field("elapsed", &details.elapsed)
            .field("retry_after", &details.retry_after)
            .field("source", &details.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// An error type of an endpoint's own, read from the server's error body.
///
/// ```
/// use http::{HeaderMap, StatusCode};
/// use pointapi::ApiError;
///
/// #[derive(Debug)]
/// enum PlaceError {
///     Conflict,
///     Other(pointapi::Error),
/// }
///
/// impl From<pointapi::Error> for PlaceError {
///     fn from(error: pointapi::Error) -> Self {
///         Self::Other(error)
///     }
/// }
///
/// impl ApiError for PlaceError {
///     fn decode(status: StatusCode, _: &HeaderMap, _: &[u8]) -> Option<Self> {
///         (status == StatusCode::CONFLICT).then_some(Self::Conflict)
///     }
/// }
/// ```
pub trait ApiError: From<Error> + Send + 'static {
    /// Reads the answer to a call that failed; `None` falls back to `From<Error>`, with the raw answer kept in it.
    fn decode(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<Self>;
}

impl ApiError for Error {
    fn decode(_: StatusCode, _: &HeaderMap, _: &[u8]) -> Option<Self> {
        None
    }
}
