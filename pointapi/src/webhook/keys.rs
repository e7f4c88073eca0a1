//! The issuer's keys, kept: when to fetch them, when to go on with old ones, and when to refuse a key id.
//!
//! In goes a key id, out comes its key, or whether there is none (403) or it cannot be told now (503). Nobody can make
//! this fetch more often than its limits say, whatever ids they invent: who asks too soon is told to come again.

mod freshness;
mod key_set;
mod limits;
mod state;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Mutex as Turn;

use self::key_set::KeySet;
use self::state::{Decision, Done, State};
use super::error::{WebhookError, WebhookErrorKind};
use super::jwks::RsaKey;
use super::key_source::KeySource;
use super::log;
use crate::clock::{Clock, Moment};
use crate::error::{DecodeCause, Error, ErrorKind, Result};

/// The keys of one source.
pub(super) struct KeyCache {
    shared: Arc<Shared>,
}

struct Shared {
    source: KeySource,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
    /// Held while keys are fetched: there is one fetch at a time.
    turn: Arc<Turn<()>>,
}

impl KeyCache {
    pub(super) fn new(source: KeySource, clock: Arc<dyn Clock>) -> Self {
        let (state, turn) = (Mutex::default(), Arc::default());
        Self { shared: Arc::new(Shared { source, clock, state, turn }) }
    }

    /// The key of this id.
    pub(super) async fn key(&self, id: &str) -> std::result::Result<Arc<RsaKey>, WebhookError> {
        let shared = &self.shared;
        let at_arrival = shared.state().done();
        let mut decision = shared.decide(id, at_arrival);
        let mut failure = None;
        if matches!(decision, Decision::Fetch) {
            failure = shared.fetch_after(at_arrival).await.err();
            decision = shared.decide(id, at_arrival);
            if matches!(decision, Decision::Refuse) {
                shared.state().note_unknown(id, shared.now());
            }
        }
        match decision {
            Decision::Serve(key) => Ok(key),
            Decision::Refuse => Err(WebhookError::forbidden("the issuer has no key of the token's key id")),
            Decision::Unknown => {
                let reason = "the token's key id is unknown, and it is too soon to ask the issuer again";
                Err(WebhookError::new(WebhookErrorKind::UnknownKey, reason))
            }
            Decision::Fetch | Decision::Wait => {
                let error = WebhookError::new(WebhookErrorKind::Keys, "the keys cannot be had now");
                Err(match failure {
                    Some(failure) => error.with_source(failure),
                    None => error,
                })
            }
        }
    }

    /// Whether this machine's clock differs from that of the keys' server by more than a minute.
    pub(super) async fn is_clock_off(&self) -> bool {
        let shared = &self.shared;
        if !shared.state().is_clock_off(shared.now()) {
            return false;
        }
        // What was measured then may be wrong by now: the machine may have slept, or somebody set a clock.
        let (may_fetch, done) = {
            let state = shared.state();
            (state.may_fetch(shared.now()), state.done())
        };
        if may_fetch {
            // A failure is logged, and leaves things as they are.
            let _ = shared.fetch_after(done).await;
        }
        shared.state().is_clock_off(shared.now())
    }
}

impl Shared {
    fn decide(&self, id: &str, at_arrival: Done) -> Decision {
        self.state().decide(id, at_arrival, self.now())
    }

    /// Fetches the keys, or waits for whoever does so already: more fetches than `done` are over then.
    ///
    /// The fetch is a task of its own, so that a sender who hangs up takes no other's answer away.
    async fn fetch_after(self: &Arc<Self>, done: Done) -> Result<()> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        if self.state().done().fetches != done.fetches {
            return Ok(());
        }
        let shared = Arc::clone(self);
        let flight = tokio::spawn(async move {
            let outcome = shared.fetch().await;
            drop(turn);
            outcome
        });
        flight.await.unwrap_or_else(|_| Err(Error::config("the fetch of the keys was stopped")))
    }

    async fn fetch(&self) -> Result<()> {
        self.state().begin_fetch(self.now());
        let fetched = self.fetched().await;
        let mut state = self.state();
        state.end_fetch();
        match fetched {
            Ok(set) => {
                state.replace(set);
                Ok(())
            }
            Err(error) => {
                log::keys_not_fetched(&error);
                Err(error)
            }
        }
    }

    async fn fetched(&self) -> Result<KeySet> {
        let answer = self.source.keys().await?;
        let (now, headers) = (self.now(), answer.headers().clone());
        let keys = answer.into_inner().usable();
        if keys.is_empty() {
            return Err(Error::new(ErrorKind::Decode(DecodeCause::Shape), "there is no usable key in the set"));
        }
        Ok(KeySet::new(keys, &headers, now))
    }

    fn now(&self) -> Moment {
        Moment::now(&*self.clock)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
