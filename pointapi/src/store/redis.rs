//! Tokens in Redis, for the processes of many machines.

pub(crate) mod claims;
pub(crate) mod connection;
pub(crate) mod naming;
mod scripts;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use uuid::Uuid;
use zeroize::Zeroizing;

use self::connection::{Connection, milliseconds, warn};
use self::naming::{Names, RECORD_TIME, prefix};
use self::scripts::Kept;
use super::opened::Opened;
use super::record::LARGEST;
use super::sealing::open;
use super::{Commit, Lease, SealingKeys, StoreKey, StoredRecord, TokenRecord, TokenStore};
use crate::box_error::BoxError;
use crate::error::Result;

/// A lease is not renewed. A token fetch takes 25 seconds at most and saving a token one more, unless the login has a
/// longer time limit: such a fetch may outlive its lease, and another process may fetch too. The epoch then decides
/// whose record is kept.
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
/// Tokens are stored in plain text, so anyone who can read the database can use them, unless they are
/// [sealed](Self::sealed_with). Redis keys begin with `pointapi:` and contain a hash of origin, account and alias:
/// anyone who lists them can verify a guessed account, unless the store is sealed. Remaining lifetimes are computed with
/// the Redis server's clock, so the machines' clocks may differ. A lease ends with its holder's token fetch, or after 35
/// seconds.
///
/// It needs Redis 5 or later with scripts, or Valkey: one server, a [cluster](Self::connect_cluster), or the primary that
/// [sentinels](Self::connect_sentinel) monitor.
#[derive(Clone)]
pub struct RedisStore {
    connection: Arc<Connection>,
    keys: Option<Arc<SealingKeys>>,
    /// The prefix of a tenant's Redis keys.
    namespace: String,
}

impl RedisStore {
    /// Creates a store at this URL: `rediss://[user:password@]host[:port][/database]`.
    ///
    /// The connection is made when it is first used, and again after it broke, so a program starts while Redis is
    /// unreachable.
    ///
    /// The first TLS connection of the process picks rustls's aws-lc as its provider if the program has picked none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the URL is invalid, turns off certificate verification, or
    /// names another machine without TLS: `redis://` is for loopback. **`redis+insecure://` is for any machine, and every
    /// reader of the network between the two can read the tokens**: use it only with a sidecar that encrypts, or on a network
    /// of your own.
    pub fn connect(url: &str) -> Result<Self> {
        Ok(Self::over(Connection::to(url)?))
    }

    /// Creates a store on the cluster that these nodes belong to.
    ///
    /// One node is enough; more help while one is down. User, password and scheme of all URLs are the same.
    ///
    /// The keys of one record are kept on one node. A slot that moves and a replica that takes over are followed; the
    /// call that meets a dead node may fail, which costs only the sharing.
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

    /// Creates a store on the primary that these sentinels monitor.
    ///
    /// The host of the `primary` URL is the name under which the sentinels monitor it; scheme, user, password and
    /// database are those of the primary and its replicas.
    ///
    /// After a failover the sentinels are asked again. The call that meets a dead primary may fail, which costs only
    /// the sharing.
    ///
    /// ```no_run
    /// use pointapi::store::RedisStore;
    ///
    /// # fn main() -> pointapi::Result<()> {
    /// let sentinels = ["rediss://one.example:26379", "rediss://two.example:26379"];
    /// let store = RedisStore::connect_sentinel(sentinels, "rediss://larch:pass@my-primary/0")?;
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

    /// Keeps the records of a tenant apart from those of others in the same database.
    ///
    /// The tenant's Redis keys begin with `pointapi:<tenant>:`, percent-encoded, so that an access rule of Redis can be
    /// for one tenant.
    #[must_use]
    pub fn namespace(mut self, tenant: &str) -> Self {
        self.namespace = prefix(tenant);
        self
    }

