//! The holds that processes share, so that a wrong password is one attempt for all of them.
//!
//! They are kept in a record of the account, beside the records of its identities. The local guard decides; this module
//! carries holds from the store to the guard and back. A store that fails changes nothing.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::sleep;

use super::guard::AccountGuard;
use super::hold::{Hold, HoldReason, HoldReset, Scope};
use super::holds::{SignInKey, UnsharedAttempt};
use super::mark;
use super::record::{StoredGuard, StoredHold, StoredScope};
use crate::auth::api::credentials::SignInHold;
use crate::auth::api::fingerprint::Fingerprint;
use crate::auth::numbers as n;
use crate::auth::state::shared::Shared;
use crate::auth::store_calls::{ask, release};
use crate::clock::Moment;
use crate::store::{Commit, Lease, StoreKey, TokenRecord};

/// Attempts of a commit that meets conflicts.
const COMMIT_ATTEMPTS: u32 = 3;

/// The shared holds of one account during one sign-in.
pub(crate) struct SharedHolds {
    shared: Arc<Shared>,
    guard: Arc<AccountGuard>,
    sign_in: SignInKey,
    fingerprint: Fingerprint,
    /// The last mark and its salt: computing one takes a slow hash.
    mark: Option<(String, Option<String>)>,
    /// Absent if the account has no name that other processes could know.
    key: Option<StoreKey>,
    /// The record may say that a sign-in has begun.
    has_begun: bool,
}

/// The record of the account, in terms of this machine's clock.
struct AccountRecord {
    epoch: u64,
    guard: StoredGuard,
}

impl SharedHolds {
    pub(crate) fn new(
        shared: &Arc<Shared>,
        guard: Arc<AccountGuard>,
        sign_in: SignInKey,
        fingerprint: Fingerprint,
    ) -> Self {
        let account = shared.source.account();
        let key = (!account.is_empty()).then(|| StoreKey::of_account(shared.identity.login(), &account));
        Self { shared: Arc::clone(shared), guard, sign_in, fingerprint, mark: None, key, has_begun: false }
    }

    /// Waits for the lease of the account and records the start of a sign-in. Proven credentials need no lease.
    ///
    /// # Errors
    ///
    /// The hold that suspends the sign-in.
    pub(crate) async fn acquire_lease(&mut self) -> Result<Option<Lease>, Hold> {
        self.check(false).await?;
        let Some(key) = self.key.clone() else { return Ok(None) };
        while !self.guard.is_proven(&self.sign_in) {
            let Some(lease) = ask("lease", || self.shared.store.lease(&key)).await else { break };
            let Some(lease) = lease else {
                // Signing in without the lease would risk a lockout, so this waits as long as another process holds it.
                sleep(n::LEASE_POLL + self.shared.jitter.up_to(n::LEASE_POLL * 3)).await;
                self.check(false).await?;
                continue;
            };
            if let Err(hold) = self.check(true).await {
                release(lease).await;
                return Err(hold);
            }
            self.begin().await;
            return Ok(Some(lease));
        }
        Ok(None)
    }

    /// Writes the outcome of the sign-in to the account's record.
    pub(crate) async fn report(&mut self, is_accepted: bool) {
        let holds = self.guard.shareable(&self.sign_in, self.shared.now());
        let mut unproven = self.guard.take_unshared();
        if !self.write(is_accepted, &holds, &mut unproven).await {
            self.guard.restore_unshared(unproven);
        }
    }

