//! What is known of the keys, and what follows for a key id. No network and no waiting here.

use std::sync::Arc;

use super::super::jwks::RsaKey;
use super::key_set::KeySet;
use super::limits::{COOL_DOWN, Fetches, UnknownIds};
use crate::clock::Moment;

#[derive(Default)]
pub(super) struct State {
    set: Option<KeySet>,
    begun: Fetches,
    unknown: UnknownIds,
    /// How many fetches are over, however they ended.
    ended: u64,
}

/// What to do about a key id.
pub(super) enum Decision {
    /// This is its key.
    Serve(Arc<RsaKey>),
    /// The issuer has no such key.
    Refuse,
    /// It takes newer keys to tell.
    Fetch,
    /// It takes newer keys to tell, and it is too soon to fetch them.
    Wait,
}

impl State {
    pub(super) fn decide(&self, id: &str, now: Moment) -> Decision {
        let set = self.servable(now);
        let is_fresh = set.is_some_and(|set| set.is_fresh(now));
        match set.and_then(|set| set.key(id)) {
            Some(key) if is_fresh => Decision::Serve(Arc::clone(key)),
            None if is_fresh && self.is_unknown(id, now) => Decision::Refuse,
            _ if self.may_fetch(now) => Decision::Fetch,
            Some(stale) => Decision::Serve(Arc::clone(stale)),
            None => Decision::Wait,
        }
    }

    /// Whether a fetch may begin: sooner after the last one while there is no key at all.
    pub(super) fn may_fetch(&self, now: Moment) -> bool {
        self.begun.may_begin(self.servable(now).is_none(), now)
    }

    pub(super) fn fetches(&self) -> u64 {
        self.ended
    }

    pub(super) fn begin_fetch(&mut self, now: Moment) {
        self.begun.begin(now);
    }

    pub(super) fn end_fetch(&mut self) {
        self.ended += 1;
    }

    pub(super) fn replace(&mut self, set: KeySet) {
        self.set = Some(set);
    }

    pub(super) fn note_unknown(&mut self, id: &str, now: Moment) {
        self.unknown.note(id, now);
    }

    pub(super) fn is_clock_off(&self, now: Moment) -> bool {
        self.set.as_ref().is_some_and(|set| set.is_clock_off(now))
    }

    fn servable(&self, now: Moment) -> Option<&KeySet> {
        self.set.as_ref().filter(|set| set.is_servable(now))
    }

    /// Whether a set that lacks the id is proof enough: it is new, or the id was looked for not long ago.
    fn is_unknown(&self, id: &str, now: Moment) -> bool {
        let is_new = self.set.as_ref().is_some_and(|set| set.is_younger_than(COOL_DOWN, now));
        is_new || self.unknown.contains(id, now)
    }
}
