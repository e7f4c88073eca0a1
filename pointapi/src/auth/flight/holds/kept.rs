//! The record of an account: read, written, and put in the terms of the local guard.

use std::time::Duration;

use super::{super::ask, SharedHolds};
use crate::{
    auth::{
        SignInHold,
        guard::{AccountGuard, Held, HeldBecause},
        mark, numbers as n,
    },
    clock::Moment,
    store::{Commit, StoredGuard, StoredHold, StoredReason, TokenRecord},
};

/// The record of the account, in terms of this machine's clock.
pub(super) struct Kept {
    epoch: u64,
    pub(super) guard: StoredGuard,
}

impl SharedHolds {
    /// What the store has, an empty record included; nothing where it is not to be touched.
    pub(super) async fn kept(&self) -> Option<Kept> {
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
    pub(super) async fn commit(&self, kept: Kept) -> Option<Commit> {
        let key = self.key.as_ref()?;
        let now = self.shared.now().wall;
        let record = TokenRecord::of_account(self.shared.writer, now, kept.guard);
        let record = record.stamped(kept.epoch.saturating_add(1), now);
        ask("commit", self.shared.store.commit(key, &record, kept.epoch)).await
    }
}

/// No hold of the store lasts longer than the longest that this process would write.
pub(super) fn longest(guard: &AccountGuard, reason: StoredReason) -> Duration {
    let [.., longest] = n::SIGN_IN_HOLDS;
    match (guard.hold(), reason) {
        (SignInHold::Forever, StoredReason::Rejected) => Duration::MAX,
        _ => longest,
    }
}

/// A hold as the ledger has it.
pub(super) fn held(hold: &StoredHold, longest: Duration, now: Moment) -> Held {
    let left = hold.until().duration_since(now.wall).unwrap_or_default();
    let attempts = hold.attempts;
    let because = match hold.reason {
        StoredReason::Rejected => HeldBecause::Rejected { attempts },
        StoredReason::Unanswered => HeldBecause::Unanswered { attempts },
        StoredReason::Throttled => HeldBecause::Throttled,
    };
    Held { because, until: now.after(left.min(longest)) }
}

pub(super) fn reason(because: HeldBecause) -> StoredReason {
    match because {
        HeldBecause::Rejected { .. } => StoredReason::Rejected,
        HeldBecause::Unanswered { .. } => StoredReason::Unanswered,
        HeldBecause::Throttled => StoredReason::Throttled,
    }
}
