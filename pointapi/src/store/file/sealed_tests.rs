//! Files that are sealed with a key of the program.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::*;
use crate::auth::Secret;
use crate::store::{SealingKeys, StoredToken};

fn store(directory: &Path) -> FileStore {
    FileStore::new(directory)
}

fn sealed(directory: &Path) -> FileStore {
    store(directory).sealed_with(SealingKeys::new(&[1; 32]))
}

fn key(account: &str) -> StoreKey {
    StoreKey::new("https://api.example", account, None)
}

fn path(directory: &Path, account: &str, extension: &str) -> PathBuf {
    directory.join(format!("{}.{extension}", key(account).digest()))
}

async fn commit(store: &FileStore, account: &str, epoch: u64) -> Commit {
    let expires = SystemTime::UNIX_EPOCH + Duration::from_secs(60);
    let access = StoredToken::new(Secret::from("canary"), Some(expires));
    let record = TokenRecord::new(0, SystemTime::UNIX_EPOCH, Some(access), None);
    store.commit(&key(account), &record.stamped(epoch, SystemTime::UNIX_EPOCH), epoch - 1).await.unwrap()
}

async fn load(store: &FileStore, account: &str) -> Option<TokenRecord> {
    store.load(&key(account)).await.unwrap().map(|stored| stored.record().clone())
}

#[tokio::test]
async fn a_sealed_file_hides_its_text_and_opens_again() {
    let root = tempfile::tempdir().unwrap();
    let directory = root.path().join("tokens");
    assert_eq!(commit(&sealed(&directory), "greta", 1).await, Commit::Stored);
    let bytes = fs::read(path(&directory, "greta", "json")).unwrap();
    assert!(!bytes.windows(6).any(|part| part == b"canary" || part == b"access"));
    let record = load(&sealed(&directory), "greta").await.unwrap();
    assert_eq!(record.access().unwrap().token.expose(), "canary");
}

#[tokio::test]
async fn a_file_under_an_unknown_key_or_without_ours_is_left_unchanged() {
    let root = tempfile::tempdir().unwrap();
    let directory = root.path().join("tokens");
    commit(&sealed(&directory), "greta", 1).await;
    let bytes = fs::read(path(&directory, "greta", "json")).unwrap();
    let strangers = [store(&directory), store(&directory).sealed_with(SealingKeys::new(&[2; 32]))];
    for stranger in strangers {
        assert!(load(&stranger, "greta").await.is_some_and(|record| !record.is_readable()));
        assert_eq!(commit(&stranger, "greta", 1).await, Commit::Conflict);
        assert_eq!(fs::read(path(&directory, "greta", "json")).unwrap(), bytes);
    }
}

#[tokio::test]
async fn a_file_of_another_tenant_is_not_opened() {
    let root = tempfile::tempdir().unwrap();
    let of = |tenant: &str| sealed(&root.path().join(tenant)).namespace(tenant);
    commit(&of("larch"), "greta", 1).await;
    assert!(
        load(&of("larch"), "greta").await.is_some()
            && load(&sealed(&root.path().join("larch")), "greta").await.is_none()
    );
    let only = |tenant: &str| fs::read_dir(root.path().join(tenant)).unwrap().map(|entry| entry.unwrap().path());
    let data = |tenant: &str| only(tenant).find(|path| path.extension().is_some_and(|kind| kind == "json")).unwrap();
    commit(&of("birch"), "greta", 1).await;
    fs::copy(data("larch"), data("birch")).unwrap();
    assert!(load(&of("birch"), "greta").await.is_none());
}

/// True if a file of the directory has the access token in clear text.
fn shows_a_token(directory: &Path) -> bool {
    let files = fs::read_dir(directory).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    files.into_iter().any(|bytes| bytes.windows(6).any(|part| part == b"canary"))
}

#[tokio::test]
async fn sealing_an_existing_store_leaves_no_readable_token() {
    for expected_epoch in [1, 2] {
        let root = tempfile::tempdir().unwrap();
        let directory = root.path().join("tokens");
        commit(&store(&directory), "greta", 1).await;
        assert!(shows_a_token(&directory));
        assert!(load(&sealed(&directory), "greta").await.is_none());
        let stored = if expected_epoch == 1 { Commit::Stored } else { Commit::Conflict };
        assert_eq!(commit(&sealed(&directory), "greta", expected_epoch).await, stored);
        assert!(!shows_a_token(&directory), "epoch {expected_epoch}");
        assert!(!path(&directory, "greta", "corrupt").exists(), "epoch {expected_epoch}");
    }
}

#[tokio::test]
async fn a_file_that_another_moved_is_set_aside() {
    let root = tempfile::tempdir().unwrap();
    let directory = root.path().join("tokens");
    commit(&sealed(&directory), "hans", 1).await;
    fs::copy(path(&directory, "hans", "json"), path(&directory, "ida", "json")).unwrap();
    assert!(load(&sealed(&directory), "ida").await.is_none());
    assert_eq!(commit(&sealed(&directory), "ida", 1).await, Commit::Stored);
    assert!(path(&directory, "ida", "corrupt").exists());
}
