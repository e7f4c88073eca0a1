//! What a token fetch reads and writes of the holds that processes share, so that a wrong password is one attempt for all
//! of them.
//!
//! They stand in a record of the account, beside those of its identities. The local guard decides; here its ledger
//! is told what the store knows, and the store what the ledger knows. A store that fails changes nothing.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use super::guard::AccountGuard;
use super::ledger::{Held, HeldBecause, HoldReset, Note, Scope, SignInKey};
use super::mark;
use super::record::{StoredGuard, StoredHold, StoredReason, StoredScope};
use crate::auth::api::credentials::SignInHold;
use crate::auth::api::fingerprint::Fingerprint;
use crate::auth::numbers as n;
use crate::auth::state::shared::Shared;
use crate::auth::store_calls::{ask, release};
use crate::clock::Moment;
use crate::store::{Commit, Lease, StoreKey, TokenRecord};

/// The holds of one account, as one sign-in sees them.
pub(crate) struct SharedHolds {
    shared: Arc<Shared>,
    guard: Arc<AccountGuard>,
    sign_in: SignInKey,
    fingerprint: Fingerprint,
    /// The last mark, with its salt: it is dear to make.
    mark: Option<(String, Option<String>)>,
    /// Nothing where the account has no name that others could know.
    key: Option<StoreKey>,
    has_begun: bool,
}

/// Whether it is this process's turn, so that a sign-in that the store says has begun is a dead one's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Ours,
    Others,
}

/// The record of the account, in terms of this machine's clock.
struct Kept {
    epoch: u64,
    guard: StoredGuard,
}

/// How often a commit that met a conflict is retried.
const COMMIT_ATTEMPTS: u32 = 3;

impl SharedHolds {
    pub(crate) fn new(
        shared: &Arc<Shared>,
        guard: Arc<AccountGuard>,
        sign_in: SignInKey,
        fingerprint: Fingerprint,
    ) -> Self {
        let account = shared.source.account();
        let key = (!account.is_empty()).then(|| StoreKey::of_account(&shared.identity.origin, &account));
        Self { shared: Arc::clone(shared), guard, sign_in, fingerprint, mark: None, key, has_begun: false }
    }

    /// Waits until it is this process's turn to sign in, or says why and until when not. Credentials that are proven
    /// need no turn.
    pub(crate) async fn acquire_lease(&mut self) -> Result<Option<Lease>, Held> {
        self.listen(Turn::Others).await?;
        let Some(key) = self.key.clone() else { return Ok(None) };
        while !self.guard.is_proven(&self.sign_in) {
            let Some(lease) = ask("lease", self.shared.store.lease(&key)).await else { break };
            let Some(lease) = lease else {
                // Somebody is at it. However long that takes, to go on alone would risk a lockout.
                sleep(n::LEASE_POLL + self.shared.jitter.up_to(n::LEASE_POLL * 3)).await;
                self.listen(Turn::Others).await?;
                continue;
            };
            if let Err(held) = self.listen(Turn::Ours).await {
                release(lease).await;
                return Err(held);
            }
            self.begin().await;
            return Ok(Some(lease));
        }
        Ok(None)
    }

    /// Writes what the sign-in has met.
    pub(crate) async fn report(&mut self, is_accepted: bool) {
        let notes = self.guard.notes(&self.sign_in, self.shared.now());
        if !is_accepted && notes.is_empty() && !self.has_begun {
            return;
        }
        for _ in 0..COMMIT_ATTEMPTS {
            let Some(mut kept) = self.kept().await else { return };
            match (is_accepted, kept.guard.is_empty()) {
                (true, true) if !self.has_begun => return,
                (true, true) => {}
                (true, false) => self.clear(&mut kept.guard).await,
                (false, _) => self.note(&mut kept.guard, &notes).await,
            }
            if self.has_begun {
                kept.guard.end_begun();
            }
            if self.commit(kept).await != Some(Commit::Conflict) {
                return;
            }
        }
    }

