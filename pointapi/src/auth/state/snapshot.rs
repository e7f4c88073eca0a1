//! What every request reads: the current header, with no lock and no allocation.

use std::time::Duration;

use http::HeaderValue;

use super::lifespan::Lifespan;
use crate::clock::Moment;

/// One published state. A new one replaces it whole.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// Grows with every new access token and every sign-out, and never repeats.
    pub(crate) generation: u64,
    /// Absent before the first token, and when the last was rejected, dropped or closed.
    pub(crate) token: Option<LiveToken>,
}

#[derive(Debug)]
pub(crate) struct LiveToken {
    pub(crate) header: HeaderValue,
    pub(crate) life: Lifespan,
    /// Its token fetch was already running when its forerunner was rejected, so it may be rejected once more.
    pub(crate) is_suspect: bool,
}

/// The header to send, and which token it carries.
#[derive(Clone, Debug)]
pub(crate) struct Authorization {
    pub(crate) header: HeaderValue,
    pub(crate) generation: u64,
}

impl Snapshot {
    pub(crate) const EMPTY: Self = Self { generation: 0, token: None };

    /// The header, while nothing at all is to be done.
    pub(crate) fn fresh(&self, min_life: Option<Duration>, now: Moment) -> Option<Authorization> {
        self.when(|life| life.is_fresh(now) && life.outlives(min_life, now))
    }

    /// The header, while the server may still take it.
    pub(crate) fn usable(&self, now: Moment) -> Option<Authorization> {
        self.when(|life| life.is_usable(now))
    }

    fn when(&self, is_fit: impl FnOnce(&Lifespan) -> bool) -> Option<Authorization> {
        let token = self.token.as_ref().filter(|token| is_fit(&token.life))?;
        Some(Authorization { header: token.header.clone(), generation: self.generation })
    }
}
