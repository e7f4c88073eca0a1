//! The current header, which each request reads without a lock and without allocating.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::lifespan::Lifespan;
use crate::auth::api::access_token::AccessToken;
use crate::auth::api::secret::Secret;
use crate::clock::Moment;

/// One published state, replaced as a whole.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// Grows with every new access token and every sign-out, and never repeats.
    pub(crate) generation: u64,
    /// Absent before the first token, and when the last was rejected, dropped or closed.
    pub(crate) token: Option<LiveToken>,
}

/// An access token that can be sent.
#[derive(Debug)]
pub(crate) struct LiveToken {
    pub(crate) token: AccessToken,
    pub(crate) life: Lifespan,
    /// Its token fetch was already running when the last token was rejected, so it may be rejected once more.
    pub(crate) is_suspect: bool,
}

/// The header to send, and which token it carries.
#[derive(Clone, Debug)]
pub(crate) struct Authorization {
    pub(crate) name: HeaderName,
    pub(crate) header: HeaderValue,
    pub(crate) generation: u64,
}

impl Snapshot {
    pub(crate) const EMPTY: Self = Self { generation: 0, token: None };

    /// The text of the token, while the server may still accept it.
    pub(crate) fn usable_text(&self, now: Moment) -> Option<Secret> {
        let token = self.token.as_ref().filter(|token| token.life.is_usable(now))?;
        Some(token.token.text().clone())
    }

    /// The header of a fresh token.
    pub(crate) fn fresh(&self, min_life: Option<Duration>, now: Moment) -> Option<Authorization> {
        self.when(|life| life.is_fresh(now) && life.outlives(min_life, now))
    }

    /// The header, while the server may still accept it.
    pub(crate) fn usable(&self, now: Moment) -> Option<Authorization> {
        self.when(|life| life.is_usable(now))
    }

    fn when(&self, is_fit: impl FnOnce(&Lifespan) -> bool) -> Option<Authorization> {
        let token = self.token.as_ref().filter(|token| is_fit(&token.life))?;
        Some(Authorization {
            name: token.token.name().clone(),
            header: token.token.header().clone(),
            generation: self.generation,
        })
    }
}
