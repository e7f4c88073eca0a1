//! The lifetime of a token, from sign-in to expiry.

use super::{super::*, script::*};
use crate::auth::{AuthState, TokenError};

#[tokio::test(start_paused = true)]
async fn a_fresh_token_is_served_without_a_fetch() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(seconds(3000));
    assert_eq!(stage.current().header, "Bearer access-0");
    assert!(stage.current().header.is_sensitive());
    assert_eq!(stage.token().await.as_deref(), Ok("access-0"));
    assert_eq!(stage.counts(), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn in_the_advisory_window_callers_are_served_at_once_while_one_fetch_refreshes() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(seconds(3400));
    stage.login.on_refresh([Reply::After(seconds(1), Box::new(Reply::Tokens(tokens("new"))))]);
    for outcome in crowd(&stage.manager, 100).await {
        assert_eq!(outcome.expect("served").header, "Bearer access-0");
    }
    stage.settle().await;
    assert_eq!(stage.current().header, "Bearer new");
    assert_eq!(stage.counts(), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn only_a_call_that_waits_for_a_token_is_not_served_at_once() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(seconds(3400));
    assert_eq!(stage.manager.at_once(None).expect("advisory").header, "Bearer access-0");
    stage.settle().await;
    assert_eq!(stage.counts(), (1, 1), "the refresh that was due has started");
    stage.clock.advance(seconds(3550));
    assert!(stage.manager.at_once(None).is_none(), "mandatory");
}

#[tokio::test(start_paused = true)]
async fn in_the_mandatory_window_callers_wait_2_seconds_and_then_get_the_old_token() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(seconds(3550));
    stage.login.on_refresh([Reply::After(seconds(5), Box::new(Reply::Tokens(tokens("new"))))]);
    let start = Instant::now();
    assert_eq!(stage.token().await.as_deref(), Ok("access-0"));
    assert_eq!(start.elapsed(), seconds(2));
    stage.settle().await;
    assert_eq!(stage.token().await.as_deref(), Ok("new"));
    assert_eq!(stage.counts(), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_is_refreshed_and_after_the_refresh_deadline_a_sign_in_follows() {
    let stage = Stage::new();
    let first = tokens("first").refresh_token("refresh").refresh_expires_at(stage.clock.wall() + 36 * HOUR);
    stage.login.on_sign_in([Reply::Tokens(first)]);
    assert_eq!(stage.token().await.as_deref(), Ok("first"));
    let deadline = stage.manager.status().refresh_expires_at().expect("known");
    assert_eq!(deadline.duration_since(stage.clock.wall()).expect("ahead"), 36 * HOUR);

    stage.clock.advance(34 * HOUR + HOUR / 2);
    stage.token().await.expect("refreshed");
    assert_eq!(stage.manager.status().refresh_expires_at(), Some(deadline), "the original one");
    stage.clock.advance(HOUR + HOUR / 2 - seconds(31));
    stage.login.on_refresh([Reply::Tokens(tokens("brief").expires_in(seconds(1)))]);
    stage.token().await.expect("refreshed");
    assert_eq!(stage.counts(), (1, 2), "31 s before the deadline");

    stage.clock.advance(seconds(1));
    stage.token().await.expect("signed in");
    assert_eq!(stage.counts(), (2, 2), "30 s before it");
}

#[tokio::test(start_paused = true)]
async fn a_rejected_refresh_token_leads_to_a_sign_in_in_the_same_fetch() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    stage.login.on_refresh([Reply::Error(TokenError::rejected("invalid_grant"))]);
    assert_eq!(stage.token().await.as_deref(), Ok("access-1"));
    assert_eq!(stage.counts(), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_without_a_refresh_token_is_followed_by_another_sign_in() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::Tokens(tokens("alone"))]);
    assert_eq!(stage.token().await.as_deref(), Ok("alone"));
    stage.clock.advance(HOUR);
    stage.token().await.expect("signed in");
    assert_eq!(stage.counts(), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn a_token_dead_on_arrival_is_not_published_but_its_refresh_token_is_adopted() {
    let stage = Stage::new();
    let dead = TokenSetOf::dead().refresh_token("refresh-1");
    stage.login.on_sign_in([Reply::Tokens(dead)]);
    let failure = stage.manager.authorize(None).await.expect_err("dead");
    assert_eq!(failure.kind(), AuthFailureKind::BadAnswer);
    assert_eq!(failure.retry_after(stage.manager.now()), Some(seconds(5)));
    stage.clock.advance(seconds(5));
    stage.token().await.expect("refreshed");
    assert_eq!(stage.counts(), (1, 1));
    assert_eq!(stage.login.refreshed_with(), ["refresh-1"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_expires_before_its_response_arrives_is_dead_on_arrival() {
    let stage = Stage::new();
    let short = tokens("short").expires_in(seconds(2));
    stage.login.on_sign_in([Reply::After(seconds(3), Box::new(Reply::Tokens(short)))]);
    assert_eq!(stage.token().await, Err(AuthFailureKind::BadAnswer));
}

#[tokio::test(start_paused = true)]
async fn a_dead_token_leaves_the_previous_one_in_use() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(seconds(3550));
    stage.login.on_refresh([Reply::Tokens(TokenSetOf::dead())]);
    assert_eq!(stage.token().await.as_deref(), Ok("access-0"));
    assert_eq!(stage.manager.status().state(), AuthState::Mandatory);
}

#[tokio::test(start_paused = true)]
async fn lifetimes_count_from_when_the_request_was_sent() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::After(seconds(9), Box::new(Reply::Tokens(tokens("slow"))))]);
    let sent_at = stage.clock.wall();
    stage.token().await.expect("signed in");
    assert_eq!(stage.manager.status().access_expires_at(), Some(sent_at + HOUR));
}

#[tokio::test(start_paused = true)]
async fn a_token_ends_when_either_clock_says_so() {
    let set_forward = Stage::signed_in().await;
    set_forward.clock.set_wall(set_forward.clock.wall() + HOUR);
    assert_eq!(set_forward.token().await.as_deref(), Ok("access-1"));

    let set_back = Stage::signed_in().await;
    set_back.clock.set_wall(set_back.clock.wall() - HOUR);
    set_back.clock.advance(HOUR);
    assert_eq!(set_back.token().await.as_deref(), Ok("access-1"));
}

#[tokio::test(start_paused = true)]
async fn a_token_too_short_for_the_call_is_replaced_once_and_then_served() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(seconds(1800));
    let authorization = stage.manager.authorize(Some(2 * HOUR)).await.expect("served");
    assert_eq!(authorization.header, "Bearer access-1");
    stage.manager.authorize(Some(2 * HOUR)).await.expect("served, not looped on");
    assert_eq!(stage.counts(), (1, 1));
    assert!(stage.manager.current(Some(2 * HOUR)).is_none());
}