    /// Returns false if the store may not have the attempts.
    async fn write(&mut self, is_accepted: bool, holds: &[(Scope, Hold)], unproven: &mut [UnsharedAttempt]) -> bool {
        if !is_accepted && holds.is_empty() && unproven.is_empty() && !self.has_begun {
            return true;
        }
        for _ in 0..COMMIT_ATTEMPTS {
            let Some(mut record) = self.load().await else { return false };
            match (is_accepted, record.guard.has_holds()) {
                (true, false) if !self.has_begun && unproven.is_empty() => return true,
                (true, false) => {}
                (true, true) => self.clear(&mut record.guard).await,
                (false, _) => self.set(&mut record.guard, holds).await,
            }
            let ends = unstored(unproven, &record.guard);
            record.guard.add_unproven(ends.into_iter());
            if self.has_begun {
                record.guard.end_begun();
            }
            match self.commit(record).await {
                Some(Commit::Conflict) => {}
                Some(_) => return true,
                None => {
                    unproven.iter_mut().for_each(|attempt| attempt.may_be_stored = true);
                    return false;
                }
            }
        }
        false
    }

    /// Records that a sign-in is in flight: if this process dies now, the next holder of the lease counts it.
    async fn begin(&mut self) {
        for _ in 0..COMMIT_ATTEMPTS {
            let Some(mut record) = self.load().await else { return };
            let hold = self.guard.if_unproven(&self.sign_in, self.shared.now());
            // The first attempt counts for the account: to mark its credentials would slow every login that works.
            let scope = match hold.attempts {
                ..=1 => Some(StoredScope::Account),
                _ => self.stored_scope(Scope::Credentials, &record.guard.salt).await,
            };
            let Some(scope) = scope else { return };
            record.guard.begin(StoredHold::new(scope, hold, |until| until.wall));
            // A commit whose acknowledgement is lost may have been applied.
            self.has_begun = self.commit(record).await != Some(Commit::Conflict);
            if self.has_begun {
                return;
            }
        }
    }

    /// Adopts the holds of the store and checks the guard. With the lease, a sign-in that the record calls begun
    /// belongs to a dead process.
    async fn check(&mut self, has_lease: bool) -> Result<(), Hold> {
        if let Some(record) = self.load().await {
            match self.guard.pending_reset() {
                None => self.absorb(&record.guard, has_lease).await,
                Some(reset) => self.share_reset(record, reset).await,
            }
        }
        self.guard.check(&self.sign_in, &*self.shared.clock)
    }

    async fn absorb(&mut self, guard: &StoredGuard, has_lease: bool) {
        let now = self.shared.now();
        let left = |end: SystemTime| end.duration_since(now.wall).unwrap_or_default().min(n::CEILING_WINDOW);
        self.guard.absorb_unproven(guard.unproven().map(|end| now.after(left(end))).collect());
        for stored in guard.holds() {
            if let Some(scope) = self.scope_of(stored, &guard.salt).await {
                self.guard.absorb(&self.sign_in, scope, self.hold_of(stored, now));
            }
        }
        // The previous lease holder died; assume its sign-in request was sent.
        if let Some(begun) = guard.begun().filter(|_| has_lease)
            && self.scope_of(begun, &guard.salt).await.is_some()
        {
            self.guard.absorb(&self.sign_in, Scope::Credentials, self.hold_of(begun, now));
        }
    }

    /// Writes a manual reset to the store, so that it ends the holds of all processes.
    async fn share_reset(&mut self, mut record: AccountRecord, reset: HoldReset) {
        if !record.guard.is_clear() {
            match reset {
                HoldReset::Everything => record.guard.forget(),
                HoldReset::Holds => record.guard.end_all(self.shared.now().wall),
            }
            if self.commit(record).await != Some(Commit::Stored) {
                return;
            }
        }
        self.guard.reset_shared();
    }

    /// Returns the scope of a stored hold if it applies to this sign-in.
    async fn scope_of(&mut self, stored: &StoredHold, salt: &str) -> Option<Scope> {
        let (mark, scope) = match &stored.scope {
            StoredScope::Account => return Some(Scope::Account),
            StoredScope::Credentials(mark) => (mark, Scope::Credentials),
            StoredScope::Alias(mark, alias) if *alias == self.sign_in.alias => (mark, Scope::Alias),
            StoredScope::Alias(..) => return None,
        };
        (self.mark(salt).await.as_ref() == Some(mark)).then_some(scope)
    }

