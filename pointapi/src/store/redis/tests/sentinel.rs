//! Records at the primary that a sentinel names, and at the next one.

use tempfile::TempDir;

use super::server::{RedisServer, free_port};
use super::*;

#[tokio::test]
async fn records_are_kept_at_the_primary_that_a_sentinel_names_now() {
    let Some(primary) = RedisServer::start() else { return };
    let directory = TempDir::new().expect("a directory");
    let (file, port) = (directory.path().join("sentinel.conf"), free_port());
    let watch = format!("sentinel monitor larch 127.0.0.1 {} 1", primary.port());
    std::fs::write(&file, format!("port {port}\nbind 127.0.0.1\n{watch}\n")).expect("written");
    let sentinel = RedisServer::sentinel(port, &file).expect("started");
    assert!(sentinel.has_logged("+monitor master larch"));

    let store = RedisStore::connect_sentinel([sentinel.url()], "redis://larch").expect("URLs");
    let key = StoreKey::new("https://api.example", "greta", None);
    let record = record("one", SystemTime::UNIX_EPOCH).stamped(1, SystemTime::UNIX_EPOCH);
    commit(&store, &key, &record).await;
    let there = RedisStore::connect(&primary.url()).expect("a URL");
    assert!(there.load(&key).await.expect("a response").is_some());

    // What a failover ends with: the sentinel names another server, and the first one is gone.
    let next = RedisServer::start().expect("the first one started");
    let mut raw = sentinel.raw().await;
    let () = redis::cmd("SENTINEL").arg(&["REMOVE", "larch"]).query_async(&mut raw).await.expect("removed");
    let address = ["MONITOR", "larch", "127.0.0.1", &next.port().to_string(), "1"];
    let () = redis::cmd("SENTINEL").arg(&address).query_async(&mut raw).await.expect("monitored");
    drop(primary);
    commit(&store, &key, &record).await;
    let there = RedisStore::connect(&next.url()).expect("a URL");
    assert!(there.load(&key).await.expect("a response").is_some());
}

/// Commits once the primary can be reached: the sentinel may still be connecting to it.
async fn commit(store: &RedisStore, key: &StoreKey, record: &TokenRecord) {
    for _ in 0..100_000 {
        if store.commit(key, record, 0).await.is_ok() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the primary was not reached");
}
