//! Several identities of one account, which share one sign-in guard.

use futures_util::future::join_all;

use super::{super::*, script::*};
use crate::auth::{AuthState, SignInHold, TokenError, Why};

fn rejected() -> Reply {
    Reply::Error(TokenError::rejected("access denied"))
}

#[tokio::test(start_paused = true)]
async fn fifty_aliases_of_one_wrong_password_are_1_sign_in() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    let slow = || Reply::After(seconds(1) / 10, Box::new(rejected()));
    login.on_sign_in((0..50).map(|_| slow()));
    let callers: Vec<_> = (0..50)
        .map(|number| {
            let manager = world.manager(&login, Some(&format!("branch-{number}")), number);
            tokio::spawn(async move { manager.authorize(None).await })
        })
        .collect();
    for caller in callers {
        let failure = caller.await.expect("no panic").expect_err("rejected");
        assert_eq!(failure.kind(), AuthFailureKind::Rejected { attempts: 1 });
        let wait = failure.retry_after(Moment::now(&world.clock)).expect("held");
        assert!(wait > seconds(890) && wait <= seconds(900), "{wait:?}");
    }
    assert_eq!(login.counts(), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn proven_credentials_sign_in_4_at_a_time() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    let slow = |access: String| Reply::After(seconds(1), Box::new(Reply::Tokens(tokens(&access))));
    login.on_sign_in((0..9).map(|number| slow(format!("token-{number}"))));
    let start = Instant::now();
    let callers: Vec<_> = (0..9)
        .map(|number| {
            let manager = world.manager(&login, Some(&format!("branch-{number}")), number);
            tokio::spawn(async move { manager.authorize(None).await })
        })
        .collect();
    for caller in callers {
        caller.await.expect("no panic").expect("signed in");
    }
    assert_eq!(start.elapsed(), seconds(3), "one alone, then two rounds of four");
}

