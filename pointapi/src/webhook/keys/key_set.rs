//! One fetched set of keys, and how old it is.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::super::jwks::RsaKey;
use super::freshness;
use crate::clock::Moment;

/// Keys are served for so long while newer ones cannot be fetched.
const SERVED_AT_MOST: Duration = Duration::from_secs(24 * 3600);

pub(super) struct KeySet {
    keys: HashMap<String, Arc<RsaKey>>,
    fetched: Moment,
    fresh_until: Moment,
    served_until: Moment,
    /// What time it was at the server at `fetched`.
    server_time: Option<SystemTime>,
}

impl KeySet {
    /// The keys of an answer that came at `now`. The first of two with one id counts.
    pub(super) fn new(keys: Vec<RsaKey>, headers: &HeaderMap, now: Moment) -> Self {
        let lifetime = freshness::lifetime(headers);
        Self {
            keys: keys.into_iter().rev().map(|key| (key.id.clone(), Arc::new(key))).collect(),
            fetched: now,
            fresh_until: now.after(lifetime),
            served_until: now.after(lifetime.max(SERVED_AT_MOST)),
            server_time: freshness::server_time(headers),
        }
    }

    pub(super) fn key(&self, id: &str) -> Option<&Arc<RsaKey>> {
        self.keys.get(id)
    }

    pub(super) fn is_fresh(&self, now: Moment) -> bool {
        !self.fresh_until.reached_on_either(now)
    }

    pub(super) fn is_servable(&self, now: Moment) -> bool {
        !self.served_until.reached_on_either(now)
    }

    /// Whether the wall clock shows another time than the server's would now.
    pub(super) fn is_clock_off(&self, now: Moment) -> bool {
        let Some(server_time) = self.server_time else { return false };
        Moment { wall: server_time, monotonic: self.fetched.monotonic }.divergence(now) > freshness::TOLERANCE
    }
}
