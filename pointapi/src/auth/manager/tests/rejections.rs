//! Calls that get a 401.

use super::{super::*, script::*};
use crate::auth::{AuthState, TokenError};

#[tokio::test(start_paused = true)]
async fn a_hundred_parallel_401s_of_one_generation_are_1_refresh_and_100_replays() {
    let stage = Stage::signed_in().await;
    let used = stage.current();
    let mut calls = Vec::new();
    for _ in 0..100 {
        let (manager, used) = (stage.manager.clone(), used.clone());
        calls.push(tokio::spawn(async move {
            assert!(manager.rejected(&used, ENDPOINT));
            manager.authorize(None).await.expect("a new token")
        }));
    }
    for call in calls {
        assert_eq!(call.await.expect("no panic").header, "Bearer access-1");
    }
    assert_eq!(stage.counts(), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_late_401_of_an_old_generation_is_no_refresh() {
    let stage = Stage::signed_in().await;
    let old = stage.current();
    stage.clock.advance(HOUR);
    stage.token().await.expect("refreshed");
    assert!(stage.manager.rejected(&old, ENDPOINT));
    assert_eq!(stage.current().header, "Bearer access-1");
    assert_eq!(stage.counts(), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_never_served_again_and_is_replaced_even_without_a_replay() {
    let stage = Stage::signed_in().await;
    assert!(stage.manager.rejected(&stage.current(), ENDPOINT));
    assert!(stage.manager.current(None).is_none());
    assert_eq!(stage.manager.status().state(), AuthState::Invalidated);
    stage.settle().await;
    assert_eq!(stage.current().header, "Bearer access-1");
}

#[tokio::test(start_paused = true)]
async fn a_rejected_replay_suppresses_for_30_seconds_doubling_to_300_until_the_endpoint_succeeds() {
    let stage = Stage::signed_in().await;
    for length in [30, 60, 120, 240, 300, 300] {
        assert!(stage.manager.rejected(&stage.current(), ENDPOINT));
        let replayed = stage.manager.authorize(None).await.expect("a new token");
        for _ in 0..3 {
            stage.manager.replay_rejected(&replayed, ENDPOINT);
        }
        stage.clock.advance(seconds(length - 1));
        assert!(!stage.manager.rejected(&replayed, ENDPOINT), "{length}");
        stage.clock.advance(seconds(1));
    }
    let (_, refreshes) = stage.counts();
    assert_eq!(refreshes, 6);

    stage.manager.replay_rejected(&stage.current(), ENDPOINT);
    assert!(!stage.manager.rejected(&stage.current(), ENDPOINT));
    stage.manager.accepted(ENDPOINT);
    assert!(stage.manager.rejected(&stage.current(), ENDPOINT));
}

#[tokio::test(start_paused = true)]
async fn a_token_whose_fetch_was_under_way_at_the_401_may_be_rejected_once_more() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(seconds(3400));
    stage.login.on_refresh([Reply::After(seconds(1), Box::new(Reply::Tokens(tokens("suspect"))))]);
    let used = stage.manager.authorize(None).await.expect("served in the advisory window");
    assert!(stage.manager.rejected(&used, ENDPOINT));
    let suspect = stage.manager.authorize(None).await.expect("the token of the running fetch");
    assert_eq!(suspect.header, "Bearer suspect");

    stage.manager.replay_rejected(&suspect, ENDPOINT);
    let next = stage.manager.authorize(None).await.expect("one more token fetch");
    assert_eq!(next.header, "Bearer access-1");
    assert_eq!(stage.counts(), (1, 2));
    stage.manager.replay_rejected(&next, ENDPOINT);
    assert!(!stage.manager.rejected(&next, ENDPOINT), "now it is suppressed");
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_rotated_by_a_fetch_that_was_invalidated_meanwhile_is_kept() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(seconds(3400));
    let rotated = tokens("suspect").refresh_token("refresh-2");
    stage.login.on_refresh([Reply::After(seconds(1), Box::new(Reply::Tokens(rotated)))]);
    let used = stage.manager.authorize(None).await.expect("served in the advisory window");
    assert!(stage.manager.rejected(&used, ENDPOINT));
    let suspect = stage.manager.authorize(None).await.expect("the token of the running fetch");
    stage.manager.replay_rejected(&suspect, ENDPOINT);
    stage.token().await.expect("one more token fetch");
    assert_eq!(stage.login.refreshed_with(), ["refresh", "refresh-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_returns_the_rejected_token_becomes_a_sign_in_once_an_hour() {
    let stage = Stage::signed_in().await;
    let same = |access: &str| Reply::Tokens(tokens(access));
    stage.login.on_refresh([same("access-0"), same("access-1"), same("access-1")]);
    assert!(stage.manager.rejected(&stage.current(), ENDPOINT));
    assert_eq!(stage.token().await.as_deref(), Ok("access-1"));
    assert_eq!(stage.counts(), (2, 1));

    assert!(stage.manager.rejected(&stage.current(), ENDPOINT));
    assert_eq!(stage.token().await.as_deref(), Ok("access-1"), "what the server insists on");
    assert_eq!(stage.counts(), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_forced_fetch_ignores_the_backoff_once() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(seconds(3400));
    stage.login.on_refresh((0..6).map(|_| Reply::Error(TokenError::transient("500"))));
    stage.token().await.expect("still usable");
    stage.settle().await;
    assert!(stage.manager.status().retry_at().is_some(), "backing off");

    let used = stage.manager.authorize(None).await.expect("still usable");
    assert!(stage.manager.rejected(&used, ENDPOINT));
    assert_eq!(stage.token().await, Err(AuthFailureKind::Unavailable));
    assert_eq!(stage.counts(), (1, 6), "in spite of the backoff");
    assert_eq!(stage.token().await, Err(AuthFailureKind::Unavailable));
    assert_eq!(stage.counts(), (1, 6), "once");
}

#[tokio::test(start_paused = true)]
async fn a_suppressed_endpoint_leaves_other_endpoints_alone() {
    let stage = Stage::signed_in().await;
    assert!(stage.manager.rejected(&stage.current(), ENDPOINT));
    let replayed = stage.manager.authorize(None).await.expect("a new token");
    stage.manager.replay_rejected(&replayed, ENDPOINT);
    stage.manager.accepted(OTHER_ENDPOINT);
    assert!(!stage.manager.rejected(&stage.current(), ENDPOINT), "the success of another endpoint does not end it");
    assert!(stage.manager.rejected(&stage.current(), OTHER_ENDPOINT), "a dead token is replaced");
    assert_eq!(stage.token().await.as_deref(), Ok("access-2"));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_rejects_each_token_once_costs_at_most_10_fetches_in_100_seconds() {
    let stage = Stage::signed_in().await;
    let mut returned = 0;
    for _ in 0..500 {
        if stage.manager.rejected(&stage.current(), ENDPOINT) {
            stage.token().await.expect("a new token");
        } else {
            returned += 1;
        }
    }
    assert_eq!((stage.counts(), returned), ((1, 10), 490));
    stage.clock.advance(seconds(100));
    assert!(stage.manager.rejected(&stage.current(), ENDPOINT));
}

#[tokio::test(start_paused = true)]
async fn a_caller_may_invalidate_the_token() {
    let stage = Stage::signed_in().await;
    stage.manager.invalidate();
    assert_eq!(stage.token().await.as_deref(), Ok("access-1"));
    assert_eq!(stage.counts(), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn endpoints_with_401s_of_their_own_do_not_hide_a_dead_token() {
    let stage = Stage::signed_in().await;
    for number in 10..30 {
        let own = EndpointId::numbered(number);
        assert!(stage.manager.rejected(&stage.current(), own), "endpoint {number}");
        let replayed = stage.manager.authorize(None).await.expect("a new token");
        stage.manager.replay_rejected(&replayed, own);
    }
    assert!(stage.manager.rejected(&stage.current(), ENDPOINT), "a dead token is replaced");
}
