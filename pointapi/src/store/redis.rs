//! Tokens in Redis, for the processes of many machines.

pub(crate) mod claims;
pub(crate) mod connection;
pub(crate) mod naming;
mod scripts;
mod sealing;

use std::{
    error::Error as StdError,
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use async_trait::async_trait;
use zeroize::Zeroizing;

pub use self::sealing::SealingKeys;
use self::{
    connection::{Connection, milliseconds, warn},
    naming::{Names, RECORD_TIME, prefix},
    sealing::{Opened, open},
};
use super::{Commit, Lease, StoreKey, StoredRecord, TokenRecord, TokenStore};
use crate::{box_error::BoxError, error::Result};

/// A token fetch takes 25 seconds and saving a token one more, so a lease is never renewed.
const LEASE_TIME: Duration = Duration::from_millis(35_000);

/// Keeps tokens in Redis, where the processes of many machines share them.
///
/// ```no_run
/// use pointapi::{Client, Credentials, store::RedisStore};
///
/// # fn main() -> pointapi::Result<()> {
/// let client = Client::builder()
///     .credentials(Credentials::password("user", "secret"))
///     .token_store(RedisStore::connect("rediss://larch:pass@redis.example:6380")?)
///     .build()?;
/// # drop(client);
/// # Ok(())
/// # }
/// ```
///
/// Tokens are stored as they are, readable for everyone who may read the database, unless they are
/// [sealed](Self::sealed_with). Keys begin with `pointapi:` and contain a hash of origin, account and alias: who lists
/// them can verify a guessed account, unless the store is sealed. Remaining lifetimes count by the clock of Redis, so
/// the machines' clocks may differ. A lease ends with its holder's token fetch, or after 35 seconds.
///
/// It needs Redis 5 or later, with scripts: one server, a [cluster](Self::connect_cluster), or the primary that [sentinels](Self::connect_sentinel) name.
#[derive(Clone)]
pub struct RedisStore {
    connection: Arc<Connection>,
    keys: Option<Arc<SealingKeys>>,
    /// The prefix of a tenant's names.
    namespace: String,
}

impl RedisStore {
    /// A store at this URL: `rediss://[user:password@]host[:port][/database]`. The connection is made when it is first
    /// used, and again after it broke, so a Redis that is away costs no start.
    ///
    /// The first TLS connection of the process picks rustls's aws-lc as its provider if the program has picked none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the URL is invalid, turns off certificate verification, or
    /// names another machine without TLS: `redis://` is for loopback.
    pub fn connect(url: &str) -> Result<Self> {
        Ok(Self::over(Connection::to(url)?))
    }

    /// A store on the cluster that these nodes belong to; one of them is enough, more help while one is down. User,
    /// password and scheme of all URLs are the same.
    ///
    /// The keys of one record are kept on one node. A slot that moves and a replica that takes over are followed; the call
    /// that meets a dead node may fail, which costs only the sharing.
    ///
    /// ```no_run
    /// use pointapi::store::RedisStore;
    ///
    /// # fn main() -> pointapi::Result<()> {
    /// let store = RedisStore::connect_cluster(["rediss://:pass@one.example", "rediss://:pass@two.example"])?;
    /// # drop(store);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`connect`](Self::connect), for any of the URLs; also without a URL.
    pub fn connect_cluster(nodes: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self> {
        Ok(Self::over(Connection::to_cluster(nodes)?))
    }

    /// A store on the primary that these sentinels name. The host of the `primary` URL is the name of its group; scheme,
    /// user, password and database are those of the servers of the group.
    ///
    /// After a failover the sentinels are asked again. The call that meets a dead primary may fail, which costs only the
    /// sharing.
    ///
    /// ```no_run
    /// use pointapi::store::RedisStore;
    ///
    /// # fn main() -> pointapi::Result<()> {
    /// let sentinels = ["rediss://one.example:26379", "rediss://two.example:26379"];
    /// let store = RedisStore::connect_sentinel(sentinels, "rediss://larch:pass@my-group/0")?;
    /// # drop(store);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`connect`](Self::connect), for any of the URLs; also without a sentinel.
    pub fn connect_sentinel(sentinels: impl IntoIterator<Item = impl AsRef<str>>, primary: &str) -> Result<Self> {
        Ok(Self::over(Connection::to_sentinel(sentinels, primary)?))
    }

    fn over(connection: Connection) -> Self {
        Self { connection: Arc::new(connection), keys: None, namespace: String::new() }
    }

    /// Keeps the records of a tenant apart from those of others in the same database. Names begin with
    /// `pointapi:<tenant>:`, percent-encoded, so that an access rule of Redis can be for one tenant.
    #[must_use]
    pub fn namespace(mut self, tenant: &str) -> Self {
        self.namespace = prefix(tenant);
        self
    }

    /// Seals the records, so that a reader of the database sees no token and a writer to it cannot plant one.
    ///
    /// The names of the records are keyed too: a reader cannot test whether a guessed account has one. It sees how many
    /// records there are, when each was last written, and how often.
    ///
    /// A writer can still restore an earlier sealed record. A process that has seen a newer record rejects the older
    /// one and keeps the holds that it knows; a process that has not cannot detect it.
    ///
    /// ```no_run
    /// use pointapi::store::{RedisStore, SealingKeys};
    ///
    /// # fn main() -> pointapi::Result<()> {
    /// # let key = [7; 32];
    /// let store = RedisStore::connect("rediss://redis.example")?.sealed_with(SealingKeys::new(&key));
    /// # drop(store);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A record that is not sealed, or was changed, is ignored: it is set aside, and the next sign-in writes a new one.
    /// A record that was sealed with an unknown key is left unchanged. Until this process has the key, or the record
    /// is removed or 30 days old, its identity shares nothing with this process. The epoch (the number of writes of
    /// a record) and the time of writing stay readable, since Redis compares them.
    #[must_use]
    pub fn sealed_with(mut self, keys: SealingKeys) -> Self {
        self.keys = Some(Arc::new(keys));
        self
    }

    async fn names(&self, key: &StoreKey) -> Result<Names, BoxError> {
        Names::of(key, &self.connection, &self.namespace, self.keys.as_deref()).await
    }

    /// The name that a sealed record is bound to: it does not open for another identity or tenant.
    fn bound_name(&self, key: &StoreKey) -> String {
        format!("{}{}", self.namespace, key.as_str())
    }

    /// Parses a value; `None` if it is corrupt. A record under another key is returned as unreadable.
    fn read(&self, key: &StoreKey, value: &[u8]) -> Option<TokenRecord> {
        match open(self.keys.as_deref(), &self.bound_name(key), value) {
            // The parser's own message could quote a token.
            Opened::Text(text) => serde_json::from_slice(&text).ok(),
            Opened::Foreign => {
                warn("a record is sealed with a key that is not here");
                Some(TokenRecord::unreadable())
            }
            Opened::Corrupt => None,
        }
    }
}

#[async_trait]
impl TokenStore for RedisStore {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn StdError + Send + Sync>> {
        let names = self.names(key).await?;
        let kept: scripts::Kept = self.connection.run(&scripts::LOAD.key(&names.record)).await?;
        let Some(value) = kept.record.map(Zeroizing::new) else { return Ok(None) };
        match self.read(key, &value) {
            Some(record) => {
                let elapsed = kept.now.saturating_sub(kept.written_at);
                let read_at = record.written_at().checked_add(elapsed).unwrap_or(SystemTime::UNIX_EPOCH);
                Ok(Some(StoredRecord::new(record).read_at(read_at)))
            }
            None => {
                warn("a corrupt record was set aside");
                let mut aside = scripts::SET_ASIDE.key(&names.record);
                self.connection
                    .run::<()>(aside.key(&names.corrupt).arg(&*value).arg(milliseconds(RECORD_TIME)))
                    .await?;
                Ok(None)
            }
        }
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn StdError + Send + Sync>> {
        let mut value = record.to_json()?;
        if let Some(keys) = &self.keys {
            value = Zeroizing::new(keys.seal(&self.bound_name(key), &value)?);
        }
        let mut commit = scripts::COMMIT.key(self.names(key).await?.record);
        commit.arg(expected_epoch).arg(record.epoch()).arg(&*value).arg(milliseconds(time_to_live(record)));
        let is_stored: bool = self.connection.run(&commit).await?;
        Ok(if is_stored { Commit::Stored } else { Commit::Conflict })
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn StdError + Send + Sync>> {
        let names = self.names(key).await?;
        let mut lease = scripts::LEASE.key(&names.lease);
        lease.key(&names.fence).arg(milliseconds(LEASE_TIME)).arg(milliseconds(RECORD_TIME));
        let fence: Option<u64> = self.connection.run(&lease).await?;
        let connection = Arc::clone(&self.connection);
        Ok(fence.map(|fence| Lease::released_by(release(connection, names.lease, fence))))
    }
}

/// Ends the lease if it is still this holder's: Redis then has its fence.
async fn release(connection: Arc<Connection>, name: String, fence: u64) {
    if connection.run::<()>(scripts::RELEASE.key(name).arg(fence)).await.is_err() {
        warn("a lease could not be given back and ends with its time");
    }
}

fn time_to_live(record: &TokenRecord) -> Duration {
    let held = record.holds_until().and_then(|end| end.duration_since(record.written_at()).ok());
    held.unwrap_or_default().max(RECORD_TIME)
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RedisStore")
    }
}

#[cfg(test)]
pub(crate) mod tests;
