//! What is known of the keys, and what follows for a key id. No network and no waiting here.

use std::sync::Arc;

use super::super::jwks::RsaKey;
use super::key_set::KeySet;
use super::limits::{Fetches, UnknownIds};
use crate::clock::Moment;

#[derive(Default)]
pub(super) struct State {
    set: Option<KeySet>,
    begun: Fetches,
    unknown: UnknownIds,
    done: Done,
}

/// How many fetches are over.
#[derive(Clone, Copy, Default)]
pub(super) struct Done {
    /// However they ended.
    pub(super) fetches: u64,
    /// Those that brought keys.
    pub(super) sets: u64,
}

/// What to do about a key id.
pub(super) enum Decision {
    /// This is its key.
    Serve(Arc<RsaKey>),
    /// The issuer has no such key.
    Refuse,
    /// It takes newer keys to tell.
    Fetch,
    /// The keys are good and hold none of this id; it may be newer than they are, and it is too soon to look again.
    Unknown,
    /// It takes newer keys to tell, and it is too soon to fetch them.
    Wait,
}

impl State {
    /// What to do about an id whose token came when so many fetches were over.
    ///
    /// A set that was fetched since proves that an id is none. An older one does not, however young, nor does an earlier
    /// look: the key may have been published after it, and a 403 would lose the event for good.
    pub(super) fn decide(&self, id: &str, at_arrival: Done, now: Moment) -> Decision {
        let set = self.servable(now);
        let is_fresh = set.is_some_and(|set| set.is_fresh(now));
        match set.and_then(|set| set.key(id)) {
            Some(key) if is_fresh => Decision::Serve(Arc::clone(key)),
            None if is_fresh && self.done.sets != at_arrival.sets => Decision::Refuse,
            None if is_fresh && self.unknown.contains(id, now) => Decision::Unknown,
            _ if self.may_fetch(now) => Decision::Fetch,
            Some(stale) => Decision::Serve(Arc::clone(stale)),
            None if is_fresh => Decision::Unknown,
            None => Decision::Wait,
        }
    }

    /// Whether a fetch may begin: sooner after the last one while there is no key at all.
    pub(super) fn may_fetch(&self, now: Moment) -> bool {
        self.begun.may_begin(self.servable(now).is_none(), now)
    }

    pub(super) fn done(&self) -> Done {
        self.done
    }

    pub(super) fn begin_fetch(&mut self, now: Moment) {
        self.begun.begin(now);
    }

    pub(super) fn end_fetch(&mut self) {
        self.done.fetches += 1;
    }

    pub(super) fn replace(&mut self, set: KeySet) {
        self.set = Some(set);
        self.done.sets += 1;
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
}
