//! The guard against account lockouts: who may sign in, and when again after a rejection.
//!
//! One hub serves all identities of a client, because one password serves many aliases. It holds fingerprints and
//! counts, never a password. A refresh does not come by here.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use super::ledger::{Held, HoldReset, Ledger, Note, SignInKey};
use crate::auth::api::credentials::SignInHold;
use crate::auth::numbers::PARALLEL_SIGN_INS;
use crate::auth::telemetry;
use crate::clock::{Clock, Moment};

/// The accounts of one client and its siblings.
#[derive(Default)]
pub(crate) struct GuardHub {
    hold: SignInHold,
    accounts: Mutex<HashMap<(String, String), Arc<AccountGuard>>>,
    /// How often holds were ended by hand, so that an identity notices what was ended through another.
    hold_resets: AtomicU64,
    /// Names for accounts that name none themselves.
    nameless: AtomicU64,
}

impl GuardHub {
    pub(crate) fn new(hold: SignInHold) -> Self {
        Self { hold, ..Self::default() }
    }

    pub(crate) fn account(&self, origin: &str, account: &str) -> Arc<AccountGuard> {
        let key = (origin.to_owned(), account.to_owned());
        Arc::clone(lock(&self.accounts).entry(key).or_insert_with(|| Arc::new(AccountGuard::new(self.hold))))
    }

    /// A name that no other source of this hub has; no real account contains a control character.
    pub(crate) fn name_for_the_nameless(&self) -> String {
        format!("\0{}", self.nameless.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn hold_resets(&self) -> u64 {
        self.hold_resets.load(Ordering::Acquire)
    }

    /// The credentials have changed: holds end, but what was tried still counts.
    pub(crate) fn end_holds(&self, origin: &str, account: &str) {
        lock(&self.account(origin, account).ledger).end_holds();
        self.hold_resets.fetch_add(1, Ordering::AcqRel);
    }

    /// The operator vouches for the account: all that was counted is forgotten.
    pub(crate) fn reset(&self, origin: &str, account: &str) {
        lock(&self.account(origin, account).ledger).forget_attempts();
        self.hold_resets.fetch_add(1, Ordering::AcqRel);
    }
}

impl fmt::Debug for GuardHub {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("GuardHub").field("accounts", &lock(&self.accounts).len()).finish_non_exhaustive()
    }
}

/// One account of one login.
pub(crate) struct AccountGuard {
    ledger: Mutex<Ledger>,
    /// Unproven credentials sign in one at a time, so that one rejection stops all who wait.
    lane: Arc<tokio::sync::Mutex<()>>,
    parallel: Arc<Semaphore>,
}

/// Leave to sign in. Dropped while a request is under way, it counts as an attempt that nobody answered.
pub(crate) struct SignInPermit {
    account: Arc<AccountGuard>,
    key: SignInKey,
    clock: Arc<dyn Clock>,
    is_sending: bool,
    _turn: Turn,
}

/// Kept for as long as the sign-in runs.
enum Turn {
    Alone(#[expect(dead_code, reason = "its drop opens the lane")] OwnedMutexGuard<()>),
    Parallel(#[expect(dead_code, reason = "its drop gives the permit back")] Option<OwnedSemaphorePermit>),
}

impl AccountGuard {
    fn new(hold: SignInHold) -> Self {
        Self {
            ledger: Mutex::new(Ledger::new(hold)),
            lane: Arc::default(),
            parallel: Arc::new(Semaphore::new(PARALLEL_SIGN_INS)),
        }
    }

    /// How long a rejection holds.
    pub(crate) fn hold(&self) -> SignInHold {
        lock(&self.ledger).hold()
    }

    /// Waits for a turn to sign in, or says why and until when not.
    pub(crate) async fn enter(self: Arc<Self>, key: SignInKey, clock: Arc<dyn Clock>) -> Result<SignInPermit, Held> {
        let turn = loop {
            self.check(&key, &*clock)?;
            if self.is_proven(&key) {
                break Turn::Parallel(Arc::clone(&self.parallel).acquire_owned().await.ok());
            }
            let alone = Arc::clone(&self.lane).lock_owned().await;
            if !self.is_proven(&key) {
                break Turn::Alone(alone);
            }
        };
        // While this one waited, another may have been rejected.
        self.check(&key, &*clock)?;
        Ok(SignInPermit { account: self, key, clock, is_sending: false, _turn: turn })
    }

    /// Why and until when the attempt is not to be made.
    pub(crate) fn check(&self, key: &SignInKey, clock: &dyn Clock) -> Result<(), Held> {
        lock(&self.ledger).check(key, Moment::now(clock))
    }

    /// Takes over what another process has noted.
    pub(crate) fn absorb(&self, key: &SignInKey, note: Note) {
        lock(&self.ledger).absorb(key, note);
    }

    /// What other processes should know about the attempt.
    pub(crate) fn notes(&self, key: &SignInKey, now: Moment) -> Vec<Note> {
        lock(&self.ledger).notes(key, now)
    }

    /// What the attempt is if nobody ever says what became of it.
    pub(crate) fn if_unanswered(&self, key: &SignInKey, now: Moment) -> Held {
        lock(&self.ledger).if_unanswered(key, now)
    }

    /// What was ended here by hand and is still in the store.
    pub(crate) fn hold_reset(&self) -> Option<HoldReset> {
        lock(&self.ledger).hold_reset()
    }

    pub(crate) fn reset_shared(&self) {
        lock(&self.ledger).reset_shared();
    }

    pub(crate) fn is_proven(&self, key: &SignInKey) -> bool {
        lock(&self.ledger).is_proven(key)
    }
}

impl SignInPermit {
    pub(crate) fn is_proven(&self) -> bool {
        self.account.is_proven(&self.key)
    }

    /// From here on the server may count it.
    pub(crate) fn sending(&mut self) {
        self.is_sending = true;
    }

    /// The server let them in.
    pub(crate) fn accepted(mut self) {
        self.settle(|ledger, key, _| ledger.accepted(key));
    }

    /// The server did not.
    pub(crate) fn rejected(mut self) -> Held {
        noted(self.settle(Ledger::rejected))
    }

    /// The server may have counted it. Held only from the second time on.
    pub(crate) fn unanswered(mut self) -> Option<Held> {
        self.settle(Ledger::unanswered).map(noted)
    }

    /// The server wants no sign-in of this account until then.
    pub(crate) fn blocked(mut self, until: Moment) -> Held {
        noted(self.settle(|ledger, _, _| ledger.blocked(until)))
    }

    /// Nothing that concerns the credentials happened.
    pub(crate) fn unused(&mut self) {
        self.is_sending = false;
    }

    fn settle<T>(&mut self, enter: impl FnOnce(&mut Ledger, &SignInKey, Moment) -> T) -> T {
        self.is_sending = false;
        enter(&mut lock(&self.account.ledger), &self.key, Moment::now(&*self.clock))
    }
}

impl Drop for SignInPermit {
    fn drop(&mut self) {
        if self.is_sending {
            self.settle(Ledger::unanswered).map(noted);
        }
    }
}

/// A hold that begins here is counted once, by whom it begins.
fn noted(held: Held) -> Held {
    telemetry::held(held.because.name());
    held
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
