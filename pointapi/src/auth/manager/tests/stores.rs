//! Managers that share a store, and stores that fail.

use async_trait::async_trait;

use super::{super::*, doubles::*, script::*};
use crate::auth::TokenError;
use crate::store::{Commit, MemoryStore, StoredToken, TokenRecord};

#[tokio::test(start_paused = true)]
async fn a_second_client_adopts_what_the_first_has_stored() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    assert_eq!(token(&world.manager(&login, None, 1)).await.as_deref(), Ok("access-0"));
    assert_eq!(token(&world.manager(&login, None, 2)).await.as_deref(), Ok("access-0"));
    assert_eq!(token(&world.manager(&login, Some("b"), 3)).await.as_deref(), Ok("access-1"), "another identity");
    assert_eq!(login.counts(), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn twenty_clients_of_one_expired_token_are_1_refresh() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    let managers: Vec<_> = (0..20).map(|seed| world.manager(&login, None, seed)).collect();
    for manager in &managers {
        token(manager).await.expect("shared");
    }
    world.clock.advance(HOUR);
    login.on_refresh([Reply::After(seconds(1), Box::new(Reply::Tokens(tokens("new"))))]);
    let callers: Vec<_> =
        managers.into_iter().map(|manager| tokio::spawn(async move { token(&manager).await })).collect();
    for caller in callers {
        assert_eq!(caller.await.expect("no panic").as_deref(), Ok("new"));
    }
    assert_eq!(login.counts(), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_token_rejected_here_is_not_adopted_again() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("signed in");
    manager.rejected(&manager.current(None).expect("fresh"), ENDPOINT);
    assert_eq!(token(&manager).await.as_deref(), Ok("access-1"));
}

#[tokio::test(start_paused = true)]
async fn a_sign_out_is_followed_by_managers_that_share_the_record_and_not_by_later_ones() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    let (one, sibling) = (world.manager(&login, None, 1), world.manager(&login, None, 2));
    token(&one).await.expect("signed in");
    token(&sibling).await.expect("adopted");
    one.sign_out().await.expect("signed out");
    world.clock.advance(HOUR);
    assert_eq!(token(&sibling).await, Err(AuthFailureKind::SignedOut));
    assert_eq!(token(&world.manager(&login, None, 3)).await.as_deref(), Ok("access-1"));
}

#[tokio::test(start_paused = true)]
async fn a_sign_out_of_an_account_that_the_provider_names_later_is_not_followed() {
    let world = World::new();
    let (greta, larch) = (Arc::new(Login::of("greta")), Arc::new(Login::of("larch")));
    let gone = world.manager(&larch, None, 1);
    for _ in 0..2 {
        gone.sign_in().await.expect("signed in");
        gone.sign_out().await.expect("signed out");
    }
    let manager = world.manager(&greta, None, 2);
    token(&manager).await.expect("signed in");
    greta.name("larch");
    greta.on_refresh([Reply::Error(TokenError::rejected("another user's"))]);
    world.clock.advance(HOUR);
    assert_eq!(token(&manager).await.as_deref(), Ok("access-1"));
}

#[tokio::test(start_paused = true)]
async fn a_rotation_by_a_sibling_is_adopted_before_a_rejection_is_believed() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    let (one, sibling) = (world.manager(&login, None, 1), world.manager(&login, None, 2));
    token(&one).await.expect("signed in");
    token(&sibling).await.expect("adopted");
    world.clock.advance(HOUR);
    login.on_refresh([Reply::Tokens(tokens("rotated").refresh_token("refresh-2"))]);
    token(&one).await.expect("rotated");
    world.clock.advance(HOUR);
    token(&sibling).await.expect("refreshed with the rotated token");
    assert_eq!(login.refreshed_with(), ["refresh", "refresh-2"]);
    assert_eq!(login.counts(), (1, 2));
}

#[tokio::test(start_paused = true)]
async fn a_rotated_token_is_saved_even_if_the_sign_in_after_it_fails() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("signed in");
    login.on_refresh([Reply::Tokens(tokens("access-0").refresh_token("refresh-2"))]);
    login.on_sign_in([Reply::Error(TokenError::transient("500"))]);
    manager.rejected(&manager.current(None).expect("fresh"), ENDPOINT);
    assert_eq!(token(&manager).await, Err(AuthFailureKind::Unavailable));
    assert_eq!(login.counts(), (2, 1), "the rejected token came again, so a sign-in was tried");

    drop(manager);
    world.manager(&login, None, 2).authorize(None).await.expect("refreshed");
    assert_eq!(login.refreshed_with(), ["refresh", "refresh-2"]);
}

