//! The failure classes of token fetches, as callers see them.

use http::StatusCode;

use super::{super::*, script::*};
use crate::auth::api::token_error::RejectionBody;
use crate::auth::{AuthState, TokenError, TokenSet};

fn status(code: u16, rejection: RejectionBody) -> Reply {
    let status = StatusCode::from_u16(code).expect("a status");
    Reply::Error(TokenError::from_status(status, rejection, None))
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_shared_by_all_callers_until_its_retry_time() {
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

/// Returns the longest pause after each of `COUNT` consecutive failures, over 60 managers with different jitter. Checks
/// that each pause is within its bound, in seconds.
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
            // Token fetches in the background start at least a second apart.
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
async fn three_fetches_without_a_token_lead_to_one_sign_in_whatever_the_responses() {
    let replies: [fn() -> Reply; 6] = [
        || status(403, RejectionBody::Bare),
        || status(404, RejectionBody::Bare),
        || status(307, RejectionBody::Bare),
        || status(500, RejectionBody::Bare),
        || Reply::Error(TokenError::malformed("an empty body")),
        || Reply::Error(TokenError::unanswered("reset")),
    ];
    for reply in replies {
        let stage = Stage::signed_in().await;
        stage.clock.advance(HOUR);
        stage.login.on_refresh((0..9).map(|_| reply()));
        for _ in 0..2 {
            assert!(stage.token().await.is_err());
            stage.clock.advance(seconds(15));
        }
        assert_eq!(stage.token().await.as_deref(), Ok("access-1"));
        let (sign_ins, refreshes) = stage.counts();
        assert_eq!(sign_ins, 2);
        assert!([3, 9].contains(&refreshes), "{refreshes}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_is_always_throttled_leads_to_a_sign_in_after_the_third_pause() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    stage.login.on_refresh((0..3).map(|_| Reply::Error(TokenError::throttled(seconds(60)))));
    for _ in 0..3 {
        assert_eq!(stage.token().await, Err(AuthFailureKind::Throttled));
        assert_eq!(stage.manager.status().state(), AuthState::Throttled);
        stage.clock.advance(seconds(60));
    }
    assert_eq!(stage.token().await.as_deref(), Ok("access-1"));
    assert_eq!(stage.counts(), (2, 3));
}

#[tokio::test(start_paused = true)]
async fn sign_ins_without_a_token_pause_for_a_minute_then_5_then_an_hour() {
    let stage = Stage::new();
    stage.login.on_sign_in((0..20).map(|_| Reply::Error(TokenError::malformed("an empty body"))));
    let mut asked = Vec::new();
    for second in 0..7200_u64 {
        let (before, _) = stage.counts();
        let _ = stage.token().await;
        if stage.counts().0 > before {
            asked.push(second);
        }
        stage.clock.advance(seconds(1));
    }
    let [first, second, third, fourth, fifth] = asked[..] else { panic!("{asked:?}") };
    assert!(second - first <= 15, "{asked:?}");
    assert_eq!((third - second, fourth - third), (60, 300));
    assert_eq!(fifth - fourth, 3600);
}

#[tokio::test(start_paused = true)]
async fn a_rejection_with_status_200_is_a_rejection() {
    let stage = Stage::new();
    stage.login.on_sign_in([status(200, RejectionBody::with_code("access_denied"))]);
    assert_eq!(stage.token().await, Err(AuthFailureKind::Rejected { attempts: 1 }));
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_of_a_sign_in_counts_and_its_refresh_token_is_kept() {
    let stage = Stage::new();
    let expired = || Reply::Tokens(TokenSet::new("late").expires_in(Duration::ZERO).refresh_token("refresh-1"));
    stage.login.on_sign_in([expired()]);
    stage.login.on_refresh((0..3).map(|_| expired()));
    for _ in 0..4 {
        assert_eq!(stage.token().await, Err(AuthFailureKind::BadAnswer));
        stage.clock.advance(seconds(15));
    }
    assert_eq!(stage.counts(), (1, 3));
    assert_eq!(stage.token().await.as_deref(), Ok("access-0"), "the fifth fetch signs in");
}

#[tokio::test(start_paused = true)]
async fn a_slow_login_has_the_time_limit_of_its_source() {
    let stage = Stage::new();
    stage.login.set_timeout(seconds(300));
    stage.login.on_sign_in([Reply::After(seconds(299), Box::new(Reply::Tokens(tokens("slow"))))]);
    assert_eq!(stage.token().await.as_deref(), Ok("slow"));
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
async fn a_missing_login_backs_off_for_a_minute_at_most_and_is_no_rejection() {
    let stage = Stage::new();
    stage.login.on_sign_in([status(404, RejectionBody::Bare)]);
    let failure = stage.manager.authorize(None).await.expect_err("404");
    assert_eq!(failure.kind(), AuthFailureKind::BadAnswer);
    assert!(failure.retry_after(stage.manager.now()).is_some_and(|pause| pause <= seconds(1)));
    assert_eq!(stage.manager.status().state(), AuthState::Backoff);
}

#[tokio::test(start_paused = true)]
async fn a_throttled_sign_in_pauses_the_whole_user_name_as_the_server_says() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    login.on_sign_in([Reply::Error(TokenError::throttled(seconds(3)))]);
    let manager = world.manager(&login, None, 1);
    let failure = manager.authorize(None).await.expect_err("throttled");
    assert_eq!(failure.kind(), AuthFailureKind::Throttled);
    assert_eq!(failure.retry_after(Moment::now(&world.clock)), Some(seconds(3)));
    assert_eq!(manager.status().state(), AuthState::Throttled);
    login.set_password("another");
    assert_eq!(token(&world.manager(&login, Some("b"), 2)).await, Err(AuthFailureKind::Throttled));
    assert_eq!(login.counts(), (1, 0));
    world.clock.advance(seconds(3));
    assert!(token(&manager).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_throttled_refresh_waits_for_the_stated_time_and_never_signs_in() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    stage.login.on_refresh([Reply::Error(TokenError::throttled(seconds(120)))]);
    let failure = stage.manager.authorize(None).await.expect_err("throttled");
    assert_eq!(failure.retry_after(stage.manager.now()), Some(seconds(120)));
    assert_eq!(stage.counts(), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_throttled_refresh_waits_no_longer_than_the_server_says_whatever_failed_before() {
    for seed in 0..10 {
        let (world, login) = (World::new(), Arc::new(Login::of("greta")));
        let manager = world.manager(&login, None, seed);
        token(&manager).await.expect("signed in");
        world.clock.advance(HOUR);
        login.on_refresh((0..12).map(|_| status(500, RejectionBody::Bare)));
        login.on_refresh([Reply::Error(TokenError::throttled(seconds(1)))]);
        login.on_sign_in([status(500, RejectionBody::Bare)]);
        for _ in 0..4 {
            assert_eq!(token(&manager).await, Err(AuthFailureKind::Unavailable));
            world.clock.advance(seconds(15));
        }
        let failure = manager.authorize(None).await.expect_err("throttled");
        assert_eq!(failure.kind(), AuthFailureKind::Throttled);
        assert_eq!(failure.retry_after(manager.now()), Some(seconds(1)));
    }
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
    assert_eq!(stage.manager.status().state(), AuthState::Backoff, "no password was rejected");
    stage.clock.advance(seconds(59));
    assert_eq!(stage.token().await, Err(AuthFailureKind::Held { attempts: 2 }));
    assert_eq!(stage.counts(), (2, 0));
    stage.clock.advance(seconds(1));
    assert!(stage.token().await.is_ok(), "after a minute");
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
async fn an_access_token_with_invalid_characters_is_never_published() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::Tokens(tokens("a\r\nx-injected: b"))]);
    assert_eq!(stage.token().await, Err(AuthFailureKind::BadAnswer));
}

#[tokio::test(start_paused = true)]
async fn a_credentials_provider_that_fails_or_takes_10_seconds_is_a_transient_failure() {
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

#[tokio::test(start_paused = true)]
async fn a_success_resets_the_backoff() {
    for seed in 0..20 {
        let (world, login) = (World::new(), Arc::new(Login::of("greta")));
        let manager = world.manager(&login, None, seed);
        login.on_sign_in((0..5).map(|_| status(500, RejectionBody::Bare)));
        for _ in 0..5 {
            assert!(token(&manager).await.is_err());
            world.clock.advance(seconds(15));
        }
        login.on_sign_in([Reply::Tokens(tokens("alone")), status(500, RejectionBody::Bare)]);
        assert_eq!(token(&manager).await.as_deref(), Ok("alone"));
        world.clock.advance(HOUR);
        let failure = manager.authorize(None).await.expect_err("500");
        assert!(failure.retry_after(manager.now()).is_some_and(|pause| pause <= seconds(1)), "the first in a row");
    }
}
