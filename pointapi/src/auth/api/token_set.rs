//! What a login hands over.

use std::time::{Duration, SystemTime};

use super::secret::Secret;
use crate::auth::numbers as n;

/// The tokens that a sign-in or a refresh brought.
///
/// ```
/// use std::time::Duration;
///
/// use pointapi::auth::TokenSet;
///
/// let tokens = TokenSet::new("an-access-token")
///     .refresh_token("a-refresh-token")
///     .expires_in(Duration::from_secs(3600));
/// ```
///
/// Without [`expires_in`](Self::expires_in) an hour is assumed; more than 24 hours count as 24. Without
/// [`refresh_expires_at`](Self::refresh_expires_at) the refresh token is used until the server rejects it.
/// `Debug` shows no token.
#[derive(Clone, Debug)]
#[must_use]
pub struct TokenSet {
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) lifetime: Lifetime,
    /// The end of the refresh token; `None` until the server rejects it.
    pub(crate) refresh_deadline: Option<SystemTime>,
    pub(crate) scope: Option<String>,
}

/// How long an access token lives, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    Stated(Duration),
    /// The answer did not say.
    Assumed,
    /// The answer said something that is no time.
    Unreadable,
}

impl TokenSet {
    /// An access token alone.
    pub fn new(access_token: impl Into<Secret>) -> Self {
        Self {
            access_token: access_token.into(),
            refresh_token: None,
            lifetime: Lifetime::Assumed,
            refresh_deadline: None,
            scope: None,
        }
    }

    /// The token to refresh with. An empty one counts as none.
    pub fn refresh_token(mut self, token: impl Into<Secret>) -> Self {
        let token = token.into();
        self.refresh_token = (!token.expose().is_empty()).then_some(token);
        self
    }

    /// How long the access token lives from the moment at which it was asked for.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Lifetime::Stated(lifetime);
        self
    }

    /// When the refresh token ends. 30 seconds before, the manager signs in instead.
    pub fn refresh_expires_at(mut self, deadline: SystemTime) -> Self {
        self.refresh_deadline = Some(deadline);
        self
    }

    pub(crate) fn access(&self) -> &Secret {
        &self.access_token
    }

    pub(crate) fn refresh(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// The lifetime that counts, whatever the answer said.
    pub(crate) fn effective_lifetime(&self) -> Duration {
        self.lifetime.effective()
    }

    pub(crate) fn lifetime(mut self, lifetime: Lifetime) -> Self {
        self.lifetime = lifetime;
        self
    }

    pub(crate) fn scope(mut self, scope: Option<String>) -> Self {
        self.scope = scope;
        self
    }
}

impl Lifetime {
    /// The lifetime that counts.
    pub(crate) fn effective(self) -> Duration {
        match self {
            Self::Stated(lifetime) => lifetime.min(n::MAX_LIFETIME),
            Self::Assumed => n::ASSUMED_LIFETIME,
            Self::Unreadable => n::UNREADABLE_LIFETIME,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_token() {
        let shown = format!("{:?}", TokenSet::new("access-canary").refresh_token("refresh-canary"));
        assert!(!shown.contains("canary"), "{shown}");
    }

    #[test]
    fn a_lifetime_is_clamped_to_24_hours() {
        assert_eq!(Lifetime::Stated(Duration::MAX).effective(), Duration::from_secs(86_400));
        assert_eq!(Lifetime::Assumed.effective(), Duration::from_secs(3600));
        assert_eq!(Lifetime::Unreadable.effective(), Duration::from_secs(300));
    }
}
