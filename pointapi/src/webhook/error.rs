//! The error of a webhook that was not processed, and its response status.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

use crate::box_error::BoxError;
use crate::jwt::{FaultKind, TokenFault};

/// The `Retry-After` of a 503.
const RETRY_AFTER: Duration = Duration::from_secs(30);

/// The error of a webhook that was not processed.
///
/// `Display` and `Debug` are for logs: they name the reason and contain no token, claim, header value or body, and
/// nothing of the handler's own error. Send the [`status`](Self::status) to the sender, and nothing else.
///
/// ```
/// use pointapi::webhook::WebhookError;
///
/// fn report(error: &WebhookError) {
///     eprintln!("responded with {}: {error}", error.status());
/// }
/// # let _ = report;
/// ```
#[must_use]
pub struct WebhookError {
    kind: WebhookErrorKind,
    reason: &'static str,
    /// The cause on this side that holds nothing of the request.
    source: Option<BoxError>,
    /// An error of the user's own handler or store.
    foreign: Option<BoxError>,
}

/// The kind of a [`WebhookError`].
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WebhookErrorKind {
    /// The path is not the receiver's.
    Path,
    /// The method is not POST.
    Method,
    /// The token is invalid.
    Forbidden,
    /// The signing keys are unavailable.
    Keys,
    /// No known key signed the token, and a newer one may have: a new key of the issuer, or a forger's invention. It is
    /// too soon to fetch the keys again.
    UnknownKey,
    /// This machine's clock is off, so no token can be verified.
    Clock,
    /// The body is larger than 1 MiB.
    TooLarge,
    /// The body was cut short or took too long.
    Unread,
    /// The headers are not those of an event.
    Headers,
    /// The same event is in progress.
    InProgress,
    /// The delivery store is unavailable.
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

impl From<TokenFault> for WebhookError {
    fn from(fault: TokenFault) -> Self {
        let kind = match fault.kind() {
            FaultKind::Rejected => WebhookErrorKind::Forbidden,
            FaultKind::Keys => WebhookErrorKind::Keys,
            FaultKind::UnknownKey => WebhookErrorKind::UnknownKey,
            FaultKind::Clock => WebhookErrorKind::Clock,
        };
        let error = Self::new(kind, fault.reason());
        match fault.into_source() {
            Some(source) => error.with_source(source),
            None => error,
        }
    }
}

impl WebhookError {
    pub(super) fn new(kind: WebhookErrorKind, reason: &'static str) -> Self {
        Self { kind, reason, source: None, foreign: None }
    }

    pub(super) fn forbidden(reason: &'static str) -> Self {
        Self::new(WebhookErrorKind::Forbidden, reason)
    }

    pub(super) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Keeps an error of user code. It may hold anything, so nothing shows it.
    pub(super) fn with_foreign_source(mut self, source: BoxError) -> Self {
        self.foreign = Some(source);
        self
    }

    /// Returns the error of your own handler or delivery store, if it made the event fail.
    ///
    /// It is not in the source chain, and neither `Display` nor `Debug` shows it, because it may quote the body.
    #[must_use]
    pub fn expose_source(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.foreign.as_deref()
    }

    /// Returns the kind, for a `match`.
    #[must_use]
    pub fn kind(&self) -> WebhookErrorKind {
        self.kind
    }

    /// Returns the response status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.kind.status()
    }

    /// Returns the `Retry-After` of the response; present for every 503.
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

/// Shows no source: a handler's error may quote the body.
impl fmt::Debug for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookError").field("kind", &self.kind).field("reason", &self.reason).finish_non_exhaustive()
    }
}

/// The source is that of a key fetch that failed.
impl StdError for WebhookError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
