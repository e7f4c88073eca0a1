pub(crate) mod cluster;
mod sealed;
mod sentinel;
pub(crate) mod server;

use redis::AsyncCommands;

use self::server::RedisServer;
use super::*;
use crate::auth::Secret;
use crate::auth::lockout::hold::{Hold, HoldReason};
use crate::auth::lockout::record::{StoredGuard, StoredHold, StoredScope};
use crate::store::StoredToken;

/// The tests of several processes share the server's file, but have no client of Redis.
impl RedisServer {
    pub(crate) async fn raw(&self) -> redis::aio::MultiplexedConnection {
        let client = redis::Client::open(self.url()).expect("a URL");
        client.get_multiplexed_async_connection().await.expect("a connection")
    }
}

/// A server, two stores on it as in two processes, and a raw connection.
struct Scene {
    one: RedisStore,
    other: RedisStore,
    raw: redis::aio::MultiplexedConnection,
    key: StoreKey,
    _server: RedisServer,
}

impl Scene {
    async fn new() -> Option<Self> {
        let server = RedisServer::start()?;
        let client = redis::Client::open(server.url()).expect("a URL");
        Some(Self {
            one: RedisStore::connect(&server.url()).expect("a URL"),
            other: RedisStore::connect(&server.url()).expect("a URL"),
            raw: client.get_multiplexed_async_connection().await.expect("a connection"),
            key: StoreKey::new("https://api.example", "greta", None),
            _server: server,
        })
    }

    fn names(&self) -> Names {
        Names::under("", &self.key.digest())
    }

    async fn commit(&self, token: &str, epoch: u64) -> Commit {
        let record = record(token, SystemTime::UNIX_EPOCH).stamped(epoch, SystemTime::UNIX_EPOCH);
        self.one.commit(&self.key, &record, epoch - 1).await.expect("written")
    }

    /// Requests the lease for a holder, as the store does.
    async fn grant(&self, holder: &str) -> bool {
        let mut request = scripts::LEASE.key(self.names().lease);
        request.key(self.names().released(holder)).arg(holder).arg(milliseconds(LEASE_TIME));
        self.one.connection.run(&request).await.expect("a response")
    }

    async fn token(&self) -> Option<String> {
        let stored = self.other.load(&self.key).await.expect("read")?;
        stored.record().access().map(|access| access.token.expose().to_owned())
    }
}

fn record(token: &str, issued_at: SystemTime) -> TokenRecord {
    let access = StoredToken::new(Secret::from(token), Some(issued_at + Duration::from_secs(3600)));
    TokenRecord::new(0, issued_at, Some(access), None)
}

#[tokio::test]
async fn a_commit_succeeds_only_over_the_expected_epoch() {
    let Some(scene) = Scene::new().await else { return };
    assert_eq!(scene.token().await, None);
    assert_eq!(scene.commit("one", 1).await, Commit::Stored);
    assert_eq!(scene.commit("late", 1).await, Commit::Conflict);
    assert_eq!(scene.commit("two", 2).await, Commit::Stored);
    assert_eq!(scene.token().await.as_deref(), Some("two"));
}

#[tokio::test]
async fn a_lease_has_one_holder_until_it_is_dropped() {
    let Some(mut scene) = Scene::new().await else { return };
    let lease = scene.one.lease(&scene.key).await.expect("ok").expect("free");
    assert!(scene.other.lease(&scene.key).await.expect("ok").is_none());
    let left: u64 = scene.raw.pttl(scene.names().lease).await.expect("a lease");
    assert!(left > 0 && left <= 35_000, "{left}");
    drop(lease);
    // A background task releases the lease.
    while scene.raw.exists(scene.names().lease).await.expect("a response") {
        tokio::task::yield_now().await;
    }
    assert!(scene.other.lease(&scene.key).await.expect("ok").is_some());
}

#[tokio::test]
async fn a_holder_whose_lease_lapsed_does_not_end_the_next_lease() {
    let Some(mut scene) = Scene::new().await else { return };
    let lapsed = scene.one.lease(&scene.key).await.expect("ok").expect("free");
    let () = scene.raw.del(scene.names().lease).await.expect("as if its time had passed");
    let _next = scene.other.lease(&scene.key).await.expect("ok").expect("free again");
    drop(lapsed);
    // A commit uses the same connection as the release, so it returns after the release.
    scene.commit("one", 1).await;
    assert!(scene.one.lease(&scene.key).await.expect("ok").is_none(), "still the next one's");
}

