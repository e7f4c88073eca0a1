//! Ready-made credentials, each in one line.

use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

use super::{ClientBuilder, Credentials};
use crate::auth::{Authenticator, Beside, FixedCookie, FixedHeader, FixedQuery, Secret, basic, bearer};
use crate::options::header_pair;

/// Credentials without a login. They add up in any order, also with the token of a login and an
/// [`authenticator`](ClientBuilder::authenticator): each request carries all of them. They are set first, then the token,
/// and the authenticator runs last; of two values for one header the later one counts.
impl ClientBuilder {
    /// Sends `Authorization: Bearer <token>` with every request.
    ///
    /// A token is up to 16 KiB of visible ASCII without `"`, `,` and `\`; any other is an error when the client is built.
    ///
    /// ```
    /// use pointapi::{Client, auth::Secret};
    ///
    /// # fn main() -> pointapi::Result<()> {
    /// let client =
    ///     Client::builder().base_url("https://api.example.com").bearer_token(Secret::new("made-up")).build()?;
    /// # drop(client);
    /// # Ok(())
    /// # }
    /// ```
    pub fn bearer_token(self, token: impl Into<Secret>) -> Self {
        self.authorization(bearer(&token.into()))
    }

    /// Sends `Authorization: Basic ...` (RFC 7617) with every request.
    pub fn basic_auth(self, user: impl AsRef<str>, password: impl Into<Secret>) -> Self {
        let mistake = "the user name of `basic_auth` has a colon, or user or password a control character";
        self.authorization(basic(user.as_ref(), &password.into()).ok_or(mistake))
    }

    /// Sends an API key in a header with every request.
    pub fn api_key_header(mut self, name: impl AsRef<str>, key: impl Into<Secret>) -> Self {
        let name = name.as_ref();
        let pair = match HeaderName::try_from(name) {
            Ok(name) => header_pair(name, key.into().expose()).map_err(|error| error.to_string()),
            Err(_) => Err(format!("`{name}` is not a header name: use letters, digits, `-`, `_` and `.`")),
        };
        match pair {
            Ok((name, value)) => self.scheme(FixedHeader::new(name, value)),
            Err(mistake) => {
                self.fail(mistake);
                self
            }
        }
    }

    /// Sends an API key as a query parameter with every request.
    pub fn api_key_query(self, name: impl Into<String>, key: impl Into<Secret>) -> Self {
        self.scheme(FixedQuery::new(name.into(), key.into()))
    }

    /// Sends an API key as a cookie with every request.
    pub fn api_key_cookie(mut self, name: impl AsRef<str>, key: impl Into<Secret>) -> Self {
        match FixedCookie::new(name.as_ref(), &key.into()) {
            Some(cookie) => self.scheme(cookie),
            None => {
                self.fail(format!("the cookie `{}` has characters outside RFC 6265", name.as_ref()));
                self
            }
        }
    }

    /// Sends no credentials, and drops those that were set before; the default.
    pub fn no_auth(mut self) -> Self {
        self.credentials = Credentials::Missing;
        self.beside = Beside::default();
        self
    }

    /// Sets the time limit of one sign-in or refresh; default: that of the token source, which is 10 s unless it says
    /// otherwise. The settings of calls
    /// ([`timeout`](Self::timeout), [`retry`](Self::retry), [`layer`](Self::layer), [`max_in_flight`](Self::max_in_flight),
    /// [`default_header`](Self::default_header)) never apply to a login.
    pub fn login_timeout(mut self, timeout: Duration) -> Self {
        self.login_timeout = Some(timeout);
        self
    }

    fn authorization(mut self, value: Result<HeaderValue, &'static str>) -> Self {
        match value {
            Ok(value) => self.scheme(FixedHeader::new(AUTHORIZATION, value)),
            Err(mistake) => {
                self.fail(mistake);
                self
            }
        }
    }

    fn scheme(mut self, scheme: impl Authenticator) -> Self {
        self.beside_login().add(Arc::new(scheme));
        self
    }

    /// The credentials beside a login, to add one.
    pub(super) fn beside_login(&mut self) -> &mut Beside {
        #[cfg(feature = "server")]
        if matches!(self.credentials, Credentials::Local(_)) {
            self.credentials = Credentials::Missing;
        }
        &mut self.beside
    }
}
