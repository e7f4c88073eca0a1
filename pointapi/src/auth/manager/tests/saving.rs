//! Saving tokens to the store.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use futures_util::FutureExt;

use super::super::*;
use super::doubles::*;
use super::script::*;
use crate::auth::{TokenError, TokenSet};
use crate::clock::Clock;
use crate::store::{Commit, MemoryStore, StoreKey, StoredToken, TokenRecord};

/// Runs a function before each commit of the token record; its error fails the commit.
struct BeforeCommit<F>(F);

#[async_trait]
impl<F: Fn(&StoreKey) -> Result<(), &'static str> + Send + Sync + 'static> Hooks for BeforeCommit<F> {
    async fn before(&self, asked: Operation<'_>) -> Result<(), &'static str> {
        match asked {
            Operation::Commit(key, _) if *key == tokens_key() => (self.0)(key),
            _ => Ok(()),
        }
    }
}

fn watched<F>(inner: MemoryStore, before_commit: F) -> HookedStore<BeforeCommit<F>> {
    HookedStore { inner, around: BeforeCommit(before_commit) }
}

async fn stored(store: &MemoryStore) -> Option<String> {
    kept(store).await?.access().map(|access| access.token.expose().to_owned())
}

#[tokio::test(start_paused = true)]
async fn a_token_is_saved_before_it_is_published() {
    let manager: Arc<Mutex<Option<TokenManager>>> = Arc::default();
    let seen: Arc<Mutex<Vec<bool>>> = Arc::default();
    let before_commit = {
        let (manager, seen) = (Arc::clone(&manager), Arc::clone(&seen));
        move |_: &StoreKey| {
            let manager = manager.lock().expect("no panic");
            seen.lock().expect("no panic").push(manager.as_ref().expect("made").current(None).is_some());
            Ok(())
        }
    };
    let world = World::with_store(watched(MemoryStore::new(), before_commit));
    let login = Arc::new(Login::of("greta"));
    *manager.lock().expect("no panic") = Some(world.manager(&login, None, 1));
    let handle = manager.lock().expect("no panic").clone().expect("made");
    token(&handle).await.expect("signed in");
    assert_eq!(*seen.lock().expect("no panic"), [false], "not published yet");
    manager.lock().expect("no panic").take();
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_without_a_usable_token_replaces_neither_token() {
    let late = || Reply::Tokens(TokenSet::new("late").expires_in(Duration::ZERO));
    let (store, login) = (MemoryStore::new(), Arc::new(Login::of("greta")));
    let world = World::with_store(store.clone());
    let manager = world.manager(&login, None, 1);
    login.on_sign_in([Reply::Tokens(tokens("alone")), late()]);
    token(&manager).await.expect("signed in");
    world.clock.advance(seconds(3500));
    token(&manager).await.expect("still usable");
    while manager.status().is_fetching() {
        tokio::time::sleep(seconds(1)).await;
    }
    assert_eq!((login.counts(), stored(&store).await.as_deref()), ((2, 0), Some("alone")));

    world.clock.advance(HOUR);
    token(&manager).await.expect("signed in, with a refresh token");
    world.clock.advance(HOUR);
    login.on_refresh((0..3).map(|_| Reply::Error(TokenError::throttled(seconds(60)))));
    login.on_sign_in([late()]);
    for _ in 0..4 {
        token(&manager).await.expect_err("three refreshes, then the sign-in that is due");
        world.clock.advance(seconds(60));
    }
    token(&manager).await.expect("refreshed");
    assert_eq!(login.counts(), (4, 4));
}

#[tokio::test(start_paused = true)]
async fn a_failed_save_still_publishes_and_is_tried_again_in_the_background() {
    let inner = MemoryStore::new();
    let commits = Arc::new(AtomicU32::new(0));
    let before_commit = {
        let commits = Arc::clone(&commits);
        move |_: &StoreKey| match commits.fetch_add(1, Ordering::SeqCst) {
            0..2 => Err("the disk is full"),
            _ => Ok(()),
        }
    };
    let world = World::with_store(watched(inner.clone(), before_commit));
    let manager = world.manager(&Arc::new(Login::of("greta")), None, 1);
    assert_eq!(token(&manager).await.as_deref(), Ok("access-0"));
    assert_eq!(stored(&inner).await, None);
    tokio::time::sleep(seconds(30)).await;
    assert_eq!(stored(&inner).await.as_deref(), Some("access-0"));
    assert_eq!(commits.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn a_fetch_goes_on_without_a_lease_after_5_seconds() {
    let (store, login) = (MemoryStore::new(), Arc::new(Login::of("greta")));
    let world = World::with_store(store.clone());
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("signed in");
    world.clock.advance(HOUR);
    let _other_holder = store.lease(&tokens_key()).await.expect("in memory").expect("free");
    let start = Instant::now();
    assert_eq!(token(&manager).await.as_deref(), Ok("access-1"));
    assert_eq!(start.elapsed().as_secs(), 5);
    assert_eq!(stored(&store).await.as_deref(), Some("access-1"), "a fetch without a lease commits anyway");
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_that_works_once_is_not_used_while_another_process_may_use_it() {
    let (store, login) = (MemoryStore::new(), Arc::new(Login::rotating("greta")));
    let world = World::with_store(store.clone());
    let (manager, sibling) = (world.manager(&login, None, 1), world.manager(&login, None, 2));
    token(&manager).await.expect("signed in");
    token(&sibling).await.expect("adopted");
    world.clock.advance(HOUR);
    login.on_refresh([Reply::After(seconds(9), Box::new(Reply::Tokens(tokens("new").refresh_token("refresh-2"))))]);
    let (one, other) = tokio::join!(token(&manager), token(&sibling));
    assert_eq!([one.as_deref(), other.as_deref()], [Ok("new"), Ok("new")]);
    assert_eq!(login.counts(), (1, 1));

    world.clock.advance(HOUR);
    let _stopped_holder = store.lease(&tokens_key()).await.expect("in memory").expect("free");
    assert_eq!(token(&manager).await, Err(AuthFailureKind::Unavailable));
    assert_eq!(login.counts(), (1, 1), "no refresh without the lease");
}

#[tokio::test(start_paused = true)]
async fn a_conflict_keeps_the_record_that_was_issued_later() {
    // This manager's token is requested 2 seconds before the commits conflict.
    for (siblings_age, kept) in [(seconds(3), "mine"), (seconds(1), "siblings")] {
        let inner = MemoryStore::new();
        let plain = World::with_store(inner.clone());
        let sibling = Mutex::new(Some((inner.clone(), plain.clock.clone())));
        let before_commit = move |key: &StoreKey| {
            if let Some((store, clock)) = sibling.lock().expect("no panic").take() {
                let issued_at = clock.wall() - siblings_age;
                let access = StoredToken::new(Secret::from("siblings"), Some(issued_at + HOUR));
                let record = TokenRecord::new(9, issued_at, Some(access), None).stamped(1, clock.wall());
                let commit = store.commit(key, &record, 0).now_or_never().expect("in memory");
                assert_eq!(commit.expect("in memory"), Commit::Stored);
            }
            Ok(())
        };
        let world = World { store: Arc::new(watched(inner.clone(), before_commit)), ..plain };
        let login = Arc::new(Login::of("greta"));
        login.on_sign_in([Reply::After(seconds(2), Box::new(Reply::Tokens(tokens("mine"))))]);
        assert_eq!(token(&world.manager(&login, None, 1)).await.as_deref(), Ok("mine"), "in use in any case");
        assert_eq!(stored(&inner).await.as_deref(), Some(kept));
    }
}

#[tokio::test(start_paused = true)]
async fn a_rotated_refresh_token_has_its_deadline_from_the_request_that_brought_it() {
    let stage = Stage::new();
    let start = stage.clock.wall();
    let ending = |tokens: TokenSet, hours: u32| Reply::Tokens(tokens.refresh_expires_at(start + hours * HOUR));
    stage.login.on_sign_in([ending(tokens("first").refresh_token("refresh-1"), 36)]);
    stage.token().await.expect("signed in");
    let first = stage.manager.status().refresh_expires_at().expect("known");
    stage.clock.advance(24 * HOUR);
    stage.login.on_refresh([
        ending(tokens("same").refresh_token("refresh-1"), 60),
        ending(tokens("rotated").refresh_token("refresh-2"), 60),
    ]);
    stage.token().await.expect("refreshed");
    assert_eq!(stage.manager.status().refresh_expires_at(), Some(first), "identical: the original deadline");
    stage.clock.advance(HOUR);
    stage.token().await.expect("refreshed");
    assert_eq!(stage.manager.status().refresh_expires_at(), Some(first + 24 * HOUR));
}
