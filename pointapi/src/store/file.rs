//! Tokens in files of one directory, for the processes of one machine.

mod private;
mod seal;
mod slot;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, io};

use async_trait::async_trait;

use self::seal::Seal;
use self::slot::Slot;
use super::{Commit, Lease, StoreKey, StoredRecord, TokenRecord, TokenStore};
use crate::box_error::BoxError;

/// Keeps tokens in a directory that the processes of one user on one machine share.
///
/// ```no_run
/// use pointapi::{Client, Credentials, store::FileStore};
///
/// # fn main() -> pointapi::Result<()> {
/// let client = Client::builder()
///     .credentials(Credentials::password("user", "secret"))
///     .token_store(FileStore::new("/var/lib/larch/tokens"))
///     .build()?;
/// # drop(client);
/// # Ok(())
/// # }
/// ```
///
/// The first write creates the directory with mode 0700. A directory that exists already must belong to the user who
/// runs the program and must not be writable by others. Files have mode 0600 and contain the tokens unencrypted, unless
/// the store is sealed (feature `store-file-sealed`). Their names are unkeyed hashes of origin, account and alias: who can
/// list the directory can verify a guessed account, so leave it at mode 0700. A file that is a link, belongs to another
/// user or may be read by others is ignored, and the next write replaces it. A corrupt file is renamed to `.corrupt`; one
/// that a newer version wrote is left unchanged. Each write is atomic, and is on the disk before it succeeds.
///
/// A lease is a lock of the operating system, which ends with its holder, or after 35 seconds. Network file systems often
/// have no working locks: there each process fetches its own tokens. On Windows the directory's access list decides
/// who may read.
#[derive(Clone)]
pub struct FileStore {
    directory: Arc<Path>,
    seal: Seal,
    /// Precedes the keys of a tenant's records.
    namespace: String,
}

impl FileStore {
    /// Creates a store in this directory. Nothing is read or made yet.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into().into(), seal: Seal::default(), namespace: String::new() }
    }

    /// Keeps the records of a tenant apart from those of others.
    ///
    /// ```no_run
    /// use pointapi::store::FileStore;
    ///
    /// let store = FileStore::new("/var/lib/larch/tokens").namespace("larch");
    /// # drop(store);
    /// ```
    ///
    /// The names of the files depend on it, and a sealed record is bound to it: copied to another tenant's directory, it
    /// does not open there, also if both have one sealing key.
    #[must_use]
    pub fn namespace(mut self, tenant: &str) -> Self {
        // No key of an identity begins with a letter.
        self.namespace = format!("tenant {}:{tenant},", tenant.len());
        self
    }

    /// Seals the records, so that a reader of the files sees no token and a writer to them cannot plant one.
    ///
    /// A writer can still restore an earlier sealed record, or copy one from another directory of the same key and
    /// [`namespace`](Self::namespace). A process that has seen a newer record rejects the older one; a process that has
    /// not cannot detect it, and is signed in again with the tokens of before a sign-out.
    ///
    /// ```no_run
    /// use pointapi::store::{FileStore, SealingKeys};
    ///
    /// # fn from_the_keyring() -> [u8; 32] { [7; 32] }
    /// let store = FileStore::new("/var/lib/larch/tokens").sealed_with(SealingKeys::new(&from_the_keyring()));
    /// # drop(store);
    /// ```
    ///
    /// A record that is not sealed is ignored, and the next write for its identity deletes it: its tokens could be read
    /// without the key. A sealed record that was changed is ignored and set aside. A record that was sealed with an unknown
    /// key is left unchanged: until this process has the key, or the file is deleted, its identity shares nothing with this
    /// process. The names of the files stay hashes without a key. Needs the feature `store-file-sealed`.
    #[cfg(feature = "__sealing")]
    #[must_use]
    pub fn sealed_with(self, keys: crate::store::SealingKeys) -> Self {
        Self { seal: Seal::with(keys), ..self }
    }

    fn slot(&self, key: &StoreKey) -> Slot {
        let key = StoreKey(format!("{}{}", self.namespace, key.as_str()).into());
        Slot::new(Arc::clone(&self.directory), self.seal.clone(), &key)
    }
}

#[async_trait]
impl TokenStore for FileStore {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
        let slot = self.slot(key);
        let record = blocking(move || slot.load()).await?;
        Ok(record.map(StoredRecord::new))
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
        let (slot, record) = (self.slot(key), record.clone());
        blocking(move || slot.commit(&record, expected_epoch)).await
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
        let slot = self.slot(key);
        let lock = blocking(move || slot.lease()).await?;
        Ok(lock.map(Lease::new))
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, BoxError> {
    Ok(tokio::task::spawn_blocking(work).await?.map_err(Trouble)?)
}

/// An error of the files, whose text holds no secret.
#[derive(Debug)]
pub(super) struct Trouble(io::Error);

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Error for Trouble {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FileStore").field("directory", &self.directory).finish()
    }
}

#[cfg(all(test, feature = "__sealing"))]
mod sealed_tests;
#[cfg(test)]
mod tests;
