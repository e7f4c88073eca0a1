//! What a flight reads and writes of the holds that processes share, so that a wrong password is one attempt for all
//! of them.
//!
//! They stand in a record of the account, beside those of its identities. The local guard decides; here its ledger
//! is told what the store knows, and the store what the ledger knows. A store that fails changes nothing.

use std::{sync::Arc, time::Duration};

use tokio::time::sleep;

use super::{COMMIT_ATTEMPTS, FlightFailure, ask, give_back};
use crate::{
    auth::{
        Fingerprint, SignInHold,
        guard::{AccountGuard, Attempt, Held, HeldBecause, Note, Pardon, Scope},
        mark, numbers as n,
        shared::Shared,
    },
    clock::Moment,
    store::{Commit, Lease, StoreKey, StoredGuard, StoredHold, StoredReason, StoredScope, TokenRecord},
};

/// The holds of one account, as one sign-in sees them.
pub(super) struct SharedHolds {
    shared: Arc<Shared>,
    guard: Arc<AccountGuard>,
    attempt: Attempt,
    fingerprint: Fingerprint,
    /// The last mark, with its salt: it is dear to make.
    mark: Option<(String, Option<String>)>,
    /// Nothing where the account has no name that others could know.
    key: Option<StoreKey>,
}

/// The record of the account, in terms of this machine's clock.
struct Kept {
    epoch: u64,
    guard: StoredGuard,
}

impl SharedHolds {
    pub(super) fn new(
        shared: &Arc<Shared>,
        guard: Arc<AccountGuard>,
        attempt: Attempt,
        fingerprint: Fingerprint,
    ) -> Self {
        let account = shared.source.account();
        let key = (!account.is_empty()).then(|| StoreKey::of_account(&shared.identity.origin, &account));
        Self { shared: Arc::clone(shared), guard, attempt, fingerprint, mark: None, key }
    }

    /// Waits until it is this process's turn to sign in, or says why and until when not. Credentials that are proven
    /// need no turn.
    pub(super) async fn take_turn(&mut self) -> Result<Option<Lease>, FlightFailure> {
        self.listen().await?;
        let Some(key) = self.key.clone() else { return Ok(None) };
        while !self.guard.is_proven(&self.attempt) {
            let Some(lease) = ask("lease", self.shared.store.lease(&key)).await else { break };
            if lease.is_none() {
                // Somebody is at it. However long that takes, to go on alone would risk a lockout.
                sleep(n::LEASE_POLL + self.shared.jitter.up_to(n::LEASE_POLL * 3)).await;
            }
            match (lease, self.listen().await) {
                (Some(lease), Ok(())) => return Ok(Some(lease)),
                (Some(lease), Err(held)) => {
                    give_back(lease).await;
                    return Err(held);
                }
                (None, heard) => heard?,
            }
        }
        Ok(None)
    }

    /// Writes what the sign-in has met.
    pub(super) async fn tell(&mut self, is_let_in: bool) {
        let notes = self.guard.notes(&self.attempt, self.shared.now());
        if !is_let_in && notes.is_empty() {
            return;
        }
        for _ in 0..COMMIT_ATTEMPTS {
            let Some(mut kept) = self.kept().await else { return };
            match is_let_in {
                true if kept.guard.is_empty() => return,
                true => self.clear(&mut kept.guard).await,
                false => self.note(&mut kept.guard, &notes).await,
            }
            if self.commit(kept).await {
                return;
            }
        }
    }

    /// Tells the ledger what the store knows, and asks it.
    async fn listen(&mut self) -> Result<(), FlightFailure> {
        if let Some(kept) = self.kept().await {
            match self.guard.pardon() {
                None => self.absorb(&kept.guard).await,
                Some(pardon) => self.pardon(kept, pardon).await,
            }
        }
        let checked = self.guard.check(&self.attempt, &*self.shared.clock);
        checked.map_err(|held| FlightFailure::held(held, None))
    }

    async fn absorb(&mut self, guard: &StoredGuard) {
        let now = self.shared.now();
        for hold in guard.holds() {
            if let Some(scope) = self.scope_of(hold, &guard.salt).await {
                let held = held(hold, self.longest(hold.reason), now);
                self.guard.absorb(&self.attempt, Note { scope, held });
            }
        }
    }

