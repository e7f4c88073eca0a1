//! Stores that cannot write.

use async_trait::async_trait;

use super::{super::*, doubles::*, script::*};
use crate::store::{Commit, MemoryStore, TokenRecord};

#[tokio::test(start_paused = true)]
async fn a_sign_out_over_a_record_that_cannot_be_read_is_an_error() {
    let store = MemoryStore::new();
    let newer: TokenRecord = serde_json::from_str(r#"{"schema":9,"epoch":1}"#).expect("a record");
    assert_eq!(store.commit(&tokens_key(), &newer, 0).await.expect("in memory"), Commit::Stored);
    let manager = World::with_store(store.clone()).manager(&Arc::new(Login::of("greta")), None, 1);
    token(&manager).await.expect("signed in");
    let failure = manager.sign_out().await.expect_err("the record may have tokens");
    assert_eq!(failure.kind(), AuthFailureKind::SignOutUnsaved);
    assert!(!kept(&store).await.expect("kept").is_readable(), "left as it is");
}

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