#[tokio::test(start_paused = true)]
async fn an_old_record_put_back_is_not_adopted_after_a_newer_one_was_seen() {
    let store = MemoryStore::new();
    let (world, login) = (World::with_store(store.clone()), Arc::new(Login::of("greta")));
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("signed in");
    let old = kept(&store).await.expect("kept");
    world.clock.advance(HOUR);
    login.on_refresh([Reply::Tokens(tokens("rotated").refresh_token("refresh-2"))]);
    token(&manager).await.expect("refreshed");
    assert_eq!(store.commit(&tokens_key(), &old, 2).await.expect("in memory"), Commit::Stored);
    world.clock.advance(HOUR);
    token(&manager).await.expect("refreshed");
    assert_eq!(login.refreshed_with(), ["refresh", "refresh-2"]);
    let kept = kept(&store).await.expect("kept");
    assert_eq!(kept.access().expect("fresh").token.expose(), "access-1", "and the old one is gone");
}

#[tokio::test(start_paused = true)]
async fn a_store_that_lost_its_records_is_followed_from_its_new_count() {
    let store = MemoryStore::new();
    let (world, login) = (World::with_store(store.clone()), Arc::new(Login::of("greta")));
    let manager = world.manager(&login, None, 1);
    for _ in 0..3 {
        token(&manager).await.expect("signed in, then refreshed");
        world.clock.advance(HOUR);
    }
    let epoch = kept(&store).await.expect("kept").epoch();
    // A sibling begins again after the loss, and rotates the refresh token.
    let rotated = StoredToken::new("refresh-2".into(), None);
    let record = TokenRecord::new(2, world.clock.wall(), None, Some(rotated)).stamped(1, world.clock.wall());
    assert_eq!(store.commit(&tokens_key(), &record, epoch).await.expect("in memory"), Commit::Stored);
    token(&manager).await.expect("refreshed");
    assert_eq!(login.refreshed_with().last().map(String::as_str), Some("refresh-2"));
}

#[tokio::test(start_paused = true)]
async fn a_sign_out_beside_a_write_that_a_failover_lost_is_followed() {
    let store = MemoryStore::new();
    let (world, login) = (World::with_store(store.clone()), Arc::new(Login::of("greta")));
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("signed in");
    let epoch = kept(&store).await.expect("kept").epoch();
    world.clock.advance(HOUR);
    let tombstone = TokenRecord::tombstone(2, world.clock.wall()).stamped(epoch, world.clock.wall());
    assert_eq!(store.commit(&tokens_key(), &tombstone, epoch).await.expect("in memory"), Commit::Stored);
    assert_eq!(token(&manager).await, Err(AuthFailureKind::SignedOut));
}

/// Takes a second for each commit.
struct Slow;