    /// No hold of the store lasts longer than the longest that this process would write.
    fn longest(&self, reason: StoredReason) -> Duration {
        let [.., longest] = n::SIGN_IN_HOLDS;
        match (self.guard.hold(), reason) {
            (SignInHold::Forever, StoredReason::Rejected) => Duration::MAX,
            _ => longest,
        }
    }

    /// What was ended here by hand ends for all.
    async fn pardon(&mut self, mut kept: Kept, pardon: Pardon) {
        if !kept.guard.is_empty() {
            match pardon {
                Pardon::Everything => kept.guard.retain(|_| false),
                Pardon::Holds => kept.guard.end_all(self.shared.now().wall),
            }
            if !self.commit(kept).await {
                return;
            }
        }
        self.guard.pardoned();
    }

    /// Whether the hold is about this attempt, and how far.
    async fn scope_of(&mut self, hold: &StoredHold, salt: &str) -> Option<Scope> {
        let (mark, scope) = match &hold.scope {
            StoredScope::Account => return Some(Scope::Account),
            StoredScope::Credentials(mark) => (mark, Scope::Credentials),
            StoredScope::Alias(mark, alias) if *alias == self.attempt.alias => (mark, Scope::Alias),
            StoredScope::Alias(..) => return None,
        };
        (self.mark(salt).await.as_ref() == Some(mark)).then_some(scope)
    }

    async fn note(&mut self, guard: &mut StoredGuard, notes: &[Note]) {
        for note in notes {
            if let Some(scope) = self.stored_scope(note.scope, &guard.salt).await {
                let because = note.held.because;
                guard.note(StoredHold::new(scope, reason(because), because.attempts(), note.held.until.wall));
            }
        }
    }

    async fn stored_scope(&mut self, scope: Scope, salt: &str) -> Option<StoredScope> {
        Some(match scope {
            Scope::Account => StoredScope::Account,
            Scope::Credentials => StoredScope::Credentials(self.mark(salt).await?),
            Scope::Alias => StoredScope::Alias(self.mark(salt).await?, self.attempt.alias.clone()),
        })
    }

    /// The account lets these credentials in: what is known of others, and of this alias, is of no more interest.
    async fn clear(&mut self, guard: &mut StoredGuard) {
        let mark = self.mark(&guard.salt).await;
        guard.retain(|scope| match scope {
            StoredScope::Account | StoredScope::Credentials(_) => false,
            StoredScope::Alias(of, alias) => Some(of) == mark.as_ref() && *alias != self.attempt.alias,
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

    /// What the store has, an empty record included; nothing where it is not to be touched.
    async fn kept(&self) -> Option<Kept> {
        let stored = ask("load", self.shared.store.load(self.key.as_ref()?)).await?;
        let Some(stored) = stored else {
            return Some(Kept { epoch: 0, guard: StoredGuard::new(mark::new_salt()) });
        };
        let record = stored.record();
        if !record.is_readable() {
            return None;
        }
        let guard = record.guard().cloned().unwrap_or_else(|| StoredGuard::new(mark::new_salt()));
        let now = self.shared.now().wall;
        Some(Kept { epoch: record.epoch(), guard: guard.told_by_another_clock(stored.time_base(now), now) })
    }

    /// Whether the store has it; false also where another was quicker.
    async fn commit(&self, kept: Kept) -> bool {
        let Some(key) = &self.key else { return true };
        let now = self.shared.now().wall;
        let record = TokenRecord::of_account(self.shared.writer, now, kept.guard);
        let record = record.stamped(kept.epoch.saturating_add(1), now);
        let commit = ask("commit", self.shared.store.commit(key, &record, kept.epoch)).await;
        commit == Some(Commit::Stored)
    }
}

/// A hold as the ledger has it.
fn held(hold: &StoredHold, longest: Duration, now: Moment) -> Held {
    let left = hold.until().duration_since(now.wall).unwrap_or_default();
    let attempts = hold.attempts;
    let because = match hold.reason {
        StoredReason::Rejected => HeldBecause::Rejected { attempts },
        StoredReason::Unanswered => HeldBecause::Unanswered { attempts },
        StoredReason::Throttled => HeldBecause::Throttled,
    };
    Held { because, until: now.after(left.min(longest)) }
}

fn reason(because: HeldBecause) -> StoredReason {
    match because {
        HeldBecause::Rejected { .. } => StoredReason::Rejected,
        HeldBecause::Unanswered { .. } => StoredReason::Unanswered,
        HeldBecause::Throttled => StoredReason::Throttled,
    }
}
