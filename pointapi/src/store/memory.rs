//! The store that is used when none is given.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::{Commit, Lease, StoreKey, StoredRecord, TokenRecord, TokenStore};

/// Keeps tokens in memory: for clients of one process that are to share them.
///
/// ```
/// use pointapi::store::MemoryStore;
///
/// let store = MemoryStore::new();
/// let shared = store.clone(); // the same records
/// # drop(shared);
/// ```
///
/// Clones share their records. A client without a configured store has its own memory store. It keeps 10 000 records, of
/// identities and of accounts with a hold; when it is full, it forgets the tenth that was used the longest time ago, and
/// their identities sign in again.
#[derive(Clone, Default)]
pub struct MemoryStore {
    identities: Arc<Mutex<Identities>>,
}

/// The identities of users who come and go must not fill the memory of a server.
const MAX_IDENTITIES: usize = 10_000;

#[derive(Default)]
struct Identities {
    by_key: HashMap<StoreKey, Identity>,
    /// The number of uses so far.
    uses: u64,
}

#[derive(Default)]
struct Identity {
    record: Option<TokenRecord>,
    lease: Arc<tokio::sync::Mutex<()>>,
    last_use: u64,
}

impl Identities {
    /// Returns the identity of a key, a new one if the key is unknown.
    fn get(&mut self, key: &StoreKey) -> &mut Identity {
        if self.by_key.len() >= MAX_IDENTITIES && !self.by_key.contains_key(key) {
            self.forget_a_tenth();
        }
        self.uses += 1;
        let identity = self.by_key.entry(key.clone()).or_default();
        identity.last_use = self.uses;
        identity
    }

    /// An identity whose lease is held stays, or two could fetch at once.
    fn forget_a_tenth(&mut self) {
        let mut uses: Vec<u64> = self.by_key.values().map(|identity| identity.last_use).collect();
        let (_, &mut last, _) = uses.select_nth_unstable(MAX_IDENTITIES / 10);
        self.by_key.retain(|_, identity| identity.last_use > last || Arc::strong_count(&identity.lease) > 1);
    }
}

impl MemoryStore {
    /// Creates an empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn identities(&self) -> MutexGuard<'_, Identities> {
        self.identities.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl TokenStore for MemoryStore {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
        let mut identities = self.identities();
        let is_known = identities.by_key.contains_key(key);
        let record = is_known.then(|| identities.get(key).record.clone()).flatten();
        Ok(record.map(StoredRecord::new))
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
        let mut identities = self.identities();
        let identity = identities.get(key);
        let epoch = identity.record.as_ref().map_or(0, TokenRecord::epoch);
        if epoch != expected_epoch {
            return Ok(Commit::Conflict);
        }
        identity.record = Some(record.clone());
        Ok(Commit::Stored)
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
        let lease = Arc::clone(&self.identities().get(key).lease);
        Ok(lease.try_lock_owned().ok().map(Lease::new))
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MemoryStore")
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn record(epoch: u64) -> TokenRecord {
        TokenRecord::tombstone(0, SystemTime::UNIX_EPOCH).stamped(epoch, SystemTime::UNIX_EPOCH)
    }

    #[tokio::test]
    async fn a_commit_succeeds_only_over_the_expected_epoch() {
        let (store, key) = (MemoryStore::new(), StoreKey::new("", "", None));
        assert_eq!(store.commit(&key, &record(1), 0).await.expect("ok"), Commit::Stored);
        assert_eq!(store.commit(&key, &record(1), 0).await.expect("ok"), Commit::Conflict);
        assert_eq!(store.commit(&key, &record(2), 1).await.expect("ok"), Commit::Stored);
        let stored = store.load(&key).await.expect("ok").expect("kept");
        assert_eq!(stored.record().epoch(), 2);
    }

    #[tokio::test]
    async fn a_lease_has_one_holder_until_it_is_dropped() {
        let (store, key) = (MemoryStore::new(), StoreKey::new("", "", None));
        let lease = store.lease(&key).await.expect("ok").expect("free");
        assert!(store.clone().lease(&key).await.expect("ok").is_none());
        drop(lease);
        assert!(store.lease(&key).await.expect("ok").is_some());
    }

    #[tokio::test]
    async fn the_identities_used_longest_ago_are_forgotten_unless_their_lease_is_held() {
        let store = MemoryStore::new();
        let key = |number: usize| StoreKey::new("", &number.to_string(), None);
        let lease = store.lease(&key(0)).await.expect("ok").expect("free");
        for number in 0..MAX_IDENTITIES {
            store.commit(&key(number), &record(1), 0).await.expect("ok");
        }
        assert!(store.load(&key(1)).await.expect("ok").is_some(), "used again");
        store.commit(&key(MAX_IDENTITIES), &record(1), 0).await.expect("ok");
        for (number, is_kept) in [(0, true), (1, true), (2, false), (MAX_IDENTITIES - 1, true), (MAX_IDENTITIES, true)]
        {
            assert_eq!(store.load(&key(number)).await.expect("ok").is_some(), is_kept, "{number}");
        }
        assert!(store.lease(&key(0)).await.expect("ok").is_none(), "the lease is still held");
        drop(lease);
        let kept = store.identities().by_key.len();
        assert!(kept < MAX_IDENTITIES, "{kept}");
    }
}
