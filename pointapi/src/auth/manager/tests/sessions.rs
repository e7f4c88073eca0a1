//! Sign-out, close, and the state that they leave.

use super::{super::*, script::*};
use crate::auth::AuthState;

#[tokio::test(start_paused = true)]
async fn signed_out_callers_fail_until_an_explicit_sign_in() {
    let stage = Stage::signed_in().await;
    let before = stage.current().generation;
    stage.manager.sign_out().await.expect("signed out");
    assert_eq!(stage.token().await, Err(AuthFailureKind::SignedOut));
    assert_eq!(stage.manager.status().state(), AuthState::SignedOut);
    stage.manager.sign_in().await.expect("signed in");
    assert!(stage.current().generation > before + 1, "a sign-out counts");
    assert_eq!(stage.counts(), (2, 0), "the refresh token is gone too");
}

#[tokio::test(start_paused = true)]
async fn a_sign_out_fails_the_waiters_and_drops_the_result_of_the_running_fetch() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::After(seconds(5), Box::new(Reply::Tokens(tokens("late"))))]);
    let waiter = tokio::spawn({
        let manager = stage.manager.clone();
        async move { token(&manager).await }
    });
    tokio::time::sleep(seconds(1)).await;
    stage.manager.sign_out().await.expect("signed out");
    assert_eq!(waiter.await.expect("no panic"), Err(AuthFailureKind::SignedOut));
    tokio::time::sleep(seconds(10)).await;
    assert!(stage.manager.current(None).is_none());
    stage.manager.sign_in().await.expect("signed in");
    assert_eq!(stage.token().await.as_deref(), Ok("access-0"), "not the late one");
}

#[tokio::test(start_paused = true)]
async fn a_closed_manager_serves_nothing_and_lets_its_fetch_save_to_the_store() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    let manager = world.manager(&login, None, 1);
    login.on_sign_in([Reply::After(seconds(2), Box::new(Reply::Tokens(tokens("saved"))))]);
    let waiter = tokio::spawn({
        let manager = manager.clone();
        async move { token(&manager).await }
    });
    tokio::time::sleep(seconds(1)).await;
    manager.close(seconds(5)).await;
    assert_eq!(waiter.await.expect("no panic"), Err(AuthFailureKind::Closed));
    assert_eq!(token(&manager).await, Err(AuthFailureKind::Closed));
    assert_eq!(manager.status().state(), AuthState::Closed);
    assert_eq!(token(&world.manager(&login, None, 2)).await.as_deref(), Ok("saved"));
}

#[tokio::test(start_paused = true)]
async fn a_close_aborts_a_fetch_that_outlasts_its_deadline() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::After(seconds(9), Box::new(Reply::Panic))]);
    let waiter = tokio::spawn({
        let manager = stage.manager.clone();
        async move { token(&manager).await }
    });
    tokio::time::sleep(seconds(1)).await;
    stage.manager.close(seconds(1)).await;
    assert_eq!(waiter.await.expect("no panic"), Err(AuthFailureKind::Closed));
}

#[tokio::test(start_paused = true)]
async fn nothing_shows_a_secret() {
    let stage = Stage::new();
    stage.login.set_password("password-canary");
    stage.login.on_sign_in([Reply::Tokens(tokens("access-canary").refresh_token("refresh-canary"))]);
    stage.token().await.expect("signed in");
    let authorization = stage.current();
    let shown = format!("{:?} {:?} {authorization:?}", stage.manager, stage.manager.status());
    assert!(!shown.contains("canary"), "{shown}");
}

#[tokio::test(start_paused = true)]
async fn a_dropped_manager_leaves_no_task() {
    let stage = Stage::new();
    stage.manager.keep_warm();
    stage.token().await.expect("signed in");
    drop(stage);
    tokio::time::sleep(Duration::from_millis(1)).await;
    let alive = tokio::runtime::Handle::current().metrics().num_alive_tasks();
    assert_eq!(alive, 0);
}
