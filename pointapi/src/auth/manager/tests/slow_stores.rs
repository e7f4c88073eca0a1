//! Stores that are slow or unavailable for a while: no fetched token and no decision is lost.

#[cfg(feature = "shared-guard")]
mod account_records;
mod sign_outs;

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;

use super::super::*;
use super::doubles::*;
use super::script::*;
use crate::auth::TokenError;
use crate::store::MemoryStore;
#[cfg(feature = "shared-guard")]
use crate::store::StoreKey;

/// Delays every operation, acknowledges its next commits late, and can be unavailable.
#[derive(Clone, Default)]
struct Slow {
    call_takes: Duration,
    acknowledged_after: Arc<Mutex<VecDeque<Duration>>>,
    is_away: Arc<AtomicBool>,
}

#[async_trait]
impl Hooks for Slow {
    async fn before(&self, _: Operation<'_>) -> Result<(), &'static str> {
        tokio::time::sleep(self.call_takes).await;
        match self.is_away.load(Ordering::SeqCst) {
            true => Err("the store is away"),
            false => Ok(()),
        }
    }

    async fn after_commit(&self) {
        let delay = self.acknowledged_after.lock().expect("no panic").pop_front();
        tokio::time::sleep(delay.unwrap_or_default()).await;
    }
}

impl Slow {
    fn set_away(&self, is_away: bool) {
        self.is_away.store(is_away, Ordering::SeqCst);
    }
}

fn slow(call_takes: Duration) -> HookedStore<Slow> {
    HookedStore { inner: MemoryStore::new(), around: Slow { call_takes, ..Slow::default() } }
}

fn on(store: &HookedStore<Slow>) -> (World, Arc<Login>, TokenManager) {
    let (world, login) = (World::with_store(store.clone()), Arc::new(Login::of("greta")));
    let manager = world.manager(&login, None, 1);
    (world, login, manager)
}

fn alive_tasks() -> usize {
    tokio::runtime::Handle::current().metrics().num_alive_tasks()
}

#[tokio::test(start_paused = true)]
async fn tokens_that_come_just_in_time_are_not_lost_to_a_slow_store() {
    let half = Duration::from_millis(500);
    let (_, login, manager) = on(&slow(half));
    let nearly_10 = Duration::from_millis(9_800);
    login.on_question([Reply::After(nearly_10, Box::new(Reply::Tokens(tokens("asked"))))]);
    // The provider, the store and then the login bring the token fetch near its 25 seconds.
    let response = Reply::Tokens(tokens("in-time").refresh_token("refresh"));
    login.on_sign_in([Reply::After(nearly_10, Box::new(response))]);
    let start = Instant::now();
    let waiting = manager.authorize(None).await;
    assert!(start.elapsed() > seconds(25), "saving the outcome took the token fetch past its limit");
    assert_eq!(waiting.expect("brought in time").header, "Bearer in-time");
}

#[cfg(feature = "shared-guard")]
#[tokio::test(start_paused = true)]
async fn a_rejection_just_in_time_holds_other_processes_even_with_a_slow_store() {
    let (world, login, manager) = on(&slow(Duration::from_millis(500)));
    let nearly_10 = Duration::from_millis(9_800);
    login.on_question([Reply::After(nearly_10, Box::new(Reply::Tokens(tokens("asked"))))]);
    let rejected = Reply::Error(TokenError::rejected("access denied"));
    login.on_sign_in([Reply::After(nearly_10, Box::new(rejected))]);
    let start = Instant::now();
    token(&manager).await.expect_err("rejected");
    assert!(start.elapsed() > seconds(25), "saving the hold took the token fetch past its limit");
    let other = World { guard: Arc::default(), ..world }.manager(&login, None, 2);
    assert_eq!(token(&other).await, Err(AuthFailureKind::Rejected { attempts: 1 }));
    assert_eq!(login.counts(), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_commit_acknowledged_after_a_sign_out_does_not_apply_the_sign_out_twice() {
    let store = slow(Duration::ZERO);
    let (world, _, manager) = on(&store);
    token(&manager).await.expect("signed in");
    world.clock.advance(HOUR);
    store.around.acknowledged_after.lock().expect("no panic").push_back(Duration::from_millis(800));
    let caller = tokio::spawn({
        let manager = manager.clone();
        async move { token(&manager).await }
    });
    tokio::time::sleep(Duration::from_millis(400)).await;
    manager.sign_out().await.expect("signed out");
    assert_eq!(caller.await.expect("no panic"), Err(AuthFailureKind::SignedOut));
    tokio::time::sleep(seconds(1)).await;
    manager.sign_in().await.expect("its own sign-out is not applied again");
}

#[tokio::test(start_paused = true)]
async fn a_sign_out_that_could_not_be_saved_is_saved_in_the_background() {
    let store = slow(Duration::ZERO);
    let (_, _, manager) = on(&store);
    token(&manager).await.expect("signed in");
    store.around.set_away(true);
    let failure = manager.sign_out().await.expect_err("the store is away");
    assert_eq!(failure.kind(), AuthFailureKind::SignOutUnsaved);
    assert_eq!(token(&manager).await, Err(AuthFailureKind::SignedOut), "here it is signed out");
    store.around.set_away(false);
    tokio::time::sleep(seconds(30)).await;
    let record = kept(&store.inner).await.expect("kept");
    assert!(record.is_signed_out());
    assert_eq!(alive_tasks(), 0);
}

#[cfg(feature = "shared-guard")]
#[tokio::test(start_paused = true)]
async fn a_sign_in_whose_start_the_store_acknowledged_late_is_not_taken_for_that_of_a_dead_process() {
    let store = slow(Duration::ZERO);
    let (_, _, manager) = on(&store);
    // The first commit of a sign-in says that it begins.
    store.around.acknowledged_after.lock().expect("no panic").push_back(Duration::from_millis(1200));
    token(&manager).await.expect("signed in");
    let account = StoreKey::of_account("https://api.example", "greta");
    let stored = store.inner.load(&account).await.expect("in memory").expect("the start was written");
    assert!(stored.record().guard().expect("an account's record").begun().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_late_sign_out_does_not_overwrite_a_later_sign_in() {
    let store = slow(Duration::ZERO);
    let (_, _, manager) = on(&store);
    token(&manager).await.expect("signed in");
    store.around.set_away(true);
    manager.sign_out().await.expect_err("the store is away");
    manager.sign_in().await.expect("and in again");
    store.around.set_away(false);
    tokio::time::sleep(seconds(30)).await;
    let record = kept(&store.inner).await.expect("kept");
    assert!(!record.is_signed_out());
}

#[tokio::test(start_paused = true)]
async fn a_close_waits_for_unsaved_tokens() {
    let store = slow(Duration::ZERO);
    let (_, _, manager) = on(&store);
    store.around.set_away(true);
    token(&manager).await.expect("signed in");
    store.around.set_away(false);
    manager.close(seconds(10)).await;
    assert!(kept(&store.inner).await.is_some(), "saved before the close returned");
    assert_eq!(alive_tasks(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_close_gives_up_saving_at_its_deadline() {
    let store = slow(Duration::ZERO);
    let (_, _, manager) = on(&store);
    store.around.set_away(true);
    token(&manager).await.expect("signed in");
    let start = Instant::now();
    manager.close(seconds(1)).await;
    assert_eq!(start.elapsed(), seconds(1));
    tokio::task::yield_now().await;
    assert_eq!(alive_tasks(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_rotated_refresh_token_that_could_not_be_saved_before_the_sign_in_failed_is_saved_in_the_background() {
    let store = slow(Duration::ZERO);
    let (_, login, manager) = on(&store);
    token(&manager).await.expect("signed in");
    login.on_refresh([Reply::Tokens(tokens("access-0").refresh_token("refresh-2"))]);
    login.on_sign_in([Reply::Error(TokenError::transient("500"))]);
    manager.rejected(&manager.current(None).expect("fresh"), ENDPOINT);
    store.around.set_away(true);
    token(&manager).await.expect_err("the rejected token came again, and the sign-in failed");
    store.around.set_away(false);
    manager.close(seconds(30)).await;
    let record = kept(&store.inner).await.expect("kept");
    assert_eq!(record.refresh().expect("rotated").token.expose(), "refresh-2");
}

#[tokio::test(start_paused = true)]
async fn a_rotated_refresh_token_is_saved_even_if_the_fetch_times_out_before_the_store_responds() {
    let store = slow(Duration::from_millis(600));
    let (_, login, manager) = on(&store);
    token(&manager).await.expect("signed in");
    let start = Instant::now();
    let late = || {
        let error = Reply::Error(TokenError::transient("500"));
        Reply::After(Duration::from_millis(9_900), Box::new(error))
    };
    let again = Reply::Tokens(tokens("access-0").refresh_token("refresh-2"));
    login.on_refresh([late(), late(), Reply::At(start + Duration::from_millis(24_700), Box::new(again))]);
    manager.rejected(&manager.current(None).expect("fresh"), ENDPOINT);
    token(&manager).await.expect_err("no time for the sign-in");
    assert_eq!(start.elapsed().as_secs(), 25);
    manager.close(seconds(30)).await;
    let record = kept(&store.inner).await.expect("kept");
    assert_eq!(record.refresh().expect("rotated").token.expose(), "refresh-2");
}

/// Signs out during the first commit. That commit fails, and so does every commit of the sign-out.
#[derive(Default)]
struct SigningOut(Mutex<Option<TokenManager>>);

#[async_trait]
impl Hooks for Arc<SigningOut> {
    async fn before(&self, asked: Operation<'_>) -> Result<(), &'static str> {
        let manager = match asked {
            Operation::Commit(_, record) if record.is_signed_out() => return Err("the store is away"),
            Operation::Commit(key, _) if *key == tokens_key() => self.0.lock().expect("no panic").take(),
            _ => None,
        };
        let Some(manager) = manager else { return Ok(()) };
        manager.sign_out().await.expect_err("the store is away");
        Err("the store is away")
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_not_saved_before_a_sign_out_is_not_saved_after_it() {
    let (inner, around) = (MemoryStore::new(), Arc::<SigningOut>::default());
    let world = World::with_store(HookedStore { inner: inner.clone(), around: Arc::clone(&around) });
    let manager = world.manager(&Arc::new(Login::of("greta")), None, 1);
    *around.0.lock().expect("no panic") = Some(manager.clone());
    assert_eq!(token(&manager).await, Err(AuthFailureKind::SignedOut));
    tokio::time::sleep(seconds(60)).await;
    assert!(kept(&inner).await.is_none(), "neither the token nor the sign-out");
}
