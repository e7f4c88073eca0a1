//! What was tried for one account, and what follows from it. No waiting, no clock of its own.

use std::collections::HashMap;

use super::super::{Fingerprint, numbers::SIGN_IN_HOLDS};
use crate::clock::Moment;

/// What somebody wants to sign in with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in super::super) struct Attempt {
    pub(in super::super) fingerprint: Fingerprint,
    pub(in super::super) alias: Option<String>,
}

/// No sign-in until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Held {
    pub(in super::super) because: HeldBecause,
    pub(in super::super) until: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum HeldBecause {
    Rejected { attempts: u32 },
    Unanswered { attempts: u32 },
    Throttled,
}

#[derive(Default)]
pub(super) struct Ledger {
    blocked_until: Option<Moment>,
    credentials: HashMap<Fingerprint, Record>,
    /// Aliases that were rejected with credentials which had served another.
    aliases: HashMap<Attempt, Record>,
}

#[derive(Default)]
struct Record {
    /// The aliases that these credentials let in.
    proven: Vec<Option<String>>,
    attempts: u32,
    hold: Option<Held>,
}

impl Ledger {
    pub(super) fn check(&self, attempt: &Attempt, now: Moment) -> Result<(), Held> {
        let blocked = self.blocked_until.map(|until| Held { because: HeldBecause::Throttled, until });
        let credentials = self.credentials.get(&attempt.fingerprint);
        let holds = [
            blocked,
            credentials.and_then(|record| record.hold),
            self.aliases.get(attempt).and_then(|record| record.hold),
        ];
        match holds.into_iter().flatten().find(|held| !held.until.is_over(now)) {
            Some(held) => Err(held),
            None => Ok(()),
        }
    }

    pub(super) fn is_proven(&self, attempt: &Attempt) -> bool {
        self.credentials.get(&attempt.fingerprint).is_some_and(|record| !record.proven.is_empty())
    }

    pub(super) fn accepted(&mut self, attempt: &Attempt) {
        // What was tried before is of no more interest: the account has these credentials now.
        self.credentials.retain(|fingerprint, _| *fingerprint == attempt.fingerprint);
        self.aliases.retain(|other, _| other.fingerprint == attempt.fingerprint && other != attempt);
        let record = self.credentials.entry(attempt.fingerprint).or_default();
        record.attempts = 0;
        record.hold = None;
        if !record.proven.contains(&attempt.alias) {
            record.proven.push(attempt.alias.clone());
        }
    }

    /// Holds the credentials; where they still serve other aliases and never served this one, this alias alone.
    pub(super) fn rejected(&mut self, attempt: &Attempt, now: Moment) -> Held {
        let credentials = self.credentials.entry(attempt.fingerprint).or_default();
        let is_about_the_alias = !credentials.proven.is_empty() && !credentials.proven.contains(&attempt.alias);
        let record = match is_about_the_alias {
            true => self.aliases.entry(attempt.clone()).or_default(),
            false => credentials,
        };
        record.proven.clear();
        record.count();
        record.hold_from(now, HeldBecause::Rejected { attempts: record.attempts })
    }

    /// Counts for unproven credentials. The first alone holds nothing: a server that is starting is no lockout.
    pub(super) fn unanswered(&mut self, attempt: &Attempt, now: Moment) -> Option<Held> {
        let record = self.credentials.entry(attempt.fingerprint).or_default();
        if !record.proven.is_empty() {
            return None;
        }
        record.count();
        (record.attempts > 1).then(|| record.hold_from(now, HeldBecause::Unanswered { attempts: record.attempts }))
    }

    pub(super) fn blocked(&mut self, until: Moment) -> Held {
        self.blocked_until = Some(until);
        Held { because: HeldBecause::Throttled, until }
    }

    pub(super) fn end_holds(&mut self) {
        self.blocked_until = None;
        for record in self.credentials.values_mut().chain(self.aliases.values_mut()) {
            record.hold = None;
        }
    }

    pub(super) fn forget_attempts(&mut self) {
        self.end_holds();
        self.aliases.clear();
        for record in self.credentials.values_mut() {
            record.attempts = 0;
        }
    }
}

impl Record {
    fn count(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
    }

