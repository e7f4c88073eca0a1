//! Stores in memory that do something before or after what is asked of them.

use std::error::Error;

use async_trait::async_trait;

use crate::store::{Commit, Lease, MemoryStore, StoreKey, StoredRecord, TokenRecord, TokenStore};

/// What is asked of a store.
pub(super) enum Asked<'a> {
    Load,
    Commit(&'a StoreKey, &'a TokenRecord),
    Lease,
}

/// What a double does.
#[async_trait]
pub(super) trait Around: Send + Sync + 'static {
    /// Before the store is asked; a rejection is the answer.
    async fn before(&self, _asked: Asked<'_>) -> Result<(), &'static str> {
        Ok(())
    }

    /// Before a commit is acknowledged.
    async fn after_commit(&self) {}
}

/// A store, and what happens around it.
#[derive(Clone, Default)]
pub(super) struct Double<A> {
    pub(super) inner: MemoryStore,
    pub(super) around: A,
}

#[async_trait]
impl<A: Around> TokenStore for Double<A> {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
        self.around.before(Asked::Load).await?;
        self.inner.load(key).await
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
        self.around.before(Asked::Commit(key, record)).await?;
        let commit = self.inner.commit(key, record, expected_epoch).await;
        self.around.after_commit().await;
        commit
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
        self.around.before(Asked::Lease).await?;
        self.inner.lease(key).await
    }
}

/// Where the tokens of `greta` are kept.
pub(super) fn tokens_key() -> StoreKey {
    StoreKey::new("https://api.example", "greta", None)
}

/// What is kept there.
pub(super) async fn kept(store: &MemoryStore) -> Option<TokenRecord> {
    let stored = store.load(&tokens_key()).await.expect("in memory");
    stored.map(|stored| stored.record().clone())
}
