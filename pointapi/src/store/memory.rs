//! The store that is used when none is given.

use std::{
    collections::HashMap,
    error::Error,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

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
/// Clones share their records. A client without a configured store has its own memory store.
#[derive(Clone, Default)]
pub struct MemoryStore {
    identities: Arc<Mutex<HashMap<StoreKey, Identity>>>,
}

#[derive(Default)]
struct Identity {
    record: Option<TokenRecord>,
    lease: Arc<tokio::sync::Mutex<()>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn identities(&self) -> MutexGuard<'_, HashMap<StoreKey, Identity>> {
        self.identities.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl TokenStore for MemoryStore {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
        let identities = self.identities();
        let record = identities.get(key).and_then(|identity| identity.record.clone());
        Ok(record.map(StoredRecord::new))
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
        let mut identities = self.identities();
        let identity = identities.entry(key.clone()).or_default();
        let epoch = identity.record.as_ref().map_or(0, TokenRecord::epoch);
        if epoch != expected_epoch {
            return Ok(Commit::Conflict);
        }
        identity.record = Some(record.clone());
        Ok(Commit::Stored)
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
        let lease = Arc::clone(&self.identities().entry(key.clone()).or_default().lease);
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
}
