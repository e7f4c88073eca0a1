//! The token store of a login that replaces another one.

use std::error::Error;
use std::sync::atomic::{AtomicBool, Ordering};

use pointapi::store::{Commit, FileStore, Lease, StoreKey, StoredRecord, TokenRecord, TokenStore};

/// Hides the stored tokens until it gets new ones, so that a client signs in although a login is stored, and a sign-in
/// that fails leaves that login as it is. The holds of the account stay visible.
pub(crate) struct NewLogin {
    store: FileStore,
    is_replaced: AtomicBool,
}

impl NewLogin {
    pub(crate) fn new(store: FileStore) -> Self {
        Self { store, is_replaced: AtomicBool::new(false) }
    }
}

#[pointapi::async_trait]
impl TokenStore for NewLogin {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
        let stored = self.store.load(key).await?;
        let is_visible =
            |stored: &StoredRecord| self.is_replaced.load(Ordering::Relaxed) || !stored.record().has_tokens();
        Ok(stored.filter(is_visible))
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
        if self.is_replaced.load(Ordering::Relaxed) || !record.has_tokens() {
            return self.store.commit(key, record, expected_epoch).await;
        }
        // The client does not know the record that it replaces.
        let hidden = self.store.load(key).await?;
        let epoch = hidden.map_or(0, |stored| stored.record().epoch());
        let commit = self.store.commit(key, record, epoch).await?;
        self.is_replaced.store(commit == Commit::Stored, Ordering::Relaxed);
        Ok(commit)
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
        self.store.lease(key).await
    }
}
