//! User names and passwords, and the provider that supplies them.

use std::error::Error;

use async_trait::async_trait;

use super::fingerprint::Fingerprint;
use super::secret::Secret;

/// A user name, a password and an optional alias.
///
/// ```
/// use pointapi::auth::Credentials;
///
/// let credentials = Credentials::password("greta", "not-a-real-one").alias("branch-7");
/// assert!(!format!("{credentials:?}").contains("not-a-real-one"));
/// ```
///
/// `Debug` shows the names and not the password.
#[derive(Clone, Debug)]
#[must_use]
pub struct Credentials {
    username: String,
    password: Secret,
    alias: Option<String>,
}

impl Credentials {
    /// Creates credentials of a user name and its password.
    pub fn password(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self { username: username.into(), password: password.into(), alias: None }
    }

    /// Acts as another account of the same organization. An empty alias is an error when the client is built.
    pub fn alias(mut self, alias: impl Into<String>) -> Self {
        self.alias = Some(alias.into());
        self
    }

    pub(crate) fn username(&self) -> &str {
        &self.username
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.password
    }

    pub(crate) fn alias_name(&self) -> Option<&str> {
        self.alias.as_deref()
    }

    /// Identifies these credentials without keeping the password. The alias is not part of it: one password serves all
    /// aliases.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of([self.username.as_str(), self.password.expose()])
    }

    /// Returns the reason why these credentials cannot be used.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        match (self.username.is_empty(), self.alias_name()) {
            (true, _) => Some("the user name is empty"),
            (_, Some("")) => Some("the alias is empty; leave it out to sign in without one"),
            _ => None,
        }
    }
}

/// The reason why credentials are requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The first sign-in of this client.
    First,
    /// A later one.
    Again,
    /// The last credentials were rejected: is there something newer?
    Rejected,
}

/// Supplies credentials that change at run time.
///
/// ```
/// use std::error::Error;
///
/// use pointapi::auth::{Credentials, CredentialsProvider, Why};
///
/// struct MountedSecret;
///
/// #[pointapi::async_trait]
/// impl CredentialsProvider for MountedSecret {
///     async fn credentials(&self, _why: Why) -> Result<Credentials, Box<dyn Error + Send + Sync>> {
///         let password = std::fs::read_to_string("/run/secrets/point")?;
///         Ok(Credentials::password("greta", password.trim_end()))
///     }
/// }
/// ```
///
/// It is called only before a sign-in and has 10 seconds. Its error counts as transient. New credentials do not drop a
/// valid token.
#[async_trait]
pub trait CredentialsProvider: Send + Sync + 'static {
    /// Returns the current credentials.
    ///
    /// # Errors
    ///
    /// If they cannot be read. The text is shown nowhere: log it yourself.
    async fn credentials(&self, why: Why) -> Result<Credentials, Box<dyn Error + Send + Sync>>;
}

/// The time for which rejected credentials are not tried again.
///
/// ```
/// use pointapi::{Client, Credentials, auth::SignInHold};
///
/// # fn main() -> pointapi::Result<()> {
/// let client = Client::builder()
///     .credentials(Credentials::password("user", "secret"))
///     .sign_in_hold(SignInHold::Forever)
///     .build()?;
/// # drop(client);
/// # Ok(())
/// # }
/// ```
///
/// A hold ends early when the provider returns other credentials, by
/// [`credentials_changed`](crate::Client::credentials_changed), and by
/// [`reset_sign_in_guard`](crate::Client::reset_sign_in_guard). It never suspends refreshes. Sign-ins that
/// brought no token and no rejection are held from the second on for 1 min, then 5 min, then 1 h, whatever this setting
/// says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignInHold {
    /// 15 minutes, then an hour, then 6 hours: at most 2 attempts in the first 30 minutes.
    #[default]
    Escalating,
    /// Until one of the above ends it, for accounts that a few wrong passwords lock. Failures then have no
    /// [`retry_after`](crate::Error::retry_after).
    Forever,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_changes_with_the_password_and_not_with_the_alias() {
        let first = Credentials::password("greta", "one");
        assert_eq!(first.fingerprint(), first.clone().alias("branch").fingerprint());
        assert_ne!(first.fingerprint(), Credentials::password("greta", "two").fingerprint());
        assert_ne!(first.fingerprint(), Credentials::password("gretao", "ne").fingerprint());
    }

    #[test]
    fn an_empty_alias_is_an_error() {
        let credentials = Credentials::password("greta", "one");
        assert_eq!(credentials.fault(), None);
        assert!(credentials.alias("").fault().is_some());
        assert!(Credentials::password("", "one").fault().is_some());
    }
}
