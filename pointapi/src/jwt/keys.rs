//! The issuer's signing keys: a cache with one fetch at a time.
//!
//! A lookup returns the keys of a key id or an error: 403 if the issuer has no such key, 503 if a newer key set may have
//! one. The limits of [`cache`] hold for any key id, so a forger cannot cause more fetches.

mod cache;
mod freshness;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Mutex as AsyncMutex;

pub(super) use self::cache::Arrival;
use self::cache::{Cache, KeySet, Lookup};
use super::fault::{FaultKind, TokenFault};
use super::jwks::RsaKey;
use super::key_source::KeySource;
use super::log;
use crate::clock::{Clock, Moment};
use crate::error::{DecodeCause, Error, ErrorKind, Result};
use crate::spawn::spawn;

/// The keys of one source.
pub(super) struct KeyCache {
    shared: Arc<Shared>,
}

struct Shared {
    source: KeySource,
    clock: Arc<dyn Clock>,
    cache: Mutex<Cache>,
    /// Held during a fetch.
    fetching: Arc<AsyncMutex<()>>,
}

impl KeyCache {
    pub(super) fn new(source: KeySource, clock: Arc<dyn Clock>) -> Self {
        let (cache, fetching) = (Mutex::default(), Arc::default());
        Self { shared: Arc::new(Shared { source, clock, cache, fetching }) }
    }

    /// Records the arrival of a token.
    pub(super) fn arrival(&self) -> Arrival {
        self.shared.cache().arrival(self.shared.now())
    }

    /// Returns the keys of this id, at least one.
    ///
    /// # Errors
    ///
    /// [`FaultKind::Rejected`] if a key set from after the token's arrival lacks the id, else an error with
    /// status 503.
    pub(super) async fn keys(&self, id: &str, arrival: Arrival) -> std::result::Result<Vec<Arc<RsaKey>>, TokenFault> {
        let shared = &self.shared;
        let mut lookup = shared.look_up(id, arrival);
        let mut failure = None;
        if matches!(lookup, Lookup::Fetch) {
            failure = shared.fetch_after(arrival).await.err();
            lookup = shared.look_up(id, arrival);
            if matches!(lookup, Lookup::Absent) {
                shared.cache().note_absent(id, shared.now());
            }
        }
        match lookup {
            Lookup::Found(keys) => Ok(keys),
            Lookup::Absent => Err(TokenFault::rejected("the issuer has no key of the token's key id")),
            Lookup::MayBeNewer => {
                let reason = "the token's key id is unknown, and it is too soon to fetch the keys again";
                Err(TokenFault::new(FaultKind::UnknownKey, reason))
            }
            Lookup::Fetch | Lookup::Unavailable => {
                let error = TokenFault::new(FaultKind::Keys, "the signing keys are unavailable");
                Err(match failure {
                    Some(failure) => error.with_source(failure),
                    None => error,
                })
            }
        }
    }

    /// Returns the keys of this id after a fetch, if one is running or may begin, and the error if none of them signed
    /// the token.
    ///
    /// For a token that the known keys did not sign: an issuer may replace a key under the same id.
    pub(super) async fn newer_keys(&self, id: &str, arrival: Arrival) -> (Vec<Arc<RsaKey>>, TokenFault) {
        let shared = &self.shared;
        if !shared.cache().is_newer_than(arrival) {
            shared.renew(arrival).await;
        }
        // Both under one lock: the error must be about the keys that are tried.
        let cache = shared.cache();
        (cache.keys_of(id, shared.now()), wrong_signature(cache.is_newer_than(arrival)))
    }

    /// Returns true if this machine's clock differs from the key server's by more than a minute.
    pub(super) async fn is_clock_off(&self, arrival: Arrival) -> bool {
        let shared = &self.shared;
        if !shared.cache().is_clock_off(shared.now()) {
            return false;
        }
        // The difference may be outdated: the machine may have slept, or its clock may have been set.
        shared.renew(arrival).await;
        shared.cache().is_clock_off(shared.now())
    }
}

/// The error of a token that none of the keys of its id signed.
fn wrong_signature(is_newer: bool) -> TokenFault {
    if is_newer {
        return TokenFault::rejected("the token's signature is wrong");
    }
    let reason = "no known key made the token's signature, and it is too soon to fetch the keys again";
    TokenFault::new(FaultKind::UnknownKey, reason)
}

impl Shared {
    fn look_up(&self, id: &str, arrival: Arrival) -> Lookup {
        self.cache().look_up(id, arrival, self.now())
    }

    /// Fetches newer keys if allowed. A failure is logged, and leaves the known keys.
    async fn renew(self: &Arc<Self>, arrival: Arrival) {
        let may_renew = self.cache().may_renew(self.now());
        if may_renew {
            let _ = self.fetch_after(arrival).await;
        }
    }

    /// Fetches the keys, unless a fetch has ended since `arrival` or it is too soon; waits for a running one.
    ///
    /// The fetch is a task of its own, so a sender that disconnects does not cancel it for the others.
    async fn fetch_after(self: &Arc<Self>, arrival: Arrival) -> Result<()> {
        let guard = Arc::clone(&self.fetching).lock_owned().await;
        let now = self.now();
        {
            let mut cache = self.cache();
            // The guard is held, so none is running; one that panicked or was canceled did not record its end.
            cache.no_fetch_is_running();
            // Its start counts in `may_fetch` anyway.
            if cache.has_fetched_since(arrival) || !cache.may_fetch(now) {
                return Ok(());
            }
        }
        let shared = Arc::clone(self);
        let fetch = spawn(async move {
            let outcome = shared.fetch().await;
            drop(guard);
            outcome
        });
        fetch.await.unwrap_or_else(|_| Err(Error::config("the key fetch was canceled")))
    }

    async fn fetch(&self) -> Result<()> {
        let begun = self.now();
        self.cache().begin_fetch(begun);
        let fetched = self.fetched(begun).await;
        if let Err(error) = &fetched {
            log::keys_not_fetched(error);
        }
        let (set, outcome) = match fetched {
            Ok(set) => (Some(set), Ok(())),
            Err(error) => (None, Err(error)),
        };
        self.cache().end_fetch(set);
        outcome
    }

    async fn fetched(&self, begun: Moment) -> Result<KeySet> {
        let response = self.source.keys().await?;
        let (now, headers) = (self.now(), response.headers().clone());
        let published = response.into_inner().keys;
        if published.keys.is_empty() {
            return Err(Error::new(ErrorKind::Decode(DecodeCause::Shape), "the key set has no usable key"));
        }
        Ok(KeySet::new(published, &headers, begun, now))
    }

    fn now(&self) -> Moment {
        Moment::now(&*self.clock)
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
