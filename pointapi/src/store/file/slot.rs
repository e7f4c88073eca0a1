//! The files of one record: the data, the lock that a lease is, and the lock of a commit.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::super::opened::Opened;
use super::super::{Commit, StoreKey, TokenRecord};
use super::private::{self, Found};
use super::seal::Seal;

/// A commit takes milliseconds; a process that holds its lock longer is stopped.
const COMMIT_PATIENCE: Duration = Duration::from_secs(1);
/// A token fetch takes 25 seconds at most and saving a token one more, unless the login has a longer time limit: such a
/// fetch may outlive its lease.
const LEASE_TIME: Duration = Duration::from_secs(35);
const COMMIT_POLL: Duration = Duration::from_millis(2);

pub(super) struct Slot {
    directory: Arc<Path>,
    seal: Seal,
    /// The identity that a sealed record is bound to.
    identity: String,
    name: String,
}

/// The contents of the data file.
enum Contents {
    Nothing,
    Record(Box<TokenRecord>),
    /// Can be read without a key, although the store has one.
    #[cfg(feature = "__sealing")]
    Unsealed,
    Corrupt,
}

impl Slot {
    pub(super) fn new(directory: Arc<Path>, seal: Seal, key: &StoreKey) -> Self {
        Self { directory, seal, identity: key.as_str().to_owned(), name: key.digest() }
    }

    /// Takes no lock: a write puts a whole file in place of another.
    pub(super) fn load(&self) -> io::Result<Option<TokenRecord>> {
        match self.contents()? {
            Contents::Record(record) => Ok(Some(*record)),
            _ => Ok(None),
        }
    }

    pub(super) fn commit(&self, record: &TokenRecord, expected_epoch: u64) -> io::Result<Commit> {
        private::make_directory(&self.directory)?;
        let _lock = self.lock_for_commit()?;
        let epoch = match self.contents()? {
            Contents::Record(kept) if !kept.is_readable() => return Ok(Commit::Conflict),
            Contents::Record(kept) => kept.epoch(),
            Contents::Nothing => 0,
            #[cfg(feature = "__sealing")]
            Contents::Unsealed => {
                // Set aside, it would leave its tokens to every reader.
                fs::remove_file(self.path("json"))?;
                0
            }
            Contents::Corrupt => {
                fs::rename(self.path("json"), self.path("corrupt"))?;
                0
            }
        };
        if epoch != expected_epoch {
            return Ok(Commit::Conflict);
        }
        self.write(record)?;
        Ok(Commit::Stored)
    }

    /// Takes the lock that is the lease; `None` while another process holds it.
    ///
    /// A process that is stopped keeps its lock. Once the lease has lasted too long, the lock file is replaced by a new
    /// one: under the commit lock, so that two processes cannot both do it.
    pub(super) fn lease(&self) -> io::Result<Option<File>> {
        private::make_directory(&self.directory)?;
        let path = self.path("lock");
        let file = private::open_lock(&path)?;
        let modified = file.metadata()?.modified()?;
        if let Some(lease) = self.begin_lease(file)? {
            return Ok(Some(lease));
        }
        if !is_over(modified) {
            return Ok(None);
        }
        let _lock = self.lock_for_commit()?;
        if is_over(private::open_lock(&path)?.metadata()?.modified()?) {
            fs::rename(&path, self.path("stale"))?;
        }
        self.begin_lease(private::open_lock(&path)?)
    }

    /// Locks the file, unless another process holds it or has replaced it meanwhile, and notes the time.
    fn begin_lease(&self, file: File) -> io::Result<Option<File>> {
        let Some(file) = locked(file)? else { return Ok(None) };
        if !private::is_same_file(&file, &self.path("lock"))? {
            return Ok(None);
        }
        file.set_modified(SystemTime::now())?;
        Ok(Some(file))
    }

    fn contents(&self) -> io::Result<Contents> {
        let bytes = match private::read(&self.path("json"))? {
            Found::Bytes(bytes) => bytes,
            Found::Nothing => return Ok(Contents::Nothing),
            Found::Rejection(reason) => {
                warn(reason);
                return Ok(Contents::Nothing);
            }
        };
        let record = match self.seal.open(&self.identity, bytes) {
            // The parser's own message could quote a token.
            Opened::Text(text) => serde_json::from_slice(&text).ok(),
            Opened::Foreign => {
                warn("it is sealed with an unknown key");
                Some(TokenRecord::unreadable())
            }
            #[cfg(feature = "__sealing")]
            Opened::Unsealed => {
                warn("it is not sealed");
                return Ok(Contents::Unsealed);
            }
            Opened::Corrupt => None,
        };
        let Some(record) = record else {
            warn("it is not a token record");
            return Ok(Contents::Corrupt);
        };
        Ok(Contents::Record(Box::new(record)))
    }

    /// Not the lease's lock, which the caller may hold: the operating system would not let it in twice.
    fn lock_for_commit(&self) -> io::Result<File> {
        let patience = Instant::now() + COMMIT_PATIENCE;
        loop {
            if let Some(lock) = locked(private::open_lock(&self.path("commit"))?)? {
                return Ok(lock);
            }
            if Instant::now() >= patience {
                return Err(io::Error::new(io::ErrorKind::TimedOut, "another process holds the commit lock"));
            }
            thread::sleep(COMMIT_POLL);
        }
    }

    /// Under the lock of a commit, so that one name is enough and a file that a dead process left is replaced.
    fn write(&self, record: &TokenRecord) -> io::Result<()> {
        let temporary = self.path("new");
        let text = self.seal.seal(&self.identity, record.to_json()?)?;
        let mut file = private::create(&temporary)?;
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(&temporary, self.path("json"))?;
        private::sync_directory(&self.directory)
    }

    fn path(&self, extension: &str) -> PathBuf {
        self.directory.join(format!("{}.{extension}", self.name))
    }
}

/// True if a lease that began then has ended, or says that it begins later: then nothing ends it.
fn is_over(began: SystemTime) -> bool {
    began.elapsed().map_or_else(|ahead| ahead.duration() > LEASE_TIME, |elapsed| elapsed > LEASE_TIME)
}

fn locked(file: File) -> io::Result<Option<File>> {
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn warn(reason: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "pointapi::store", reason, "ignoring a token file");
    #[cfg(not(feature = "tracing"))]
    let _ = reason;
}
