//! The settings that all grants share, and the token request that they send.

use std::fmt;
use std::time::Duration;

use blake2::digest::consts::U16;
use blake2::{Blake2s, Digest};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Uri};
use tokio::time::Instant;

use super::form::{self, Form, encoded};
use crate::auth::api::connector::Connector;
use crate::auth::api::schemes::basic;
use crate::auth::api::secret::Secret;
use crate::auth::api::token_error::{TokenError, TokenErrorClass};
use crate::auth::api::token_response::{parse_accepting, rejection};
use crate::auth::api::token_set::{Lifetime, TokenSet};
use crate::auth::numbers::ATTEMPT_LIMIT;
use crate::error::{Error, Result};
use crate::response::RawResponse;
use crate::service::{HttpRequest, HttpService};

/// The parameters that a source sets itself.
const RESERVED: [&str; 6] = ["client_id", "client_secret", "device_code", "grant_type", "refresh_token", "scope"];

/// The address of the login, the client's credentials, and the parameters of its requests.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) token_url: String,
    pub(super) client_id: String,
    pub(super) client_secret: Option<Secret>,
    /// The user whose tokens these are; empty if the program does not name one.
    pub(super) user: String,
    /// The credentials go into the body.
    pub(super) is_post: bool,
    /// The time limit of one request.
    pub(super) timeout: Duration,
    /// The type of tokens that is accepted beside `bearer`.
    pub(super) token_type: Option<String>,
    /// The response need not state a lifetime.
    pub(super) is_until_rejected: bool,
    scope: String,
    parameters: Vec<(String, Secret)>,
    /// The first setting that cannot be used.
    mistake: Option<String>,
}

impl Settings {
    pub(super) fn new(token_url: String, client_id: String, client_secret: Option<Secret>) -> Self {
        let mistake = client_id.is_empty().then(|| "the client id of the login is empty".to_owned());
        Self {
            token_url,
            client_id,
            client_secret,
            user: String::new(),
            is_post: false,
            timeout: ATTEMPT_LIMIT,
            token_type: None,
            is_until_rejected: false,
            scope: String::new(),
            parameters: Vec::new(),
            mistake,
        }
    }

    /// Adds scopes, which a space separates.
    pub(super) fn add_scope(&mut self, scope: &str) {
        for scope in scope.split_ascii_whitespace() {
            if !self.scope.is_empty() {
                self.scope.push(' ');
            }
            self.scope.push_str(scope);
        }
    }

    pub(super) fn add_parameter(&mut self, name: String, value: Secret) {
        if RESERVED.contains(&name.as_str()) {
            self.mistake.get_or_insert(format!("the source sets the parameter `{name}` of the login itself"));
        }
        self.parameters.push((name, value));
    }

    /// Connects to the login.
    ///
    /// # Errors
    ///
    /// The first setting that cannot be used.
    pub(super) fn connect(&self, connector: &Connector<'_>) -> Result<HttpService> {
        match &self.mistake {
            Some(mistake) => Err(Error::config(mistake.clone())),
            None => connector.service(&self.token_url),
        }
    }

    /// Adds the scope and the further parameters to a form.
    pub(super) fn with_parameters(&self, mut form: Form) -> Form {
        if !self.scope.is_empty() {
            form = form.pair("scope", &self.scope);
        }
        self.parameters.iter().fold(form, |form, (name, value)| form.pair(name, value.expose()))
    }

