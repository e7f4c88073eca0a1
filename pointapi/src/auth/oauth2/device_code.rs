//! The grant of a program whose user authorizes it on another device (RFC 8628).

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::{Instant, sleep};

use super::builder_methods::{shared_settings, user_settings};
use super::device_authorization::{DeviceAuthorization, DevicePrompt};
use super::form::Form;
use super::settings::Settings;
use crate::auth::api::connector::Connector;
use crate::auth::api::secret::Secret;
use crate::auth::api::token_error::{TokenError, TokenErrorClass};
use crate::auth::api::token_set::TokenSet;
use crate::auth::api::token_source::TokenSource;
use crate::error::Result;
use crate::service::HttpService;

const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The longest time that a user has, unless the program or the server says otherwise.
const USER_TIMEOUT: Duration = Duration::from_secs(30 * 60);

/// The time for the requests before the code is shown and after it was entered.
const MARGIN: Duration = Duration::from_secs(30);

/// `slow_down` lengthens the interval by this (RFC 8628, section 3.5).
const SLOW_DOWN: Duration = Duration::from_secs(5);

/// The longest interval that failed requests lead to.
const LONGEST_INTERVAL: Duration = Duration::from_secs(60);

/// A token source for the device authorization grant (RFC 8628): the user authorizes the program on another device.
///
/// ```
/// use pointapi::Client;
/// use pointapi::auth::oauth2::{DeviceCode, DevicePrompt};
///
/// # fn main() -> pointapi::Result<()> {
/// let show = |prompt: &DevicePrompt| println!("open {} and enter {}", prompt.verification_uri(), prompt.user_code());
/// let login =
///     DeviceCode::new("https://login.example.com/device", "https://login.example.com/token", "the-id", show).scope("read");
/// let client = Client::builder().base_url("https://api.example.com").token_source(login).build()?;
/// # drop(client);
/// # Ok(())
/// # }
/// ```
///
/// A sign-in calls the function and waits for the user, at most until the code expires. A call may time out first, so call
/// [`Client::sign_in`](crate::Client::sign_in) once at the start. A user who denies the authorization or lets the
/// code expire counts as a rejection: no further code is requested before the hold ends, or
/// [`credentials_changed`](crate::Client::credentials_changed) ends it.
///
/// A refresh token in the response is used for all further tokens. Without one, the token is used until the server
/// rejects it or the lifetime that the response states has passed; a later call then prompts the user again. Scope and
/// parameters are those of the authorization. Do not set
/// [`login_timeout`](crate::ClientBuilder::login_timeout), which would limit the time that the user has.
#[derive(Clone)]
#[must_use]
pub struct DeviceCode {
    settings: Settings,
    device_url: String,
    user_timeout: Duration,
    prompt: Arc<dyn Fn(&DevicePrompt) + Send + Sync>,
    connected: Option<Connected>,
}

/// The two endpoints may have different origins.
#[derive(Clone)]
struct Connected {
    device: HttpService,
    token: HttpService,
}

shared_settings!(DeviceCode);
user_settings!(DeviceCode);

impl DeviceCode {
    /// Creates the source of a client with this id and without a secret; `prompt` shows the user what to do, and must not
    /// block.
    pub fn new(
        device_authorization_url: impl Into<String>,
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        prompt: impl Fn(&DevicePrompt) + Send + Sync + 'static,
    ) -> Self {
        Self {
            settings: Settings::new(token_url.into(), client_id.into(), None),
            device_url: device_authorization_url.into(),
            user_timeout: USER_TIMEOUT,
            prompt: Arc::new(prompt),
            connected: None,
        }
    }

    /// Sets the longest time that the user has; default: 30 minutes. The code may expire earlier.
    pub fn user_timeout(mut self, timeout: Duration) -> Self {
        self.user_timeout = timeout;
        self
    }

    async fn authorize(&self) -> Result<DeviceAuthorization, TokenError> {
        let device = self.connected.as_ref().map(|connected| &connected.device);
        let form = self.settings.with_parameters(Form::new());
        let response = self.settings.post(device, &self.device_url, form).await?;
        DeviceAuthorization::parse(response.body())
    }

    /// Polls until the user has decided, at the latest at the deadline (RFC 8628, section 3.5).
    ///
    /// The user has the code already, so only a readable error code ends the authorization; after anything else, such as
    /// a gateway's error page, the next poll waits longer.
    async fn poll(
        &self,
        authorization: &DeviceAuthorization,
        deadline: Option<Instant>,
    ) -> Result<TokenSet, TokenError> {
        let mut interval = authorization.interval;
        let mut pause = interval;
        let mut is_down = false;
        loop {
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Err(if is_down { unanswered() } else { expired() });
            }
            sleep(left.map_or(pause, |left| pause.min(left))).await;
            let code = authorization.device_code.expose();
            let error = match self.fetch(Form::of_grant(GRANT_TYPE).pair("device_code", code)).await {
                Ok(tokens) => return Ok(tokens),
                Err(error) => error,
            };
            let least = match error.class() {
                TokenErrorClass::Throttled(wait) => wait,
                _ => Duration::ZERO,
            };
            is_down = false;
            match (error.error_code(), error.class()) {
                (Some("authorization_pending"), _) => {}
                (Some("slow_down"), _) => interval = interval.saturating_add(SLOW_DOWN),
                (Some("expired_token"), _) => return Err(expired()),
                (_, TokenErrorClass::Rejected | TokenErrorClass::Unsupported) => return Err(error),
                (_, TokenErrorClass::Throttled(_)) => is_down = true,
                _ => {
                    is_down = true;
                    interval = interval.saturating_mul(2).min(LONGEST_INTERVAL.max(interval));
                }
            }
            pause = interval.max(least);
        }
    }

    async fn fetch(&self, form: Form) -> Result<TokenSet, TokenError> {
        self.settings.fetch(self.connected.as_ref().map(|connected| &connected.token), form).await
    }
}

fn unanswered() -> TokenError {
    TokenError::transient("the login did not respond before the code expired")
}

fn expired() -> TokenError {
    TokenError::rejected("the user did not authorize the program in time")
}

#[async_trait]
impl TokenSource for DeviceCode {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let authorization = self.authorize().await?;
        let deadline = Instant::now().checked_add(authorization.prompt.expires_in().min(self.user_timeout));
        (self.prompt)(&authorization.prompt);
        self.poll(&authorization, deadline).await
    }

    async fn refresh(&self, refresh_token: &Secret) -> Result<TokenSet, TokenError> {
        self.fetch(Form::of_grant("refresh_token").pair("refresh_token", refresh_token.expose())).await
    }

    fn connect(&self, connector: &Connector<'_>) -> Result<Option<Arc<dyn TokenSource>>> {
        let token = self.settings.connect(connector)?;
        let connected = Some(Connected { device: connector.service(&self.device_url)?, token });
        Ok(Some(Arc::new(Self { connected, ..self.clone() })))
    }

    fn timeout(&self) -> Duration {
        self.user_timeout.saturating_add(MARGIN)
    }

    fn rotates_refresh_tokens(&self) -> bool {
        true
    }

    fn is_interactive(&self) -> bool {
        true
    }

    fn account(&self) -> String {
        self.settings.account()
    }

    fn alias(&self) -> Option<String> {
        self.settings.variant()
    }
}

impl fmt::Debug for DeviceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceCode").field("settings", &self.settings).finish_non_exhaustive()
    }
}
