//! The limits of token fetches that 401 responses force.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use http::{Method, Uri};

use crate::auth::numbers as n;
use crate::clock::Moment;

/// Identifies the endpoint of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct EndpointId(u64);

impl EndpointId {
    /// Returns the id of an endpoint, by the address of its descriptor, at the server of a request.
    pub(crate) fn of<E>(endpoint: &'static E, uri: &Uri) -> Self {
        Self::hashed(uri, std::ptr::from_ref(endpoint).addr())
    }

    /// Returns the id of the endpoint that a request by hand calls.
    pub(crate) fn of_request(method: &Method, uri: &Uri) -> Self {
        Self::hashed(uri, (method, uri.path()))
    }

    fn hashed(uri: &Uri, endpoint: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        (uri.authority(), endpoint).hash(&mut hasher);
        Self(hasher.finish())
    }

    #[cfg(test)]
    pub(crate) const fn numbered(number: u64) -> Self {
        Self(number)
    }
}

/// The endpoints whose 401 responses are returned as they are: their replays with a fresh token were rejected too.
#[derive(Default)]
pub(crate) struct Suppressions(HashMap<EndpointId, Suppression>);

struct Suppression {
    until: Moment,
    length: Duration,
}

impl Suppressions {
    pub(crate) fn is_active(&self, endpoint: EndpointId, now: Moment) -> bool {
        self.0.get(&endpoint).is_some_and(|suppression| !suppression.until.is_over(now))
    }

    /// Begins a suppression, twice as long as the endpoint's last one, and returns its length.
    pub(crate) fn begin(&mut self, endpoint: EndpointId, now: Moment) -> Duration {
        let last = self.0.get(&endpoint).map(|last| last.length.saturating_mul(2).min(n::SUPPRESSION_CAP));
        let length = last.unwrap_or(n::SUPPRESSION);
        if self.0.len() >= n::MAX_SUPPRESSIONS {
            let oldest = self.0.iter().min_by_key(|(_, suppression)| suppression.until.monotonic).map(|(id, _)| *id);
            self.0.remove(&oldest.unwrap_or(endpoint));
        }
        self.0.insert(endpoint, Suppression { until: now.after(length), length });
        length
    }

    pub(crate) fn end(&mut self, endpoint: EndpointId) {
        self.0.remove(&endpoint);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The last token fetches that 401 responses forced, with the generation of the rejected token. A server that rejects
/// each token once must not cost a fetch a call.
#[derive(Default)]
pub(crate) struct ForcedFetches {
    counted: VecDeque<(u64, Moment)>,
    /// Those that proved to be about an endpoint and no longer count.
    forgiven: VecDeque<Moment>,
}

impl ForcedFetches {
    /// Counts the fetch that replaces the token of this generation; false if there are too many.
    pub(crate) fn take(&mut self, generation: u64, now: Moment) -> bool {
        let is_past = |first: Moment| first.after(n::FORCED_FETCHES_WINDOW).is_over(now);
        while self.counted.front().is_some_and(|(_, first)| is_past(*first)) {
            self.counted.pop_front();
        }
        while self.forgiven.front().is_some_and(|first| is_past(*first)) {
            self.forgiven.pop_front();
        }
        let is_allowed = self.counted.len() < n::FORCED_FETCHES;
        if is_allowed {
            self.counted.push_back((generation, now));
        }
        is_allowed
    }

    /// No longer counts the fetch that brought the token of this generation, unless too many were forgiven lately: calls by
    /// hand to many paths, each with a 401 of its own, would cost a fetch each.
    pub(crate) fn forgive(&mut self, generation: u64, now: Moment) {
        let before = self.counted.len();
        if self.forgiven.len() < n::FORGIVEN_FETCHES {
            self.counted.retain(|(rejected, _)| rejected + 1 != generation);
        }
        if self.counted.len() < before {
            self.forgiven.push_back(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn the_suppressions_that_end_first_are_forgotten_beyond_the_limit() {
        let start = Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::ZERO };
        let mut suppressions = Suppressions::default();
        let later = |number: u64| start.after(Duration::from_millis(number));
        for number in 0..3000 {
            suppressions.begin(EndpointId::numbered(number), later(number));
        }
        assert_eq!(suppressions.0.len(), n::MAX_SUPPRESSIONS);
        let is_active = |number| suppressions.is_active(EndpointId::numbered(number), later(3000));
        assert!(is_active(2999) && is_active(3000 - n::MAX_SUPPRESSIONS as u64) && !is_active(0));
    }

    #[test]
    fn fetches_for_many_endpoints_are_forgiven_within_a_limit() {
        let start = Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::ZERO };
        let mut forced = ForcedFetches::default();
        let mut fetches = |now: Moment| {
            (0..1000)
                .take_while(|generation| {
                    let is_allowed = forced.take(*generation, now);
                    forced.forgive(generation + 1, now);
                    is_allowed
                })
                .count()
        };
        assert_eq!(fetches(start), n::FORCED_FETCHES + n::FORGIVEN_FETCHES);
        assert_eq!(fetches(start.after(Duration::from_secs(101))), n::FORCED_FETCHES + n::FORGIVEN_FETCHES);
    }

    #[test]
    fn a_request_by_hand_is_named_by_method_and_path() {
        let of = |method, url| EndpointId::of_request(&method, &Uri::from_static(url));
        let id = of(Method::POST, "https://api.example/orders?page=1");
        assert_eq!(id, of(Method::POST, "https://api.example/orders"));
        assert_ne!(id, of(Method::POST, "https://api.example/password"));
        assert_ne!(id, of(Method::PUT, "https://api.example/orders"));
    }

    #[test]
    fn an_endpoint_at_another_server_is_another_endpoint() {
        static ENDPOINT: u8 = 0;
        let at = |url| EndpointId::of(&ENDPOINT, &Uri::from_static(url));
        assert_eq!(at("https://a.example/orders/1"), at("https://a.example/orders/2"));
        assert_ne!(at("https://a.example/orders"), at("https://b.example/orders"));
        let by_hand = |url| EndpointId::of_request(&Method::GET, &Uri::from_static(url));
        assert_ne!(by_hand("https://a.example/orders"), by_hand("https://b.example/orders"));
    }
}
