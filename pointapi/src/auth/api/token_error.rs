//! The error of a login, as far as its source knows it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::auth::numbers::UNSTATED_THROTTLE;

/// The longest text that is kept.
const MAX_TEXT: usize = 256;

/// The error of a [`TokenSource`](super::token_source::TokenSource).
///
/// ```
/// use pointapi::auth::TokenError;
///
/// let error = TokenError::rejected("wrong user name or password");
/// assert_eq!(error.to_string(), "wrong user name or password");
/// ```
///
/// The constructor decides what the manager does next, so choose the one that is true: a rejection ends in a hold
/// that protects the account from a lockout, missing credentials end the call, all else is tried again. Texts are shown in errors and logs: they must
/// never hold a secret or a response body. They are cut after 256 characters, and control characters become blanks.
#[derive(Clone)]
pub struct TokenError(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    class: TokenErrorClass,
    text: String,
    status: Option<StatusCode>,
    /// The body has an `error`, shown or not.
    has_oauth_error: bool,
    error_code: Option<&'static str>,
    is_connect: bool,
    is_timeout: bool,
    /// The same request would fail again.
    is_permanent: bool,
}

/// The class of a failure; each has its row in the tables of [`crate::auth`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenErrorClass {
    /// A rejection with a readable `error`.
    Rejected,
    /// 400, 401 or 403 without one: a firewall's or a proxy's page.
    RejectedBare,
    /// 408, 425, 5xx.
    Transient,
    /// An `error` that says that the server cannot decide now. The server read the request, so it may have counted it.
    ServerFault,
    /// Provably not sent.
    Unsent,
    /// Sent, without a complete response.
    Unanswered,
    /// A 2xx without a token.
    Malformed,
    /// A token of a type that cannot be sent.
    Unsupported,
    /// 429, or 503 with `Retry-After`.
    Throttled(Duration),
    /// 404, 405, 410, 415, 422: not the response of a login.
    Protocol,
    /// The server's certificate is not valid.
    Tls,
    /// 3xx, which is never followed.
    Redirect,
}

impl TokenError {
    /// The credentials, or the refresh token, are not accepted.
    pub fn rejected(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Rejected, text)
    }

    /// There are no credentials to sign in with, and only a person can provide them.
    ///
    /// Nothing was sent, so the account is not held; but the error of the call is not transient, so retries and polling
    /// end.
    ///
    /// ```
    /// use pointapi::auth::{Secret, TokenError, TokenSet};
    ///
    /// fn stored(token: Option<Secret>) -> Result<TokenSet, TokenError> {
    ///     token.map(TokenSet::new).ok_or_else(|| TokenError::missing("this machine has no login"))
    /// }
    /// # assert!(stored(None).is_err());
    /// ```
    pub fn missing(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Transient, text).permanent(true)
    }

    /// The login cannot be done at the moment.
    pub fn transient(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Transient, text)
    }

    /// The request provably never reached the server.
    pub fn unsent(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Unsent, text).connect(true)
    }

    /// The request was sent and got no response, so the server may have counted it.
    pub fn unanswered(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Unanswered, text)
    }

    /// The server said yes, but its response holds no token.
    pub fn malformed(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Malformed, text)
    }

    /// The server's token is of a type that cannot be used.
    pub fn unsupported(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Unsupported, text)
    }

    /// The server asks for a pause.
    pub fn throttled(wait: Duration) -> Self {
        Self::new(TokenErrorClass::Throttled(wait), "the server asks for a pause")
    }

    /// A response without a token: its status, the `error` of its body, and its `Retry-After`.
    pub(crate) fn from_status(status: StatusCode, rejection: RejectionBody, retry_after: Option<Duration>) -> Self {
        let class = match (status.as_u16(), &rejection, retry_after) {
            (429, _, wait) => TokenErrorClass::Throttled(wait.unwrap_or(UNSTATED_THROTTLE)),
            (503, _, Some(wait)) => TokenErrorClass::Throttled(wait),
            // Frameworks put an `error` of their own into these bodies, such as "Not Found".
            (408 | 425 | 500..=599, ..) => TokenErrorClass::Transient,
            (404 | 405 | 410 | 415 | 422, ..) => TokenErrorClass::Protocol,
            (300..=399, ..) => TokenErrorClass::Redirect,
            (_, RejectionBody::Readable { .. }, _) => TokenErrorClass::Rejected,
            (400 | 401 | 403, RejectionBody::Bare, _) => TokenErrorClass::RejectedBare,
            (200..=299, ..) => TokenErrorClass::Malformed,
            _ => TokenErrorClass::Protocol,
        };
        let mut error = Self::new(class, format!("the server responded with status {}", status.as_u16()));
        let inner = error.inner();
        inner.status = Some(status);
        if let RejectionBody::Readable { code } = rejection {
            inner.has_oauth_error = true;
            inner.error_code = code;
        }
        error
    }

    /// A 2xx whose body has an `error` instead of a token.
    pub(crate) fn rejected_with(body: RejectionBody) -> Self {
        Self::from_status(StatusCode::OK, body, None)
    }

    /// Reclassifies the error as the server's own fault.
    #[cfg(feature = "oauth2")]
    pub(crate) fn server_fault(mut self) -> Self {
        self.inner().class = TokenErrorClass::ServerFault;
        self
    }

    /// The server's certificate is not valid.
    pub(crate) fn tls(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Tls, text).connect(true)
    }

    /// Sets whether no connection was made.
    pub(crate) fn connect(mut self, is_connect: bool) -> Self {
        self.inner().is_connect = is_connect;
        self
    }

    /// Sets whether a time limit passed.
    pub(crate) fn timeout(mut self, is_timeout: bool) -> Self {
        self.inner().is_timeout = is_timeout;
        self
    }

    /// Sets whether the same request would fail again: an invalid certificate, an unknown host, a proxy's rejection.
    pub(crate) fn permanent(mut self, is_permanent: bool) -> Self {
        self.inner().is_permanent = is_permanent;
        self
    }

    pub(crate) fn class(&self) -> TokenErrorClass {
        self.0.class
    }

    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    pub(crate) fn error_code(&self) -> Option<&str> {
        self.0.error_code
    }

    pub(crate) fn has_oauth_error(&self) -> bool {
        self.0.has_oauth_error
    }

    pub(crate) fn is_connect(&self) -> bool {
        self.0.is_connect
    }

    pub(crate) fn is_timeout(&self) -> bool {
        self.0.is_timeout
    }

    pub(crate) fn is_permanent(&self) -> bool {
        self.0.is_permanent
    }

    fn new(class: TokenErrorClass, text: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            class,
            text: one_line(&text.into()),
            status: None,
            has_oauth_error: false,
            error_code: None,
            is_connect: false,
            is_timeout: false,
            is_permanent: false,
        }))
    }

    fn inner(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }
}

