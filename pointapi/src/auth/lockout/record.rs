//! What the sign-ins of one account have met, for the processes that share a store: no password, no plain hash of one.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::store::Timestamp;

/// More than one account meets; of more aliases the oldest falls out.
const MOST_HOLDS: usize = 256;

/// The holds of one account.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct StoredGuard {
    /// What the marks of credentials are made with.
    pub(crate) salt: String,
    holds: Vec<StoredHold>,
    /// What the sign-in is that has been begun and not ended, if its process dies on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begun: Option<StoredHold>,
}

/// Sign-ins that are held back, or were until a time that has passed; their count is of interest even then.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StoredHold {
    pub(crate) scope: StoredScope,
    pub(crate) reason: StoredReason,
    pub(crate) attempts: u32,
    until: Timestamp,
}

/// Whom a hold is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoredScope {
    /// The account, whatever the credentials.
    Account,
    /// All who sign in with the credentials of this mark.
    Credentials(String),
    /// These credentials under one alias, where they serve others.
    Alias(String, Option<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoredReason {
    Rejected,
    Unanswered,
    Throttled,
}

impl StoredGuard {
    pub(crate) fn new(salt: String) -> Self {
        Self { salt, holds: Vec::new(), begun: None }
    }

    pub(crate) fn holds(&self) -> &[StoredHold] {
        &self.holds
    }

    /// Takes the place of what was known of the same scope.
    pub(crate) fn note(&mut self, hold: StoredHold) {
        self.holds.retain(|other| other.scope != hold.scope);
        self.holds.push(hold);
        while self.holds.len() > MOST_HOLDS {
            let is_of_one_alias = |hold: &StoredHold| matches!(hold.scope, StoredScope::Alias(..));
            self.holds.remove(self.holds.iter().position(is_of_one_alias).unwrap_or_default());
        }
    }

    pub(crate) fn begun(&self) -> Option<&StoredHold> {
        self.begun.as_ref()
    }

    /// A sign-in begins. Of whose credentials it is, is known only where they are known for something else.
    pub(crate) fn begin(&mut self, if_unanswered: StoredHold) {
        self.begun = Some(if_unanswered);
    }

    /// What became of it is noted by other means.
    pub(crate) fn end_begun(&mut self) {
        self.begun = None;
    }

    pub(crate) fn retain(&mut self, is_kept: impl Fn(&StoredScope) -> bool) {
        self.holds.retain(|hold| is_kept(&hold.scope));
    }

    /// Nothing was ever tried.
    pub(crate) fn forget(&mut self) {
        self.holds.clear();
        self.begun = None;
    }

    /// Nobody is held any more, but what was tried still counts.
    pub(crate) fn end_all(&mut self, now: SystemTime) {
        for hold in self.all_mut() {
            hold.until = now.into();
        }
    }

    /// The same in terms of another clock: what shows `theirs` there shows `ours` here.
    pub(crate) fn told_by_another_clock(mut self, theirs: SystemTime, ours: SystemTime) -> Self {
        for hold in self.all_mut() {
            let left = hold.until().duration_since(theirs).unwrap_or_default();
            hold.until = ours.checked_add(left).unwrap_or(ours).into();
        }
        self
    }

    /// When the last hold ends.
    pub(crate) fn last_end(&self) -> Option<SystemTime> {
        self.holds.iter().chain(&self.begun).map(StoredHold::until).max()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.holds.is_empty()
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut StoredHold> {
        self.holds.iter_mut().chain(&mut self.begun)
    }
}

impl StoredHold {
    pub(crate) fn new(scope: StoredScope, reason: StoredReason, attempts: u32, until: SystemTime) -> Self {
        Self { scope, reason, attempts, until: until.into() }
    }

    pub(crate) fn until(&self) -> SystemTime {
        self.until.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hold(mark: &str, attempts: u32) -> StoredHold {
        let scope = StoredScope::Credentials(mark.to_owned());
        StoredHold::new(scope, StoredReason::Rejected, attempts, SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn a_later_note_takes_the_place_of_an_earlier_one_of_the_same_scope() {
        let mut guard = StoredGuard::new("salt".to_owned());
        guard.note(hold("a", 1));
        guard.note(hold("b", 1));
        guard.note(hold("a", 2));
        assert_eq!(guard.holds().iter().map(|hold| hold.attempts).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_hold_lasts_as_long_on_another_clock() {
        let second = std::time::Duration::from_secs(1);
        let mut guard = StoredGuard::new("salt".to_owned());
        guard.note(hold("a", 1));
        let later = SystemTime::UNIX_EPOCH + 600 * second;
        let seen = guard.clone().told_by_another_clock(later, later + second);
        assert_eq!(seen.holds().first().map(StoredHold::until), Some(later + second), "over is over");
        guard.note(StoredHold::new(StoredScope::Account, StoredReason::Throttled, 0, later + 9 * second));
        let seen = guard.told_by_another_clock(later, SystemTime::UNIX_EPOCH);
        assert_eq!(seen.holds().last().map(StoredHold::until), Some(SystemTime::UNIX_EPOCH + 9 * second));
    }

    #[test]
    fn a_guard_does_not_grow_without_end() {
        let mut guard = StoredGuard::new("salt".to_owned());
        for number in 0..300 {
            guard.note(hold(&number.to_string(), number));
        }
        assert_eq!(guard.holds().len(), MOST_HOLDS);
        assert_eq!(guard.holds().last().map(|hold| hold.attempts), Some(299));
    }
}
