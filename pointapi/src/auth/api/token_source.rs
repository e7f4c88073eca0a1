//! The seam for any platform's login.

use std::sync::Arc;

use async_trait::async_trait;

use super::credentials::Why;
use super::fingerprint::Fingerprint;
use super::secret::Secret;
use super::token_error::TokenError;
use super::token_set::TokenSet;

/// A platform's login: how to get tokens, and nothing else.
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
/// The manager calls a source from one token fetch at a time, gives each call 10 seconds, and decides everything else:
/// when to refresh, what to retry, whom to tell. So a source makes one attempt and follows no redirect: a followed
/// 307 would send the password on.
#[async_trait]
pub trait TokenSource: Send + Sync + 'static {
    /// Signs in, once.
    ///
    /// # Errors
    ///
    /// The constructors of [`TokenError`] say what may have happened; the most careful one that is true is right.
    async fn sign_in(&self) -> Result<TokenSet, TokenError>;

    /// Gets a new access token for a refresh token, once.
    ///
    /// A platform that has no such thing leaves it as it is: the manager then signs in.
    ///
    /// # Errors
    ///
    /// [`TokenError::rejected`] makes the manager sign in; after any other the refresh token is tried again.
    async fn refresh(&self, refresh_token: &Secret) -> Result<TokenSet, TokenError> {
        let _ = refresh_token;
        Err(TokenError::rejected("this source refreshes no tokens"))
    }

    /// The account that a lockout would hit, such as the user name.
    ///
    /// Sources of one client with the same account share the guard against lockouts. The empty text, which is the
    /// default, stands for an account of the source's own; in a token store that others use it is the same for all
    /// sources of a login without a name, so give them one there. It may be known only after
    /// [`credential_fingerprint`](Self::credential_fingerprint) was called.
    fn account(&self) -> String {
        String::new()
    }

    /// Which of the account's identities the tokens are for, where the account has several.
    ///
    /// Their tokens are kept apart in a store, while one guard against lockouts serves them all. A client that was
    /// told an alias goes by that one. It may be known only after
    /// [`credential_fingerprint`](Self::credential_fingerprint) was called.
    fn alias(&self) -> Option<String> {
        None
    }

    /// Fetches the credentials for the next sign-in, and tells them apart from others.
    ///
    /// Called in a token fetch before each sign-in. While the fingerprint stays what was rejected, the manager does not
    /// sign in for as long as the guard says. A source whose credentials never change leaves it as it is.
    ///
    /// # Errors
    ///
    /// Whatever it is, it counts as a passing trouble and never as a rejection.
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
