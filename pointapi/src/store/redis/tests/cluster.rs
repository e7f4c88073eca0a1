//! Records and leases on a cluster of three primaries and one replica.

use super::server::{RedisServer, free_port};
use super::*;
use redis::{aio::MultiplexedConnection, cmd};

/// The milliseconds after which a silent node counts as dead; a busy machine makes nodes silent for a second.
const NODE_TIMEOUT: &str = "3000";

/// A cluster; its replica copies the first primary.
pub(crate) struct Cluster {
    pub(crate) primaries: Vec<RedisServer>,
    replica: RedisServer,
}

impl Cluster {
    pub(crate) async fn start() -> Option<Self> {
        let mut nodes = Vec::new();
        let mut buses = Vec::new();
        for number in 0..4 {
            let (bus, file) = (free_port().to_string(), format!("nodes-{number}.conf"));
            let mut arguments = vec!["--cluster-enabled", "yes", "--cluster-node-timeout", NODE_TIMEOUT];
            arguments.extend(["--cluster-config-file", &file, "--cluster-port", &bus]);
            nodes.push(RedisServer::start_with(&arguments)?);
            buses.push(bus);
        }
        let replica = nodes.pop().expect("four nodes");
        let mut first = nodes[0].raw().await;
        for (node, (begin, end)) in nodes.iter().zip([(0, 5460), (5461, 10922), (10923, 16383)]) {
            ask::<()>(&mut node.raw().await, "CLUSTER ADDSLOTSRANGE", &[begin.to_string(), end.to_string()]).await;
        }
        for (node, bus) in nodes.iter().chain([&replica]).zip(&buses).skip(1) {
            let address = ["127.0.0.1".to_owned(), node.port().to_string(), bus.clone()];
            ask::<()>(&mut first, "CLUSTER MEET", &address).await;
        }
        for node in nodes.iter().chain([&replica]) {
            assert!(node.has_logged("Cluster state changed: ok"));
        }
        let id: String = ask(&mut first, "CLUSTER MYID", &[]).await;
        ask::<()>(&mut replica.raw().await, "CLUSTER REPLICATE", &[id]).await;
        assert!(replica.has_logged("<-> REPLICA sync: Finished with success"));
        Some(Self { primaries: nodes, replica })
    }

    pub(crate) fn urls(&self) -> impl Iterator<Item = String> {
        self.primaries.iter().map(RedisServer::url)
    }

    fn store(&self) -> RedisStore {
        RedisStore::connect_cluster(self.urls()).expect("URLs")
    }

    /// Moves a slot with its keys from one primary to another.
    async fn move_slot(&self, slot: u16, from: usize, to: usize) {
        let (mut source, mut target) = (self.primaries[from].raw().await, self.primaries[to].raw().await);
        let source_id: String = ask(&mut source, "CLUSTER MYID", &[]).await;
        let target_id: String = ask(&mut target, "CLUSTER MYID", &[]).await;
        let slot = slot.to_string();
        let setting = |what: &str, id: &str| [slot.clone(), what.to_owned(), id.to_owned()];
        ask::<()>(&mut target, "CLUSTER SETSLOT", &setting("IMPORTING", &source_id)).await;
        ask::<()>(&mut source, "CLUSTER SETSLOT", &setting("MIGRATING", &target_id)).await;
        let names: Vec<String> = ask(&mut source, "CLUSTER GETKEYSINSLOT", &[slot.clone(), "10".to_owned()]).await;
        let port = self.primaries[to].port().to_string();
        let migrate = ["127.0.0.1", &port, "", "0", "1000", "KEYS"].map(str::to_owned);
        ask::<()>(&mut source, "MIGRATE", &[&migrate[..], &names[..]].concat()).await;
        for connection in [&mut target, &mut source] {
            ask::<()>(connection, "CLUSTER SETSLOT", &setting("NODE", &target_id)).await;
        }
    }
}

async fn ask<T: redis::FromRedisValue>(
    connection: &mut MultiplexedConnection,
    command: &str,
    arguments: &[String],
) -> T {
    let mut words = command.split(' ');
    let mut command = cmd(words.next().expect("a word"));
    for word in words {
        command.arg(word);
    }
    command.arg(arguments).query_async(connection).await.expect("accepted")
}

