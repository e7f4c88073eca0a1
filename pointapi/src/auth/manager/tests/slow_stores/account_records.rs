//! The record of an account in a store that acknowledges late, or that another process writes to.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use async_trait::async_trait;

use super::super::{super::*, doubles::*, script::*};
use super::{on, slow};
use crate::auth::TokenError;
use crate::auth::lockout::hold::{Hold, HoldReason};
use crate::auth::lockout::record::{StoredGuard, StoredHold, StoredScope};
use crate::store::{Commit, MemoryStore, StoreKey, TokenRecord};

fn account() -> StoreKey {
    StoreKey::of_account("https://api.example", "greta")
}

async fn account_record(store: &MemoryStore) -> StoredGuard {
    let stored = store.load(&account()).await.expect("in memory").expect("written");
    stored.record().guard().expect("an account's record").clone()
}

#[tokio::test(start_paused = true)]
async fn a_failed_sign_in_that_the_store_acknowledged_late_counts_once() {
    let store = slow(Duration::ZERO);
    let (world, login, manager) = on(&store);
    login.on_sign_in((0..2).map(|_| Reply::Error(TokenError::malformed("no token"))));
    // The first commit of a sign-in says that it begins, the second one that it has failed.
    let delays = [Duration::ZERO, Duration::from_millis(1200)];
    store.around.acknowledged_after.lock().expect("no panic").extend(delays);
    for _ in 0..2 {
        token(&manager).await.expect_err("no token");
        world.clock.advance(seconds(60));
    }
    assert_eq!(login.counts(), (2, 0));
    assert_eq!(account_record(&store.inner).await.unproven().count(), 2);
}

/// Before each of the next commits to the account's record, another process records the start of a sign-in.
struct Contended {
    store: MemoryStore,
    commits: AtomicU32,
}

#[async_trait]
impl Hooks for Arc<Contended> {
    async fn before(&self, asked: Operation<'_>) -> Result<(), &'static str> {
        let is_contended = matches!(asked, Operation::Commit(key, _) if *key == account());
        let take = |left: u32| left.checked_sub(1);
        if !is_contended || self.commits.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).is_err() {
            return Ok(());
        }
        let stored = self.store.load(&account()).await.expect("in memory");
        let epoch = stored.map_or(0, |stored| stored.record().epoch());
        let start = SystemTime::UNIX_EPOCH;
        let mut guard = StoredGuard::new("salt".to_owned());
        let hold = Hold { reason: HoldReason::Unproven, attempts: 1, until: start };
        guard.begin(StoredHold::new(StoredScope::Account, hold, |until| until));
        let record = TokenRecord::of_account(7, start, guard).stamped(epoch + 1, start);
        assert_eq!(self.store.commit(&account(), &record, epoch).await.expect("in memory"), Commit::Stored);
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn the_start_of_a_sign_in_that_another_process_recorded_is_not_ended() {
    let inner = MemoryStore::new();
    let around = Arc::new(Contended { store: inner.clone(), commits: AtomicU32::new(3) });
    let world = World::with_store(HookedStore { inner: inner.clone(), around: Arc::clone(&around) });
    token(&world.manager(&Arc::new(Login::of("greta")), None, 1)).await.expect("signed in");
    assert_eq!(around.commits.load(Ordering::SeqCst), 0, "each commit of its own start met a conflict");
    assert!(account_record(&inner).await.begun().is_some());
}
