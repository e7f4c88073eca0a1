//! Stores that cannot write.

use async_trait::async_trait;

use super::{super::*, doubles::*, script::*};
use crate::store::MemoryStore;

/// Panics in each commit of the token record.
struct Panicking;

#[async_trait]
impl Hooks for Panicking {
    async fn before(&self, asked: Operation<'_>) -> Result<(), &'static str> {
        match asked {
            Operation::Commit(key, _) if *key == tokens_key() => panic!("the disk is full"),
            _ => Ok(()),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_panics_costs_no_token() {
    let world = World::with_store(HookedStore { inner: MemoryStore::new(), around: Panicking });
    let login = Arc::new(Login::of("greta"));
    let manager = world.manager(&login, None, 1);
    for _ in 0..3 {
        assert_eq!(token(&manager).await.as_deref(), Ok("access-0"));
    }
    assert_eq!(login.counts(), (1, 0));
}