#[async_trait]
impl Hooks for Slow {
    async fn before(&self, asked: Operation<'_>) -> Result<(), &'static str> {
        if matches!(asked, Operation::Commit(..)) {
            tokio::time::sleep(seconds(1)).await;
        }
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_sign_out_reaches_the_store_though_its_caller_stops_waiting() {
    let inner = MemoryStore::new();
    let world = World::with_store(HookedStore { inner: inner.clone(), around: Slow });
    let manager = world.manager(&Arc::new(Login::of("greta")), None, 1);
    token(&manager).await.expect("signed in");
    tokio::time::sleep(seconds(5)).await;
    assert!(tokio::time::timeout(seconds(1) / 2, manager.sign_out()).await.is_err());
    tokio::time::sleep(seconds(5)).await;
    assert!(kept(&inner).await.expect("kept").is_signed_out());
}

/// Runs a token fetch of a sibling between the first load and the lease.
struct Overtaken {
    store: MemoryStore,
    sibling: Arc<Login>,
}

#[async_trait]
impl Hooks for Overtaken {
    async fn before(&self, asked: Operation<'_>) -> Result<(), &'static str> {
        if matches!(asked, Operation::Lease) {
            let world = World::with_store(self.store.clone());
            token(&world.manager(&self.sibling, None, 9)).await.expect("the sibling's");
        }
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn the_record_is_read_again_inside_the_lease() {
    let sibling = Arc::new(Login::of("greta"));
    sibling.on_sign_in([Reply::Tokens(tokens("siblings"))]);
    let inner = MemoryStore::new();
    let around = Overtaken { store: inner.clone(), sibling };
    let world = World::with_store(HookedStore { inner, around });
    let login = Arc::new(Login::of("greta"));
    assert_eq!(token(&world.manager(&login, None, 1)).await.as_deref(), Ok("siblings"));
    assert_eq!(login.counts(), (0, 0));
}

/// Fails or hangs in every operation.
pub(super) struct Broken {
    hangs: bool,
}

#[async_trait]
impl Hooks for Broken {
    async fn before(&self, _: Operation<'_>) -> Result<(), &'static str> {
        if self.hangs {
            std::future::pending::<()>().await;
        }
        Err("the disk is full")
    }
}

pub(super) fn broken(hangs: bool) -> HookedStore<Broken> {
    HookedStore { inner: MemoryStore::new(), around: Broken { hangs } }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_or_hangs_never_fails_an_acquisition() {
    for hangs in [false, true] {
        let world = World::with_store(broken(hangs));
        let login = Arc::new(Login::of("greta"));
        let manager = world.manager(&login, None, 1);
        assert_eq!(token(&manager).await.as_deref(), Ok("access-0"));
        world.clock.advance(HOUR);
        assert_eq!(token(&manager).await.as_deref(), Ok("access-1"));
        assert_eq!(login.counts(), (1, 1));
        manager.sign_out().await.expect_err("not in the store");
    }
}

#[tokio::test(start_paused = true)]
async fn a_login_with_rotating_refresh_tokens_is_not_asked_before_the_store_was_read() {
    for hangs in [false, true] {
        let (world, login) = (World::with_store(broken(hangs)), Arc::new(Login::rotating("greta")));
        assert_eq!(token(&world.manager(&login, None, 1)).await, Err(AuthFailureKind::Unavailable));
        assert_eq!(login.counts(), (0, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn a_waiter_times_out_after_30_seconds_and_the_fetch_continues() {
    let world = World::with_store(broken(true));
    let login = Arc::new(Login::of("greta"));
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("signed in");
    world.clock.advance(HOUR);
    login.on_refresh((0..3).map(|_| Reply::After(seconds(9), Box::new(Reply::Panic))));
    let start = Instant::now();
    let failure = manager.authorize(None).await.expect_err("three fetches, none in time");
    assert_eq!(failure.kind(), AuthFailureKind::AcquireTimeout { waited: seconds(30) });
    assert!(failure.is_timeout());
    assert_eq!(start.elapsed(), seconds(30));
    assert!(manager.status().is_fetching());
}

#[tokio::test(start_paused = true)]
async fn a_stored_token_from_the_future_or_of_an_absurd_life_is_not_believed() {
    for (set_back, is_believed) in [(seconds(240), true), (seconds(360), false), (48 * HOUR, false)] {
        let (world, login) = (World::new(), Arc::new(Login::of("greta")));
        token(&world.manager(&login, None, 1)).await.expect("stored");
        world.clock.set_wall(world.clock.wall() - set_back);
        let expected = if is_believed { "access-0" } else { "access-1" };
        assert_eq!(token(&world.manager(&login, None, 2)).await.as_deref(), Ok(expected));
        assert_eq!(login.counts(), (1, u32::from(!is_believed)), "its refresh token is tried");
    }
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_never_adopted_again_from_the_store() {
    let world = World::new();
    let login = Arc::new(Login::of("greta"));
    let (mine, other) = (world.manager(&login, None, 1), world.manager(&login, None, 2));
    assert_eq!(token(&mine).await.as_deref(), Ok("access-0"));
    assert_eq!(token(&other).await.as_deref(), Ok("access-0"), "adopted");
    // A sibling writes the same token again, under a newer epoch.
    let stored = world.store.load(&tokens_key()).await.expect("in memory").expect("kept");
    let again = stored.record().clone().stamped(stored.record().epoch() + 1, world.clock.wall());
    assert!(other.rejected(&other.current(None).expect("a token"), ENDPOINT));
    assert_eq!(world.store.commit(&tokens_key(), &again, stored.record().epoch()).await.expect("ok"), Commit::Stored);
    assert_eq!(token(&other).await.as_deref(), Ok("access-1"));
}

#[tokio::test(start_paused = true)]
async fn a_rotated_refresh_token_of_a_sibling_is_adopted_before_a_password_is_sent() {
    let world = World::new();
    let login = Arc::new(Login::of("greta"));
    let (mine, sibling) = (world.manager(&login, None, 1), world.manager(&login, None, 2));
    token(&mine).await.expect("signed in");
    token(&sibling).await.expect("adopted");
    world.clock.advance(HOUR);
    // The sibling rotates the refresh token; its access token has ended again before this manager needs one.
    login.on_refresh([Reply::Tokens(tokens("rotated").refresh_token("refresh-2"))]);
    assert_eq!(token(&sibling).await.as_deref(), Ok("rotated"));
    world.clock.advance(HOUR);
    login.on_refresh([Reply::Tokens(tokens("newest"))]);
    assert_eq!(token(&mine).await.as_deref(), Ok("newest"));
    assert_eq!(login.refreshed_with(), ["refresh", "refresh-2"]);
    assert_eq!(login.counts(), (1, 2));
}
