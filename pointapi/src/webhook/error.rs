//! Why a webhook was not processed, and what the platform is told.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

use crate::service::BoxError;

/// How long the platform is asked to wait where something may be better soon.
const RETRY_AFTER: Duration = Duration::from_secs(30);

/// Why a webhook was not processed.
///
/// `Display` and `Debug` are for logs: they name the reason and hold no token, claim, header value or body. Tell the
/// sender the [`status`](Self::status) and no more.
///
/// ```
/// use pointapi::webhook::WebhookError;
///
/// fn report(error: &WebhookError) {
///     eprintln!("answered {}: {error}", error.status());
/// }
/// # let _ = report;
/// ```
#[derive(Debug)]
#[must_use]
pub struct WebhookError {
    kind: WebhookErrorKind,
    reason: &'static str,
    source: Option<BoxError>,
}

/// What kind of trouble it was.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WebhookErrorKind {
    /// The path is not the receiver's.
    Path,
    /// The method is not POST.
    Method,
    /// The sender did not prove to be the platform.
    Forbidden,
    /// The keys to judge the token with cannot be had now.
    Keys,
    /// The token's key id is not among the keys, and it is too soon to ask the issuer again: its new key, or a forger's
    /// invention.
    UnknownKey,
    /// This machine's clock is off, so that no token can be judged.
    Clock,
    /// The body is larger than 1 MiB.
    TooLarge,
    /// The body did not come whole, or not in time.
    Unread,
    /// The headers do not make an event.
    Headers,
    /// The same event is being handled right now.
    InProgress,
    /// The record of what was handled cannot be had now.
    Deliveries,
    /// The handler failed or panicked.
    Handler,
}

impl WebhookErrorKind {
    fn status(self) -> StatusCode {
        match self {
            Self::Path => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Headers => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Handler => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Keys | Self::UnknownKey | Self::Clock | Self::Unread | Self::InProgress | Self::Deliveries => {
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }
}

impl WebhookError {
    pub(super) fn new(kind: WebhookErrorKind, reason: &'static str) -> Self {
        Self { kind, reason, source: None }
    }

    pub(super) fn forbidden(reason: &'static str) -> Self {
        Self::new(WebhookErrorKind::Forbidden, reason)
    }

    pub(super) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kind of trouble it was, for a `match`.
    #[must_use]
    pub fn kind(&self) -> WebhookErrorKind {
        self.kind
    }

    /// The status to answer with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.kind.status()
    }

    /// How long to ask the platform to wait; there for every 503.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        (self.status() == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_AFTER)
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason)
    }
}

/// The source is there for what failed on this side: fetching keys, keeping records, the handler's own error.
impl StdError for WebhookError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