    /// Distinguishes tokens of one account by what was requested, and those without an account by the client and the
    /// login too. It is kept in stores, so it shows no parameter.
    pub(super) fn variant(&self) -> Option<String> {
        let client = self.user.is_empty().then(|| self.client());
        if client.is_none() && self.scope.is_empty() && self.parameters.is_empty() {
            return None;
        }
        let mut scopes: Vec<&str> = self.scope.split(' ').collect();
        scopes.sort_unstable();
        let mut parameters: Vec<_> =
            self.parameters.iter().map(|(name, value)| (name.as_str(), value.expose())).collect();
        parameters.sort_unstable();
        let mut hasher = Blake2s::<U16>::new();
        let parameters = parameters.into_iter().flat_map(|(name, value)| [name, value]);
        for part in client.as_deref().into_iter().chain(scopes).chain(parameters) {
            hasher.update(part.len().to_be_bytes());
            hasher.update(part);
        }
        Some(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Names the client at its login.
    pub(super) fn client(&self) -> String {
        format!("{} at {}", self.client_id, self.token_url)
    }

    /// Names the user of the client; empty if the program does not. Tokens of another client or login are not this user's,
    /// so that a refresh token never goes to another login.
    pub(super) fn account(&self) -> String {
        if self.user.is_empty() { String::new() } else { format!("{} of {}", self.user, self.client()) }
    }

    /// Sends a token request, once.
    pub(super) async fn fetch(&self, service: Option<&HttpService>, form: Form) -> Result<TokenSet, TokenError> {
        let requested_at = Instant::now().into_std();
        let response = self.post(service, &self.token_url, form).await?;
        let tokens = parse_accepting(response.body(), self.token_type.as_deref()).map_err(classified)?;
        let is_endless = self.is_until_rejected && tokens.lifetime == Lifetime::Assumed;
        let tokens = if is_endless { tokens.until_rejected() } else { tokens };
        Ok(tokens.requested_at(requested_at))
    }

    /// Sends a form with the client's credentials, once, and returns the response of a success.
    pub(super) async fn post(
        &self,
        service: Option<&HttpService>,
        url: &str,
        form: Form,
    ) -> Result<RawResponse, TokenError> {
        let service = service.ok_or_else(not_connected)?;
        let mut request = HttpRequest::default();
        let form = self.authenticate(form, request.headers_mut())?;
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url.parse::<Uri>().map_err(|_| not_connected())?;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(form::CONTENT_TYPE));
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        *request.body_mut() = form.into_body();
        let sent = service.send(request).await.map_err(|error| match error.downcast::<Error>() {
            Ok(error) => TokenError::from(&*error),
            Err(_) => TokenError::unanswered("the token request failed"),
        })?;
        let (parts, body) = sent.into_parts();
        let response = RawResponse::new(parts.status, parts.headers, body.as_bytes().unwrap_or_default());
        match parts.status.is_success() {
            true => Ok(response),
            false => {
                let body = rejection(parts.status, response.body());
                Err(classified(TokenError::from_status(parts.status, body, response.retry_after())))
            }
        }
    }

    /// Adds the client's credentials (RFC 6749, section 2.3.1). A client without a secret only names itself.
    fn authenticate(&self, form: Form, headers: &mut HeaderMap) -> Result<Form, TokenError> {
        let Some(secret) = &self.client_secret else { return Ok(form.pair("client_id", &self.client_id)) };
        if self.is_post {
            return Ok(form.pair("client_id", &self.client_id).pair("client_secret", secret.expose()));
        }
        let (id, secret) = (encoded(&self.client_id), Secret::from(encoded(secret.expose()).as_str()));
        let mut value = basic(&id, &secret)
            .ok_or_else(|| TokenError::unsent("the client's credentials cannot be sent").connect(false))?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
        Ok(form)
    }
}

/// Two registered codes say that the server, not the request, is at fault (RFC 6749, section 4.1.2.1).
fn classified(error: TokenError) -> TokenError {
    match (error.class(), error.error_code()) {
        (TokenErrorClass::Rejected, Some("server_error" | "temporarily_unavailable")) => error.server_fault(),
        _ => error,
    }
}

fn not_connected() -> TokenError {
    TokenError::unsent("the source has no connections: give it to `ClientBuilder::token_source`").connect(false)
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("client_id", &self.client_id)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// The builder methods that all sources have.
macro_rules! shared_settings {
    ($source:ty) => {
        impl $source {
            /// Requests these scopes; several are separated by spaces, or added by further calls.
            pub fn scope(mut self, scope: impl AsRef<str>) -> Self {
                self.settings.add_scope(scope.as_ref());
                self
            }

            /// Requests tokens for this API, by the parameter `audience`.
            pub fn audience(self, audience: impl Into<Secret>) -> Self {
                self.parameter("audience", audience)
            }

            /// Adds a parameter that this login requires, such as `resource` (RFC 8707).
            ///
            /// A parameter that the source sets itself, such as `grant_type`, is an error when the client is built.
            pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
                self.settings.add_parameter(name.into(), value.into());
                self
            }

            /// Accepts tokens of this type too, such as `bot`; default: `bearer` alone. They are sent as `Bearer`.
            pub fn token_type(mut self, token_type: impl Into<String>) -> Self {
                self.settings.token_type = Some(token_type.into());
                self
            }

            /// Uses a token whose response states no lifetime until the server rejects it; default: for an hour.
            pub fn until_rejected(mut self) -> Self {
                self.settings.is_until_rejected = true;
                self
            }

            /// Sends the client's id and secret in the body, for a login that does not accept `Authorization: Basic`.
            pub fn client_secret_post(mut self) -> Self {
                self.settings.is_post = true;
                self
            }
        }
    };
}
pub(super) use shared_settings;

/// The builder methods of the sources that act for a user.
macro_rules! user_settings {
    ($source:ty) => {
        impl $source {
            /// Sets the secret of the client.
            pub fn client_secret(mut self, client_secret: impl Into<Secret>) -> Self {
                self.settings.client_secret = Some(client_secret.into());
                self
            }

            /// Names the user, so that a shared token store keeps the tokens of several users apart.
            pub fn account(mut self, account: impl Into<String>) -> Self {
                self.settings.user = account.into();
                self
            }
        }
    };
}
pub(super) use user_settings;
