//! The tokens of a login.

use std::time::{Duration, Instant, SystemTime};

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
/// Without an expiry an hour is assumed, unless the token is declared [valid until rejected](Self::until_rejected); more
/// than 24 hours count as 24. Neither applies to a token without a refresh token whose sign-in
/// [needs a person](super::token_source::TokenSource::is_interactive): it is used for as long as the login says, or until
/// the server rejects it. Without
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
    /// When the request was sent that brought the tokens; `None` where that is the call of the source.
    pub(crate) requested_at: Option<Instant>,
}

/// The lifetime of an access token, and its origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    Stated(Duration),
    /// The response states no lifetime.
    Assumed,
    /// The response has an unreadable lifetime.
    Unreadable,
    At(SystemTime),
    UntilRejected,
}

impl TokenSet {
    /// Creates a set of one access token.
    pub fn new(access_token: impl Into<Secret>) -> Self {
        Self {
            access_token: access_token.into(),
            refresh_token: None,
            lifetime: Lifetime::Assumed,
            refresh_deadline: None,
            scope: None,
            requested_at: None,
        }
    }

    /// Sets the refresh token. An empty one is ignored.
    pub fn refresh_token(mut self, token: impl Into<Secret>) -> Self {
        let token = token.into();
        self.refresh_token = (!token.expose().is_empty()).then_some(token);
        self
    }

    /// Sets the lifetime of the access token, from [`requested_at`](Self::requested_at).
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Lifetime::Stated(lifetime);
        self
    }

    /// Sets the time at which the access token expires.
    pub fn expires_at(mut self, expiry: SystemTime) -> Self {
        self.lifetime = Lifetime::At(expiry);
        self
    }

    /// Declares that the access token has no expiry: it is used until the server rejects it.
    pub fn until_rejected(mut self) -> Self {
        self.lifetime = Lifetime::UntilRejected;
        self
    }

    /// Sets the expiry of the refresh token. From 30 seconds before it, the manager signs in instead.
    pub fn refresh_expires_at(mut self, deadline: SystemTime) -> Self {
        self.refresh_deadline = Some(deadline);
        self
    }

    /// Sets the time just before the request that brought the tokens was sent; default: the call of the source.
    ///
    /// Lifetimes count from here, so a source that waits before that request, such as for a person, sets it.
    pub fn requested_at(mut self, time: Instant) -> Self {
        self.requested_at = Some(time);
        self
    }

    #[cfg(feature = "oauth2")]
    pub(crate) fn without_refresh_token(mut self) -> Self {
        self.refresh_token = None;
        self.refresh_deadline = None;
        self
    }

    pub(crate) fn access(&self) -> &Secret {
        &self.access_token
    }

    pub(crate) fn refresh(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// Returns the lifetime in effect; 24 hours if the token has no expiry.
    pub(crate) fn effective_lifetime(&self) -> Duration {
        self.lifetime.effective(SystemTime::UNIX_EPOCH).unwrap_or(n::MAX_LIFETIME)
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
    /// Returns the lifetime of a token that was requested at `sent_at`, or `None` if it has no expiry.
    pub(crate) fn effective(self, sent_at: SystemTime) -> Option<Duration> {
        let lifetime = match self {
            Self::Assumed => Some(n::ASSUMED_LIFETIME),
            Self::Unreadable => Some(n::UNREADABLE_LIFETIME),
            Self::Stated(_) | Self::At(_) | Self::UntilRejected => self.stated(sent_at),
        };
        lifetime.map(|lifetime| lifetime.min(n::MAX_LIFETIME))
    }

    /// Returns the lifetime that the login stated, however long, or `None` if it stated none.
    pub(crate) fn stated(self, sent_at: SystemTime) -> Option<Duration> {
        match self {
            Self::Stated(lifetime) => Some(lifetime),
            Self::At(expiry) => Some(expiry.duration_since(sent_at).unwrap_or_default()),
            Self::Assumed | Self::Unreadable | Self::UntilRejected => None,
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
        assert_eq!(
            Lifetime::Stated(Duration::MAX).effective(SystemTime::UNIX_EPOCH),
            Some(Duration::from_secs(86_400))
        );
        assert_eq!(Lifetime::Assumed.effective(SystemTime::UNIX_EPOCH), Some(Duration::from_secs(3600)));
        assert_eq!(Lifetime::Unreadable.effective(SystemTime::UNIX_EPOCH), Some(Duration::from_secs(300)));
    }
}