    /// Says in the store that a sign-in is under way: if this process dies before it says more, the next counts it.
    async fn begin(&mut self) {
        for _ in 0..COMMIT_ATTEMPTS {
            let Some(mut kept) = self.kept().await else { return };
            let held = self.guard.if_unanswered(&self.sign_in, self.shared.now());
            let attempts = held.because.attempts();
            // A first attempt is nobody's in particular: to mark its credentials would cost every login that works.
            let scope = match attempts {
                ..=1 => Some(StoredScope::Account),
                _ => self.stored_scope(Scope::Credentials, &kept.guard.salt).await,
            };
            let Some(scope) = scope else { return };
            kept.guard.begin(StoredHold::new(scope, reason(held.because), attempts, held.until.wall));
            match self.commit(kept).await {
                Some(Commit::Conflict) => {}
                written => {
                    self.has_begun = written.is_some();
                    return;
                }
            }
        }
    }

    /// Tells the ledger what the store knows, and asks it.
    async fn listen(&mut self, turn: Turn) -> Result<(), Held> {
        if let Some(kept) = self.kept().await {
            match self.guard.hold_reset() {
                None => self.absorb(&kept.guard, turn).await,
                Some(hold_reset) => self.hold_reset(kept, hold_reset).await,
            }
        }
        self.guard.check(&self.sign_in, &*self.shared.clock)
    }

    async fn absorb(&mut self, guard: &StoredGuard, turn: Turn) {
        let now = self.shared.now();
        for hold in guard.holds() {
            if let Some(scope) = self.scope_of(hold, &guard.salt).await {
                let held = held(hold, longest(&self.guard, hold.reason), now);
                self.guard.absorb(&self.sign_in, Note { scope, held });
            }
        }
        // Whose turn it was is dead: what it began was sent, for all that anybody knows.
        let dead = guard.begun().filter(|_| turn == Turn::Ours);
        if let Some(begun) = dead
            && self.scope_of(begun, &guard.salt).await.is_some()
        {
            let held = held(begun, longest(&self.guard, begun.reason), now);
            self.guard.absorb(&self.sign_in, Note { scope: Scope::Credentials, held });
        }
    }

    /// What was ended here by hand ends for all.
    async fn hold_reset(&mut self, mut kept: Kept, hold_reset: HoldReset) {
        if !kept.guard.is_empty() || kept.guard.begun().is_some() {
            match hold_reset {
                HoldReset::Everything => kept.guard.forget(),
                HoldReset::Holds => kept.guard.end_all(self.shared.now().wall),
            }
            if self.commit(kept).await != Some(Commit::Stored) {
                return;
            }
        }
        self.guard.reset_shared();
    }

    /// Whether the hold is about this attempt, and how far.
    async fn scope_of(&mut self, hold: &StoredHold, salt: &str) -> Option<Scope> {
        let (mark, scope) = match &hold.scope {
            StoredScope::Account => return Some(Scope::Account),
            StoredScope::Credentials(mark) => (mark, Scope::Credentials),
            StoredScope::Alias(mark, alias) if *alias == self.sign_in.alias => (mark, Scope::Alias),
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
            Scope::Alias => StoredScope::Alias(self.mark(salt).await?, self.sign_in.alias.clone()),
        })
    }

    /// The account lets these credentials in: what is known of others, and of this alias, is of no more interest.
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

    /// Writes it, unless another was quicker; nothing where the store fails.
    async fn commit(&self, kept: Kept) -> Option<Commit> {
        let key = self.key.as_ref()?;
        let now = self.shared.now().wall;
        let record = TokenRecord::of_account(self.shared.writer, now, kept.guard);
        let record = record.stamped(kept.epoch.saturating_add(1), now);
        ask("commit", self.shared.store.commit(key, &record, kept.epoch)).await
    }
}

/// No hold of the store lasts longer than the longest that this process would write.
fn longest(guard: &AccountGuard, reason: StoredReason) -> Duration {
    let [.., longest] = n::SIGN_IN_HOLDS;
    match (guard.hold(), reason) {
        (SignInHold::Forever, StoredReason::Rejected) => Duration::MAX,
        _ => longest,
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
