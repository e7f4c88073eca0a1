use std::fs;
use std::time::{Duration, SystemTime};

use super::*;
use crate::auth::Secret;
use crate::store::StoredToken;

/// A store in a temporary directory that does not exist yet.
struct Scene {
    store: FileStore,
    key: StoreKey,
    directory: PathBuf,
    _root: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a directory");
        let directory = root.path().join("tokens");
        let key = StoreKey::new("https://api.example", "greta", None);
        Self { store: FileStore::new(&directory), key, directory, _root: root }
    }

    async fn commit(&self, token: &str, epoch: u64) -> Commit {
        let record = record(token).stamped(epoch, SystemTime::UNIX_EPOCH);
        self.store.commit(&self.key, &record, epoch - 1).await.expect("written")
    }

    async fn token(&self) -> Option<String> {
        let stored = self.store.load(&self.key).await.expect("read")?;
        stored.record().access().map(|access| access.token.expose().to_owned())
    }

    fn path(&self, extension: &str) -> PathBuf {
        self.directory.join(format!("{}.{extension}", self.key.digest()))
    }
}

fn record(token: &str) -> TokenRecord {
    let access = StoredToken::new(Secret::from(token), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(60)));
    TokenRecord::new(0, SystemTime::UNIX_EPOCH, Some(access), None)
}

#[tokio::test]
async fn a_load_before_the_first_write_is_empty_and_creates_nothing() {
    let scene = Scene::new();
    assert_eq!(scene.token().await, None);
    assert!(!scene.directory.exists());
}

#[tokio::test]
async fn a_commit_succeeds_only_over_the_expected_epoch() {
    let scene = Scene::new();
    assert_eq!(scene.commit("one", 1).await, Commit::Stored);
    assert_eq!(scene.commit("late", 1).await, Commit::Conflict);
    assert_eq!(scene.commit("two", 2).await, Commit::Stored);
    assert_eq!(scene.token().await.as_deref(), Some("two"));
}

#[tokio::test]
async fn a_lease_has_one_holder_until_it_is_dropped_and_does_not_block_a_commit() {
    let scene = Scene::new();
    let lease = scene.store.lease(&scene.key).await.expect("ok").expect("free");
    assert!(scene.store.clone().lease(&scene.key).await.expect("ok").is_none());
    assert_eq!(scene.commit("one", 1).await, Commit::Stored);
    drop(lease);
    assert!(scene.store.lease(&scene.key).await.expect("ok").is_some());
}

#[tokio::test]
async fn file_names_do_not_reveal_the_account() {
    let scene = Scene::new();
    scene.commit("one", 1).await;
    for entry in fs::read_dir(&scene.directory).expect("there") {
        let name = entry.expect("there").file_name().into_string().expect("text");
        assert!(!name.contains("greta") && !name.contains("example"), "{name}");
    }
}

#[tokio::test]
async fn a_corrupt_file_is_treated_as_empty_and_moved_aside_by_the_next_write() {
    for garbage in [&b"{\"schema\":1,"[..], b"", b"\xff\xfe", b"[1,2]", b"{\"schema\":\"x\"}"] {
        let scene = Scene::new();
        scene.commit("one", 1).await;
        fs::write(scene.path("json"), garbage).expect("spoilt");
        assert_eq!(scene.token().await, None);
        assert_eq!(scene.commit("two", 1).await, Commit::Stored);
        assert_eq!(scene.token().await.as_deref(), Some("two"));
        assert_eq!(fs::read(scene.path("corrupt")).expect("kept"), garbage);
    }
}

#[tokio::test]
async fn a_newer_schema_is_ignored_and_not_overwritten() {
    let scene = Scene::new();
    scene.commit("one", 1).await;
    let newer = br#"{"schema":2,"epoch":1,"access":"sealed"}"#;
    fs::write(scene.path("json"), newer).expect("written");
    assert_eq!(scene.token().await, None);
    assert_eq!(scene.commit("two", 2).await, Commit::Conflict);
    assert_eq!(scene.commit("two", 1).await, Commit::Conflict);
    assert_eq!(fs::read(scene.path("json")).expect("there"), newer);
}

#[tokio::test]
async fn a_half_written_file_of_a_dead_process_does_not_block_a_commit() {
    let scene = Scene::new();
    scene.commit("one", 1).await;
    fs::write(scene.path("new"), "half a rec").expect("left");
    assert_eq!(scene.commit("two", 2).await, Commit::Stored);
    assert_eq!(scene.token().await.as_deref(), Some("two"));
    assert!(!scene.path("new").exists());
}

