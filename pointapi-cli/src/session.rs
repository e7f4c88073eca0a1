//! From a profile and the environment to a client.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use clap::Args;
use pointapi::auth::Secret;
use pointapi::platform::{Point, PointBuilder, UserManagementClient};
use pointapi::{Client, Credentials, PollPolicy};
use pointapi_cli::batch::Account;

use crate::failure::{Failure, Result};
use crate::new_login::NewLogin;
use crate::profile::{self, Profile, Profiles, Scheme, Tokens, variable};
use crate::secret;
use crate::stored_login::{Refreshing, StoredLogin};
use crate::token_files;

const USER_AGENT: &str = concat!("pointapi-cli/", env!("CARGO_PKG_VERSION"));
/// The base URL of a profile that does not exist yet.
pub(crate) const DEFAULT_BASE_URL: &str = "https://api.pointservices.com";

/// The option that names the profile.
#[derive(Debug, Clone, Args)]
pub(crate) struct ProfileArguments {
    /// The profile to use; default: `POINTAPI_PROFILE`, or `default`.
    #[arg(long, short, global = true, value_name = "NAME", help_heading = "Global options")]
    pub(crate) profile: Option<String>,
}

/// The account that a command acts for.
pub(crate) struct Session {
    /// The name of the profile.
    pub(crate) name: String,
    pub(crate) profile: Profile,
    /// The password of the environment, which takes precedence over the stored login.
    password: Option<Secret>,
    /// True if a sign-in replaces the stored login.
    is_new: bool,
}

impl Session {
    /// Finds the account: `POINTAPI_USERNAME` with its password, or else the profile.
    ///
    /// `POINTAPI_BASE_URL` takes precedence over the profile too, and `POINTAPI_USERALIAS` over one of Point Services.
    ///
    /// # Errors
    ///
    /// If there is no such profile, the environment is incomplete, or its account is not one of the profile's API.
    pub(crate) fn open(arguments: &ProfileArguments) -> Result<Self> {
        let name = profile::chosen(arguments.profile.as_deref())?;
        let base_url = variable("POINTAPI_BASE_URL")?;
        if let Some(username) = variable("POINTAPI_USERNAME")? {
            return match secret::from_environment()? {
                Some(password) => {
                    Ok(Self { password: Some(password), ..Self::of_environment(name, base_url, username)? })
                }
                None => Err(Failure::usage("`POINTAPI_USERNAME` is set without a password")
                    .advise("set `POINTAPI_PASSWORD` or `POINTAPI_PASSWORD_FILE` too")),
            };
        }
        let mut session = Self::stored(name)?;
        if let Some(base_url) = base_url {
            session.profile.base_url = base_url;
        }
        if let Some(alias) = profile::alias_of_environment(session.profile.scheme)? {
            session.profile.alias = Some(alias);
        }
        Ok(session)
    }

    /// The account of the environment without its password, at its own base URL or that of a profile of Point Services:
    /// the password must not reach the API of another profile.
    ///
    /// # Errors
    ///
    /// If the account is not one of the profile's API.
    pub(crate) fn of_environment(name: String, base_url: Option<String>, username: String) -> Result<Self> {
        let profiles = Profiles::read()?;
        let stored = profiles.get(&name);
        let base_url = match (base_url, stored) {
            (Some(base_url), _) => base_url,
            (None, None) => DEFAULT_BASE_URL.to_owned(),
            (None, Some(stored)) if stored.scheme == Scheme::Point => stored.base_url.clone(),
            (None, Some(_)) => {
                let message =
                    format!("`POINTAPI_USERNAME` is an account of Point Services, and profile `{name}` is not");
                return Err(Failure::usage(message).advise(
                    "unset `POINTAPI_USERNAME` to use the stored login, or set `POINTAPI_BASE_URL` to the account's API",
                ));
            }
        };
        let scheme = Scheme::Point;
        let alias = profile::alias_of_environment(scheme)?;
        let tokens = stored.map_or(Tokens::File, |stored| stored.tokens);
        let profile = Profile { base_url, scheme, username: Some(username), alias, header: None, tokens };
        Ok(Self::of(name, profile))
    }

