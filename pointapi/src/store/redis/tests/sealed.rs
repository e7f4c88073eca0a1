//! Records that are sealed, in a real Redis.

use super::{super::SealingKeys, *};

fn sealed(scene: &Scene, keys: SealingKeys) -> RedisStore {
    scene.one.clone().sealed_with(keys)
}

fn keys() -> SealingKeys {
    SealingKeys::new(&[1; 32])
}

async fn commit(store: &RedisStore, key: &StoreKey, token: &str, epoch: u64) -> Commit {
    let record = record(token, SystemTime::UNIX_EPOCH).stamped(epoch, SystemTime::UNIX_EPOCH);
    store.commit(key, &record, epoch - 1).await.expect("a response")
}

/// Loads the access token; fails if the record is sealed with a key that this store does not have.
async fn load(store: &RedisStore, key: &StoreKey) -> Result<Option<String>, &'static str> {
    let Some(stored) = store.load(key).await.expect("a response") else { return Ok(None) };
    let record = stored.record();
    if !record.is_readable() {
        return Err("not readable");
    }
    Ok(record.access().map(|access| access.token.expose().to_owned()))
}

async fn names(store: &RedisStore, key: &StoreKey) -> Names {
    store.names(key).await.expect("a response")
}

async fn raw(scene: &mut Scene, store: &RedisStore, key: &StoreKey) -> Vec<u8> {
    scene.raw.hget(names(store, key).await.record, "record").await.expect("a record")
}

#[tokio::test]
async fn a_sealed_record_is_read_with_the_key_and_its_epoch_is_still_compared() {
    let Some(mut scene) = Scene::new().await else { return };
    let key = scene.key.clone();
    let (one, other) = (sealed(&scene, keys()), sealed(&scene, keys()));
    assert_eq!(commit(&one, &key, "canary-1", 1).await, Commit::Stored);
    assert_eq!(load(&other, &key).await, Ok(Some("canary-1".to_owned())));
    assert_eq!(commit(&other, &key, "late", 1).await, Commit::Conflict);
    assert_eq!(commit(&other, &key, "canary-2", 2).await, Commit::Stored);
    assert_eq!(load(&one, &key).await, Ok(Some("canary-2".to_owned())));
    assert!(!raw(&mut scene, &one, &key).await.windows(6).any(|part| part == b"canary"));
}

#[tokio::test]
async fn a_value_moved_to_another_accounts_key_is_not_opened() {
    let Some(mut scene) = Scene::new().await else { return };
    let (key, other) = (scene.key.clone(), StoreKey::new("https://api.example", "larch", None));
    let store = sealed(&scene, keys());
    commit(&store, &key, "token-of-greta", 1).await;
    commit(&store, &other, "token-of-larch", 1).await;
    let moved = raw(&mut scene, &store, &key).await;
    let () = scene.raw.hset(names(&store, &other).await.record, "record", moved).await.expect("HSET");
    assert_eq!(load(&store, &other).await, Ok(None));
    assert_eq!(load(&store, &key).await, Ok(Some("token-of-greta".to_owned())), "it opens under its own key");
}

#[tokio::test]
async fn a_value_that_does_not_open_is_set_aside_and_the_next_commit_is_stored() {
    let Some(mut scene) = Scene::new().await else { return };
    let key = scene.key.clone();
    let store = sealed(&scene, keys());
    commit(&store, &key, "one", 1).await;
    let mut spoilt = raw(&mut scene, &store, &key).await;
    *spoilt.last_mut().expect("a tag") ^= 1;
    let () = scene.raw.hset(names(&store, &key).await.record, "record", &spoilt).await.expect("HSET");
    assert_eq!(load(&store, &key).await, Ok(None));
    let aside: Vec<u8> = scene.raw.hget(names(&store, &key).await.corrupt, "record").await.expect("set aside");
    assert_eq!(aside, spoilt);
    assert_eq!(commit(&store, &key, "two", 1).await, Commit::Stored);
}

#[tokio::test]
async fn during_a_change_of_keys_every_process_reads_every_record() {
    let Some(scene) = Scene::new().await else { return };
    let key = scene.key.clone();
    let before = sealed(&scene, keys());
    let knows_the_new = sealed(&scene, keys().older(&[2; 32]));
    let uses_the_new = sealed(&scene, SealingKeys::new(&[2; 32]).older(&[1; 32]));
    assert_eq!(commit(&before, &key, "one", 1).await, Commit::Stored);
    assert_eq!(load(&knows_the_new, &key).await, Ok(Some("one".to_owned())));
    assert_eq!(load(&uses_the_new, &key).await, Ok(Some("one".to_owned())));
    assert_eq!(commit(&uses_the_new, &key, "two", 2).await, Commit::Stored);
    assert_eq!(load(&knows_the_new, &key).await, Ok(Some("two".to_owned())));
    assert_eq!(commit(&knows_the_new, &key, "three", 3).await, Commit::Stored);
    assert_eq!(load(&uses_the_new, &key).await, Ok(Some("three".to_owned())));
}

