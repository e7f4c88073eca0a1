//! The guard against account lockouts: it decides whether and when a sign-in may be sent.
//!
//! One hub serves all identities of a client, because one password serves many aliases. It holds fingerprints and
//! counts, never a password. Refreshes do not pass the guard.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::hold::{Hold, HoldReset, Scope};
use super::holds::{AccountHolds, SignInKey, UnsharedAttempt};
use crate::auth::api::credentials::SignInHold;
use crate::auth::numbers::{CEILING, PARALLEL_SIGN_INS};
use crate::auth::telemetry;
use crate::clock::{Clock, Moment};

/// The accounts of one client and its siblings.
#[derive(Default)]
pub(crate) struct GuardHub {
    policy: SignInHold,
    accounts: Mutex<HashMap<(String, String), Arc<AccountGuard>>>,
    /// The number of manual resets, so that an identity notices one that was made through another.
    resets: AtomicU64,
    /// The number of sources without an account name.
    nameless: AtomicU64,
}

impl GuardHub {
    pub(crate) fn new(policy: SignInHold) -> Self {
        Self { policy, ..Self::default() }
    }

    /// Returns the guard of an account. Adding an account removes unused guards without a hold.
    pub(crate) fn account(&self, origin: &str, account: &str, now: Moment) -> Arc<AccountGuard> {
        let mut accounts = lock(&self.accounts);
        let key = (origin.to_owned(), account.to_owned());
        if let Some(guard) = accounts.get(&key) {
            return Arc::clone(guard);
        }
        accounts.retain(|_, guard| Arc::strong_count(guard) > 1 || !lock(&guard.holds).is_forgettable(now));
        let guard = Arc::new(AccountGuard::new(self.policy));
        accounts.insert(key, Arc::clone(&guard));
        guard
    }

    /// Returns a name that no other source of this hub has; no real account name has a control character.
    pub(crate) fn name_for_the_nameless(&self) -> String {
        format!("\0{}", self.nameless.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn resets(&self) -> u64 {
        self.resets.load(Ordering::Acquire)
    }

    /// Ends the holds of an account whose credentials have changed; the attempts still count.
    pub(crate) fn end_holds(&self, account: &AccountGuard) {
        lock(&account.holds).end_holds();
        self.resets.fetch_add(1, Ordering::AcqRel);
    }

    /// Ends the holds of an account and forgets its attempts.
    pub(crate) fn reset(&self, account: &AccountGuard) {
        lock(&account.holds).forget_attempts();
        self.resets.fetch_add(1, Ordering::AcqRel);
    }
}

impl fmt::Debug for GuardHub {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("GuardHub").field("accounts", &lock(&self.accounts).len()).finish_non_exhaustive()
    }
}

/// The guard of one account at one login.
pub(crate) struct AccountGuard {
    holds: Mutex<AccountHolds>,
    /// Each sign-in that runs holds its [share](AccountGuard::share) of these permits.
    lanes: Arc<Semaphore>,
}

/// The right to sign in. Dropped while a request is in flight, it counts as an attempt without a response.
pub(crate) struct SignInPermit {
    account: Arc<AccountGuard>,
    key: SignInKey,
    clock: Arc<dyn Clock>,
    is_sending: bool,
    /// Held for as long as the sign-in runs.
    lanes: Option<OwnedSemaphorePermit>,
}

impl AccountGuard {
    fn new(policy: SignInHold) -> Self {
        Self { holds: Mutex::new(AccountHolds::new(policy)), lanes: Arc::new(Semaphore::new(PARALLEL_SIGN_INS)) }
    }

    pub(crate) fn policy(&self) -> SignInHold {
        lock(&self.holds).policy()
    }

    /// Waits for the right to sign in.
    ///
    /// # Errors
    ///
    /// The hold that suspends the sign-in.
    pub(crate) async fn enter(self: Arc<Self>, key: SignInKey, clock: Arc<dyn Clock>) -> Result<SignInPermit, Hold> {
        loop {
            self.check(&key, &*clock)?;
            let share = self.share(&key, &*clock);
            let lanes = Arc::clone(&self.lanes).acquire_many_owned(u32::try_from(share).unwrap_or(u32::MAX)).await.ok();
            // Another sign-in may have ended during the wait.
            self.check(&key, &*clock)?;
            if self.share(&key, &*clock) == share {
                return Ok(SignInPermit { account: self, key, clock, is_sending: false, lanes });
            }
        }
    }

    /// Returns the number of lanes that a sign-in takes. Unproven credentials take all, so that one rejection stops all
    /// others. Proven ones take one more than there are sign-ins without a token: those that run may bring none either,
    /// and with them there would be at most [`CEILING`].
    fn share(&self, key: &SignInKey, clock: &dyn Clock) -> usize {
        let holds = lock(&self.holds);
        match holds.is_proven(key) {
            true => holds.counted(Moment::now(clock)).saturating_add(1).min(PARALLEL_SIGN_INS),
            false => PARALLEL_SIGN_INS,
        }
    }

    /// Returns the hold that suspends the sign-in as an error.
    pub(crate) fn check(&self, key: &SignInKey, clock: &dyn Clock) -> Result<(), Hold> {
        lock(&self.holds).check(key, Moment::now(clock))
    }

    /// Adopts a hold of another process.
    pub(crate) fn absorb(&self, key: &SignInKey, scope: Scope, hold: Hold) {
        lock(&self.holds).absorb(key, scope, hold);
    }

