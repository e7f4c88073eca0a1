//! Why a login brought no token, as far as the source can tell.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::auth::numbers::MAX_ERROR_CODE;

/// The longest text that is kept.
const MAX_TEXT: usize = 256;

/// Why a [`TokenSource`](super::TokenSource) brought no token.
///
/// ```
/// use pointapi::auth::TokenError;
///
/// let error = TokenError::rejected("wrong user name or password");
/// assert_eq!(error.to_string(), "wrong user name or password");
/// ```
///
/// The constructor decides what the manager does next, so choose the one that is true: a rejection ends in a hold
/// that protects the account from a lockout, all else is tried again. Texts are shown in errors and logs: they must
/// never hold a secret or an answer's body. They are cut after 256 characters, and control characters become blanks.
#[derive(Clone)]
pub struct TokenError(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    class: TokenErrorClass,
    text: String,
    status: Option<StatusCode>,
    error_code: Option<String>,
    is_connect: bool,
    is_timeout: bool,
}

/// What happened, in the words of the table of failure classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenErrorClass {
    /// 400, 401 or 403 with an `error` that can be read.
    Rejected,
    /// 400, 401 or 403 without one: a firewall's or a proxy's page.
    RejectedBare,
    /// 408, 425, 5xx.
    Transient,
    /// Provably not sent.
    Unsent,
    /// Sent, and no whole answer came back.
    Unanswered,
    /// A 200 that holds no token.
    Malformed,
    /// A token of a type that cannot be sent.
    Unsupported,
    /// 429, or 503 with `Retry-After`.
    Throttled(Duration),
    /// 404, 405, 410, 415, 422: not the endpoint that it should be.
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

    /// The login cannot be done at the moment.
    pub fn transient(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Transient, text)
    }

    /// The request provably never reached the server.
    pub fn unsent(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Unsent, text).connect(true)
    }

    /// The request was sent and no answer came back, so the server may have counted it.
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

    /// The server wants to be left alone for a while.
    pub fn throttled(wait: Duration) -> Self {
        Self::new(TokenErrorClass::Throttled(wait), "the server asks to wait")
    }

    /// An answer that is no success. `rejection` is what its body says, `retry_after` what its header says.
    pub(crate) fn from_status(status: StatusCode, rejection: RejectionBody, retry_after: Option<Duration>) -> Self {
        let class = match (status.as_u16(), &rejection, retry_after) {
            (400 | 401 | 403, RejectionBody::Readable { .. }, _) => TokenErrorClass::Rejected,
            (400 | 401 | 403, RejectionBody::Bare, _) => TokenErrorClass::RejectedBare,
            (404 | 405 | 410 | 415 | 422, ..) => TokenErrorClass::Protocol,
            (300..=399, ..) => TokenErrorClass::Redirect,
            (429, _, wait) => TokenErrorClass::Throttled(wait.unwrap_or_default()),
            (503, _, Some(wait)) => TokenErrorClass::Throttled(wait),
            _ => TokenErrorClass::Transient,
        };
        let mut error = Self::new(class, format!("the server answered {}", status.as_u16()));
        let inner = error.inner();
        inner.status = Some(status);
        if let RejectionBody::Readable { code } = rejection {
            inner.error_code = code;
        }
        error
    }

    /// The server's certificate is not valid.
    pub(crate) fn tls(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Tls, text).connect(true)
    }

    /// Whether no connection was made.
    pub(crate) fn connect(mut self, is_connect: bool) -> Self {
        self.inner().is_connect = is_connect;
        self
    }

    /// Whether a time limit passed.
    pub(crate) fn timeout(mut self, is_timeout: bool) -> Self {
        self.inner().is_timeout = is_timeout;
        self
    }

    pub(crate) fn class(&self) -> TokenErrorClass {
        self.0.class
    }

    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    pub(crate) fn error_code(&self) -> Option<&str> {
        self.0.error_code.as_deref()
    }

    pub(crate) fn is_connect(&self) -> bool {
        self.0.is_connect
    }

    pub(crate) fn is_timeout(&self) -> bool {
        self.0.is_timeout
    }

    fn new(class: TokenErrorClass, text: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            class,
            text: one_line(&text.into()),
            status: None,
            error_code: None,
            is_connect: false,
            is_timeout: false,
        }))
    }

    fn inner(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }
}

/// What the body of a rejection says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RejectionBody {
    /// It is not the JSON of an error.
    Bare,
    /// It has an `error`, whose code is kept where it is harmless.
    Readable { code: Option<String> },
}

impl RejectionBody {
    /// The rejection of a readable `error`; a code that is long or strange is dropped.
    pub(crate) fn with_code(code: &str) -> Self {
        let is_harmless = (1..=MAX_ERROR_CODE).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte));
        Self::Readable { code: is_harmless.then(|| code.to_owned()) }
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
        for status in [400, 401, 403] {
            assert_eq!(class(status, RejectionBody::with_code("access_denied"), None), TokenErrorClass::Rejected);
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
        for status in [408, 425, 500, 502, 503, 504, 418] {
            assert_eq!(class(status, RejectionBody::Bare, None), TokenErrorClass::Transient);
        }
        let throttled = |seconds| TokenErrorClass::Throttled(Duration::from_secs(seconds));
        assert_eq!(class(503, RejectionBody::Bare, Some(9)), throttled(9));
        assert_eq!(class(429, RejectionBody::Bare, Some(9)), throttled(9));
        assert_eq!(class(429, RejectionBody::Bare, None), throttled(0));
    }

    #[test]
    fn an_error_code_is_kept_only_where_it_is_harmless() {
        let code = |text: &str| match RejectionBody::with_code(text) {
            RejectionBody::Readable { code } => code,
            RejectionBody::Bare => None,
        };
        assert_eq!(code("access_denied").as_deref(), Some("access_denied"));
        for text in ["", "a b", "a\r\nb", "é", &"a".repeat(65)] {
            assert_eq!(code(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_text_is_one_short_line() {
        let text = TokenError::transient("a\r\nb".repeat(200)).to_string();
        assert!(text.len() <= MAX_TEXT && !text.contains('\n'), "{text:?}");
    }
}