#[tokio::test]
async fn a_record_sealed_with_an_unknown_key_is_neither_used_nor_overwritten_nor_set_aside() {
    let Some(scene) = Scene::new().await else { return };
    let key = scene.key.clone();
    let (before, after) = (sealed(&scene, keys()), sealed(&scene, SealingKeys::new(&[2; 32]).older(&[1; 32])));
    assert_eq!(load(&before, &key).await, Ok(None));
    commit(&after, &key, "one", 1).await;
    assert_eq!(load(&before, &key).await, Err("not readable"));
    assert_eq!(commit(&before, &key, "theirs", 1).await, Commit::Conflict);
    assert_eq!(load(&after, &key).await, Ok(Some("one".to_owned())));
}

#[tokio::test]
async fn a_plaintext_record_is_ignored_and_replaced() {
    let Some(mut scene) = Scene::new().await else { return };
    let key = scene.key.clone();
    let store = sealed(&scene, keys());
    let planted = serde_json::to_vec(&record("planted", SystemTime::UNIX_EPOCH)).expect("text");
    let () = scene.raw.hset(names(&store, &key).await.record, "record", planted).await.expect("planted");
    assert_eq!(load(&store, &key).await, Ok(None));
    assert_eq!(commit(&store, &key, "one", 1).await, Commit::Stored);
    assert_eq!(load(&store, &key).await, Ok(Some("one".to_owned())));
}

#[tokio::test]
async fn names_of_a_sealed_store_cannot_be_guessed_and_expire() {
    let Some(mut scene) = Scene::new().await else { return };
    let key = scene.key.clone();
    let store = sealed(&scene, keys());
    commit(&store, &key, "one", 1).await;
    let _lease = store.lease(&key).await.expect("a response").expect("a lease");
    let all: Vec<String> = scene.raw.keys("*").await.expect("names");
    assert_eq!(all.len(), 3, "the key of the names, record and lease");
    for name in &all {
        assert!(!name.contains(&key.digest()) && !name.contains("greta"), "{name}");
        assert!(scene.raw.pttl::<_, i64>(name).await.expect("a response") > 0, "{name}");
    }
    let another = Scene::new().await.expect("a server");
    let elsewhere = names(&sealed(&another, keys()), &key).await.record;
    assert!(!all.contains(&elsewhere), "the same sealing key does not make the same names");
}

#[tokio::test]
async fn processes_of_a_key_change_share_their_names_in_any_order() {
    let steps = || [keys(), keys().older(&[2; 32]), SealingKeys::new(&[2; 32]).older(&[1; 32])];
    for order in [[0, 1, 2], [1, 2, 0], [2, 1, 0]] {
        let Some(scene) = Scene::new().await else { return };
        // A process that knows one key only finds what the others left under that key.
        let mut seen = Vec::new();
        for step in order {
            let keys = steps().into_iter().nth(step).expect("a step");
            seen.push(names(&sealed(&scene, keys), &scene.key).await.record);
        }
        seen.dedup();
        assert_eq!(seen.len(), 1, "{order:?}");
        let last = names(&sealed(&scene, SealingKeys::new(&[2; 32])), &scene.key).await.record;
        assert_eq!(seen[0], last, "{order:?}, after the old key is dropped");
    }
}

#[tokio::test]
async fn a_planted_key_of_the_names_is_replaced_and_all_processes_agree() {
    let Some(mut scene) = Scene::new().await else { return };
    let key = scene.key.clone();
    let (one, other) = (sealed(&scene, keys()), sealed(&scene, keys()));
    commit(&one, &key, "one", 1).await;
    let all: Vec<String> = scene.raw.keys("*:names").await.expect("names");
    let () = redis::cmd("DEL").arg(&all[0]).query_async(&mut scene.raw).await.expect("deleted");
    let () = scene.raw.lpush(&all[0], "a list").await.expect("planted");
    assert_eq!(names(&one, &key).await.record, names(&other, &key).await.record);
    for planted in [&b"x"[..], b"\x01", &[1; 80]] {
        let () = scene.raw.set(&all[0], planted).await.expect("planted");
        assert_eq!(names(&one, &key).await.record, names(&other, &key).await.record);
    }
    let () = redis::cmd("FLUSHALL").query_async(&mut scene.raw).await.expect("flushed");
    assert_eq!(commit(&one, &key, "two", 1).await, Commit::Stored);
    assert_eq!(load(&other, &key).await, Ok(Some("two".to_owned())));
}

#[tokio::test]
async fn the_key_of_the_names_lives_as_long_as_a_hold() {
    let Some(mut scene) = Scene::new().await else { return };
    let (store, now) = (sealed(&scene, keys()), SystemTime::now());
    let mut guard = StoredGuard::new("salt".to_owned());
    let hold = Hold { reason: HoldReason::Rejected, attempts: 1, until: now + RECORD_TIME * 1_000 };
    guard.set(StoredHold::new(StoredScope::Account, hold, |until| until));
    let record = TokenRecord::of_account(0, now, guard).stamped(1, now);
    assert_eq!(store.commit(&scene.key, &record, 0).await.expect("a response"), Commit::Stored);
    assert!(store.load(&scene.key).await.expect("a response").is_some());
    let all: Vec<String> = scene.raw.keys("*").await.expect("names");
    assert_eq!(all.len(), 2, "the key of the names, and the record");
    for name in &all {
        let left: u64 = scene.raw.pttl(name).await.expect("a response");
        assert_eq!(left.div_ceil(24 * 3_600_000), 30_000, "{name}");
    }
}
