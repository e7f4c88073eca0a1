//! Single flight: all callers share one token fetch and its failure, and a dropped caller does not cancel it.

use super::{super::*, script::*};
use crate::auth::TokenError;

#[tokio::test(start_paused = true)]
async fn ten_thousand_cold_callers_are_1_sign_in() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::After(seconds(1), Box::new(Reply::Tokens(tokens("one"))))]);
    let outcomes = crowd(&stage.manager, 10_000).await;
    assert!(outcomes.iter().all(|outcome| outcome.as_ref().is_ok_and(|got| got.header == "Bearer one")));
    assert_eq!(stage.counts(), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_callers_and_a_failing_sign_in_are_1_attempt_and_one_shared_error() {
    let stage = Stage::new();
    let failing = || Reply::After(seconds(1), Box::new(Reply::Error(TokenError::transient("500"))));
    stage.login.on_sign_in([failing(), failing()]);
    let outcomes = crowd(&stage.manager, 10_000).await;
    let failures: Vec<_> = outcomes.into_iter().map(|outcome| outcome.expect_err("it failed")).collect();
    assert!(failures.iter().all(|failure| Arc::ptr_eq(failure, &failures[0])));
    assert_eq!(stage.counts(), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_callers_and_a_failing_refresh_are_the_3_attempts_of_one_token_fetch() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    stage.login.on_refresh((0..4).map(|_| Reply::Error(TokenError::transient("500"))));
    let outcomes = crowd(&stage.manager, 10_000).await;
    assert!(outcomes.iter().all(|outcome| outcome.is_err()));
    assert_eq!(stage.counts(), (1, 3));
}

#[tokio::test(start_paused = true)]
async fn a_fetch_completes_without_its_callers_and_its_rotated_token_is_kept() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    let rotated = tokens("rotated").refresh_token("refresh-2");
    stage.login.on_refresh([Reply::After(seconds(2), Box::new(Reply::Tokens(rotated)))]);
    for _ in 0..3 {
        let impatient = timeout(seconds(1) / 4, stage.manager.authorize(None)).await;
        assert!(impatient.is_err(), "still waiting");
    }
    stage.settle().await;
    assert_eq!(stage.token().await.as_deref(), Ok("rotated"));
    assert_eq!(stage.counts(), (1, 1));

    stage.clock.advance(HOUR);
    stage.token().await.expect("refreshed");
    assert_eq!(stage.login.refreshed_with(), ["refresh", "refresh-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_fetch_that_panics_is_lost_and_its_waiters_elect_a_leader_at_most_twice() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    stage.login.on_refresh([Reply::Panic, Reply::Panic, Reply::Panic]);
    let outcomes = crowd(&stage.manager, 100).await;
    for outcome in outcomes {
        assert_eq!(outcome.expect_err("lost").kind(), AuthFailureKind::FetchLost);
    }
    assert_eq!(stage.counts(), (1, 3));
    assert_eq!(stage.token().await.as_deref(), Ok("access-1"), "the next call succeeds");
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_that_panics_hangs_no_caller_and_counts_towards_a_lockout() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::Panic, Reply::Panic, Reply::Panic]);
    for outcome in crowd(&stage.manager, 100).await {
        outcome.expect_err("lost, then held");
    }
    assert_eq!(stage.counts(), (2, 0), "the guard counts what may have been sent");
}

#[tokio::test(start_paused = true)]
async fn an_attempt_lasts_10_seconds_at_most() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::After(seconds(60), Box::new(Reply::Panic))]);
    let start = Instant::now();
    let failure = stage.manager.authorize(None).await.expect_err("the attempt's limit");
    assert!(failure.is_timeout());
    assert_eq!(failure.kind(), AuthFailureKind::Unavailable);
    assert_eq!(start.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_fetch_lasts_25_seconds_at_most() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    let slow = || Reply::After(seconds(60), Box::new(Reply::Panic));
    stage.login.on_refresh([slow(), slow(), slow()]);
    let start = Instant::now();
    let failure = stage.manager.authorize(None).await.expect_err("out of time");
    assert!(failure.is_timeout());
    assert_eq!(start.elapsed().as_secs(), 25);
}

#[test]
fn without_a_runtime_a_caller_gets_an_error_at_once() {
    let stage = Stage::new();
    let mut authorize = std::pin::pin!(stage.manager.authorize(None));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(outcome) = authorize.as_mut().poll(&mut context) else {
        panic!("it waits for nothing");
    };
    assert_eq!(outcome.expect_err("no runtime").kind(), AuthFailureKind::NoRuntime);
}

#[test]
fn a_runtime_that_shuts_down_ends_its_token_fetch() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::After(seconds(5), Box::new(Reply::Panic))]);
    runtime.block_on(async {
        let waiting = timeout(Duration::ZERO, stage.manager.authorize(None)).await;
        assert!(waiting.is_err());
    });
    drop(runtime);
    assert!(!stage.manager.status().is_fetching(), "the token fetch ended with its runtime");
}

#[test]
fn a_runtime_that_rejects_the_task_is_an_error_and_no_panic() {
    let stage = Stage::new();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build().expect("a runtime");
    let handle = runtime.handle().clone();
    runtime.shutdown_timeout(seconds(10));
    let failure = handle.block_on(stage.manager.authorize(None)).expect_err("no runtime");
    assert_eq!(failure.kind(), AuthFailureKind::NoRuntime);
    assert_eq!(stage.counts(), (0, 0));
    assert!(!stage.manager.status().is_fetching());
}