/// The body of a response that brought no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RejectionBody {
    /// It is not a JSON object with an `error`.
    Bare,
    /// It has an `error`, whose code is kept only if it is registered.
    Readable { code: Option<&'static str> },
}

/// The error codes of RFC 6749 (4.1.2.1, 5.2), RFC 6750 (3.1), RFC 8628 (3.5), RFC 8707 and OpenID Connect (3.1.2.6).
///
/// Any other `error` is never shown: a login may echo a password there.
const REGISTERED_CODES: [&str; 21] = [
    "access_denied",
    "account_selection_required",
    "authorization_pending",
    "consent_required",
    "expired_token",
    "insufficient_scope",
    "interaction_required",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "invalid_target",
    "invalid_token",
    "login_required",
    "server_error",
    "slow_down",
    "temporarily_unavailable",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
    "unsupported_token_type",
];

impl RejectionBody {
    /// Creates the body with this `error`.
    pub(crate) fn with_code(code: &str) -> Self {
        Self::Readable { code: REGISTERED_CODES.into_iter().find(|registered| *registered == code) }
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).take(MAX_TEXT).collect()
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.text)?;
        match self.error_code() {
            Some(code) => write!(formatter, " ({code})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenError")
            .field("class", &self.class())
            .field("text", &self.0.text)
            .field("status", &self.status())
            .field("error_code", &self.error_code())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for TokenError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(status: u16, rejection: RejectionBody, retry_after: Option<u64>) -> TokenErrorClass {
        let status = StatusCode::from_u16(status).expect("a status");
        TokenError::from_status(status, rejection, retry_after.map(Duration::from_secs)).class()
    }

    #[test]
    fn a_rejection_with_a_json_error_is_a_rejection_and_without_one_is_bare() {
        for status in [200, 400, 401, 402, 403, 409] {
            assert_eq!(class(status, RejectionBody::with_code("access_denied"), None), TokenErrorClass::Rejected);
        }
        for status in [400, 401, 403] {
            assert_eq!(class(status, RejectionBody::Bare, None), TokenErrorClass::RejectedBare);
        }
    }

    #[test]
    fn wrong_endpoints_redirects_and_throttles_have_their_own_class() {
        for status in [404, 405, 410, 415, 422] {
            assert_eq!(class(status, RejectionBody::Bare, None), TokenErrorClass::Protocol);
        }
        for status in [301, 302, 307, 308] {
            assert_eq!(class(status, RejectionBody::Bare, None), TokenErrorClass::Redirect);
        }
        for status in [408, 425, 500, 502, 503, 504] {
            assert_eq!(class(status, RejectionBody::Bare, None), TokenErrorClass::Transient);
        }
        let throttled = |seconds| TokenErrorClass::Throttled(Duration::from_secs(seconds));
        assert_eq!(class(503, RejectionBody::Bare, Some(9)), throttled(9));
        assert_eq!(class(429, RejectionBody::Bare, Some(9)), throttled(9));
        assert_eq!(class(429, RejectionBody::Bare, None), throttled(30));
        assert_eq!(class(418, RejectionBody::Bare, None), TokenErrorClass::Protocol);
        assert_eq!(class(204, RejectionBody::Bare, None), TokenErrorClass::Malformed);
    }

    #[test]
    fn an_error_code_is_kept_only_if_it_is_registered() {
        let code = |text: &str| match RejectionBody::with_code(text) {
            RejectionBody::Readable { code } => code,
            RejectionBody::Bare => None,
        };
        assert_eq!(code("access_denied"), Some("access_denied"));
        for text in ["", "a b", "a\r\nb", "hunter2", "access_denied2"] {
            assert_eq!(code(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_text_is_one_short_line() {
        let text = TokenError::transient("a\r\nb".repeat(200)).to_string();
        assert!(text.len() <= MAX_TEXT && !text.contains('\n'), "{text:?}");
    }
}