    /// Seals the records, so that a reader of the database sees no token and a writer to it cannot plant one.
    ///
    /// The Redis keys of the records contain a keyed hash: a reader cannot test whether a guessed account has a record.
    /// It sees how many records there are, when each was last written, and how often.
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
        self.names_for(key, RECORD_TIME).await
    }

    /// The names of a record that lives as long.
    async fn names_for(&self, key: &StoreKey, lasts: Duration) -> Result<Names, BoxError> {
        Names::of(key, &self.connection, &self.namespace, self.keys.as_deref(), lasts).await
    }

    /// The identity and tenant that a sealed record is bound to: it does not open for another identity or tenant.
    fn bound_name(&self, key: &StoreKey) -> String {
        format!("{}{}", self.namespace, key.as_str())
    }

    /// Parses a value; `None` if it is corrupt. A record under another key is returned as unreadable.
    fn read(&self, key: &StoreKey, value: &[u8]) -> Option<TokenRecord> {
        if value.len() > LARGEST {
            return None;
        }
        match open(self.keys.as_deref(), &self.bound_name(key), value) {
            // The parser's own message could quote a token.
            Opened::Text(text) => serde_json::from_slice(&text).ok(),
            Opened::Foreign => {
                warn("ignoring a token record that is sealed with an unknown key");
                Some(TokenRecord::unreadable())
            }
            Opened::Unsealed | Opened::Corrupt => None,
        }
    }

    /// Moves a corrupt record out of the way of the next one, unless it was replaced meanwhile.
    async fn set_aside(&self, names: &Names, corrupt: &[u8]) {
        let mut request = scripts::SET_ASIDE.key(&names.record);
        request.key(&names.corrupt).arg(corrupt).arg(milliseconds(RECORD_TIME));
        if self.connection.run::<()>(&request).await.is_err() {
            warn("a corrupt token record could not be set aside");
        }
    }
}

#[async_trait]
impl TokenStore for RedisStore {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn StdError + Send + Sync>> {
        let names = self.names(key).await?;
        let kept: Kept = self.connection.run(&scripts::LOAD.key(&names.record)).await?;
        if kept.is_absent {
            return Ok(None);
        }
        let stored = self.read(key, &kept.record).and_then(|record| stored(record, &kept));
        if stored.is_none() {
            warn("ignoring a corrupt token record");
            self.set_aside(&names, &kept.record).await;
        }
        Ok(stored)
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
        let lasts = time_to_live(record);
        let mut commit = scripts::COMMIT.key(self.names_for(key, lasts).await?.record);
        commit.arg(expected_epoch).arg(record.epoch()).arg(&*value).arg(milliseconds(lasts));
        let is_stored: bool = self.connection.run(&commit).await?;
        Ok(if is_stored { Commit::Stored } else { Commit::Conflict })
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn StdError + Send + Sync>> {
        let names = self.names(key).await?;
        let holder = Uuid::new_v4().simple().to_string();
        let mut request = scripts::LEASE.key(&names.lease);
        request.key(names.released(&holder)).arg(&holder).arg(milliseconds(LEASE_TIME));
        // Before the request: if its response is lost, or this call is cut short, Redis may have granted the lease.
        let lease = Lease::released_by(release(Arc::clone(&self.connection), names, holder));
        if self.connection.run(&request).await? {
            return Ok(Some(lease));
        }
        lease.forget();
        Ok(None)
    }
}

/// Returns the record with the age that it has by the Redis server's clock; `None` if the fields beside it are corrupt.
/// Those of a record that this version does not understand do not matter.
fn stored(record: TokenRecord, kept: &Kept) -> Option<StoredRecord> {
    if !record.is_readable() {
        return Some(StoredRecord::new(record));
    }
    let written_at = kept.written_at.filter(|_| kept.epoch == Some(record.epoch()))?;
    let elapsed = kept.now.saturating_sub(written_at);
    let read_at = record.written_at().checked_add(elapsed).unwrap_or(SystemTime::UNIX_EPOCH);
    Some(StoredRecord::new(record).read_at(read_at))
}

/// Ends the lease if it is still this holder's.
async fn release(connection: Arc<Connection>, names: Names, holder: String) {
    let mut request = scripts::RELEASE.key(&names.lease);
    request.key(names.released(&holder)).arg(&holder).arg(milliseconds(LEASE_TIME));
    if connection.run::<()>(&request).await.is_err() {
        warn("a lease could not be released and ends after 35 seconds");
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
