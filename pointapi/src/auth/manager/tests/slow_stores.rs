//! Stores that take their time or are away for a while: nothing that was brought or decided is lost to them.

use std::{
    collections::VecDeque,
    error::Error,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;

use super::{super::*, script::*};
use crate::store::{Commit, Lease, MemoryStore, StoreKey, StoredRecord, TokenRecord};

/// A store whose every call takes a while, and whose next commits are acknowledged late.
#[derive(Clone, Default)]
struct Slow {
    inner: MemoryStore,
    call_takes: Duration,
    acknowledged_after: Arc<Mutex<VecDeque<Duration>>>,
    is_away: Arc<AtomicBool>,
}

impl Slow {
    async fn call(&self) -> Result<(), &'static str> {
        tokio::time::sleep(self.call_takes).await;
        match self.is_away.load(Ordering::SeqCst) {
            true => Err("the store is away"),
            false => Ok(()),
        }
    }

    fn set_away(&self, is_away: bool) {
        self.is_away.store(is_away, Ordering::SeqCst);
    }
}

#[async_trait]
impl TokenStore for Slow {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
        self.call().await?;
        self.inner.load(key).await
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
        self.call().await?;
        let commit = self.inner.commit(key, record, expected_epoch).await;
        let delay = self.acknowledged_after.lock().expect("no panic").pop_front();
        tokio::time::sleep(delay.unwrap_or_default()).await;
        commit
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
        self.call().await?;
        self.inner.lease(key).await
    }
}

fn on(store: &Slow) -> (World, Arc<Login>, TokenManager) {
    let (world, login) = (World::with_store(store.clone()), Arc::new(Login::of("greta")));
    let manager = world.manager(&login, None, 1);
    (world, login, manager)
}

fn tokens_key() -> StoreKey {
    StoreKey::new("https://api.example", "greta", None)
}

fn alive_tasks() -> usize {
    tokio::runtime::Handle::current().metrics().num_alive_tasks()
}

#[tokio::test(start_paused = true)]
async fn tokens_that_come_just_in_time_are_not_lost_to_a_slow_store() {
    let half = Duration::from_millis(500);
    let (_, login, manager) = on(&Slow { call_takes: half, ..Slow::default() });
    let nearly_10 = Duration::from_millis(9_800);
    login.on_question([Answer::After(nearly_10, Box::new(Answer::Tokens(tokens("asked"))))]);
    // The provider, the store and then the login bring the flight near its 25 seconds.
    let answer = Answer::Tokens(tokens("in-time").refresh_token("refresh"));
    login.on_sign_in([Answer::After(nearly_10, Box::new(answer))]);
    let start = Instant::now();
    let waiting = manager.authorize(None).await;
    assert!(start.elapsed() > seconds(25), "telling the store what became of it took the flight past its limit");
    assert_eq!(waiting.expect("brought in time").header, "Bearer in-time");
}

#[tokio::test(start_paused = true)]
async fn a_commit_that_is_acknowledged_after_a_sign_out_does_not_make_the_sign_out_news() {
    let store = Slow::default();
    let (world, _, manager) = on(&store);
    token(&manager).await.expect("signed in");
    world.clock.advance(HOUR);
    store.acknowledged_after.lock().expect("no panic").push_back(Duration::from_millis(800));
    let caller = tokio::spawn({
        let manager = manager.clone();
        async move { token(&manager).await }
    });
    tokio::time::sleep(Duration::from_millis(400)).await;
    manager.sign_out().await.expect("signed out");
    assert_eq!(caller.await.expect("no panic"), Err(AuthFailureKind::SignedOut));
    tokio::time::sleep(seconds(1)).await;
    manager.sign_in().await.expect("the sign-out is this one's own, and over");
}

#[tokio::test(start_paused = true)]
async fn a_sign_out_that_the_store_did_not_take_is_told_it_in_the_background() {
    let store = Slow::default();
    let (_, _, manager) = on(&store);
    token(&manager).await.expect("signed in");
    store.set_away(true);
    manager.sign_out().await.expect("signed out all the same");
    store.set_away(false);
    tokio::time::sleep(seconds(30)).await;
    let stored = store.inner.load(&tokens_key()).await.expect("in memory").expect("kept");
    assert!(stored.record().is_signed_out());
    assert_eq!(alive_tasks(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_late_sign_out_goes_over_no_later_sign_in() {
    let store = Slow::default();
    let (_, _, manager) = on(&store);
    token(&manager).await.expect("signed in");
    store.set_away(true);
    manager.sign_out().await.expect("signed out all the same");
    manager.sign_in().await.expect("and in again");
    store.set_away(false);
    tokio::time::sleep(seconds(30)).await;
    let stored = store.inner.load(&tokens_key()).await.expect("in memory").expect("kept");
    assert!(!stored.record().is_signed_out());
}

#[tokio::test(start_paused = true)]
async fn a_close_waits_for_what_is_still_to_be_saved() {
    let store = Slow::default();
    let (_, _, manager) = on(&store);
    store.set_away(true);
    token(&manager).await.expect("signed in");
    store.set_away(false);
    manager.close(seconds(10)).await;
    assert!(store.inner.load(&tokens_key()).await.expect("in memory").is_some(), "saved before the close returned");
    assert_eq!(alive_tasks(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_close_gives_up_saving_at_its_deadline() {
    let store = Slow::default();
    let (_, _, manager) = on(&store);
    store.set_away(true);
    token(&manager).await.expect("signed in");
    let start = Instant::now();
    manager.close(seconds(1)).await;
    assert_eq!(start.elapsed(), seconds(1));
    tokio::task::yield_now().await;
    assert_eq!(alive_tasks(), 0);
}
