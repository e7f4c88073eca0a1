//! Logins whose sign-in needs a person.

use super::{super::*, script::*};
use crate::auth::api::token_set::Lifetime;
use crate::auth::{AuthState, TokenError, TokenSet};
use crate::{AuthCause, Error, ErrorKind};

/// A manager of a login whose sign-in needs a person, and whose first sign-in brings these tokens.
fn stage(first: TokenSet) -> Stage {
    let (world, login) = (World::new(), Arc::new(Login::interactive("greta")));
    login.on_sign_in([Reply::Tokens(first)]);
    Stage { manager: world.manager(&login, None, 1), clock: world.clock, login }
}

async fn signed_in(first: TokenSet) -> Stage {
    let stage = stage(first);
    stage.token().await.expect("signed in");
    stage
}

#[tokio::test(start_paused = true)]
async fn a_token_that_only_a_person_can_replace_lives_as_its_login_says() {
    let month = 30 * 24 * HOUR;
    let rows = [
        ("a person", Lifetime::Assumed, None, None),
        ("a person", Lifetime::Unreadable, None, None),
        ("a person", Lifetime::Stated(month), None, Some(month)),
        ("a person", Lifetime::Stated(HOUR), None, Some(HOUR)),
        ("a person", Lifetime::Assumed, Some("refresh"), Some(HOUR)),
        ("a person", Lifetime::Stated(month), Some("refresh"), Some(24 * HOUR)),
        ("a program", Lifetime::Assumed, None, Some(HOUR)),
        ("a program", Lifetime::Stated(month), None, Some(24 * HOUR)),
    ];
    for (who, lifetime, refresh, life) in rows {
        let login = if who == "a person" { Login::interactive("greta") } else { Login::of("greta") };
        let (world, login) = (World::new(), Arc::new(login));
        login.on_sign_in([Reply::Tokens(
            TokenSet::new("first").lifetime(lifetime).refresh_token(refresh.unwrap_or_default()),
        )]);
        // The second process finds the token in the store.
        for process in 1..=2 {
            let manager = world.manager(&login, None, process);
            let case = format!("{who}, {lifetime:?}, {refresh:?}, process {process}");
            assert_eq!(token(&manager).await.as_deref(), Ok("first"), "{case}");
            let expires_at = life.map(|life| world.clock.wall() + life);
            assert_eq!(manager.status().access_expires_at(), expires_at, "{case}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn no_sign_in_prompts_a_person_while_the_token_can_be_used() {
    let stage = signed_in(tokens("first")).await;
    for (state, later) in [(AuthState::Advisory, 3400), (AuthState::Mandatory, 150)] {
        stage.clock.advance(seconds(later));
        assert_eq!(stage.manager.status().state(), state);
        assert_eq!(stage.token().await.as_deref(), Ok("first"), "{state:?}");
        let demanding = stage.manager.authorize(Some(HOUR)).await.expect("served");
        assert_eq!(demanding.header, "Bearer first", "{state:?}");
        assert_eq!((stage.counts(), stage.manager.status().is_fetching()), ((1, 0), false), "{state:?}");
    }
    stage.clock.advance(HOUR);
    stage.token().await.expect("signed in again");
    assert_eq!(stage.counts(), (2, 0), "a call without a token needs the person");
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_that_is_rejected_ahead_of_time_prompts_a_person_only_after_it() {
    let stage = signed_in(tokens("first").refresh_token("refresh")).await;
    stage.login.on_refresh([Reply::Error(TokenError::rejected("invalid_grant"))]);
    stage.clock.advance(seconds(3400));
    for _ in 0..3 {
        assert_eq!(stage.token().await.as_deref(), Ok("first"));
        stage.settle().await;
        stage.clock.advance(seconds(1));
    }
    assert_eq!(stage.counts(), (1, 1));
    stage.clock.advance(HOUR);
    stage.token().await.expect("signed in again");
    assert_eq!(stage.counts(), (2, 1), "at once: no pause is left of the rejection");
}

#[tokio::test(start_paused = true)]
async fn the_keep_warm_task_refreshes_and_never_prompts() {
    for (refresh, refreshes) in [("", 0), ("refresh", 1)] {
        let stage = stage(tokens("first").refresh_token(refresh));
        stage.manager.keep_warm();
        stage.token().await.expect("signed in");
        stage.login.on_refresh([Reply::Tokens(tokens("second").expires_in(HOUR / 4)), Reply::Error(rejected())]);
        tokio::time::sleep(HOUR + HOUR * 3 / 4).await;
        assert_eq!(stage.counts(), (1, 2 * refreshes), "{refresh:?}");
        stage.token().await.expect("signed in again");
        assert_eq!(stage.counts(), (2, 2 * refreshes), "{refresh:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_keep_warm_task_refreshes_a_token_that_expired_meanwhile() {
    let stage = stage(tokens("first").refresh_token("refresh"));
    stage.manager.keep_warm();
    stage.token().await.expect("signed in");
    stage.clock.advance(HOUR + seconds(60));
    tokio::time::sleep(n::KEEP_WARM_NAP + seconds(1)).await;
    stage.settle().await;
    assert_eq!(stage.counts(), (1, 1));
    assert_eq!(stage.manager.status().state(), AuthState::Fresh);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_is_rejected_after_the_token_expired_prompts_a_person_only_for_a_call() {
    for (is_awaited, sign_ins) in [(false, 1), (true, 2)] {
        let stage = signed_in(tokens("first").refresh_token("refresh")).await;
        stage.login.on_refresh([Reply::After(seconds(5), Box::new(Reply::Error(rejected())))]);
        stage.clock.advance(seconds(3400));
        assert_eq!(stage.token().await.as_deref(), Ok("first"), "served while a refresh begins");
        stage.clock.advance(HOUR);
        if is_awaited {
            stage.token().await.expect("signed in again");
        }
        stage.settle().await;
        assert_eq!(stage.counts(), (sign_ins, 1), "awaited: {is_awaited}");
        stage.token().await.expect("signed in again");
        assert_eq!(stage.counts(), (2, 1), "awaited: {is_awaited}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_taken_out_of_use_prompts_a_person_only_for_the_next_call() {
    let stage = signed_in(tokens("first")).await;
    stage.manager.invalidate();
    stage.settle().await;
    assert_eq!((stage.counts(), stage.manager.status().is_fetching()), ((1, 0), false));
    stage.token().await.expect("signed in again");
    assert_eq!(stage.counts(), (2, 0));
}

fn rejected() -> TokenError {
    TokenError::rejected("invalid_grant")
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_without_credentials_says_so_and_holds_nothing() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::Error(TokenError::missing("this machine has no login"))]);
    let failure = stage.manager.authorize(None).await.expect_err("no credentials");
    let error = Error::from_auth(failure, stage.manager.now());
    assert_eq!(error.kind(), ErrorKind::Auth(AuthCause::Missing));
    assert!(!error.is_retryable());
    stage.clock.advance(seconds(1));
    assert!(stage.token().await.is_ok());
}