    /// Returns the holds and counts of the sign-in, for other processes.
    pub(crate) fn shareable(&self, key: &SignInKey, now: Moment) -> Vec<(Scope, Hold)> {
        lock(&self.holds).shareable(key, now)
    }

    /// Adopts the sign-ins without a token that other processes know.
    pub(crate) fn absorb_unproven(&self, known: Vec<Moment>) {
        lock(&self.holds).absorb_unproven(known);
    }

    /// Takes the sign-ins without a token that the store does not have yet.
    pub(crate) fn take_unshared(&self) -> Vec<UnsharedAttempt> {
        lock(&self.holds).take_unshared()
    }

    /// Gives them back after a write that failed.
    pub(crate) fn restore_unshared(&self, unshared: Vec<UnsharedAttempt>) {
        lock(&self.holds).add_unshared(unshared);
    }

    /// Returns the hold that follows if the attempt never gets a response.
    pub(crate) fn if_unproven(&self, key: &SignInKey, now: Moment) -> Hold {
        lock(&self.holds).if_unproven(key, now)
    }

    /// Returns the manual reset that the store does not reflect yet.
    pub(crate) fn pending_reset(&self) -> Option<HoldReset> {
        lock(&self.holds).pending_reset()
    }

    pub(crate) fn reset_shared(&self) {
        lock(&self.holds).mark_reset_shared();
    }

    pub(crate) fn is_proven(&self, key: &SignInKey) -> bool {
        lock(&self.holds).is_proven(key)
    }
}

impl SignInPermit {
    pub(crate) fn is_proven(&self) -> bool {
        self.account.is_proven(&self.key)
    }

    /// Returns true if one more attempt may be sent with this permit, even if all others that run or wait now bring no
    /// token: the semaphore reserves free lanes for those that wait.
    pub(crate) fn is_allowed(&self) -> bool {
        let mine = self.lanes.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let mine_or_free = self.account.lanes.available_permits() + mine;
        let counted = lock(&self.account.holds).counted(Moment::now(&*self.clock));
        let is_below_ceiling = counted + PARALLEL_SIGN_INS.saturating_sub(mine_or_free) < CEILING;
        is_below_ceiling && self.account.check(&self.key, &*self.clock).is_ok()
    }

    /// Marks the attempt as sent: from here on the server may count it.
    pub(crate) fn sending(&mut self) {
        self.is_sending = true;
    }

    pub(crate) fn accepted(mut self) {
        self.settle(AccountHolds::accepted);
    }

    pub(crate) fn rejected(mut self) -> Hold {
        reported(self.settle(AccountHolds::rejected))
    }

    /// Records an attempt without a response.
    pub(crate) fn unanswered(&mut self) -> Option<Hold> {
        self.settle(AccountHolds::unanswered).map(reported)
    }

    /// Records a response without a usable token.
    pub(crate) fn without_token(mut self) -> Option<Hold> {
        self.settle(AccountHolds::without_token).map(reported)
    }

    /// Records an attempt that says nothing about the credentials, but may have counted. Returns the pause of the
    /// account.
    pub(crate) fn inconclusive(&mut self, longest_backoff: Duration) -> Option<Duration> {
        self.settle(|holds, _, now| holds.inconclusive(now, longest_backoff))
    }

    /// Suspends the account's sign-ins at the server's request.
    pub(crate) fn throttled(mut self, until: Moment) -> Hold {
        reported(self.settle(|holds, _, _| holds.throttled(until)))
    }

    /// Records that the attempt did not count.
    pub(crate) fn unused(&mut self) {
        self.is_sending = false;
    }

    fn settle<T>(&mut self, record: impl FnOnce(&mut AccountHolds, &SignInKey, Moment) -> T) -> T {
        self.is_sending = false;
        record(&mut lock(&self.account.holds), &self.key, Moment::now(&*self.clock))
    }
}

impl Drop for SignInPermit {
    fn drop(&mut self) {
        if self.is_sending {
            self.unanswered();
        }
    }
}

/// Counts a hold where it begins, not where it is adopted.
fn reported(hold: Hold) -> Hold {
    telemetry::held(hold.reason.name());
    hold
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::auth::api::fingerprint::Fingerprint;
    use crate::auth::numbers::ATTEMPT_MEMORY;

    fn at(time: Duration) -> Moment {
        Moment { wall: SystemTime::UNIX_EPOCH, monotonic: time }
    }

    fn names(hub: &GuardHub) -> Vec<String> {
        let mut names: Vec<_> = lock(&hub.accounts).keys().map(|(_, account)| account.clone()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_account_is_forgotten_unless_it_is_in_use_or_has_attempts() {
        let (hub, start) = (GuardHub::default(), at(Duration::ZERO));
        let account = |name: &str, now| hub.account("https://api.example.com", name, now);
        let used = account("used", start);
        let key = SignInKey { credentials: Fingerprint::of(["greta", "wrong"]).id(), alias: None };
        lock(&account("attempts", start).holds).rejected(&key, start);
        for number in 0..100 {
            account(&number.to_string(), start);
        }
        assert_eq!(names(&hub), ["99", "attempts", "used"]);
        account("last", at(2 * ATTEMPT_MEMORY));
        assert_eq!(names(&hub), ["last", "used"]);
        drop(used);
    }
}
