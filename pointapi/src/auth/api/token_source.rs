//! The seam for any platform's login.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue, StatusCode};

use super::connector::Connector;
use super::credentials::Why;
use super::fingerprint::Fingerprint;
use super::secret::Secret;
use super::token_error::TokenError;
use super::token_set::TokenSet;
use super::{bearer, challenges};
use crate::auth::numbers::ATTEMPT_LIMIT;
use crate::error::{AuthCause, Error, ErrorKind, Result};
use crate::response::RawResponse;

/// The login of a platform: it fetches tokens, and nothing else.
///
/// ```
/// use std::time::Duration;
///
/// use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
///
/// struct DeviceLogin;
///
/// # fn ask_the_device() -> Option<String> { Some("token".into()) }
/// #[pointapi::async_trait]
/// impl TokenSource for DeviceLogin {
///     async fn sign_in(&self) -> Result<TokenSet, TokenError> {
///         let token = ask_the_device().ok_or_else(|| TokenError::transient("the device is away"))?;
///         Ok(TokenSet::new(token).expires_in(Duration::from_secs(600)))
///     }
/// }
/// ```
///
/// The manager makes one call of a source at a time, within [`timeout`](Self::timeout), and decides everything else: when
/// to refresh and what to retry. A source makes one attempt and follows no redirect, since a followed 307 would send the
/// password to another place.
#[async_trait]
pub trait TokenSource: Send + Sync + 'static {
    /// Signs in, once.
    ///
    /// # Errors
    ///
    /// The constructors of [`TokenError`] name what happened; if several apply, choose the one that allows the fewest
    /// retries.
    async fn sign_in(&self) -> Result<TokenSet, TokenError>;

    /// Gets a new access token for a refresh token, once.
    ///
    /// The default is for platforms without refresh tokens: the manager then signs in.
    ///
    /// # Errors
    ///
    /// [`TokenError::rejected`] makes the manager sign in; after any other the refresh token is tried again.
    async fn refresh(&self, refresh_token: &Secret) -> Result<TokenSet, TokenError> {
        let _ = refresh_token;
        Err(TokenError::rejected("this source refreshes no tokens"))
    }

    /// Returns this source with connections of the client that uses it; called once, when that client is made.
    ///
    /// The default is for a source that brings its own connections: the source is used as it is.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use pointapi::auth::{Connector, TokenError, TokenSet, TokenSource};
    /// use pointapi::{Body, HttpRequest, HttpService, Result};
    /// use tower::Service as _;
    ///
    /// struct TicketLogin {
    ///     service: Option<HttpService>,
    /// }
    ///
    /// const URL: &str = "https://login.example.com/ticket";
    ///
    /// #[pointapi::async_trait]
    /// impl TokenSource for TicketLogin {
    ///     async fn sign_in(&self) -> std::result::Result<TokenSet, TokenError> {
    ///         let mut service = self.service.clone().ok_or_else(|| TokenError::unsent("not connected"))?;
    ///         let mut request = HttpRequest::new(Body::empty());
    ///         *request.uri_mut() = pointapi::http::Uri::from_static(URL);
    ///         let sent = service.call(request).await;
    ///         let response = sent.map_err(|_| TokenError::unanswered("the login did not respond"))?;
    ///         let token = response.headers().get("x-ticket").and_then(|value| value.to_str().ok());
    ///         token.map(TokenSet::new).ok_or_else(|| TokenError::malformed("the response has no ticket"))
    ///     }
    ///
    ///     fn connect(&self, connector: &Connector<'_>) -> Result<Option<Arc<dyn TokenSource>>> {
    ///         Ok(Some(Arc::new(Self { service: Some(connector.service(URL)?) })))
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// If a setting of the source cannot be used; then the client cannot be built.
    fn connect(&self, connector: &Connector<'_>) -> Result<Option<Arc<dyn TokenSource>>> {
        let _ = connector;
        Ok(None)
    }

    /// Returns the header that carries a token; default: `Authorization: Bearer <token>`.
    ///
    /// The default takes any visible ASCII but `"`, `,` and `\` (RFC 6749, appendix A.12).
    ///
    /// # Errors
    ///
    /// If the token cannot be sent; it then counts as a response without a token. So does one in a header that only the
    /// client sets, such as `Host`.
    fn header(&self, token: &Secret) -> Result<(HeaderName, HeaderValue)> {
        let header = bearer::header(token).map_err(|fault| Error::new(ErrorKind::Auth(AuthCause::BadAnswer), fault));
        header.map(|header| (AUTHORIZATION, header))
    }

    /// Returns true if a response rejects the token of its request; default: status 401, or a 403 that names
    /// `invalid_token` (RFC 6750, section 3.1).
    ///
    /// It is called for every response to a request with a token. The body of a streamed response is empty here.
    fn rejects(&self, response: &RawResponse) -> bool {
        match response.status() {
            StatusCode::UNAUTHORIZED => true,
            StatusCode::FORBIDDEN => challenges::name_invalid_token(response.headers()),
            _ => false,
        }
    }

    /// Returns the time limit of one sign-in; default: 10 seconds. A login that asks a person needs minutes.
    ///
    /// [`ClientBuilder::login_timeout`](crate::ClientBuilder::login_timeout) overrides it. The settings of calls never
    /// apply to a login. A declared endpoint that the source calls through a client of its own has a limit of its own,
    /// which is 10 seconds too: a slower login needs `timeout` at the `token_endpoint`, or `login_timeout` at that
    /// client.
    fn timeout(&self) -> Duration {
        ATTEMPT_LIMIT
    }

    /// Returns the time limit of one refresh, and of one request on the connections of [`connect`](Self::connect);
    /// default: that of a sign-in, and at most 10 seconds if a sign-in [needs a person](Self::is_interactive).
    fn refresh_timeout(&self) -> Duration {
        let limit = if self.is_interactive() { ATTEMPT_LIMIT } else { Duration::MAX };
        self.timeout().min(limit)
    }

    /// Returns true if a login replaces a refresh token at each use; default: false.
    ///
    /// Such a login ends the session of a token that is used twice (RFC 9700, section 4.14.2). So while another process
    /// holds the lease of a shared store, a token fetch waits for it as long as it may, instead of 5 seconds.
    fn rotates_refresh_tokens(&self) -> bool {
        false
    }

    /// Returns true if a sign-in sends a refresh token that was obtained elsewhere; default: false.
    ///
    /// The store may have a newer one, from another process or an earlier run. So while the store cannot be read, the
    /// source does not sign in.
    fn signs_in_by_refresh_token(&self) -> bool {
        false
    }

    /// Returns true if a sign-in needs a person, such as one who enters a code; default: false.
    ///
    /// The manager then signs in only for a call, and only if there is neither a token that can be used nor a valid refresh
    /// token, however often a refresh fails: it would prompt a person who may be absent. Without a refresh token, a token
    /// is used for as long as the login says, also beyond 24 hours, or until the server rejects it. A refresh has 10
    /// seconds, whatever [`timeout`](Self::timeout) a sign-in has, unless [`refresh_timeout`](Self::refresh_timeout) says
    /// otherwise.
    fn is_interactive(&self) -> bool {
        false
    }

    /// Returns the account that a lockout would hit, such as the user name; default: the empty string, an account of
    /// this source alone.
    ///
    /// Sources of one client with the same account share the guard against lockouts. In a shared token store all unnamed
    /// sources of one login have the same record, so name them there. The account may be known only after
    /// [`credential_fingerprint`](Self::credential_fingerprint) was called.
    fn account(&self) -> String {
        String::new()
    }

    /// Returns which of the account's identities the tokens are for, where the account has several.
    ///
    /// Their tokens are kept apart in a store, while one guard against lockouts serves them all. The alias of
    /// a client, if it has one, takes precedence. It may be known only after
    /// [`credential_fingerprint`](Self::credential_fingerprint) was called.
    fn alias(&self) -> Option<String> {
        None
    }

    /// Fetches the credentials for the next sign-in and returns their fingerprint.
    ///
    /// Called in a token fetch before each sign-in. While the fingerprint is that of rejected credentials, the manager
    /// does not sign in until the guard's hold ends. A source whose credentials never change keeps the default.
    ///
    /// # Errors
    ///
    /// Any error counts as transient, never as a rejection.
    async fn credential_fingerprint(&self, why: Why) -> Result<Fingerprint, TokenError> {
        let _ = why;
        Ok(Fingerprint::default())
    }
}

