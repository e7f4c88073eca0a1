use std::time::{Duration, SystemTime};

use super::*;
use crate::auth::Fingerprint;

const START: Moment = Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::ZERO };

fn minutes(count: u64) -> Moment {
    START.after(Duration::from_secs(count * 60))
}

fn key(password: &str, alias: Option<&str>) -> SignInKey {
    SignInKey { credentials: Fingerprint::of([password]).id(), alias: alias.map(str::to_owned) }
}

#[test]
fn a_hold_is_15_minutes_then_an_hour_then_6_hours_for_good() {
    let (mut holds, wrong) = (AccountHolds::default(), key("wrong", None));
    for (attempts, length) in [(1, 15), (2, 60), (3, 360), (4, 360)] {
        let held = holds.rejected(&wrong, START);
        assert_eq!((held.reason, held.attempts), (HoldReason::Rejected, attempts));
        assert_eq!(held.until, minutes(length));
        assert_eq!(holds.check(&wrong, START), Err(held));
        assert_eq!(holds.check(&wrong, minutes(length)), Ok(()));
    }
}

#[test]
fn a_hold_ends_early_on_a_changed_fingerprint() {
    let mut holds = AccountHolds::default();
    holds.rejected(&key("wrong", None), START);
    assert_eq!(holds.check(&key("right", None), START), Ok(()));
}

#[test]
fn changed_credentials_end_a_hold_and_a_reset_forgets_the_count_too() {
    let (mut holds, wrong) = (AccountHolds::default(), key("wrong", None));
    holds.rejected(&wrong, START);
    holds.end_holds();
    assert_eq!(holds.check(&wrong, START), Ok(()));
    assert_eq!(holds.rejected(&wrong, START).until, minutes(60));
    holds.forget_attempts();
    assert_eq!(holds.rejected(&wrong, START).until, minutes(15));
}

#[test]
fn a_rejection_holds_every_alias_of_unproven_credentials() {
    let mut holds = AccountHolds::default();
    let held = holds.rejected(&key("wrong", Some("a")), START);
    assert_eq!(holds.check(&key("wrong", Some("b")), START), Err(held));
}

#[test]
fn a_rejection_holds_one_alias_where_the_same_fingerprint_serves_another() {
    let mut holds = AccountHolds::default();
    holds.accepted(&key("right", Some("a")), START);
    let held = holds.rejected(&key("right", Some("b")), START);
    assert_eq!(holds.check(&key("right", Some("b")), START), Err(held));
    assert_eq!(holds.check(&key("right", Some("a")), START), Ok(()));
    assert!(holds.is_proven(&key("right", Some("c"))));
}

#[test]
fn a_rejection_of_an_alias_that_was_let_in_before_holds_the_credentials() {
    let mut holds = AccountHolds::default();
    holds.accepted(&key("right", Some("a")), START);
    let held = holds.rejected(&key("right", Some("a")), START);
    assert_eq!(holds.check(&key("right", Some("b")), START), Err(held));
    assert!(!holds.is_proven(&key("right", Some("b"))));
}

#[test]
fn unanswered_attempts_hold_unproven_credentials_from_the_second_on() {
    let (mut holds, unsure) = (AccountHolds::default(), key("unsure", None));
    assert_eq!(holds.unanswered(&unsure, START), None);
    let held = holds.unanswered(&unsure, START).expect("held");
    assert_eq!((held.reason, held.attempts), (HoldReason::Unproven, 2));
    assert_eq!(held.until, minutes(1));
    holds.accepted(&unsure, START);
    assert_eq!(holds.unanswered(&unsure, START), None, "proven by now");
    assert_eq!(holds.unanswered(&unsure, START), None, "proven by now");
}

#[test]
fn a_throttle_blocks_the_account_whatever_the_credentials() {
    let mut holds = AccountHolds::default();
    let held = holds.throttled(minutes(1));
    assert_eq!(holds.check(&key("any", None), START), Err(held));
    assert_eq!(holds.check(&key("any", None), minutes(1)), Ok(()));
}

#[test]
fn a_hold_of_another_process_counts_here() {
    let (mut mine, mut theirs) = (AccountHolds::default(), AccountHolds::default());
    let wrong = key("wrong", None);
    let held = theirs.rejected(&wrong, START);
    for (scope, hold) in theirs.shareable(&wrong, START) {
        mine.absorb(&wrong, scope, hold);
    }
    assert_eq!(mine.check(&wrong, START), Err(held));
    assert_eq!(mine.check(&key("right", None), START), Ok(()));
    assert_eq!(mine.rejected(&wrong, minutes(15)).attempts, 2);
    for (scope, hold) in theirs.shareable(&wrong, START) {
        mine.absorb(&wrong, scope, hold);
    }
    assert_eq!(mine.rejected(&wrong, minutes(75)).attempts, 3, "older news");
}

