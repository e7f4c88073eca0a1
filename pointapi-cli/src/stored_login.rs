//! The login of a profile, whose tokens are in the token store: no password is at hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::http::header::AUTHORIZATION;
use pointapi::http::{HeaderName, HeaderValue};
use pointapi::platform::{Refresh, UserManagementClient};
use pointapi::{Client, Error, Result};

use crate::profile::{Profile, Scheme};

/// Uses the tokens of the store. It refreshes them where the scheme can; it signs in only with a secret that the user
/// has just entered.
pub(crate) struct StoredLogin {
    profile: Profile,
    refresh: Refreshing,
    entered: Option<Secret>,
}

/// The way to refresh a token.
pub(crate) enum Refreshing {
    /// By Point Services.
    Point(UserManagementClient),
    /// Not at all: the login is only inspected. Set to true if there is a refresh token.
    Inspected(Arc<AtomicBool>),
}

impl StoredLogin {
    pub(crate) fn new(profile: Profile, refresh: Refreshing) -> Self {
        Self { profile, refresh, entered: None }
    }

    /// Uses the secret that the user has entered, when it signs in.
    pub(crate) fn entered(mut self, secret: Option<Secret>) -> Self {
        self.entered = secret;
        self
    }
}

#[pointapi::async_trait]
impl TokenSource for StoredLogin {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        match &self.entered {
            Some(secret) => Ok(TokenSet::new(token(&self.profile, secret)).until_rejected()),
            None => Err(TokenError::missing("there is no valid login for this profile")),
        }
    }

    async fn refresh(&self, refresh_token: &Secret) -> Result<TokenSet, TokenError> {
        let users = match &self.refresh {
            Refreshing::Point(users) => users,
            Refreshing::Inspected(has_refresh_token) => {
                has_refresh_token.store(true, Ordering::Relaxed);
                // Unsupported ends the fetch at once.
                return Err(TokenError::unsupported("the login is only inspected"));
            }
        };
        let response = users.refresh_id_token(&Refresh::new(refresh_token.clone())).await;
        let tokens = response?;
        let set = TokenSet::new(tokens.access_token().clone()).expires_in(tokens.expires_in());
        Ok(match tokens.refresh_token() {
            Some(token) => set.refresh_token(token.clone()),
            None => set,
        })
    }

    fn header(&self, token: &Secret) -> Result<(HeaderName, HeaderValue)> {
        let (name, text) = match (self.profile.scheme, &self.profile.header) {
            (Scheme::Header, Some(name)) => (HeaderName::from_bytes(name.as_bytes()), token.expose().to_owned()),
            (Scheme::Basic, _) => (Ok(AUTHORIZATION), format!("Basic {}", token.expose())),
            _ => (Ok(AUTHORIZATION), format!("Bearer {}", token.expose())),
        };
        let name = name.map_err(|_| unsendable("the header of the profile has an invalid name"))?;
        let mut value = HeaderValue::try_from(text)
            .map_err(|_| unsendable("the secret has characters that a header cannot carry"))?;
        value.set_sensitive(true);
        Ok((name, value))
    }

    fn account(&self) -> String {
        account(&self.profile)
    }

    fn alias(&self) -> Option<String> {
        self.profile.alias.clone()
    }
}

/// Returns the account in the token store. Point Services' is the user name alone, as [`pointapi::Credentials`] have it;
/// the others include the scheme, so that a token is never sent in another header.
fn account(profile: &Profile) -> String {
    let username = profile.username.as_deref().unwrap_or_default();
    match profile.scheme {
        Scheme::Point => username.to_owned(),
        Scheme::Bearer => format!("bearer:{username}"),
        Scheme::Basic => format!("basic:{username}"),
        Scheme::Header => format!("header:{}:{username}", profile.header.as_deref().unwrap_or_default()),
    }
}

/// Returns true if both profiles have their tokens in the same record of the token store.
pub(crate) fn is_same_record(one: &Profile, other: &Profile) -> bool {
    one.tokens == other.tokens
        && account(one) == account(other)
        && one.alias == other.alias
        && origin(&one.base_url) == origin(&other.base_url)
}

/// Returns a base URL in the form that clients have; a URL that no client accepts stays as it is.
pub(crate) fn normal(base_url: &str) -> String {
    let client = Client::builder().base_url(base_url).allow_insecure_loopback().hyper().build();
    client.map_or_else(|_| base_url.to_owned(), |client| client.base_url().to_owned())
}

/// Returns scheme, host and port of a base URL in that form.
fn origin(base_url: &str) -> String {
    let url = normal(base_url);
    let host = url.find("://").map_or(0, |scheme| scheme + 3);
    let end = url[host..].find('/').map_or(url.len(), |path| host + path);
    url[..end].to_owned()
}

/// Returns the token that is stored for a secret.
fn token(profile: &Profile, secret: &Secret) -> Secret {
    match profile.scheme {
        Scheme::Basic => {
            let username = profile.username.as_deref().unwrap_or_default();
            STANDARD.encode(format!("{username}:{}", secret.expose())).into()
        }
        _ => secret.clone(),
    }
}

fn unsendable(text: &'static str) -> Error {
    pointapi::__private::config_error(text, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Tokens;

    fn profile(scheme: Scheme) -> Profile {
        Profile {
            base_url: "https://api.example.com".into(),
            scheme,
            username: Some("greta".into()),
            alias: None,
            header: Some("X-Api-Key".into()),
            tokens: Tokens::File,
        }
    }

    fn header(scheme: Scheme, secret: &str) -> Result<(String, String)> {
        let login = StoredLogin::new(profile(scheme), Refreshing::Inspected(Arc::default()));
        let (name, value) = login.header(&token(&login.profile, &secret.into()))?;
        assert!(value.is_sensitive());
        Ok((name.to_string(), value.to_str().unwrap().to_owned()))
    }

    #[test]
    fn each_scheme_has_its_header() {
        let pair = |scheme| header(scheme, "made-up").unwrap();
        assert_eq!(pair(Scheme::Point), ("authorization".into(), "Bearer made-up".into()));
        assert_eq!(pair(Scheme::Bearer), ("authorization".into(), "Bearer made-up".into()));
        assert_eq!(pair(Scheme::Basic), ("authorization".into(), "Basic Z3JldGE6bWFkZS11cA==".into()));
        assert_eq!(pair(Scheme::Header), ("x-api-key".into(), "made-up".into()));
        assert!(!header(Scheme::Header, "can\nary").unwrap_err().to_string().contains("ary"));
    }

    #[test]
    fn the_record_of_a_login_is_that_of_its_origin_and_account() {
        let own = profile(Scheme::Basic);
        let at = |base_url: &str| Profile { base_url: base_url.into(), ..own.clone() };
        for same in ["https://api.example.com/", "https://API.example.com:443/v2"] {
            assert!(is_same_record(&own, &at(same)), "{same}");
        }
        for other in [
            at("https://api.example.com:8443"),
            Profile { username: Some("otto".into()), ..own.clone() },
            Profile { alias: Some("branch".into()), ..own.clone() },
            Profile { tokens: Tokens::Keyring, ..own.clone() },
            profile(Scheme::Bearer),
        ] {
            assert!(!is_same_record(&own, &other), "{other:?}");
        }
    }

    #[test]
    fn a_token_is_found_by_its_own_scheme_alone() {
        let accounts =
            [Scheme::Point, Scheme::Bearer, Scheme::Basic, Scheme::Header].map(|scheme| account(&profile(scheme)));
        let distinct: std::collections::HashSet<_> = accounts.iter().collect();
        assert_eq!(distinct.len(), 4, "{accounts:?}");
    }
}
