//! Sign-in and refresh.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
#[cfg(feature = "openapi")]
use http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::Result;
use crate::auth::{Secret, TokenSet, token_response};
use crate::box_error::BoxError;
use crate::codec::{Codec, Json};
use crate::error::DecodeCause;
#[cfg(feature = "openapi")]
use crate::openapi::{DescribeResponse, Responses};
use crate::platform::api::platform_api;
use crate::response::{Example, FromResponse, RawResponse};
#[cfg(feature = "server")]
use crate::server::{IntoServed, Rejection, Served};

platform_api! {
    (prefix = "/user-management-services-ws/oauth2/002")

    /// Sign-in and refresh, as Point Services offers them.
    ///
    /// A [`Client`](crate::Client) signs in by itself, without a call from here.
    ///
    /// ```no_run
    /// use pointapi::Client;
    /// use pointapi::platform::{SignIn, UserManagementClient};
    ///
    /// # async fn run() -> pointapi::Result<()> {
    /// let users = UserManagementClient::new(Client::builder().build()?);
    /// let tokens = users.sign_in_with_password(&SignIn::new("greta", "not-a-real-one")).await?;
    /// println!("valid for {:?}", tokens.expires_in());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A wrong password receives 400 or 403; too many of them lock the account.
    pub trait UserManagement {
        /// Signs in with a user name and a password.
        #[point_endpoint(POST "/signInWithPassword", auth = none, token_endpoint, max_response = "64KiB")]
        async fn sign_in_with_password(&self, #[body(codec = SecretJson)] credentials: &SignIn) -> Result<Tokens>;

        /// Fetches a new access token with a refresh token, which stays valid for more.
        #[point_endpoint(POST "/refreshIdToken", auth = none, token_endpoint, idempotent, max_response = "64KiB")]
        async fn refresh_id_token(&self, #[body(codec = SecretJson)] refresh: &Refresh) -> Result<Tokens>;
    }
}

/// A user name, often an email address, and its password; `Debug` shows neither.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(description = "A user name and its password."))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    username: String,
    #[serde(serialize_with = "crate::auth::serialize_secret")]
    #[cfg_attr(feature = "openapi", schemars(with = "String", extend("format" = "password", "writeOnly" = true)))]
    password: Secret,
    #[serde(rename = "useralias", skip_serializing_if = "Option::is_none")]
    alias: Option<String>,
}

impl SignIn {
    /// Creates the credentials of `username`.
    #[must_use]
    pub fn new(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self { username: username.into(), password: password.into(), alias: None }
    }

    /// Returns the user name.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.username
    }

    /// Returns the password.
    #[must_use]
    pub fn password(&self) -> &Secret {
        &self.password
    }

    /// Returns the other account, if one is set.
    #[must_use]
    pub fn useralias(&self) -> Option<&str> {
        self.alias.as_deref()
    }

    /// Acts as another account of the same organization; the account manager must have enabled it.
    #[must_use]
    pub fn alias(mut self, alias: impl Into<String>) -> Self {
        self.alias = Some(alias.into());
        self
    }
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn").field("has_alias", &self.alias.is_some()).finish_non_exhaustive()
    }
}

/// The body of a refresh; `Debug` hides the token.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(description = "A refresh token."))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    #[serde(serialize_with = "crate::auth::serialize_secret")]
    #[cfg_attr(feature = "openapi", schemars(with = "String", extend("format" = "password", "writeOnly" = true)))]
    refresh_token: Secret,
}

impl Refresh {
    /// Creates a refresh with this token.
    #[must_use]
    pub fn new(refresh_token: impl Into<Secret>) -> Self {
        Self { refresh_token: refresh_token.into() }
    }

    /// Returns the token.
    #[must_use]
    pub fn refresh_token(&self) -> &Secret {
        &self.refresh_token
    }
}

/// The tokens of a sign-in or a refresh; `Debug` shows none of them.
///
/// The access token is opaque: it has the form of a JWT, but its claims are unreliable. The response is read leniently,
/// since the platform's pages contradict each other: `expires_in` may be a number or a string, `scope` and `token_type`
/// may be missing.
#[derive(Clone)]
pub struct Tokens(TokenSet);