async fn token(store: &RedisStore, key: &StoreKey) -> Option<String> {
    let stored = store.load(key).await.expect("read")?;
    stored.record().access().map(|access| access.token.expose().to_owned())
}

async fn commit(store: &RedisStore, key: &StoreKey, token: &str, epoch: u64) -> Result<Commit, BoxError> {
    let record = record(token, SystemTime::UNIX_EPOCH).stamped(epoch, SystemTime::UNIX_EPOCH);
    store.commit(key, &record, epoch - 1).await
}

/// Returns a key whose record is on the first primary, and its slot.
async fn key_on_first(cluster: &Cluster) -> (StoreKey, u16) {
    let mut raw = cluster.primaries[0].raw().await;
    for number in 0..100 {
        let key = StoreKey::new("https://api.example", &format!("user-{number}"), None);
        let slot: u16 = ask(&mut raw, "CLUSTER KEYSLOT", &[Names::under("", &key.digest()).record]).await;
        if slot <= 5460 {
            return (key, slot);
        }
    }
    panic!("a third of the slots are on the first primary");
}

#[tokio::test]
async fn a_cluster_keeps_records_leases_and_sealed_records() {
    let Some(cluster) = Cluster::start().await else { return };
    let sealed = cluster.store().sealed_with(SealingKeys::new(&[7; 32])).namespace("larch");
    for (store, other) in [(cluster.store(), cluster.store()), (sealed.clone(), sealed)] {
        for number in 0..9 {
            let key = StoreKey::new("https://api.example", &format!("user-{number}"), None);
            assert_eq!(commit(&store, &key, "one", 1).await.expect("written"), Commit::Stored);
            assert_eq!(commit(&other, &key, "late", 1).await.expect("a result"), Commit::Conflict);
            assert_eq!(token(&other, &key).await.as_deref(), Some("one"));
            let _lease = store.lease(&key).await.expect("ok").expect("free");
            assert!(other.lease(&key).await.expect("ok").is_none());
        }
    }
}

#[tokio::test]
async fn a_moved_slot_is_followed_without_an_error() {
    let Some(cluster) = Cluster::start().await else { return };
    let (store, (key, slot)) = (cluster.store(), key_on_first(&cluster).await);
    commit(&store, &key, "one", 1).await.expect("written");
    cluster.move_slot(slot, 0, 1).await;
    assert_eq!(token(&store, &key).await.as_deref(), Some("one"));
    assert_eq!(commit(&store, &key, "two", 2).await.expect("written"), Commit::Stored);
}

#[tokio::test]
async fn a_dead_primary_is_replaced_by_its_replica() {
    let Some(mut cluster) = Cluster::start().await else { return };
    let (store, (key, _)) = (cluster.store(), key_on_first(&cluster).await);
    commit(&store, &key, "one", 1).await.expect("written");
    let mut raw = cluster.primaries[0].raw().await;
    // `WAIT` waits for what its own connection wrote, and the copy of that comes after the copy of the record.
    let record = Names::under("", &key.digest()).record;
    assert!(ask::<bool>(&mut raw, "PERSIST", &[record]).await);
    let copies: u32 = ask(&mut raw, "WAIT", &["1".to_owned(), "0".to_owned()]).await;
    assert_eq!(copies, 1);
    drop(cluster.primaries.remove(0));
    assert!(cluster.replica.has_logged("Failover election won"));
    assert!(cluster.replica.has_logged("Cluster state changed: ok"));
    // The call that finds the connection broken may fail; it costs the sharing, and the next one succeeds.
    let mut committed = commit(&store, &key, "two", 2).await;
    for _ in 0..5 {
        if committed.is_err() {
            committed = commit(&store, &key, "two", 2).await;
        }
    }
    // `Conflict` if a call that failed had written nevertheless.
    let committed = committed.expect("a connection to the replica");
    assert_eq!(token(&store, &key).await.as_deref(), Some("two"), "{committed:?}");
}
