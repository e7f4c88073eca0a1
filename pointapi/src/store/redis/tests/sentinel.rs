//! Records at the primary that a sentinel names.

use tempfile::TempDir;

use super::server::{RedisServer, free_port};
use super::*;

#[tokio::test]
async fn a_record_is_kept_at_the_primary_that_a_sentinel_names() {
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
    // The sentinel may still be connecting to the primary.
    while store.commit(&key, &record, 0).await.is_err() {
        tokio::task::yield_now().await;
    }
    let there = RedisStore::connect(&primary.url()).expect("a URL");
    assert!(there.load(&key).await.expect("read").is_some());
}