#[tokio::test]
async fn a_lease_whose_response_was_lost_is_granted_again_to_its_holder_alone() {
    let Some(scene) = Scene::new().await else { return };
    assert_eq!([scene.grant("one").await, scene.grant("one").await, scene.grant("other").await], [true, true, false]);
}

#[tokio::test]
async fn a_lease_request_that_arrives_after_its_release_is_not_granted() {
    let Some(mut scene) = Scene::new().await else { return };
    release(Arc::clone(&scene.one.connection), scene.names(), "late".into()).await;
    let left: u64 = scene.raw.pttl(scene.names().released("late")).await.expect("a mark");
    assert!(left > 0 && left <= 35_000, "{left}");
    assert_eq!([scene.grant("late").await, scene.grant("other").await], [false, true]);
}

#[tokio::test]
async fn a_lease_request_that_is_cut_short_leaves_no_lease() {
    let Some(mut scene) = Scene::new().await else { return };
    // Redis knows the scripts then, so that each of them is one request.
    scene.one.lease(&scene.key).await.expect("ok").expect("free").release().await;
    scene.one.load(&scene.key).await.expect("connected");
    let mut raw = scene.raw.clone();
    let pause = ["PAUSE", "60000", "WRITE"];
    let () = redis::cmd("CLIENT").arg(&pause).query_async(&mut raw).await.expect("paused");
    tokio::select! {
        outcome = scene.one.lease(&scene.key) => panic!("{outcome:?}"),
        () = until_a_client_waits(&mut raw) => {}
    }
    let () = redis::cmd("CLIENT").arg("UNPAUSE").query_async(&mut raw).await.expect("resumed");
    // The release follows the request on the same connection, and the load follows the release.
    tokio::task::yield_now().await;
    scene.one.load(&scene.key).await.expect("read");
    let left: i64 = scene.raw.pttl(scene.names().lease).await.expect("a response");
    assert_eq!(left, -2, "no such key");
}

