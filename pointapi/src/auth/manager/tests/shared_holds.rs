//! Holds that processes share through a store. Each process is a separate `World` with its own guard.

use super::super::*;
use super::script::*;
use crate::auth::api::token_error::RejectionBody;
use crate::auth::lockout::record::StoredGuard;
use crate::auth::{SignInHold, TokenError, TokenSet};
use crate::store::MemoryStore;

fn rejected() -> Reply {
    Reply::After(seconds(1), Box::new(Reply::Error(TokenError::rejected("access denied"))))
}

/// Processes that share a store and a clock.
pub(super) struct Machine {
    store: MemoryStore,
    pub(super) first: World,
}

impl Machine {
    pub(super) fn new() -> Self {
        let store = MemoryStore::new();
        Self { first: World::with_store(store.clone()), store }
    }

    pub(super) fn process(&self) -> World {
        World { guard: Arc::default(), ..self.first.clone() }
    }

    /// Creates a process on a machine whose clock is ahead.
    fn elsewhere(&self, ahead: Duration) -> World {
        let world = World { guard: Arc::default(), ..World::with_store(self.store.clone()) };
        world.clock.set_wall(world.clock.wall() + ahead);
        world
    }
}

#[tokio::test(start_paused = true)]
async fn two_hundred_processes_with_a_wrong_password_are_1_attempt() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    login.on_sign_in((0..200).map(|_| rejected()));
    let callers: Vec<_> = (0..200)
        .map(|number| {
            let manager = machine.process().manager(&login, Some(&format!("branch-{}", number % 7)), number);
            tokio::spawn(async move { token(&manager).await })
        })
        .collect();
    for caller in callers {
        assert_eq!(caller.await.expect("no panic"), Err(AuthFailureKind::Rejected { attempts: 1 }));
    }
    assert_eq!(login.counts(), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_process_that_starts_later_is_held_as_long_as_the_others() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    login.on_sign_in((0..3).map(|_| rejected()));
    assert!(token(&machine.process().manager(&login, None, 1)).await.is_err());
    machine.first.clock.advance(seconds(600));
    let failure = machine.process().manager(&login, None, 2).authorize(None).await.expect_err("held");
    let wait = failure.retry_after(Moment::now(&machine.first.clock)).expect("a time");
    assert!(wait > seconds(290) && wait <= seconds(300), "{wait:?}");

    machine.first.clock.advance(seconds(300));
    let second = token(&machine.process().manager(&login, None, 3)).await;
    assert_eq!(second, Err(AuthFailureKind::Rejected { attempts: 2 }), "counted together");
    machine.first.clock.advance(seconds(3000));
    assert!(token(&machine.process().manager(&login, None, 4)).await.is_err(), "an hour");
    assert_eq!(login.counts(), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn a_changed_password_is_tried_at_once_in_any_process_and_its_success_ends_the_hold() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    login.on_sign_in([rejected()]);
    assert!(token(&machine.process().manager(&login, None, 1)).await.is_err());
    login.set_password("newer");
    assert!(token(&machine.process().manager(&login, None, 2)).await.is_ok());
    login.set_password("");
    assert!(token(&machine.process().manager(&login, Some("b"), 3)).await.is_ok(), "forgotten");
    assert_eq!(login.counts(), (3, 0));
}

#[tokio::test(start_paused = true)]
async fn changed_credentials_and_a_reset_end_a_hold_in_the_store_too() {
    for end in [TokenManager::credentials_changed, TokenManager::reset_sign_in_guard] {
        let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
        login.on_sign_in([rejected()]);
        let manager = machine.process().manager(&login, None, 1);
        assert!(token(&manager).await.is_err());
        end(&manager);
        assert!(token(&manager).await.is_ok());
        assert!(token(&machine.process().manager(&login, Some("b"), 2)).await.is_ok());
        assert_eq!(login.counts(), (3, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn hold_forever_holds_in_every_process() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    login.on_sign_in([rejected()]);
    for seed in 1..4 {
        let manager = machine.process().holding(SignInHold::Forever).manager(&login, None, seed);
        assert_eq!(token(&manager).await, Err(AuthFailureKind::Rejected { attempts: 1 }));
        machine.first.clock.advance(24 * 366 * HOUR);
    }
    assert_eq!(login.counts(), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_stored_record_without_the_hold_does_not_end_a_known_hold() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    login.on_sign_in([rejected()]);
    let (one, other) = (machine.process(), machine.process());
    for world in [&one, &other] {
        assert!(token(&world.manager(&login, None, 1)).await.is_err());
    }
    let key = crate::store::StoreKey::of_account("https://api.example", "greta");
    let epoch = machine.store.load(&key).await.expect("ok").expect("a hold").record().epoch();
    let nothing = crate::store::TokenRecord::of_account(1, machine.first.clock.wall(), StoredGuard::default());
    machine.store.commit(&key, &nothing, epoch).await.expect("ok");
    for world in [one, other] {
        assert!(token(&world.manager(&login, Some("b"), 2)).await.is_err());
    }
    assert_eq!(login.counts(), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_throttle_is_for_the_whole_user_name_in_all_processes() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    login.on_sign_in([Reply::Error(TokenError::throttled(seconds(120)))]);
    assert!(token(&machine.process().manager(&login, None, 1)).await.is_err());
    login.set_password("another");
    let other = machine.process().manager(&login, Some("b"), 2);
    assert_eq!(token(&other).await, Err(AuthFailureKind::Throttled));
    assert_eq!(login.counts(), (1, 0));
    machine.first.clock.advance(seconds(120));
    assert!(token(&machine.process().manager(&login, None, 3)).await.is_ok(), "as long as the server said");
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_without_a_response_counts_in_all_processes() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    login.on_sign_in((0..3).map(|_| Reply::Error(TokenError::unanswered("reset"))));
    assert_eq!(token(&machine.process().manager(&login, None, 1)).await, Err(AuthFailureKind::Unavailable));
    for seed in 2..5 {
        let outcome = token(&machine.process().manager(&login, None, seed)).await;
        assert_eq!(outcome, Err(AuthFailureKind::Held { attempts: 2 }));
    }
    assert_eq!(login.counts(), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_without_a_usable_token_counts_in_all_processes() {
    let unusable = [TokenSet::new("late").expires_in(Duration::ZERO), TokenSet::new("")];
    for unusable in unusable {
        let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
        login.on_sign_in((0..5).map(|_| Reply::Tokens(unusable.clone())));
        for seed in 1..3 {
            assert_eq!(token(&machine.process().manager(&login, None, seed)).await, Err(AuthFailureKind::BadAnswer));
        }
        for seed in 3..5 {
            let outcome = token(&machine.process().manager(&login, None, seed)).await;
            assert_eq!(outcome, Err(AuthFailureKind::Held { attempts: 2 }));
        }
        assert_eq!(login.counts(), (2, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn an_account_gets_4_sign_ins_without_a_token_within_an_hour_in_all_processes() {
    let status = |status| TokenError::from_status(status, RejectionBody::Bare, None);
    for error in [
        status(http::StatusCode::NOT_FOUND),
        status(http::StatusCode::IM_A_TEAPOT),
        status(http::StatusCode::FOUND),
        TokenError::unsupported("a token of the type `mac`"),
    ] {
        let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
        login.on_sign_in((0..9).map(|_| Reply::Error(error.clone())));
        for seed in 1..8 {
            assert!(token(&machine.process().manager(&login, None, seed)).await.is_err());
            machine.first.clock.advance(seconds(60));
        }
        assert_eq!(login.counts(), (4, 0), "{error}");
        machine.first.clock.advance(HOUR);
        assert!(token(&machine.process().manager(&login, None, 9)).await.is_err());
        assert!(login.counts().0 > 4, "they no longer count");
    }
}

#[tokio::test(start_paused = true)]
async fn the_pause_after_two_sign_ins_that_say_nothing_is_for_all_processes() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    let missing = || TokenError::from_status(http::StatusCode::NOT_FOUND, RejectionBody::Bare, None);
    login.on_sign_in((0..2).map(|_| Reply::Error(missing())));
    for seed in 1..3 {
        assert_eq!(token(&machine.process().manager(&login, None, seed)).await, Err(AuthFailureKind::BadAnswer));
    }
    let third = token(&machine.process().manager(&login, None, 3)).await;
    assert_eq!((third, login.counts()), (Err(AuthFailureKind::Held { attempts: 2 }), (2, 0)));
    machine.first.clock.advance(seconds(60));
    assert!(token(&machine.process().manager(&login, None, 4)).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_rejected_alias_of_good_credentials_is_held_alone() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    let world = machine.process();
    token(&world.manager(&login, Some("a"), 1)).await.expect("signed in");
    login.on_sign_in([rejected()]);
    assert!(token(&world.manager(&login, Some("b"), 2)).await.is_err());
    assert!(token(&machine.process().manager(&login, Some("b"), 3)).await.is_err());
    assert!(token(&machine.process().manager(&login, Some("c"), 4)).await.is_ok());
    assert!(token(&machine.process().manager(&login, Some("b"), 5)).await.is_err(), "still");
    assert_eq!(login.counts(), (3, 0));
}

#[tokio::test(start_paused = true)]
async fn a_hold_never_lasts_longer_than_6_hours_whatever_the_clocks_say() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    login.on_sign_in([rejected()]);
    assert!(token(&machine.elsewhere(1000 * HOUR).manager(&login, None, 1)).await.is_err());
    let failure = machine.process().manager(&login, None, 2).authorize(None).await.expect_err("held");
    assert_eq!(failure.retry_after(Moment::now(&machine.first.clock)), Some(6 * HOUR));
}

#[tokio::test(start_paused = true)]
async fn no_password_and_no_plain_hash_of_one_is_in_the_store() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    login.set_password("hunter2-canary");
    login.on_sign_in([rejected()]);
    assert!(token(&machine.process().manager(&login, None, 1)).await.is_err());
    let key = crate::store::StoreKey::of_account("https://api.example", "greta");
    let stored = machine.store.load(&key).await.expect("ok").expect("a hold");
    let text = format!("{stored:?} {:?}", stored.record().guard());
    assert!(text.contains("Credentials") && !text.contains("canary"), "{text}");
}