    /// Converts a stored hold. It never lasts longer than the longest hold that this process would write.
    fn hold_of(&self, stored: &StoredHold, now: Moment) -> Hold {
        let [.., longest] = n::SIGN_IN_HOLDS;
        let longest = match (self.guard.policy(), stored.hold.reason) {
            (SignInHold::Forever, HoldReason::Rejected) => Duration::MAX,
            _ => longest,
        };
        stored.hold.map(|until| {
            let left = SystemTime::from(until).duration_since(now.wall).unwrap_or_default();
            now.after(left.min(longest))
        })
    }

    async fn set(&mut self, guard: &mut StoredGuard, holds: &[(Scope, Hold)]) {
        for &(scope, hold) in holds {
            if let Some(scope) = self.stored_scope(scope, &guard.salt).await {
                guard.set(StoredHold::new(scope, hold, |until| until.wall));
            }
        }
    }

    async fn stored_scope(&mut self, scope: Scope, salt: &str) -> Option<StoredScope> {
        Some(match scope {
            Scope::Account => StoredScope::Account,
            Scope::Credentials => StoredScope::Credentials(self.mark(salt).await?),
            Scope::Alias => StoredScope::Alias(self.mark(salt).await?, self.sign_in.alias.clone()),
        })
    }

    /// Removes the holds that a success makes obsolete: those of other credentials and of this alias.
    async fn clear(&mut self, guard: &mut StoredGuard) {
        let mark = self.mark(&guard.salt).await;
        guard.retain(|scope| match scope {
            StoredScope::Account | StoredScope::Credentials(_) => false,
            StoredScope::Alias(of, alias) => Some(of) == mark.as_ref() && *alias != self.sign_in.alias,
        });
    }

    async fn mark(&mut self, salt: &str) -> Option<String> {
        match &self.mark {
            Some((made_with, mark)) if made_with == salt => mark.clone(),
            _ => {
                let mark = mark::of(&self.fingerprint, salt).await;
                self.mark = Some((salt.to_owned(), mark.clone()));
                mark
            }
        }
    }

    /// Loads the record, or an empty one; `None` if the store fails or a newer version wrote the record.
    async fn load(&self) -> Option<AccountRecord> {
        let key = self.key.as_ref()?;
        let stored = ask("load", || self.shared.store.load(key)).await?;
        let Some(stored) = stored else {
            return Some(AccountRecord { epoch: 0, guard: StoredGuard::new(mark::new_salt()) });
        };
        let record = stored.record();
        if !record.is_readable() {
            return None;
        }
        let guard = record.guard().cloned().unwrap_or_else(|| StoredGuard::new(mark::new_salt()));
        let now = self.shared.now().wall;
        let guard = guard.on_another_clock(stored.time_base(now), now);
        Some(AccountRecord { epoch: record.epoch(), guard })
    }

    /// Commits the record; `None` if the store fails.
    async fn commit(&self, record: AccountRecord) -> Option<Commit> {
        let key = self.key.as_ref()?;
        let now = self.shared.now().wall;
        let next = TokenRecord::of_account(self.shared.writer, now, record.guard);
        let next = next.stamped(record.epoch.saturating_add(1), now);
        ask("commit", || self.shared.store.commit(key, &next, record.epoch)).await
    }
}

/// Returns the ends of the attempts that the record does not have. Without a lost acknowledgement, one with the same end
/// is that of another process, so both count.
fn unstored(attempts: &[UnsharedAttempt], guard: &StoredGuard) -> Vec<SystemTime> {
    let is_stored = |attempt: &&UnsharedAttempt| attempt.may_be_stored && guard.has_unproven(attempt.end.wall);
    attempts.iter().filter(|attempt| !is_stored(attempt)).map(|attempt| attempt.end.wall).collect()
}