/// Waits until the paused server has a request of another client.
async fn until_a_client_waits(raw: &mut redis::aio::MultiplexedConnection) {
    loop {
        let clients: String = redis::cmd("INFO").arg("clients").query_async(raw).await.expect("a response");
        if clients.contains("blocked_clients:1") {
            return;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_commit_repeated_after_a_lost_response_is_stored() {
    let Some(scene) = Scene::new().await else { return };
    for epoch in 1..=2 {
        assert_eq!(scene.commit("one", epoch).await, Commit::Stored);
        assert_eq!(scene.commit("one", epoch).await, Commit::Stored, "the same again");
        assert_eq!(scene.commit("another", epoch).await, Commit::Conflict);
    }
}

#[tokio::test]
async fn a_lease_key_without_a_sane_time_to_live_is_no_lease() {
    let Some(mut scene) = Scene::new().await else { return };
    let () = scene.raw.set(scene.names().lease, "x").await.expect("a key without an end");
    assert!(scene.one.lease(&scene.key).await.expect("ok").is_some());
    let () = scene.raw.set_ex(scene.names().lease, "x", 3600).await.expect("a key with an end far ahead");
    let _lease = scene.one.lease(&scene.key).await.expect("ok").expect("a lease");
    assert!(scene.other.lease(&scene.key).await.expect("ok").is_none(), "the new lease holds");
}

#[tokio::test]
async fn the_age_of_a_record_counts_by_the_clock_of_redis() {
    let Some(mut scene) = Scene::new().await else { return };
    scene.commit("one", 1).await;
    let written_at: u64 = scene.raw.hget(scene.names().record, "seconds").await.expect("a time");
    let () = scene.raw.hset(scene.names().record, "seconds", written_at - 600).await.expect("10 minutes ago");
    let stored = scene.other.load(&scene.key).await.expect("read").expect("kept");
    let age = stored.time_base(SystemTime::now()).duration_since(stored.record().written_at()).expect("an age");
    assert!((600..660).contains(&age.as_secs()), "{age:?}");
}

#[tokio::test]
async fn remaining_time_counts_by_the_clock_of_redis_whatever_the_writers_clock_shows() {
    let Some(scene) = Scene::new().await else { return };
    let second = Duration::from_secs(1);
    for writers_clock in [SystemTime::UNIX_EPOCH, SystemTime::now() + 600 * second] {
        let epoch = scene.other.load(&scene.key).await.expect("read").map_or(0, |stored| stored.record().epoch());
        let record = record("one", writers_clock).stamped(epoch + 1, writers_clock);
        scene.one.commit(&scene.key, &record, epoch).await.expect("written");
        let stored = scene.other.load(&scene.key).await.expect("read").expect("kept");
        let expires_at = stored.record().access().and_then(StoredToken::expires_at).expect("an end");
        let left = expires_at.duration_since(stored.time_base(SystemTime::now())).expect("ahead");
        assert!(left > 3590 * second && left <= 3600 * second, "{left:?}");
    }
}

#[tokio::test]
async fn a_corrupt_record_is_set_aside_and_a_newer_schema_is_not_overwritten() {
    let Some(mut scene) = Scene::new().await else { return };
    scene.commit("one", 1).await;
    let () = scene.raw.hset(scene.names().record, "record", "{\"schema\":1").await.expect("spoilt");
    assert_eq!(scene.token().await, None);
    assert!(scene.raw.exists::<_, bool>(scene.names().corrupt).await.expect("a response"));
    assert_eq!(scene.commit("two", 1).await, Commit::Stored);

    let () = scene.raw.hset(scene.names().record, "record", r#"{"schema":2,"epoch":1}"#).await.expect("newer");
    let stored = scene.other.load(&scene.key).await.expect("read").expect("a record");
    assert!(!stored.record().is_readable());
}

#[tokio::test]
async fn a_record_of_over_256_kib_is_corrupt() {
    let Some(mut scene) = Scene::new().await else { return };
    scene.commit("one", 1).await;
    let padded = |length: usize| format!("{}{}", r#"{"schema":2,"epoch":1}"#, " ".repeat(length - 22));
    for (length, is_kept) in [(LARGEST, true), (LARGEST + 1, false)] {
        let () = scene.raw.hset(scene.names().record, "record", padded(length)).await.expect("set");
        assert_eq!(scene.other.load(&scene.key).await.expect("read").is_some(), is_kept, "{length}");
    }
    assert_eq!(scene.commit("two", 1).await, Commit::Stored);
}

#[tokio::test]
async fn a_key_without_a_usable_record_is_set_aside_and_the_next_commit_is_stored() {
    let Some(mut scene) = Scene::new().await else { return };
    for (field, value) in [("epoch", "x"), ("epoch", "7"), ("seconds", "-1"), ("microseconds", ""), ("record", "")] {
        let () = scene.raw.del(scene.names().record).await.expect("a response");
        scene.commit("one", 1).await;
        let () = scene.raw.hset(scene.names().record, field, value).await.expect("spoilt");
        assert_eq!(scene.token().await, None, "{field}");
        assert_eq!(scene.commit("two", 1).await, Commit::Stored, "{field}");
        let () = scene.raw.hdel(scene.names().record, field).await.expect("removed");
        assert_eq!(scene.token().await, None, "{field}");
        assert_eq!(scene.commit("three", 1).await, Commit::Stored, "{field}");
    }
    let () = scene.raw.del(scene.names().record).await.expect("a response");
    let () = scene.raw.lpush(scene.names().record, "x").await.expect("a list");
    assert_eq!(scene.token().await, None);
    assert_eq!(scene.commit("four", 1).await, Commit::Stored);
}

#[tokio::test]
async fn a_corrupt_record_that_cannot_be_set_aside_counts_as_absent() {
    let Some(mut scene) = Scene::new().await else { return };
    scene.commit("one", 1).await;
    let () = scene.raw.hset(scene.names().record, "record", "{").await.expect("spoilt");
    let names = scene.names();
    let rule = ["SETUSER", "default", "-rename"];
    let () = redis::cmd("ACL").arg(&rule).query_async(&mut scene.raw).await.expect("a rule");
    assert_eq!(scene.token().await, None);
    assert!(!scene.raw.exists::<_, bool>(names.corrupt).await.expect("a response"));
}

#[tokio::test]
async fn a_hold_without_an_end_does_not_end_with_its_record() {
    let Some(mut scene) = Scene::new().await else { return };
    let now = SystemTime::now();
    for (length, days) in [(RECORD_TIME / 30, 30), (RECORD_TIME * 1_000, 30_000)] {
        let mut guard = StoredGuard::new("salt".to_owned());
        let hold = Hold { reason: HoldReason::Rejected, attempts: 1, until: now + length };
        guard.set(StoredHold::new(StoredScope::Account, hold, |until| until));
        let epoch = scene.other.load(&scene.key).await.expect("read").map_or(0, |stored| stored.record().epoch());
        let record = TokenRecord::of_account(0, now, guard).stamped(epoch + 1, now);
        scene.one.commit(&scene.key, &record, epoch).await.expect("written");
        let left: u64 = scene.raw.pttl(scene.names().record).await.expect("a record");
        assert_eq!(left.div_ceil(24 * 3_600_000), days, "days");
    }
}

#[tokio::test]
async fn a_broken_connection_is_replaced() {
    let Some(mut scene) = Scene::new().await else { return };
    scene.commit("one", 1).await;
    let () = redis::cmd("CLIENT")
        .arg(&["KILL", "TYPE", "normal", "SKIPME", "yes"])
        .query_async(&mut scene.raw)
        .await
        .expect("killed");
    let record = record("two", SystemTime::UNIX_EPOCH).stamped(2, SystemTime::UNIX_EPOCH);
    let first = scene.one.commit(&scene.key, &record, 1).await;
    if first.is_err() {
        assert_eq!(scene.one.commit(&scene.key, &record, 1).await.expect("a new connection"), Commit::Stored);
    }
}

#[tokio::test]
async fn an_unavailable_server_is_an_error_without_the_password() {
    let store = RedisStore::connect("redis://larch:canary@127.0.0.1:1").expect("a URL");
    let error = store.load(&StoreKey::new("", "", None)).await.expect_err("connection refused");
    assert!(!format!("{error} {error:?} {store:?}").contains("canary"));
}

#[test]
fn another_machine_is_reached_only_by_verified_tls() {
    for url in ["redis://127.0.0.1:1", "redis://[::1]:1", "redis://localhost", "rediss://redis.example", "unix:///r"] {
        assert!(RedisStore::connect(url).is_ok(), "{url}");
    }
    for url in ["redis://redis.example", "redis://10.0.0.1", "rediss://redis.example/#insecure", "http://a", "canary"] {
        let error = RedisStore::connect(url).expect_err(url);
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}

#[tokio::test]
async fn tenants_share_a_database_and_no_record() {
    let Some(mut scene) = Scene::new().await else { return };
    let larch = scene.one.clone().namespace("larch");
    for store in [scene.one.clone(), larch.clone(), scene.one.clone().namespace("{larch}:")] {
        let record = record("one", SystemTime::UNIX_EPOCH).stamped(1, SystemTime::UNIX_EPOCH);
        assert_eq!(store.commit(&scene.key, &record, 0).await.expect("written"), Commit::Stored);
        assert!(store.lease(&scene.key).await.expect("ok").is_some());
    }
    let names: Vec<String> = scene.raw.keys("pointapi:larch:{*}:record").await.expect("names");
    assert_eq!(names.len(), 1);
    let names: Vec<String> = scene.raw.keys("pointapi:%7Blarch%7D%3A:{*}:record").await.expect("names");
    assert_eq!(names.len(), 1);
}

#[tokio::test]
async fn a_sealed_record_of_another_tenant_does_not_open() {
    let Some(mut scene) = Scene::new().await else { return };
    let tenant = |name| scene.one.clone().sealed_with(SealingKeys::new(&[7; 32])).namespace(name);
    let (larch, fir) = (tenant("larch"), tenant("fir"));
    for store in [&larch, &fir] {
        let record = record("one", SystemTime::UNIX_EPOCH).stamped(1, SystemTime::UNIX_EPOCH);
        store.commit(&scene.key, &record, 0).await.expect("written");
    }
    let record_of = async |raw: &mut redis::aio::MultiplexedConnection, tenant: &str| -> String {
        let names: Vec<String> = raw.keys(format!("pointapi:{tenant}:{{*}}:record")).await.expect("names");
        names[0].clone()
    };
    let (from, to) = (record_of(&mut scene.raw, "larch").await, record_of(&mut scene.raw, "fir").await);
    let () = redis::cmd("COPY").arg(from).arg(to).arg("REPLACE").query_async(&mut scene.raw).await.expect("planted");
    assert!(fir.load(&scene.key).await.expect("read").is_none());
    assert!(larch.load(&scene.key).await.expect("read").is_some());
}

#[tokio::test]
async fn keys_do_not_reveal_the_account_and_expire() {
    let Some(mut scene) = Scene::new().await else { return };
    scene.commit("one", 1).await;
    let _lease = scene.one.lease(&scene.key).await.expect("ok");
    let names: Vec<String> = scene.raw.keys("*").await.expect("names");
    assert_eq!(names.len(), 2);
    for name in names {
        assert!(name.starts_with("pointapi:{") && !name.contains("greta"), "{name}");
        let left: i64 = scene.raw.pttl(&name).await.expect("a response");
        assert!(left > 0, "{name}");
    }
}