#[tokio::test(start_paused = true)]
async fn parallel_sign_ins_without_a_token_stay_below_the_ceiling() {
    type Response = fn() -> TokenError;
    let rows: [(&str, usize, Response); 3] = [
        ("a login that responds to nothing", 0, || TokenError::unanswered("reset")),
        ("after 2 of the same hour", 2, || TokenError::malformed("an empty body")),
        ("after 3 of the same hour", 3, || TokenError::malformed("an empty body")),
    ];
    for (case, before, response) in rows {
        let (world, login) = (World::new(), Arc::new(Login::of("greta")));
        let slow = |reply| Reply::After(seconds(1), Box::new(reply));
        let first = world.manager(&login, None, 0);
        login.on_sign_in((0..before).map(|_| Reply::Error(response())));
        for _ in 0..before {
            token(&first).await.expect_err("no token");
            world.clock.advance(seconds(300));
        }
        token(&first).await.expect("signed in");
        login.on_sign_in((0..100).map(|_| slow(Reply::Error(response()))));
        let managers: Vec<_> = (0..8).map(|number| world.manager(&login, Some(&number.to_string()), number)).collect();
        for _ in 0..3 {
            join_all(managers.iter().map(token)).await;
            world.clock.advance(seconds(60));
        }
        assert_eq!(login.counts(), (5, 0), "{case}: one success, and four without a token");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_and_a_thousand_calls_are_1_sign_in_and_then_no_network() {
    let stage = Stage::new();
    stage.login.on_sign_in([rejected(), rejected()]);
    for outcome in crowd(&stage.manager, 1000).await {
        let failure = outcome.expect_err("rejected");
        assert_eq!(failure.kind(), AuthFailureKind::Rejected { attempts: 1 });
        assert_eq!(failure.to_string(), "the credentials were rejected (attempts: 1): access denied");
    }
    assert_eq!(stage.counts(), (1, 0));
    assert_eq!(stage.manager.status().state(), AuthState::Rejected);
    assert_eq!(stage.login.asked(), [Why::First, Why::Rejected]);

    stage.clock.advance(seconds(900));
    assert_eq!(stage.token().await, Err(AuthFailureKind::Rejected { attempts: 2 }));
    assert_eq!(stage.counts(), (2, 0), "at most 2 in the first 30 minutes");
    assert_eq!(stage.login.asked(), [Why::First, Why::Rejected, Why::Rejected]);
    stage.clock.advance(seconds(3599));
    assert_eq!(stage.token().await, Err(AuthFailureKind::Rejected { attempts: 2 }));
    assert_eq!(stage.counts(), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn the_provider_is_asked_again_on_a_rejection_and_a_newer_password_is_tried_at_once() {
    let stage = Stage::new();
    stage.login.set_password("old");
    stage.login.on_sign_in([Reply::After(seconds(1), Box::new(rejected()))]);
    let caller = tokio::spawn({
        let manager = stage.manager.clone();
        async move { token(&manager).await }
    });
    tokio::time::sleep(seconds(1) / 2).await;
    stage.login.set_password("new");
    assert_eq!(caller.await.expect("no panic").as_deref(), Ok("access-0"));
    assert_eq!(stage.counts(), (2, 0));
    assert_eq!(stage.login.asked(), [Why::First, Why::Rejected]);
}

#[tokio::test(start_paused = true)]
async fn a_hold_ends_early_when_the_provider_has_a_newer_password() {
    let stage = Stage::new();
    stage.login.on_sign_in([rejected()]);
    assert_eq!(stage.token().await, Err(AuthFailureKind::Rejected { attempts: 1 }));
    stage.login.set_password("new");
    stage.clock.advance(seconds(30));
    assert!(stage.token().await.is_err(), "at once, while the provider is asked");
    stage.settle().await;
    assert_eq!(stage.token().await.as_deref(), Ok("access-0"));
}

#[tokio::test(start_paused = true)]
async fn a_hold_ends_early_on_changed_credentials_and_on_a_reset_for_all_identities() {
    for end in [TokenManager::credentials_changed, TokenManager::reset_sign_in_guard] {
        let (world, login) = (World::new(), Arc::new(Login::of("greta")));
        let (one, other) = (world.manager(&login, None, 1), world.manager(&login, Some("b"), 2));
        login.on_sign_in([rejected()]);
        assert!(token(&one).await.is_err());
        assert!(token(&other).await.is_err());
        end(&one);
        assert!(token(&other).await.is_ok());
        assert!(token(&one).await.is_ok());
        assert_eq!(login.counts(), (3, 0));
    }
}

/// A manager that is held forever after a rejected password.
async fn rejected_for_good() -> (World, Arc<Login>, TokenManager) {
    let (world, login) = (World::new().holding(SignInHold::Forever), Arc::new(Login::of("greta")));
    login.set_password("old");
    login.on_sign_in([rejected()]);
    let manager = world.manager(&login, None, 1);
    let failure = manager.authorize(None).await.expect_err("rejected");
    assert_eq!(failure.retry_after(Moment::now(&world.clock)), None, "the hold has no end");
    world.clock.advance(24 * 366 * HOUR);
    assert_eq!(token(&manager).await, Err(AuthFailureKind::Rejected { attempts: 1 }));
    let status = manager.status();
    assert_eq!((status.state(), status.retry_at()), (AuthState::Rejected, None));
    assert_eq!(login.counts(), (1, 0));
    (world, login, manager)
}

#[tokio::test(start_paused = true)]
async fn hold_forever_is_ended_by_changed_credentials_and_by_a_reset() {
    for end in [TokenManager::credentials_changed, TokenManager::reset_sign_in_guard] {
        let (_world, login, manager) = rejected_for_good().await;
        end(&manager);
        assert_eq!(token(&manager).await.as_deref(), Ok("access-0"));
        assert_eq!(login.counts(), (2, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn hold_forever_is_ended_by_a_newer_password_of_the_provider() {
    let (world, login, manager) = rejected_for_good().await;
    while manager.status().is_fetching() {
        tokio::time::sleep(seconds(1)).await;
    }
    login.set_password("new");
    token(&manager).await.expect_err("asked less than 30 s ago");
    world.clock.advance(seconds(30));
    token(&manager).await.expect_err("at once, while the provider is asked");
    while manager.status().is_fetching() {
        tokio::time::sleep(seconds(1)).await;
    }
    assert_eq!(token(&manager).await.as_deref(), Ok("access-0"));
}

#[tokio::test(start_paused = true)]
async fn hold_forever_applies_to_rejections_only() {
    let (world, login) = (World::new().holding(SignInHold::Forever), Arc::new(Login::of("greta")));
    login.on_sign_in((0..2).map(|_| Reply::Error(TokenError::unanswered("reset"))));
    let manager = world.manager(&login, None, 1);
    assert!(token(&manager).await.is_err());
    world.clock.advance(seconds(15));
    assert_eq!(token(&manager).await, Err(AuthFailureKind::Held { attempts: 2 }));
    world.clock.advance(HOUR);
    assert!(token(&manager).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_hold_never_blocks_the_refresh_path() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    let (one, other) = (world.manager(&login, None, 1), world.manager(&login, Some("b"), 2));
    token(&one).await.expect("signed in");
    login.on_sign_in([rejected()]);
    assert!(token(&other).await.is_err(), "only this alias is held");
    world.clock.advance(HOUR);
    assert!(token(&one).await.is_ok());
    assert_eq!(login.counts(), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn accounts_without_a_name_share_no_guard() {
    let world = World::new();
    let (one, other) = (Arc::new(Login::of("")), Arc::new(Login::of("")));
    one.on_sign_in([rejected()]);
    assert!(token(&world.manager(&one, None, 1)).await.is_err());
    assert!(token(&world.manager(&other, None, 2)).await.is_ok());
}
