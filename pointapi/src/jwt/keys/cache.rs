//! The state of the key cache and its policy: what is known, and when to fetch. No network, no waiting.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::super::jwks::{PublishedKeys, RsaKey};
use super::freshness;
use crate::clock::Moment;

/// The pause after the start of a fetch before an unknown key id or a stale set causes another.
const COOL_DOWN: Duration = Duration::from_secs(30);
const MINUTE: Duration = Duration::from_secs(60);
/// The platform's samples fetch no more often.
const FETCHES_PER_MINUTE: usize = 5;
/// The age up to which keys are used while newer ones cannot be fetched.
const MAX_AGE: Duration = Duration::from_secs(24 * 3600);
/// An absent key id causes no fetch for this time. An issuer may sign with a new key before it publishes it.
const ABSENT_FOR: Duration = Duration::from_secs(5 * 60);
const MAX_ABSENT_IDS: usize = 256;

/// One fetched set of keys.
pub(super) struct KeySet {
    keys: Vec<Arc<RsaKey>>,
    is_complete: bool,
    /// The monotonic time at which the issuer published exactly these keys; unknown if the headers do not give it.
    as_of: Option<Duration>,
    received: Moment,
    fresh_until: Moment,
    usable_until: Moment,
    /// The server's time at `received`.
    server_time: Option<SystemTime>,
}

/// The arrival of a token: the time, and the number of fetches that had ended.
#[derive(Clone, Copy)]
pub(in crate::jwt) struct Arrival {
    at: Duration,
    fetches: u64,
}

/// The result of a lookup.
pub(super) enum Lookup {
    Found(Vec<Arc<RsaKey>>),
    /// The issuer had no such key when the token came.
    Absent,
    /// A newer set decides, and is being fetched or may be fetched now.
    Fetch,
    /// The keys are fresh and lack the id; a newer set may have it, and it is too soon to fetch.
    MayBeNewer,
    /// There are no usable keys, and it is too soon to fetch.
    Unavailable,
}

#[derive(Default)]
pub(super) struct Cache {
    set: Option<KeySet>,
    /// The starts of the last fetches.
    begun: VecDeque<Moment>,
    /// A fetch has begun and not ended.
    is_fetching: bool,
    /// Fetches that ended, however they did.
    fetches: u64,
    /// Absent key ids, oldest first, each with the moment from which it may cause a fetch again.
    absent: VecDeque<(String, Moment)>,
}

impl KeySet {
    /// The keys of a response that was requested at `begun` and received at `now`.
    pub(super) fn new(published: PublishedKeys, headers: &HeaderMap, begun: Moment, now: Moment) -> Self {
        let lifetime = freshness::lifetime(headers);
        Self {
            keys: published.keys.into_iter().map(Arc::new).collect(),
            is_complete: published.is_complete,
            as_of: freshness::age(headers, now.wall).and_then(|age| begun.monotonic.checked_sub(age)),
            received: now,
            fresh_until: now.after(lifetime),
            usable_until: now.after(lifetime.max(MAX_AGE)),
            server_time: freshness::server_time(headers),
        }
    }

    /// Every key of this id: an issuer may publish an old and a new one under the same id.
    fn keys_of(&self, id: &str) -> Vec<Arc<RsaKey>> {
        self.keys.iter().filter(|key| key.id == id).cloned().collect()
    }

    /// Returns true if a key that this set lacks did not exist at `arrival`.
    fn is_newer_than(&self, arrival: Arrival) -> bool {
        self.is_complete && self.as_of.is_some_and(|as_of| as_of >= arrival.at)
    }
}

impl Cache {
    /// Decides about a key id.
    ///
    /// Only a set from after the token's arrival proves that the key does not exist. An older one does not, however
    /// young: the key may have been published in between, and a 403 would lose the event.
    pub(super) fn look_up(&self, id: &str, arrival: Arrival, now: Moment) -> Lookup {
        let set = self.usable(now);
        let fresh = set.filter(|set| !set.fresh_until.reached_on_either(now));
        let keys = set.map(|set| set.keys_of(id)).unwrap_or_default();
        match (fresh, keys.is_empty()) {
            (Some(_), false) => Lookup::Found(keys),
            (Some(set), true) if self.has_fetched_since(arrival) && set.is_newer_than(arrival) => Lookup::Absent,
            (_, true) if self.is_fetching => Lookup::Fetch,
            (Some(_), true) if self.is_noted_absent(id, now) => Lookup::MayBeNewer,
            _ if self.may_fetch(now) => Lookup::Fetch,
            (None, false) => Lookup::Found(keys),
            (Some(_), true) => Lookup::MayBeNewer,
            (None, true) => Lookup::Unavailable,
        }
    }

    pub(super) fn arrival(&self, now: Moment) -> Arrival {
        Arrival { at: now.monotonic, fetches: self.fetches }
    }

    pub(super) fn has_fetched_since(&self, arrival: Arrival) -> bool {
        self.fetches != arrival.fetches
    }

    /// Returns true if a key that the known ones lack did not exist at `arrival`.
    pub(super) fn is_newer_than(&self, arrival: Arrival) -> bool {
        self.set.as_ref().is_some_and(|set| set.is_newer_than(arrival))
    }

    pub(super) fn keys_of(&self, id: &str, now: Moment) -> Vec<Arc<RsaKey>> {
        self.usable(now).map(|set| set.keys_of(id)).unwrap_or_default()
    }

