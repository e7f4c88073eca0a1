use std::time::{Duration, SystemTime};

use super::{super::super::Fingerprint, *};

const START: Moment = Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::ZERO };

fn minutes(count: u64) -> Moment {
    START.after(Duration::from_secs(count * 60))
}

fn key(password: &str, alias: Option<&str>) -> SignInKey {
    SignInKey { credentials: Fingerprint::of([password]).id(), alias: alias.map(str::to_owned) }
}

#[test]
fn a_hold_is_15_minutes_then_an_hour_then_6_hours_for_good() {
    let (mut ledger, wrong) = (Ledger::default(), key("wrong", None));
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
    ledger.rejected(&key("wrong", None), START);
    assert_eq!(ledger.check(&key("right", None), START), Ok(()));
}

#[test]
fn changed_credentials_end_a_hold_and_a_reset_forgets_the_count_too() {
    let (mut ledger, wrong) = (Ledger::default(), key("wrong", None));
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
    let held = ledger.rejected(&key("wrong", Some("a")), START);
    assert_eq!(ledger.check(&key("wrong", Some("b")), START), Err(held));
}

#[test]
fn a_rejection_holds_one_alias_where_the_same_fingerprint_serves_another() {
    let mut ledger = Ledger::default();
    ledger.accepted(&key("right", Some("a")));
    let held = ledger.rejected(&key("right", Some("b")), START);
    assert_eq!(ledger.check(&key("right", Some("b")), START), Err(held));
    assert_eq!(ledger.check(&key("right", Some("a")), START), Ok(()));
    assert!(ledger.is_proven(&key("right", Some("c"))));
}

#[test]
fn a_rejection_of_an_alias_that_was_let_in_before_holds_the_credentials() {
    let mut ledger = Ledger::default();
    ledger.accepted(&key("right", Some("a")));
    let held = ledger.rejected(&key("right", Some("a")), START);
    assert_eq!(ledger.check(&key("right", Some("b")), START), Err(held));
    assert!(!ledger.is_proven(&key("right", Some("b"))));
}

#[test]
fn unanswered_attempts_count_for_unproven_credentials_and_at_most_2_fall_into_30_minutes() {
    let (mut ledger, unsure) = (Ledger::default(), key("unsure", None));
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
    assert_eq!(ledger.check(&key("any", None), START), Err(held));
    assert_eq!(ledger.check(&key("any", None), minutes(1)), Ok(()));
}

#[test]
fn what_another_process_noted_counts_on_here() {
    let (mut mine, mut theirs) = (Ledger::default(), Ledger::default());
    let wrong = key("wrong", None);
    let held = theirs.rejected(&wrong, START);
    for note in theirs.notes(&wrong, START) {
        mine.absorb(&wrong, note);
    }
    assert_eq!(mine.check(&wrong, START), Err(held));
    assert_eq!(mine.check(&key("right", None), START), Ok(()));
    assert_eq!(mine.rejected(&wrong, minutes(15)).because, HeldBecause::Rejected { attempts: 2 });
    for note in theirs.notes(&wrong, START) {
        mine.absorb(&wrong, note);
    }
    assert_eq!(mine.rejected(&wrong, minutes(75)).because, HeldBecause::Rejected { attempts: 3 }, "older news");
}

#[test]
fn a_note_of_an_attempt_that_holds_nothing_is_still_counted() {
    let (mut mine, mut theirs) = (Ledger::default(), Ledger::default());
    let unsure = key("unsure", None);
    assert_eq!(theirs.notes(&unsure, START), []);
    assert_eq!(theirs.unanswered(&unsure, START), None);
    for note in theirs.notes(&unsure, START) {
        mine.absorb(&unsure, note);
    }
    assert_eq!(mine.check(&unsure, START), Ok(()));
    assert!(mine.unanswered(&unsure, START).is_some(), "the second in all");
}

#[test]
fn a_pardon_is_remembered_until_the_store_says_the_same() {
    let mut ledger = Ledger::default();
    ledger.end_holds();
    assert_eq!(ledger.hold_reset(), Some(HoldReset::Holds));
    ledger.forget_attempts();
    ledger.end_holds();
    assert_eq!(ledger.hold_reset(), Some(HoldReset::Everything), "the greater one stays");
    ledger.reset_shared();
    assert_eq!(ledger.hold_reset(), None);
}

#[test]
fn a_hold_of_another_process_counts_though_an_older_count_is_as_high() {
    let wrong = key("pw", None);
    let (mut one, mut other) = (Ledger::default(), Ledger::default());
    let held = one.rejected(&wrong, START);
    other.absorb(&wrong, Note { scope: Scope::Credentials, held });
    one.forget_attempts();
    one.accepted(&wrong);
    let held = one.rejected(&wrong, minutes(100));
    other.absorb(&wrong, Note { scope: Scope::Credentials, held });
    assert_eq!(other.check(&wrong, minutes(101)), Err(held));
}