#[test]
fn an_attempt_that_holds_nothing_counts_in_other_processes() {
    let (mut mine, mut theirs) = (AccountHolds::default(), AccountHolds::default());
    let unsure = key("unsure", None);
    assert_eq!(theirs.shareable(&unsure, START), []);
    assert_eq!(theirs.unanswered(&unsure, START), None);
    for (scope, hold) in theirs.shareable(&unsure, START) {
        mine.absorb(&unsure, scope, hold);
    }
    assert_eq!(mine.check(&unsure, START), Ok(()));
    assert!(mine.unanswered(&unsure, START).is_some(), "the second in all");
}

#[test]
fn a_reset_is_pending_until_the_store_reflects_it() {
    let mut holds = AccountHolds::default();
    holds.end_holds();
    assert_eq!(holds.pending_reset(), Some(HoldReset::Holds));
    holds.forget_attempts();
    holds.end_holds();
    assert_eq!(holds.pending_reset(), Some(HoldReset::Everything), "the greater one stays");
    holds.mark_reset_shared();
    assert_eq!(holds.pending_reset(), None);
}

#[test]
fn a_hold_of_another_process_counts_though_an_older_count_is_as_high() {
    let wrong = key("pw", None);
    let (mut one, mut other) = (AccountHolds::default(), AccountHolds::default());
    let held = one.rejected(&wrong, START);
    other.absorb(&wrong, Scope::Credentials, held);
    one.forget_attempts();
    one.accepted(&wrong, START);
    let held = one.rejected(&wrong, minutes(100));
    other.absorb(&wrong, Scope::Credentials, held);
    assert_eq!(other.check(&wrong, minutes(101)), Err(held));
}

#[test]
fn responses_without_a_token_hold_for_a_minute_then_5_then_an_hour_and_a_success_clears_them() {
    let (mut holds, key) = (AccountHolds::default(), key("right", None));
    holds.accepted(&key, START);
    assert_eq!(holds.without_token(&key, START), None);
    for length in [1, 5, 60] {
        assert_eq!(holds.without_token(&key, START).map(|hold| hold.until), Some(minutes(length)));
    }
    holds.accepted(&key, START);
    assert_eq!(holds.without_token(&key, START), None);
}

#[test]
fn an_account_gets_4_sign_ins_without_a_token_within_an_hour_whatever_the_credentials() {
    let mut holds = AccountHolds::default();
    for number in 0..4 {
        assert_eq!(holds.check(&key(&number.to_string(), None), minutes(number)), Ok(()));
        holds.count_unproven(minutes(number));
    }
    let hold = holds.check(&key("fifth", None), minutes(59)).expect_err("the ceiling");
    assert_eq!((hold.reason, hold.until), (HoldReason::Unproven, minutes(60)));
    assert_eq!(holds.check(&key("fifth", None), minutes(60)), Ok(()));
}

#[test]
fn sign_ins_that_two_processes_know_count_once() {
    let counted = |at: &[u64]| {
        let mut holds = AccountHolds::default();
        at.iter().for_each(|at| holds.count_unproven(minutes(*at)));
        holds
    };
    let absorbed = |own: &[u64], known: &[u64]| {
        let mut holds = counted(own);
        holds.absorb_unproven(counted(known).unproven.into());
        holds.unproven
    };
    let ends = |at: &[u64]| counted(at).unproven;
    assert_eq!(absorbed(&[1, 2], &[1, 2]), ends(&[1, 2]));
    assert_eq!(absorbed(&[1], &[1, 2, 3]), ends(&[1, 2, 3]));
    assert_eq!(absorbed(&[1, 2, 3], &[2]), ends(&[1, 2, 3]));
    assert_eq!(absorbed(&[], &[1, 2, 3, 4, 5]), ends(&[2, 3, 4, 5]));
}

#[test]
fn old_credentials_and_proven_aliases_are_forgotten() {
    let mut holds = AccountHolds::default();
    for number in 0..5_000_u64 {
        holds.accepted(&key("right", Some(&number.to_string())), START);
    }
    assert_eq!(holds.credentials.values().map(|attempts| attempts.proven.len()).sum::<usize>(), MAX_PROVEN);
    holds.unproven.clear();
    for day in 0..100 {
        holds.rejected(&key(&format!("wrong-{day}"), None), minutes(day * 24 * 60));
    }
    assert!(holds.credentials.len() < 10, "{}", holds.credentials.len());
}

#[test]
fn a_response_without_a_token_does_not_shorten_the_hold_of_a_parallel_rejection() {
    let (mut holds, wrong) = (AccountHolds::default(), key("right", Some("a")));
    holds.accepted(&wrong, START);
    let held = holds.rejected(&wrong, START);
    assert_eq!(holds.without_token(&key("right", Some("b")), START), Some(held));
    assert_eq!(holds.check(&wrong, START), Err(held));
}

#[test]
fn a_second_pause_does_not_shorten_the_first() {
    let mut holds = AccountHolds::default();
    holds.throttled(minutes(10));
    assert_eq!(holds.throttled(minutes(1)).until, minutes(10));
    assert_eq!(holds.check(&key("right", None), START).map_err(|hold| hold.until), Err(minutes(10)));
}
