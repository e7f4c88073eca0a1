//! The table of failure classes, seen from outside.

use http::StatusCode;

use super::{super::*, script::*};
use crate::auth::api::token_error::RejectionBody;
use crate::auth::{AuthState, TokenError};

fn status(code: u16, rejection: RejectionBody) -> Reply {
    let status = StatusCode::from_u16(code).expect("a status");
    Reply::Error(TokenError::from_status(status, rejection, None))
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_given_to_all_who_come_before_its_time() {
    let stage = Stage::new();
    stage.login.on_sign_in([status(500, RejectionBody::Bare)]);
    let failure = stage.manager.authorize(None).await.expect_err("500");
    assert_eq!(failure.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
    let retry_after = failure.retry_after(stage.manager.now()).expect("a time");
    assert!(retry_after >= Duration::from_millis(500) && retry_after <= seconds(1));
    for outcome in crowd(&stage.manager, 100).await {
        assert!(Arc::ptr_eq(&outcome.expect_err("the same"), &failure));
    }
    assert_eq!(stage.counts(), (1, 0));
    stage.clock.advance(retry_after);
    assert!(stage.token().await.is_ok());
}

/// The longest pause after the first failure in a row, the second, and so on, of many that draw their jitter; each
/// within its bound, in seconds.
async fn longest_pauses<const COUNT: usize>(bounds: [u64; COUNT], has_token: bool) -> [Duration; COUNT] {
    let mut longest = [Duration::ZERO; COUNT];
    for seed in 0..60 {
        let (world, login) = (World::new(), Arc::new(Login::of("greta")));
        let manager = world.manager(&login, None, seed);
        if has_token {
            token(&manager).await.expect("signed in");
            world.clock.advance(HOUR - seconds(250));
        }
        login.on_sign_in((0..COUNT).map(|_| status(500, RejectionBody::Bare)));
        login.on_refresh((0..3 * COUNT).map(|_| status(500, RejectionBody::Bare)));
        for (longest, bound) in longest.iter_mut().zip(bounds) {
            assert_eq!(token(&manager).await.is_ok(), has_token);
            while manager.status().is_fetching() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            let retry_at = manager.status().retry_at().expect("a pause");
            let pause = retry_at.duration_since(world.clock.wall()).expect("ahead");
            assert!(pause <= seconds(bound), "{pause:?} of {bound} s");
            *longest = pause.max(*longest);
            // Token fetches that nobody waits for have a second between them in any case.
            world.clock.advance(pause.max(seconds(1)));
        }
    }
    longest
}

#[tokio::test(start_paused = true)]
async fn backoff_is_1_s_doubling_with_full_jitter_to_15_s_without_and_30_s_with_a_valid_token() {
    let without = [1, 2, 4, 8, 15, 15];
    let with = [1, 2, 4, 8, 16, 30];
    for (bounds, has_token) in [(without, false), (with, true)] {
        let longest = longest_pauses(bounds, has_token).await;
        for (longest, bound) in longest.into_iter().zip(bounds) {
            assert!(longest > seconds(bound) * 4 / 5, "{longest:?} is the longest of 60, of {bound} s");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_rejection_without_json_on_refresh_leads_to_one_sign_in_after_3_fetches() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    stage.login.on_refresh((0..3).map(|_| status(403, RejectionBody::Bare)));
    for number in 1..=2 {
        assert_eq!(stage.token().await, Err(AuthFailureKind::Unavailable));
        assert_eq!(stage.counts(), (1, number), "one attempt a token fetch");
        stage.clock.advance(seconds(15));
    }
    assert_eq!(stage.token().await.as_deref(), Ok("access-1"));
    assert_eq!(stage.counts(), (2, 3));
}

#[tokio::test(start_paused = true)]
async fn refusals_without_json_are_counted_in_a_row() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    let rejected = || status(403, RejectionBody::Bare);
    let failed = || status(500, RejectionBody::Bare);
    stage.login.on_refresh([rejected(), rejected(), failed(), failed(), failed(), rejected()]);
    for _ in 0..4 {
        assert_eq!(stage.token().await, Err(AuthFailureKind::Unavailable));
        stage.clock.advance(seconds(15));
    }
    assert_eq!(stage.counts(), (1, 6), "never three in a row");
}

#[tokio::test(start_paused = true)]
async fn backoff_is_ended_by_changed_credentials_and_by_a_reset() {
    for end in [TokenManager::credentials_changed, TokenManager::reset_sign_in_guard] {
        let stage = Stage::new();
        stage.login.on_sign_in([status(500, RejectionBody::Bare)]);
        assert_eq!(stage.token().await, Err(AuthFailureKind::Unavailable));
        end(&stage.manager);
        assert!(stage.token().await.is_ok());
        assert_eq!(stage.counts(), (2, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn changed_credentials_drop_no_live_token() {
    let stage = Stage::signed_in().await;
    stage.manager.credentials_changed();
    assert_eq!(stage.token().await.as_deref(), Ok("access-0"));
    assert_eq!(stage.counts(), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_rejection_without_json_on_sign_in_is_treated_as_a_rejection() {
    let stage = Stage::new();
    stage.login.on_sign_in([status(403, RejectionBody::Bare)]);
    assert_eq!(stage.token().await, Err(AuthFailureKind::Rejected { attempts: 1 }));
}

#[tokio::test(start_paused = true)]
async fn a_wrong_endpoint_holds_for_15_minutes_and_is_no_rejection() {
    let stage = Stage::new();
    stage.login.on_sign_in([status(404, RejectionBody::Bare)]);
    let failure = stage.manager.authorize(None).await.expect_err("404");
    assert_eq!(failure.kind(), AuthFailureKind::BadAnswer);
    assert_eq!(failure.retry_after(stage.manager.now()), Some(seconds(900)));
    assert_eq!(stage.manager.status().state(), AuthState::Backoff);
}

#[tokio::test(start_paused = true)]
async fn a_throttled_sign_in_blocks_the_whole_user_name_for_a_minute_at_least() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    login.on_sign_in([Reply::Error(TokenError::throttled(seconds(5)))]);
    let failure = world.manager(&login, None, 1).authorize(None).await.expect_err("throttled");
    assert_eq!(failure.kind(), AuthFailureKind::Throttled);
    assert_eq!(failure.retry_after(Moment::now(&world.clock)), Some(seconds(60)));
    login.set_password("another");
    assert_eq!(token(&world.manager(&login, Some("b"), 2)).await, Err(AuthFailureKind::Throttled));
    assert_eq!(login.counts(), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_throttled_refresh_waits_as_told_and_never_signs_in() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    stage.login.on_refresh([Reply::Error(TokenError::throttled(seconds(120)))]);
    let failure = stage.manager.authorize(None).await.expect_err("throttled");
    assert_eq!(failure.retry_after(stage.manager.now()), Some(seconds(120)));
    assert_eq!(stage.counts(), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_that_was_not_sent_is_tried_once_more() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::Error(TokenError::unsent("dns"))]);
    assert!(stage.token().await.is_ok());
    assert_eq!(stage.counts(), (2, 0));

    let stage = Stage::new();
    stage.login.on_sign_in((0..3).map(|_| Reply::Error(TokenError::unsent("dns"))));
    let failure = stage.manager.authorize(None).await.expect_err("unsent");
    assert!(failure.is_connect());
    assert_eq!(stage.counts(), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn an_unanswered_sign_in_with_unproven_credentials_is_not_repeated_and_counts() {
    let stage = Stage::new();
    stage.login.on_sign_in((0..2).map(|_| Reply::Error(TokenError::unanswered("reset"))));
    assert_eq!(stage.token().await, Err(AuthFailureKind::Unavailable));
    assert_eq!(stage.counts(), (1, 0));
    stage.clock.advance(seconds(1));
    assert_eq!(stage.token().await, Err(AuthFailureKind::Held { attempts: 2 }));
    stage.clock.advance(seconds(1800));
    assert_eq!(stage.token().await, Err(AuthFailureKind::Held { attempts: 2 }));
    assert_eq!(stage.counts(), (2, 0), "at most 2 in the first 30 minutes");
}

#[tokio::test(start_paused = true)]
async fn an_unanswered_sign_in_with_proven_credentials_is_repeated_in_the_fetch() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::Tokens(tokens("alone"))]);
    stage.token().await.expect("signed in");
    stage.clock.advance(HOUR);
    stage.login.on_sign_in([Reply::Error(TokenError::unanswered("reset"))]);
    assert!(stage.token().await.is_ok());
    assert_eq!(stage.counts(), (3, 0));
}

#[tokio::test(start_paused = true)]
async fn an_access_token_outside_its_characters_is_never_published_whoever_gives_it() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::Tokens(tokens("a\r\nx-injected: b"))]);
    assert_eq!(stage.token().await, Err(AuthFailureKind::BadAnswer));
}

#[tokio::test(start_paused = true)]
async fn a_credential_provider_that_fails_or_takes_10_seconds_is_a_passing_trouble_and_no_rejection() {
    let late = || Reply::After(seconds(60), Box::new(Reply::Panic));
    for (trouble, is_timeout, took) in [(Reply::Error(TokenError::rejected("vault")), false, 0), (late(), true, 10)] {
        let stage = Stage::new();
        stage.login.on_question([trouble]);
        let start = Instant::now();
        let failure = stage.manager.authorize(None).await.expect_err("no credentials");
        assert_eq!(failure.kind(), AuthFailureKind::Unavailable);
        assert_eq!((failure.is_timeout(), start.elapsed().as_secs()), (is_timeout, took));
        assert_eq!(stage.counts(), (0, 0), "nothing was sent");
        stage.clock.advance(seconds(1));
        assert!(stage.token().await.is_ok());
    }
}
