//! In-memory stores with behavior added before or after their operations.

use std::error::Error;

use async_trait::async_trait;

use crate::store::{Commit, Lease, MemoryStore, StoreKey, StoredRecord, TokenRecord, TokenStore};

/// One operation of a store.
pub(super) enum Operation<'a> {
    Load,
    Commit(&'a StoreKey, &'a TokenRecord),
    Lease,
}

/// The behavior that is added to the operations of a store.
#[async_trait]
pub(super) trait Hooks: Send + Sync + 'static {
    /// Runs before each operation; an error becomes the result of the operation.
    async fn before(&self, _asked: Operation<'_>) -> Result<(), &'static str> {
        Ok(())
    }

    /// Runs after each commit, before its result is returned.
    async fn after_commit(&self) {}
}

/// A store with behavior around its operations.
#[derive(Clone, Default)]
pub(super) struct HookedStore<A> {
    pub(super) inner: MemoryStore,
    pub(super) around: A,
}

#[async_trait]
impl<A: Hooks> TokenStore for HookedStore<A> {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
        self.around.before(Operation::Load).await?;
        self.inner.load(key).await
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
        self.around.before(Operation::Commit(key, record)).await?;
        let commit = self.inner.commit(key, record, expected_epoch).await;
        self.around.after_commit().await;
        commit
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
        self.around.before(Operation::Lease).await?;
        self.inner.lease(key).await
    }
}

/// Returns the key of `greta`'s tokens.
pub(super) fn tokens_key() -> StoreKey {
    StoreKey::new("https://api.example", "greta", None)
}

/// Returns `greta`'s stored tokens.
pub(super) async fn kept(store: &MemoryStore) -> Option<TokenRecord> {
    let stored = store.load(&tokens_key()).await.expect("in memory");
    stored.map(|stored| stored.record().clone())
}
