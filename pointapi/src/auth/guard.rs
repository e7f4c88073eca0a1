//! The guard against account lockouts: who may sign in, and when again after a rejection.
//!
//! One hub serves all identities of a client, because one password serves many aliases. It holds fingerprints and
//! counts, never a password. A refresh does not come by here.

mod ledger;

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use self::ledger::Ledger;
pub(super) use self::ledger::{Attempt, Held, HeldBecause, Note, Pardon, Scope};
use super::{SignInHold, metrics, numbers::PARALLEL_SIGN_INS};
use crate::clock::{Clock, Moment};

/// The accounts of one client and its siblings.
#[derive(Default)]
pub(crate) struct GuardHub {
    hold: SignInHold,
    accounts: Mutex<HashMap<(String, String), Arc<AccountGuard>>>,
    /// How often holds were ended by hand, so that an identity notices what was ended through another.
    pardons: AtomicU64,
    /// Names for accounts that name none themselves.
    nameless: AtomicU64,
}

impl GuardHub {
    pub(crate) fn new(hold: SignInHold) -> Self {
        Self { hold, ..Self::default() }
    }

    pub(super) fn account(&self, origin: &str, account: &str) -> Arc<AccountGuard> {
        let key = (origin.to_owned(), account.to_owned());
        Arc::clone(lock(&self.accounts).entry(key).or_insert_with(|| Arc::new(AccountGuard::new(self.hold))))
    }

    /// A name that no other source of this hub has; no real account contains a control character.
    pub(super) fn name_for_the_nameless(&self) -> String {
        format!("\0{}", self.nameless.fetch_add(1, Ordering::Relaxed))
    }

    pub(super) fn pardons(&self) -> u64 {
        self.pardons.load(Ordering::Acquire)
    }

    /// The credentials have changed: holds end, but what was tried still counts.
    pub(super) fn end_holds(&self, origin: &str, account: &str) {
        lock(&self.account(origin, account).ledger).end_holds();
        self.pardons.fetch_add(1, Ordering::AcqRel);
    }

    /// The operator vouches for the account: all that was counted is forgotten.
    pub(super) fn reset(&self, origin: &str, account: &str) {
        lock(&self.account(origin, account).ledger).forget_attempts();
        self.pardons.fetch_add(1, Ordering::AcqRel);
    }
}

impl fmt::Debug for GuardHub {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("GuardHub").field("accounts", &lock(&self.accounts).len()).finish_non_exhaustive()
    }
}

/// One account of one login.
pub(super) struct AccountGuard {
    ledger: Mutex<Ledger>,
    /// Unproven credentials sign in one at a time, so that one rejection stops all who wait.
    lane: Arc<tokio::sync::Mutex<()>>,
    parallel: Arc<Semaphore>,
}

/// Leave to sign in. Dropped while a request is under way, it counts as an attempt that nobody answered.
pub(super) struct Leave {
    account: Arc<AccountGuard>,
    attempt: Attempt,
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
    pub(super) fn hold(&self) -> SignInHold {
        lock(&self.ledger).hold()
    }

    /// Waits for a turn to sign in, or says why and until when not.
    pub(super) async fn enter(self: Arc<Self>, attempt: Attempt, clock: Arc<dyn Clock>) -> Result<Leave, Held> {
        let turn = loop {
            self.check(&attempt, &*clock)?;
            if self.is_proven(&attempt) {
                break Turn::Parallel(Arc::clone(&self.parallel).acquire_owned().await.ok());
            }
            let alone = Arc::clone(&self.lane).lock_owned().await;
            if !self.is_proven(&attempt) {
                break Turn::Alone(alone);
            }
        };
        // While this one waited, another may have been rejected.
        self.check(&attempt, &*clock)?;
        Ok(Leave { account: self, attempt, clock, is_sending: false, _turn: turn })
    }

    /// Why and until when the attempt is not to be made.
    pub(super) fn check(&self, attempt: &Attempt, clock: &dyn Clock) -> Result<(), Held> {
        lock(&self.ledger).check(attempt, Moment::now(clock))
    }

    /// Takes over what another process has noted.
    pub(super) fn absorb(&self, attempt: &Attempt, note: Note) {
        lock(&self.ledger).absorb(attempt, note);
    }

    /// What other processes should know about the attempt.
    pub(super) fn notes(&self, attempt: &Attempt, now: Moment) -> Vec<Note> {
        lock(&self.ledger).notes(attempt, now)
    }

    /// What the attempt is if nobody ever says what became of it.
    pub(super) fn if_unanswered(&self, attempt: &Attempt, now: Moment) -> Held {
        lock(&self.ledger).if_unanswered(attempt, now)
    }

    /// What was ended here by hand and is still in the store.
    pub(super) fn pardon(&self) -> Option<Pardon> {
        lock(&self.ledger).pardon()
    }

    pub(super) fn pardoned(&self) {
        lock(&self.ledger).pardoned();
    }

    pub(super) fn is_proven(&self, attempt: &Attempt) -> bool {
        lock(&self.ledger).is_proven(attempt)
    }
}

impl Leave {
    pub(super) fn is_proven(&self) -> bool {
        self.account.is_proven(&self.attempt)
    }

    /// From here on the server may count it.
    pub(super) fn sending(&mut self) {
        self.is_sending = true;
    }

    /// The server let them in.
    pub(super) fn accepted(mut self) {
        self.settle(|ledger, attempt, _| ledger.accepted(attempt));
    }

    /// The server did not.
    pub(super) fn rejected(mut self) -> Held {
        noted(self.settle(Ledger::rejected))
    }

    /// The server may have counted it. Held only from the second time on.
    pub(super) fn unanswered(mut self) -> Option<Held> {
        self.settle(Ledger::unanswered).map(noted)
    }

    /// The server wants no sign-in of this account until then.
    pub(super) fn blocked(mut self, until: Moment) -> Held {
        noted(self.settle(|ledger, _, _| ledger.blocked(until)))
    }

    /// Nothing that concerns the credentials happened.
    pub(super) fn unused(&mut self) {
        self.is_sending = false;
    }

    fn settle<T>(&mut self, enter: impl FnOnce(&mut Ledger, &Attempt, Moment) -> T) -> T {
        self.is_sending = false;
        enter(&mut lock(&self.account.ledger), &self.attempt, Moment::now(&*self.clock))
    }
}

impl Drop for Leave {
    fn drop(&mut self) {
        if self.is_sending {
            self.settle(Ledger::unanswered).map(noted);
        }
    }
}

/// A hold that begins here is counted once, by whom it begins.
fn noted(held: Held) -> Held {
    metrics::held(held.because);
    held
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
