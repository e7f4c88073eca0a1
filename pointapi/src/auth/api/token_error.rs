//! The error of a login, as far as its source knows it.

mod class;
mod rejection_body;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

pub(crate) use class::TokenErrorClass;
pub(crate) use rejection_body::RejectionBody;

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
/// that protects the account from a lockout, missing credentials of a sign-in end the call, all else is tried again.
/// Texts are shown in errors and logs: they must never hold a secret or a response body. They are cut after 256
/// characters, and control characters become blanks.
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

impl TokenError {
    /// Creates the error of credentials, or a refresh token, that are not accepted.
    pub fn rejected(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Rejected, text)
    }

    /// Creates the error of a sign-in without credentials, which only a person can provide.
    ///
    /// Nothing was sent, so the account is not held; but the error of the call is
    /// [`AuthCause::Missing`](crate::AuthCause::Missing), which is not transient, so retries and polling end.
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
        Self::new(TokenErrorClass::Missing, text)
    }

    /// Creates the error of a login that cannot be done at the moment.
    pub fn transient(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Transient, text)
    }

    /// Creates the error of a request that provably never reached the server.
    pub fn unsent(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Unsent, text).connect(true)
    }

    /// Creates the error of a request that was sent and got no response, so the server may have counted it.
    pub fn unanswered(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Unanswered, text)
    }

    /// Creates the error of a successful response that holds no token.
    pub fn malformed(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Malformed, text)
    }

    /// Creates the error of a token whose type cannot be used.
    pub fn unsupported(text: impl Into<String>) -> Self {
        Self::new(TokenErrorClass::Unsupported, text)
    }

    /// Creates the error of a server that asks for a pause.
    pub fn throttled(wait: Duration) -> Self {
        Self::new(TokenErrorClass::Throttled(wait), "the server asks for a pause")
    }

    /// A response without a token: its status, the `error` of its body, and its `Retry-After`.
    pub(crate) fn from_status(status: StatusCode, rejection: RejectionBody, retry_after: Option<Duration>) -> Self {
        let class = TokenErrorClass::of(status, &rejection, retry_after);
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

    #[test]
    fn a_text_is_one_short_line() {
        let text = TokenError::transient("a\r\nb".repeat(200)).to_string();
        assert!(text.len() <= MAX_TEXT && !text.contains('\n'), "{text:?}");
    }
}
