//! Sign-ins that are held or unsent, and the refreshes that go on meanwhile.

use super::{super::*, doubles::tokens_key, script::*};
use crate::auth::api::token_error::RejectionBody;
use crate::auth::{SignInHold, TokenError};
use crate::store::{MemoryStore, StoreKey};

/// More responses than any test draws.
const ENOUGH: usize = 1000;

type Response = fn() -> TokenError;

fn repeat(response: Response) -> impl Iterator<Item = Reply> {
    (0..ENOUGH).map(move |_| Reply::Error(response()))
}

fn server_error() -> TokenError {
    TokenError::from_status(http::StatusCode::INTERNAL_SERVER_ERROR, RejectionBody::Bare, None)
}

fn page_of_a_proxy() -> TokenError {
    TokenError::from_status(http::StatusCode::FORBIDDEN, RejectionBody::Bare, None)
}

fn throttled() -> TokenError {
    TokenError::throttled(seconds(15))
}

/// A session whose access token has expired, while the login responds to every refresh with `refresh`.
async fn expired_session(hold: SignInHold, refresh: Response) -> (World, Arc<Login>, TokenManager) {
    let (world, login) = (World::new().holding(hold), Arc::new(Login::of("greta")));
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("signed in");
    world.clock.advance(HOUR);
    login.on_refresh(repeat(refresh));
    (world, login, manager)
}

/// Makes `fetches` token fetches that fail, then lets refreshes work and calls for the 60 seconds that a backoff may take.
async fn recover(
    world: &World,
    login: &Login,
    manager: &TokenManager,
    fetches: u32,
) -> Result<String, AuthFailureKind> {
    for _ in 0..fetches {
        token(manager).await.expect_err("no token");
        world.clock.advance(seconds(15));
    }
    login.mend_refresh();
    for _ in 0..60 {
        if token(manager).await.is_ok() {
            break;
        }
        world.clock.advance(seconds(1));
    }
    token(manager).await
}

#[tokio::test(start_paused = true)]
async fn a_hold_never_blocks_the_refresh_path() {
    let holds: [(&str, SignInHold, Response); 5] = [
        ("15 min, 1 h, 6 h", SignInHold::default(), || TokenError::rejected("wrong")),
        ("forever", SignInHold::Forever, || TokenError::rejected("wrong")),
        ("429 of the sign-in", SignInHold::default(), || TokenError::throttled(HOUR)),
        ("two sign-ins without a token", SignInHold::default(), || TokenError::malformed("an empty body")),
        ("the ceiling", SignInHold::default(), || {
            TokenError::from_status(http::StatusCode::NOT_FOUND, RejectionBody::Bare, None)
        }),
    ];
    for (name, hold, sign_in) in holds {
        for refresh in [server_error, page_of_a_proxy, throttled] {
            for fetches in (1..=10).chain([30, 31, 32, 33]) {
                let (world, login, manager) = expired_session(hold, refresh).await;
                login.on_sign_in(repeat(sign_in));
                let outcome = recover(&world, &login, &manager, fetches).await;
                assert!(outcome.is_ok(), "{name}: {outcome:?} after {fetches} fetches with {:?}", refresh());
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_credentials_provider_that_fails_does_not_block_the_refresh_path() {
    for fetches in 1..=8 {
        let (world, login, manager) = expired_session(SignInHold::default(), throttled).await;
        login.on_question(repeat(|| TokenError::transient("the vault is sealed")));
        assert!(recover(&world, &login, &manager, fetches).await.is_ok(), "after {fetches} fetches");
    }
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_that_needs_a_person_waits_for_the_end_of_the_refresh_token() {
    for refresh in [server_error, page_of_a_proxy, throttled] {
        let (world, login) = (World::new(), Arc::new(Login::interactive("greta")));
        let manager = world.manager(&login, None, 1);
        token(&manager).await.expect("signed in");
        world.clock.advance(HOUR);
        login.on_refresh(repeat(refresh));
        assert!(recover(&world, &login, &manager, 12).await.is_ok());
        assert_eq!(login.counts().0, 1, "no prompt while the refresh token is valid");

        world.clock.advance(HOUR);
        login.on_refresh([Reply::Error(TokenError::rejected("invalid_grant"))]);
        assert!(token(&manager).await.is_ok());
        assert_eq!(login.counts().0, 2, "a prompt after its end");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_returns_the_rejected_token_prompts_no_person() {
    let (world, login) = (World::new(), Arc::new(Login::interactive("greta")));
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("signed in");
    login.on_refresh([Reply::Tokens(tokens("access-0"))]);
    assert!(manager.rejected(&manager.current(None).expect("fresh"), ENDPOINT));
    assert_eq!(token(&manager).await.as_deref(), Ok("access-0"));
    assert_eq!(login.counts(), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_the_lease_is_no_failed_refresh() {
    let (store, login) = (MemoryStore::new(), Arc::new(Login::rotating("greta")));
    let world = World::with_store(store.clone());
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("signed in");
    world.clock.advance(HOUR);
    let lease = store.lease(&tokens_key()).await.expect("in memory").expect("free");
    for _ in 0..5 {
        token(&manager).await.expect_err("another process has the lease");
        world.clock.advance(seconds(15));
    }
    drop(lease);
    assert!(token(&manager).await.is_ok());
    assert_eq!(login.counts(), (1, 1), "a refresh, not a sign-in");
}

#[tokio::test(start_paused = true)]
async fn a_due_sign_in_that_waits_for_another_process_is_followed_by_a_refresh() {
    let (store, login) = (MemoryStore::new(), Arc::new(Login::of("greta")));
    token(&World::with_store(store.clone()).manager(&login, None, 1)).await.expect("signed in");
    // In a process where the credentials are unproven, a sign-in waits for the lease of the account.
    let world = World::with_store(store.clone());
    let manager = world.manager(&login, None, 2);
    world.clock.advance(HOUR);
    let account = StoreKey::of_account("https://api.example", "greta");
    let _lease_of_another = store.lease(&account).await.expect("in memory").expect("free");
    login.on_refresh(repeat(throttled));
    assert!(recover(&world, &login, &manager, 4).await.is_ok());
    assert_eq!(login.counts(), (1, 4));
}

#[tokio::test(start_paused = true)]
async fn a_refresh_has_less_time_than_a_sign_in_that_needs_a_person() {
    let (world, login) = (World::new(), Arc::new(Login::interactive("greta")));
    login.set_timeout(seconds(1800));
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("signed in");
    world.clock.advance(HOUR);
    login.on_refresh([Reply::After(seconds(1700), Box::new(Reply::Panic))]);
    let start = Instant::now();
    assert!(token(&manager).await.is_ok());
    assert!(start.elapsed() <= seconds(11), "{:?}", start.elapsed());
}
