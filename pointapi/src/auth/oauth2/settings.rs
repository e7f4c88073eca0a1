//! The settings that all grants share.

use std::fmt;
use std::time::Duration;

use super::form::Form;
use crate::auth::api::connector::Connector;
use crate::auth::api::secret::Secret;
use crate::auth::numbers::ATTEMPT_LIMIT;
use crate::error::{Error, Result};
use crate::service::HttpService;

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
    pub(super) scope: String,
    pub(super) parameters: Vec<(String, Secret)>,
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

    /// Adds the scope and the further parameters to a form.
    pub(super) fn with_parameters(&self, mut form: Form) -> Form {
        if !self.scope.is_empty() {
            form = form.pair("scope", &self.scope);
        }
        self.parameters.iter().fold(form, |form, (name, value)| form.pair(name, value.expose()))
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("client_id", &self.client_id)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}
