//! The attempts and holds of one account, for the processes that share a store: no password, no plain hash of one.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::hold::Hold;
use crate::auth::numbers::CEILING;
use crate::store::Timestamp;

/// More holds than one account meets; beyond it the oldest alias is dropped.
const MOST_HOLDS: usize = 256;

/// Ends that differ by less are of the same sign-in.
const SAME: Duration = Duration::from_secs(1);

/// The holds of one account.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct StoredGuard {
    /// The salt of the credentials' marks.
    pub(crate) salt: String,
    holds: Vec<StoredHold>,
    /// Recorded before a sign-in is sent, so that a crash counts as an attempt without a response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begun: Option<StoredHold>,
    /// When each of the last sign-ins without a token no longer counts, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unproven: Vec<Timestamp>,
}

/// One hold and its scope.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StoredHold {
    pub(crate) scope: StoredScope,
    #[serde(flatten)]
    pub(crate) hold: Hold<Timestamp>,
}

/// The sign-ins that a stored hold applies to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoredScope {
    /// All sign-ins of the account.
    Account,
    /// All sign-ins with the credentials of this mark.
    Credentials(String),
    /// One alias of credentials that other aliases use with success.
    Alias(String, Option<String>),
}

impl StoredGuard {
    pub(crate) fn new(salt: String) -> Self {
        Self { salt, ..Self::default() }
    }

    pub(crate) fn holds(&self) -> &[StoredHold] {
        &self.holds
    }