#[async_trait]
impl<S: TokenSource + ?Sized> TokenSource for Arc<S> {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        (**self).sign_in().await
    }

    async fn refresh(&self, refresh_token: &Secret) -> Result<TokenSet, TokenError> {
        (**self).refresh(refresh_token).await
    }

    fn connect(&self, connector: &Connector<'_>) -> Result<Option<Arc<dyn TokenSource>>> {
        (**self).connect(connector)
    }

    fn header(&self, token: &Secret) -> Result<(HeaderName, HeaderValue)> {
        (**self).header(token)
    }

    fn rejects(&self, response: &RawResponse) -> bool {
        (**self).rejects(response)
    }

    fn timeout(&self) -> Duration {
        (**self).timeout()
    }

    fn refresh_timeout(&self) -> Duration {
        (**self).refresh_timeout()
    }

    fn rotates_refresh_tokens(&self) -> bool {
        (**self).rotates_refresh_tokens()
    }

    fn signs_in_by_refresh_token(&self) -> bool {
        (**self).signs_in_by_refresh_token()
    }

    fn is_interactive(&self) -> bool {
        (**self).is_interactive()
    }

    fn account(&self) -> String {
        (**self).account()
    }

    fn alias(&self) -> Option<String> {
        (**self).alias()
    }

    async fn credential_fingerprint(&self, why: Why) -> Result<Fingerprint, TokenError> {
        (**self).credential_fingerprint(why).await
    }
}