    /// Returns true if a newer set may come: a fetch is running or may begin.
    pub(super) fn may_renew(&self, now: Moment) -> bool {
        self.is_fetching || self.may_fetch(now)
    }

    /// Returns true if a fetch may begin; without usable keys the cool-down does not apply.
    pub(super) fn may_fetch(&self, now: Moment) -> bool {
        let is_over = |begun: Option<&Moment>, pause| begun.is_none_or(|begun| begun.after(pause).is_over(now));
        let is_full = self.begun.len() == FETCHES_PER_MINUTE;
        let is_urgent = self.usable(now).is_none();
        (!is_full || is_over(self.begun.front(), MINUTE)) && (is_urgent || is_over(self.begun.back(), COOL_DOWN))
    }

    pub(super) fn begin_fetch(&mut self, now: Moment) {
        push_bounded(&mut self.begun, now, FETCHES_PER_MINUTE);
        self.is_fetching = true;
    }

    /// Records that no fetch is running, for one that panicked or was canceled before it could.
    pub(super) fn no_fetch_is_running(&mut self) {
        self.is_fetching = false;
    }

    /// Ends a fetch; one without a set leaves the old keys.
    pub(super) fn end_fetch(&mut self, set: Option<KeySet>) {
        self.is_fetching = false;
        self.fetches += 1;
        self.set = set.or(self.set.take());
    }

    pub(super) fn note_absent(&mut self, id: &str, now: Moment) {
        push_bounded(&mut self.absent, (id.to_owned(), now.after(ABSENT_FOR)), MAX_ABSENT_IDS);
    }

    pub(super) fn is_clock_off(&self, now: Moment) -> bool {
        self.set.as_ref().is_some_and(|set| {
            let Some(server_time) = set.server_time else { return false };
            Moment { wall: server_time, monotonic: set.received.monotonic }.divergence(now) > freshness::CLOCK_TOLERANCE
        })
    }

    fn is_noted_absent(&self, id: &str, now: Moment) -> bool {
        self.absent.iter().any(|(absent, until)| absent == id && !until.is_over(now))
    }

    fn usable(&self, now: Moment) -> Option<&KeySet> {
        self.set.as_ref().filter(|set| !set.usable_until.reached_on_either(now))
    }
}

fn push_bounded<T>(queue: &mut VecDeque<T>, item: T, limit: usize) {
    if queue.len() == limit {
        queue.pop_front();
    }
    queue.push_back(item);
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use http::header::AGE;

    use super::*;

    fn at(seconds: u64) -> Moment {
        Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::from_secs(seconds) }
    }

    fn cache_with(published: PublishedKeys, headers: &HeaderMap, begun: Moment) -> Cache {
        let mut cache = Cache::default();
        cache.begin_fetch(begun);
        cache.end_fetch(Some(KeySet::new(published, headers, begun, begun)));
        cache
    }

    fn complete() -> PublishedKeys {
        PublishedKeys { keys: Vec::new(), is_complete: true }
    }

    #[test]
    fn fetches_are_30_seconds_apart_or_5_a_minute_without_keys() {
        let mut cache = cache_with(complete(), &HeaderMap::new(), at(0));
        assert!(!cache.may_fetch(at(29)) && cache.may_fetch(at(30)));
        cache.set = None;
        for second in 1..5 {
            assert!(cache.may_fetch(at(second)));
            cache.begin_fetch(at(second));
        }
        assert!(!cache.may_fetch(at(59)) && cache.may_fetch(at(60)));
        cache.begin_fetch(at(60));
        assert!(!cache.may_fetch(at(60)) && cache.may_fetch(at(61)));
    }

    #[test]
    fn the_last_256_absent_ids_are_noted_for_5_minutes() {
        let mut cache = Cache::default();
        for number in 0..257 {
            cache.note_absent(&number.to_string(), at(0));
        }
        assert!(!cache.is_noted_absent("0", at(0)));
        assert!(cache.is_noted_absent("1", at(299)) && cache.is_noted_absent("256", at(299)));
        assert!(!cache.is_noted_absent("256", at(300)));
        assert_eq!(cache.absent.len(), 256);
    }

    #[test]
    fn only_a_complete_set_published_after_the_arrival_proves_an_absent_key() {
        let is_absent = |cache: &Cache, arrival: u64| {
            let arrival = Arrival { at: Duration::from_secs(arrival), fetches: 0 };
            matches!(cache.look_up("k", arrival, at(1000)), Lookup::Absent)
        };
        let current = cache_with(complete(), &HeaderMap::new(), at(1000));
        assert!(is_absent(&current, 1000) && !is_absent(&current, 1001));
        for (age, published) in [("0", 999), ("300", 699)] {
            let headers = HeaderMap::from_iter([(AGE, HeaderValue::from_static(age))]);
            let cached = cache_with(complete(), &headers, at(1000));
            assert!(is_absent(&cached, published) && !is_absent(&cached, published + 1), "{age}");
        }
        let unknown_age = HeaderMap::from_iter([(AGE, HeaderValue::from_static("a while"))]);
        assert!(!is_absent(&cache_with(complete(), &unknown_age, at(1000)), 0));
        let truncated = PublishedKeys { is_complete: false, ..complete() };
        assert!(!is_absent(&cache_with(truncated, &HeaderMap::new(), at(1000)), 0));
    }
}