    /// Finds the account of a profile, whatever the environment says.
    ///
    /// # Errors
    ///
    /// If there is no such profile.
    pub(crate) fn stored(name: String) -> Result<Self> {
        match Profiles::read()?.get(&name).cloned() {
            Some(profile) => Ok(Self::of(name, profile)),
            None => {
                let message = format!("there is no profile `{name}`");
                Err(Failure::new(crate::exit::AUTH, message).advise("`pointapi login` creates it"))
            }
        }
    }

    /// The account of this profile, with its stored login.
    pub(crate) fn of(name: String, profile: Profile) -> Self {
        Self { name, profile, password: None, is_new: false }
    }

    /// The account of a login that is about to be made. It replaces the stored one when the sign-in succeeds.
    pub(crate) fn entered(name: String, profile: Profile, password: Secret) -> Self {
        Self { name, profile, password: Some(password), is_new: true }
    }

    /// Returns a client of Point Services.
    ///
    /// # Errors
    ///
    /// If the profile is one of another API, which must not receive orders, or a setting of it cannot be used.
    pub(crate) fn point(&self, polling: PollPolicy) -> Result<Point> {
        if self.profile.scheme != Scheme::Point {
            let message = format!("profile `{}` is one of another API than Point Services", self.name);
            return Err(
                Failure::usage(message).advise("name another one with `--profile NAME`, or use `pointapi call`")
            );
        }
        self.built(self.builder()?.polling(polling))
    }

    fn built(&self, builder: PointBuilder) -> Result<Point> {
        let builder = match (&self.password, self.profile.scheme) {
            (Some(password), Scheme::Point) => builder.credentials(self.credentials(password)),
            (entered, _) => {
                let login = StoredLogin::new(self.profile.clone(), Refreshing::Point(self.users()?));
                builder.token_source(login.entered(entered.clone()))
            }
        };
        Ok(builder.build()?)
    }

    /// Returns the account whose journals `point` may use: the user name with its alias, or else the profile.
    pub(crate) fn account(&self, point: &Point) -> Account {
        let name = match (&self.profile.username, &self.profile.alias) {
            (Some(username), Some(alias)) => format!("{username} as {alias}"),
            (Some(username), None) => username.clone(),
            (None, _) => self.name.clone(),
        };
        Account::new(point.client().base_url(), name)
    }

    /// Returns a client of any API.
    ///
    /// # Errors
    ///
    /// If a setting of the profile cannot be used.
    pub(crate) fn client(&self) -> Result<Client> {
        Ok(self.built(self.builder()?)?.client().clone())
    }

    /// Returns a client of any API, which accepts responses of up to this size.
    ///
    /// # Errors
    ///
    /// If a setting of the profile cannot be used.
    pub(crate) fn client_up_to(&self, max_response_bytes: u64) -> Result<Client> {
        Ok(self.built(self.builder()?.max_response_bytes(max_response_bytes))?.client().clone())
    }

    /// Returns a client that reads the token store and sends nothing. The flag is true after a sign-in of it that found a
    /// refresh token and no usable access token.
    ///
    /// # Errors
    ///
    /// If a setting of the profile cannot be used.
    pub(crate) fn offline(&self) -> Result<(Client, Arc<AtomicBool>)> {
        let has_refresh_token = Arc::new(AtomicBool::new(false));
        let login = StoredLogin::new(self.profile.clone(), Refreshing::Inspected(Arc::clone(&has_refresh_token)));
        let point = self.builder()?.token_source(login).build()?;
        Ok((point.client().clone(), has_refresh_token))
    }

    fn builder(&self) -> Result<PointBuilder> {
        let store = token_files::of(&self.profile)?;
        let builder = Point::builder()
            .base_url(&self.profile.base_url)
            .allow_insecure_loopback()
            .hyper()
            .user_agent(USER_AGENT)
            .connect_timeout(Duration::from_secs(10));
        Ok(if self.is_new { builder.token_store(NewLogin::new(store)) } else { builder.token_store(store) })
    }

    fn credentials(&self, password: &Secret) -> Credentials {
        let username = self.profile.username.clone().unwrap_or_default();
        let credentials = Credentials::password(username, password.clone());
        match &self.profile.alias {
            Some(alias) => credentials.alias(alias),
            None => credentials,
        }
    }

    /// Returns the client that refreshes tokens, which has none itself.
    fn users(&self) -> Result<UserManagementClient> {
        let builder = Client::builder().base_url(&self.profile.base_url).allow_insecure_loopback();
        Ok(UserManagementClient::new(builder.hyper().user_agent(USER_AGENT).build()?))
    }
}
