//! What a flight reads and writes of the holds that processes share, so that a wrong password is one attempt for all
//! of them.
//!
//! They stand in a record of the account, beside those of its identities. The local guard decides; here its ledger
//! is told what the store knows, and the store what the ledger knows. A store that fails changes nothing.

mod kept;

use std::sync::Arc;

use tokio::time::sleep;

use self::kept::{Kept, held, longest, reason};
use super::{COMMIT_ATTEMPTS, FlightFailure, ask, give_back};
use crate::{
    auth::{
        Fingerprint,
        guard::{AccountGuard, Attempt, Note, Pardon, Scope},
        mark, numbers as n,
        shared::Shared,
    },
    store::{Commit, Lease, StoreKey, StoredGuard, StoredHold, StoredScope},
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
    has_begun: bool,
}

/// Whether it is this process's turn, so that a sign-in that the store says has begun is a dead one's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Ours,
    Others,
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
        Self { shared: Arc::clone(shared), guard, attempt, fingerprint, mark: None, key, has_begun: false }
    }

    /// Waits until it is this process's turn to sign in, or says why and until when not. Credentials that are proven
    /// need no turn.
    pub(super) async fn take_turn(&mut self) -> Result<Option<Lease>, FlightFailure> {
        self.listen(Turn::Others).await?;
        let Some(key) = self.key.clone() else { return Ok(None) };
        while !self.guard.is_proven(&self.attempt) {
            let Some(lease) = ask("lease", self.shared.store.lease(&key)).await else { break };
            let Some(lease) = lease else {
                // Somebody is at it. However long that takes, to go on alone would risk a lockout.
                sleep(n::LEASE_POLL + self.shared.jitter.up_to(n::LEASE_POLL * 3)).await;
                self.listen(Turn::Others).await?;
                continue;
            };
            if let Err(held) = self.listen(Turn::Ours).await {
                give_back(lease).await;
                return Err(held);
            }
            self.begin().await;
            return Ok(Some(lease));
        }
        Ok(None)
    }

    /// Writes what the sign-in has met.
    pub(super) async fn tell(&mut self, is_let_in: bool) {
        let notes = self.guard.notes(&self.attempt, self.shared.now());
        if !is_let_in && notes.is_empty() && !self.has_begun {
            return;
        }
        for _ in 0..COMMIT_ATTEMPTS {
            let Some(mut kept) = self.kept().await else { return };
            match (is_let_in, kept.guard.is_empty()) {
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
            let held = self.guard.if_unanswered(&self.attempt, self.shared.now());
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
    async fn listen(&mut self, turn: Turn) -> Result<(), FlightFailure> {
        if let Some(kept) = self.kept().await {
            match self.guard.pardon() {
                None => self.absorb(&kept.guard, turn).await,
                Some(pardon) => self.pardon(kept, pardon).await,
            }
        }
        let checked = self.guard.check(&self.attempt, &*self.shared.clock);
        checked.map_err(|held| FlightFailure::held(held, None))
    }

    async fn absorb(&mut self, guard: &StoredGuard, turn: Turn) {
        let now = self.shared.now();
        for hold in guard.holds() {
            if let Some(scope) = self.scope_of(hold, &guard.salt).await {
                let held = held(hold, longest(&self.guard, hold.reason), now);
                self.guard.absorb(&self.attempt, Note { scope, held });
            }
        }
        // Whose turn it was is dead: what it began was sent, for all that anybody knows.
        let dead = guard.begun().filter(|_| turn == Turn::Ours);
        if let Some(begun) = dead
            && self.scope_of(begun, &guard.salt).await.is_some()
        {
            let held = held(begun, longest(&self.guard, begun.reason), now);
            self.guard.absorb(&self.attempt, Note { scope: Scope::Credentials, held });
        }
    }

    /// What was ended here by hand ends for all.
    async fn pardon(&mut self, mut kept: Kept, pardon: Pardon) {
        if !kept.guard.is_empty() || kept.guard.begun().is_some() {
            match pardon {
                Pardon::Everything => kept.guard.forget(),
                Pardon::Holds => kept.guard.end_all(self.shared.now().wall),
            }
            if self.commit(kept).await != Some(Commit::Stored) {
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
}