    /// Replaces the hold of the same scope, but not one of the account that ends later.
    pub(crate) fn set(&mut self, hold: StoredHold) {
        let ends_later = |other: &StoredHold| other.scope == hold.scope && other.until() > hold.until();
        if hold.scope == StoredScope::Account && self.holds.iter().any(ends_later) {
            return;
        }
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

    /// Records that a sign-in begins, with the hold that follows if it never ends.
    pub(crate) fn begin(&mut self, if_unproven: StoredHold) {
        self.begun = Some(if_unproven);
    }

    /// Records that the sign-in has ended; its outcome is a hold or a success.
    pub(crate) fn end_begun(&mut self) {
        self.begun = None;
    }

    pub(crate) fn unproven(&self) -> impl Iterator<Item = SystemTime> {
        self.unproven.iter().map(|end| (*end).into())
    }

    /// Returns true if a sign-in without a token stops counting at about this time.
    pub(crate) fn has_unproven(&self, end: SystemTime) -> bool {
        // A store with a clock of its own shifts the ends by what the clocks differ from call to call.
        self.unproven().any(|other| other.max(end).duration_since(other.min(end)).is_ok_and(|apart| apart < SAME))
    }

    /// Adds sign-ins without a token; the last ones are kept.
    pub(crate) fn add_unproven(&mut self, ends: impl Iterator<Item = SystemTime>) {
        self.unproven.extend(ends.map(Timestamp::from));
        self.unproven.sort_by_key(|end| SystemTime::from(*end));
        self.unproven.drain(..self.unproven.len().saturating_sub(CEILING));
    }

    pub(crate) fn retain(&mut self, is_kept: impl Fn(&StoredScope) -> bool) {
        self.holds.retain(|hold| is_kept(&hold.scope));
    }

    /// Forgets all attempts and holds.
    pub(crate) fn forget(&mut self) {
        self.holds.clear();
        self.begun = None;
        self.unproven.clear();
    }

    /// Ends all holds; the attempts still count.
    pub(crate) fn end_all(&mut self, now: SystemTime) {
        for hold in self.all_mut() {
            hold.hold.until = now.into();
        }
        self.unproven.clear();
    }

    /// Converts all instants from a clock that shows `theirs` to one that shows `ours`.
    pub(crate) fn on_another_clock(mut self, theirs: SystemTime, ours: SystemTime) -> Self {
        let convert = |instant: &mut Timestamp| {
            let left = SystemTime::from(*instant).duration_since(theirs).unwrap_or_default();
            *instant = ours.checked_add(left).unwrap_or(ours).into();
        };
        self.all_mut().map(|hold| &mut hold.hold.until).for_each(convert);
        self.unproven.iter_mut().for_each(convert);
        self
    }

    /// Returns the end of the last hold, or of the last sign-in that counts.
    pub(crate) fn last_end(&self) -> Option<SystemTime> {
        let holds = self.holds.iter().chain(&self.begun).map(StoredHold::until);
        holds.chain(self.unproven()).max()
    }

    pub(crate) fn has_holds(&self) -> bool {
        !self.holds.is_empty()
    }

    /// True if there is nothing for a manual reset to end.
    pub(crate) fn is_clear(&self) -> bool {
        self.holds.is_empty() && self.begun.is_none() && self.unproven.is_empty()
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut StoredHold> {
        self.holds.iter_mut().chain(&mut self.begun)
    }
}

impl StoredHold {
    pub(crate) fn new<T>(scope: StoredScope, hold: Hold<T>, wall: impl FnOnce(T) -> SystemTime) -> Self {
        Self { scope, hold: hold.map(|until| wall(until).into()) }
    }

    pub(crate) fn until(&self) -> SystemTime {
        self.hold.until.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::lockout::hold::HoldReason;

    fn hold(mark: &str, attempts: u32) -> StoredHold {
        let scope = StoredScope::Credentials(mark.to_owned());
        let hold = Hold { reason: HoldReason::Rejected, attempts, until: SystemTime::UNIX_EPOCH };
        StoredHold::new(scope, hold, |until| until)
    }

    #[test]
    fn a_later_hold_replaces_an_earlier_one_of_the_same_scope() {
        let mut guard = StoredGuard::new("salt".to_owned());
        guard.set(hold("a", 1));
        guard.set(hold("b", 1));
        guard.set(hold("a", 2));
        assert_eq!(guard.holds().iter().map(|stored| stored.hold.attempts).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn sign_ins_without_a_token_of_two_processes_add_up_to_the_ceiling() {
        let at = |second| SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(second);
        let mut guard = StoredGuard::new("salt".to_owned());
        guard.add_unproven([at(2), at(3)].into_iter());
        guard.add_unproven([at(1)].into_iter());
        assert!(guard.unproven().eq([at(1), at(2), at(3)]));
        guard.add_unproven([at(5), at(4)].into_iter());
        assert!(guard.unproven().eq([at(2), at(3), at(4), at(5)]));
        assert_eq!(guard.last_end(), Some(at(5)));
    }

    #[test]
    fn a_hold_lasts_as_long_on_another_clock() {
        let second = std::time::Duration::from_secs(1);
        let mut guard = StoredGuard::new("salt".to_owned());
        guard.set(hold("a", 1));
        let later = SystemTime::UNIX_EPOCH + 600 * second;
        let seen = guard.clone().on_another_clock(later, later + second);
        assert_eq!(seen.holds().first().map(StoredHold::until), Some(later + second), "an ended hold stays ended");
        guard.set(StoredHold::new(
            StoredScope::Account,
            Hold { reason: HoldReason::Throttled, attempts: 0, until: later + 9 * second },
            |until| until,
        ));
        let seen = guard.on_another_clock(later, SystemTime::UNIX_EPOCH);
        assert_eq!(seen.holds().last().map(StoredHold::until), Some(SystemTime::UNIX_EPOCH + 9 * second));
    }

    #[test]
    fn a_guard_does_not_grow_without_end() {
        let mut guard = StoredGuard::new("salt".to_owned());
        for number in 0..300 {
            guard.set(hold(&number.to_string(), number));
        }
        assert_eq!(guard.holds().len(), MOST_HOLDS);
        assert_eq!(guard.holds().last().map(|stored| stored.hold.attempts), Some(299));
    }
}
