//! The slow login, which counts its fetches.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};

use crate::api::TOKEN;

pub const LIFETIME: Duration = Duration::from_secs(30);
pub const LOGIN: Duration = Duration::from_millis(300);

/// Counts the token fetches that have begun and ended.
#[derive(Debug, Default)]
pub struct Refreshes {
    begun: AtomicUsize,
    ended: AtomicUsize,
}

/// The counters at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    begun: usize,
    ended: usize,
}

impl Moment {
    pub fn is_running(self) -> bool {
        self.begun > self.ended
    }
}

impl Refreshes {
    pub fn now(&self) -> Moment {
        Moment { begun: self.begun.load(Ordering::Relaxed), ended: self.ended.load(Ordering::Relaxed) }
    }

    /// Takes as long as a login across a network.
    pub async fn fetch(&self) -> &'static str {
        self.begun.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(LOGIN).await;
        self.ended.fetch_add(1, Ordering::Relaxed);
        TOKEN
    }
}

/// The login as a token source.
pub struct SlowLogin(pub Arc<Refreshes>);

#[pointapi::async_trait]
impl TokenSource for SlowLogin {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new(self.0.fetch().await).expires_in(LIFETIME).refresh_token("refresh"))
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}