    /// The more attempts, the longer; the last length repeats.
    fn hold_from(&mut self, now: Moment, because: HeldBecause) -> Held {
        let step = usize::try_from(self.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        let [.., longest] = SIGN_IN_HOLDS;
        let length = SIGN_IN_HOLDS.get(step).copied().unwrap_or(longest);
        let held = Held { because, until: now.after(length) };
        self.hold = Some(held);
        held
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    const START: Moment = Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::ZERO };

    fn minutes(count: u64) -> Moment {
        START.after(Duration::from_secs(count * 60))
    }

    fn attempt(password: &str, alias: Option<&str>) -> Attempt {
        Attempt { fingerprint: Fingerprint::of([password]), alias: alias.map(str::to_owned) }
    }

    #[test]
    fn a_hold_is_15_minutes_then_an_hour_then_6_hours_for_good() {
        let (mut ledger, wrong) = (Ledger::default(), attempt("wrong", None));
        for (attempts, length) in [(1, 15), (2, 60), (3, 360), (4, 360)] {
            let held = ledger.rejected(&wrong, START);
            assert_eq!(held.because, HeldBecause::Rejected { attempts });
            assert_eq!(held.until, minutes(length));
            assert_eq!(ledger.check(&wrong, START), Err(held));
            assert_eq!(ledger.check(&wrong, minutes(length)), Ok(()));
        }
    }

    #[test]
    fn a_hold_ends_early_on_a_changed_fingerprint() {
        let mut ledger = Ledger::default();
        ledger.rejected(&attempt("wrong", None), START);
        assert_eq!(ledger.check(&attempt("right", None), START), Ok(()));
    }

    #[test]
    fn changed_credentials_end_a_hold_and_a_reset_forgets_the_count_too() {
        let (mut ledger, wrong) = (Ledger::default(), attempt("wrong", None));
        ledger.rejected(&wrong, START);
        ledger.end_holds();
        assert_eq!(ledger.check(&wrong, START), Ok(()));
        assert_eq!(ledger.rejected(&wrong, START).until, minutes(60));
        ledger.forget_attempts();
        assert_eq!(ledger.rejected(&wrong, START).until, minutes(15));
    }

    #[test]
    fn a_rejection_holds_every_alias_of_unproven_credentials() {
        let mut ledger = Ledger::default();
        let held = ledger.rejected(&attempt("wrong", Some("a")), START);
        assert_eq!(ledger.check(&attempt("wrong", Some("b")), START), Err(held));
    }

    #[test]
    fn a_rejection_holds_one_alias_where_the_same_fingerprint_serves_another() {
        let mut ledger = Ledger::default();
        ledger.accepted(&attempt("right", Some("a")));
        let held = ledger.rejected(&attempt("right", Some("b")), START);
        assert_eq!(ledger.check(&attempt("right", Some("b")), START), Err(held));
        assert_eq!(ledger.check(&attempt("right", Some("a")), START), Ok(()));
        assert!(ledger.is_proven(&attempt("right", Some("c"))));
    }

    #[test]
    fn a_rejection_of_an_alias_that_was_let_in_before_holds_the_credentials() {
        let mut ledger = Ledger::default();
        ledger.accepted(&attempt("right", Some("a")));
        let held = ledger.rejected(&attempt("right", Some("a")), START);
        assert_eq!(ledger.check(&attempt("right", Some("b")), START), Err(held));
        assert!(!ledger.is_proven(&attempt("right", Some("b"))));
    }

    #[test]
    fn unanswered_attempts_count_for_unproven_credentials_and_at_most_2_fall_into_30_minutes() {
        let (mut ledger, unsure) = (Ledger::default(), attempt("unsure", None));
        assert_eq!(ledger.unanswered(&unsure, START), None);
        let held = ledger.unanswered(&unsure, START).expect("held");
        assert_eq!(held.because, HeldBecause::Unanswered { attempts: 2 });
        assert_eq!(held.until, minutes(60));
        ledger.accepted(&unsure);
        assert_eq!(ledger.unanswered(&unsure, START), None, "proven by now");
        assert_eq!(ledger.unanswered(&unsure, START), None, "proven by now");
    }

    #[test]
    fn a_throttle_blocks_the_account_whatever_the_credentials() {
        let mut ledger = Ledger::default();
        let held = ledger.blocked(minutes(1));
        assert_eq!(ledger.check(&attempt("any", None), START), Err(held));
        assert_eq!(ledger.check(&attempt("any", None), minutes(1)), Ok(()));
    }
}