#[tokio::test]
async fn an_oversized_file_is_not_read_to_its_end() {
    let scene = Scene::new();
    scene.commit("one", 1).await;
    let file = fs::OpenOptions::new().write(true).open(scene.path("json")).expect("there");
    file.set_len(1 << 40).expect("sparse");
    assert_eq!(scene.token().await, None);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").permissions().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
    }

    #[tokio::test]
    async fn files_are_0600_and_the_directory_0700() {
        let scene = Scene::new();
        scene.commit("one", 1).await;
        drop(scene.store.lease(&scene.key).await);
        assert_eq!(mode(&scene.directory), 0o700);
        for entry in fs::read_dir(&scene.directory).expect("there") {
            assert_eq!(mode(&entry.expect("there").path()), 0o600);
        }
    }

    #[tokio::test]
    async fn a_link_is_rejected_and_its_target_is_unchanged() {
        let scene = Scene::new();
        scene.commit("one", 1).await;
        let elsewhere = scene.directory.join("elsewhere");
        fs::rename(scene.path("json"), &elsewhere).expect("moved");
        symlink(&elsewhere, scene.path("json")).expect("linked");
        let before = fs::read(&elsewhere).expect("there");
        assert_eq!(scene.token().await, None);
        assert_eq!(scene.commit("two", 1).await, Commit::Stored);
        assert_eq!(scene.token().await.as_deref(), Some("two"));
        assert_eq!(fs::read(&elsewhere).expect("there"), before);
    }

    #[tokio::test]
    async fn a_link_in_place_of_a_lock_is_rejected() {
        let scene = Scene::new();
        scene.commit("one", 1).await;
        symlink(scene.directory.join("elsewhere"), scene.path("lock")).expect("linked");
        assert!(scene.store.lease(&scene.key).await.is_err());
        assert!(!scene.directory.join("elsewhere").exists());
    }

    #[tokio::test]
    async fn a_file_that_others_may_read_is_rejected_and_replaced() {
        for laxer in [0o640, 0o604, 0o620] {
            let scene = Scene::new();
            scene.commit("one", 1).await;
            set_mode(&scene.path("json"), laxer);
            assert_eq!(scene.token().await, None);
            assert_eq!(scene.commit("two", 1).await, Commit::Stored);
            assert_eq!(mode(&scene.path("json")), 0o600);
        }
    }

    #[tokio::test]
    async fn a_directory_that_others_may_write_to_is_rejected() {
        let scene = Scene::new();
        fs::create_dir(&scene.directory).expect("made");
        set_mode(&scene.directory, 0o777);
        let record = record("one").stamped(1, SystemTime::UNIX_EPOCH);
        assert!(scene.store.commit(&scene.key, &record, 0).await.is_err());
        assert!(scene.store.lease(&scene.key).await.is_err());
    }

    #[tokio::test]
    async fn a_pipe_in_place_of_a_file_does_not_block() {
        let scene = Scene::new();
        scene.commit("one", 1).await;
        fs::remove_file(scene.path("json")).expect("gone");
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, scene.path("json"), rustix::fs::FileType::Fifo, mode, 0).expect("made");
        assert_eq!(scene.token().await, None);
    }

    /// Only root can change the owner of a file; for another user the test checks nothing.
    #[tokio::test]
    async fn a_file_of_a_foreign_owner_is_rejected() {
        let scene = Scene::new();
        scene.commit("one", 1).await;
        if std::os::unix::fs::chown(scene.path("json"), Some(12_345), None).is_ok() {
            assert_eq!(scene.token().await, None);
        }
    }
}

/// Ages a lease, as if its process had been suspended during a sign-in.
fn age(lock: &Path, seconds: u64) {
    let file = fs::OpenOptions::new().write(true).open(lock).expect("a lock file");
    file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).expect("set");
}

#[tokio::test]
async fn the_lease_of_a_stopped_process_ends_after_35_seconds() {
    let scene = Scene::new();
    let stopped = scene.store.lease(&scene.key).await.expect("ok").expect("free");
    age(&scene.path("lock"), 30);
    assert!(scene.store.lease(&scene.key).await.expect("ok").is_none());
    age(&scene.path("lock"), 36);
    let next = scene.store.lease(&scene.key).await.expect("ok").expect("the lease is over");
    assert!(scene.store.lease(&scene.key).await.expect("ok").is_none(), "there is one holder");
    drop(stopped);
    assert!(scene.store.lease(&scene.key).await.expect("ok").is_none(), "dropping the old lease changes nothing");
    drop(next);
    assert!(scene.store.lease(&scene.key).await.expect("ok").is_some());
}