impl Tokens {
    /// Creates the tokens that a server issues; the lifetime is that of the access token, in whole seconds.
    #[must_use]
    pub fn new(access_token: impl Into<Secret>, refresh_token: impl Into<Secret>, lifetime: Duration) -> Self {
        Self(TokenSet::new(access_token).refresh_token(refresh_token).expires_in(lifetime))
    }

    /// Returns the token to send as `Authorization: Bearer`.
    #[must_use]
    pub fn access_token(&self) -> &Secret {
        self.0.access()
    }

    /// Returns the refresh token, if any.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.0.refresh()
    }

    /// Returns the lifetime of the access token, from the time of the request.
    #[must_use]
    pub fn expires_in(&self) -> Duration {
        self.0.effective_lifetime()
    }

    pub(super) fn into_token_set(self) -> TokenSet {
        self.0
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("expires_in", &self.expires_in()).finish_non_exhaustive()
    }
}

/// The response of both endpoints.
#[cfg(any(feature = "server", feature = "openapi"))]
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct TokenResponse {
    #[serde(serialize_with = "crate::auth::serialize_secret")]
    #[cfg_attr(feature = "openapi", schemars(with = "String", extend("format" = "password")))]
    access_token: Secret,
    // The platform always sends one.
    #[serde(serialize_with = "crate::auth::serialize_secret", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schemars(with = "String", extend("format" = "password")))]
    refresh_token: Option<Secret>,
    #[cfg_attr(feature = "openapi", schemars(with = "Option<String>"))]
    token_type: &'static str,
    /// The lifetime of the access token, in seconds.
    expires_in: u64,
}

#[cfg(feature = "server")]
impl IntoServed for Tokens {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        let expires_in = self.expires_in().as_secs();
        let TokenSet { access_token, refresh_token, .. } = self.0;
        TokenResponse { access_token, refresh_token, token_type: "Bearer", expires_in }.into_served::<SecretJson>()
    }
}

/// The body of a rejected sign-in or refresh.
#[cfg(feature = "openapi")]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct OAuthError {
    error: String,
    error_description: String,
}

#[cfg(feature = "openapi")]
impl DescribeResponse for Tokens {
    fn describe(responses: &mut Responses<'_>) {
        responses.value::<TokenResponse>();
        responses.error::<OAuthError>(StatusCode::BAD_REQUEST);
        responses.error::<OAuthError>(StatusCode::FORBIDDEN);
    }
}

impl FromResponse for Tokens {
    fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
        token_response::parse(response.body()).map(Self).map_err(|error| {
            response.error_without_body(DecodeCause::Shape, error.to_string()).with_foreign_source(error.into())
        })
    }

    fn examples() -> Vec<Example> {
        let whole = r#"{"access_token": "a1", "refresh_token": "r1", "token_type": "Bearer", "expires_in": 3600}"#;
        [whole, r#"{"access_token": "a2", "expires_in": "900"}"#].map(Example::new).into()
    }
}

/// JSON that is wiped from memory after it was sent.
///
/// Copies that the HTTP and TLS libraries make are out of reach.
pub(crate) struct SecretJson;

/// More than any sign-in needs: a buffer that grows leaves a copy behind.
const SECRET_CAPACITY: usize = 16 * 1024;

impl Codec for SecretJson {
    const CONTENT_TYPE: &'static str = Json::CONTENT_TYPE;

    fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, BoxError> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(SECRET_CAPACITY));
        serde_json::to_writer(&mut *bytes, value)?;
        Ok(Bytes::from_owner(bytes))
    }

    fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError> {
        Json::decode(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body<T: Serialize>(value: &T) -> String {
        String::from_utf8(SecretJson::encode(value).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn an_unused_alias_is_omitted() {
        assert_eq!(body(&SignIn::new("greta", "p")), r#"{"username":"greta","password":"p"}"#);
        assert_eq!(
            body(&SignIn::new("greta", "p").alias("b")),
            r#"{"username":"greta","password":"p","useralias":"b"}"#
        );
    }

    #[test]
    fn a_refresh_has_one_member() {
        assert_eq!(body(&Refresh::new("r")), r#"{"refresh_token":"r"}"#);
    }

    #[test]
    fn debug_shows_no_secret() {
        let shown = format!("{:?} {:?}", SignIn::new("greta", "canary"), Refresh::new("canary"));
        assert!(!shown.contains("canary"), "{shown}");
    }
}
