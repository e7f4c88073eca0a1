//! A store that stops its process at one step of a token fetch.

use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};

use pointapi::async_trait;
use pointapi::store::{Commit, Lease, StoreKey, StoredRecord, TokenRecord, TokenStore};

use crate::child::say;

/// A step of a token fetch that uses the store. The server observes the other steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Step {
    BeforeTheLease,
    WithTheLease,
    BeforeTheCommit,
    AfterTheCommit,
    BeforeTheSecondCommit,
    AfterTheSecondCommit,
}

pub(crate) struct Stopping {
    inner: Box<dyn TokenStore>,
    stop_at: Option<Step>,
    commits: AtomicU32,
}

impl Stopping {
    pub(crate) fn new(inner: Box<dyn TokenStore>, stop_at: Option<Step>) -> Self {
        Self { inner, stop_at, commits: AtomicU32::new(0) }
    }

    async fn pass(&self, step: Step) {
        if self.stop_at == Some(step) {
            say("stopped");
            // Blocks the thread, not only the task, so that no timeout can end the wait.
            loop {
                std::thread::park();
            }
        }
    }
}

#[async_trait]
impl TokenStore for Stopping {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
        self.inner.load(key).await
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
        let (before, after) = match self.commits.fetch_add(1, Ordering::SeqCst) {
            0 => (Step::BeforeTheCommit, Step::AfterTheCommit),
            _ => (Step::BeforeTheSecondCommit, Step::AfterTheSecondCommit),
        };
        self.pass(before).await;
        let commit = self.inner.commit(key, record, expected_epoch).await;
        self.pass(after).await;
        commit
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
        self.pass(Step::BeforeTheLease).await;
        let lease = self.inner.lease(key).await;
        self.pass(Step::WithTheLease).await;
        lease
    }
}