#[tokio::test(start_paused = true)]
async fn proactive_fetches_start_once_a_second_at_most() {
    let stage = Stage::signed_in().await;
    let short = || Reply::Tokens(tokens("short").expires_in(Duration::from_millis(400)));
    stage.login.on_refresh((0..100).map(|_| short()));
    stage.clock.advance(seconds(3400));
    for _ in 0..300 {
        stage.token().await.expect("a token");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let (_, refreshes) = stage.counts();
    assert!(refreshes <= 10, "{refreshes} in 3 seconds");
}

#[tokio::test]
async fn a_login_with_unusably_short_lifetimes_is_not_asked_endlessly() {
    let stage = Stage::new();
    let blink = || Reply::Tokens(tokens("blink").expires_in(Duration::from_micros(50)));
    stage.login.on_sign_in((0..100).map(|_| blink()));
    let _ = stage.token().await;
    let (sign_ins, _) = stage.counts();
    assert!(sign_ins <= 3, "{sign_ins}");
}

#[tokio::test(start_paused = true)]
async fn the_keep_warm_task_refreshes_without_calls_and_stops_after_2_hours() {
    let stage = Stage::new();
    stage.manager.keep_warm();
    tokio::time::sleep(HOUR).await;
    assert_eq!(stage.counts(), (0, 0), "it starts with a call");
    stage.token().await.expect("signed in");
    tokio::time::sleep(HOUR + HOUR / 2).await;
    assert_eq!(stage.counts(), (1, 1));
    assert!(stage.manager.current(None).is_some());
    tokio::time::sleep(24 * HOUR).await;
    let (_, refreshes) = stage.counts();
    assert!(refreshes <= 3, "it stopped, after {refreshes} refreshes");
}

#[tokio::test(start_paused = true)]
async fn a_keep_warm_task_that_has_stopped_starts_again_with_the_next_call() {
    let stage = Stage::new();
    stage.manager.keep_warm();
    stage.login.on_sign_in([Reply::Tokens(tokens("long").expires_in(6 * HOUR).refresh_token("refresh"))]);
    stage.token().await.expect("signed in");
    tokio::time::sleep(5 * HOUR).await;
    assert_eq!(
        stage.current().header,
        "Bearer long",
        "fresh, so there is no token fetch that could start the keep-warm task"
    );
    tokio::time::sleep(HOUR + HOUR / 2).await;
    assert_eq!(stage.counts(), (1, 1));
    assert!(stage.manager.current(None).is_some());
}

#[test]
fn a_keep_warm_task_that_ended_with_its_runtime_starts_again_with_the_next_call() {
    let stage = Stage::new();
    stage.manager.keep_warm();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(async {
        stage.token().await.expect("signed in");
        assert!(!stage.manager.shared.activity.claim_keep_warm(), "it runs");
    });
    drop(runtime);
    assert!(stage.manager.shared.activity.claim_keep_warm());
}

/// Token sets that are already expired.
struct TokenSetOf;

impl TokenSetOf {
    fn dead() -> crate::auth::TokenSet {
        tokens("dead").expires_in(Duration::ZERO)
    }
}
