//! Token stores, by which clients, processes or machines share tokens.
//!
//! The manager hands a store what it has after each sign-in or refresh, and asks it before it goes to the network. A
//! store that fails never costs a token: the manager then goes on alone.

#[cfg(feature = "store-file")]
mod file;
mod lease;
mod memory;
#[cfg(any(feature = "store-file", feature = "store-redis"))]
mod opened;
mod reason;
mod record;
#[cfg(feature = "store-redis")]
pub(crate) mod redis;
#[cfg(feature = "__sealing")]
mod sealing;

use std::{error::Error, fmt, sync::Arc, time::SystemTime};

use async_trait::async_trait;

#[cfg(feature = "store-file")]
pub use self::file::FileStore;
pub(crate) use self::reason::reason;
pub(crate) use self::record::{StoredToken, Timestamp};
#[cfg(feature = "store-redis")]
pub use self::redis::RedisStore;
#[cfg(feature = "__sealing")]
pub use self::sealing::SealingKeys;
pub use self::{lease::Lease, memory::MemoryStore, record::TokenRecord};

/// Keeps the tokens of identities.
///
/// ```
/// use std::error::Error;
///
/// use pointapi::store::{Commit, Lease, MemoryStore, StoreKey, StoredRecord, TokenRecord, TokenStore};
///
/// /// Logs each call of the inner store.
/// struct Logged(MemoryStore);
///
/// #[pointapi::async_trait]
/// impl TokenStore for Logged {
///     async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
///         println!("load");
///         self.0.load(key).await
///     }
///
///     async fn commit(
///         &self,
///         key: &StoreKey,
///         record: &TokenRecord,
///         expected_epoch: u64,
///     ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
///         println!("commit {}", record.epoch());
///         self.0.commit(key, record, expected_epoch).await
///     }
///
///     async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
///         println!("lease");
///         self.0.lease(key).await
///     }
/// }
/// ```
///
/// Each call is given a second or so. After an error or a panic the token is not shared, and nothing else changes; only
/// [`Client::sign_out`](crate::Client::sign_out) fails if the sign-out could not be stored. The texts of errors are
/// shown nowhere, since they may hold secrets: log them yourself.
#[async_trait]
pub trait TokenStore: Send + Sync + 'static {
    /// The record of an identity, if there is one.
    ///
    /// # Errors
    ///
    /// If it cannot be read. A corrupt record is not an error; it counts as absent.
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>>;

    /// Writes the record if the one that is kept has `expected_epoch`, or none is kept and it is 0.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>>;

    /// Takes the right to fetch a token for an identity; `None` while another process has it.
    ///
    /// It does not wait: the manager tries again. It must end by itself when its holder dies or stops; 35 seconds are
    /// enough for a token fetch, unless the login's own time limit is longer. It saves requests; correctness rests on the
    /// epoch.
    ///
    /// # Errors
    ///
    /// If it cannot be taken. The manager then goes on without it.
    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>>;
}

/// The result of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commit {
    /// The record is stored.
    Stored,
    /// Another writer was faster; nothing was changed.
    Conflict,
}

/// A record as it came out of a store.
///
/// ```
/// use std::time::SystemTime;
///
/// use pointapi::store::{StoredRecord, TokenRecord};
///
/// fn from_a_server(record: TokenRecord, time_of_the_server: SystemTime) -> StoredRecord {
///     StoredRecord::new(record).read_at(time_of_the_server)
/// }
/// ```
#[derive(Clone, Debug)]
pub struct StoredRecord {
    record: TokenRecord,
    read_at: Option<SystemTime>,
}

impl StoredRecord {
    /// Wraps a record whose times are of this machine's clock.
    pub fn new(record: TokenRecord) -> Self {
        Self { record, read_at: None }
    }

    /// Sets the current time of the clock that the record's times are of, for a store with a clock of its own.
    #[must_use]
    pub fn read_at(mut self, now: SystemTime) -> Self {
        self.read_at = Some(now);
        self
    }

    /// Returns the record.
    pub fn record(&self) -> &TokenRecord {
        &self.record
    }

    /// The time to count the record's times from, where this machine's is `now`.
    pub(crate) fn time_base(&self, now: SystemTime) -> SystemTime {
        self.read_at.unwrap_or(now)
    }
}

/// Names a record in a store: the login's origin, the account, and the identity's alias or the account's guard.
///
/// ```
/// # fn file_name(key: &pointapi::store::StoreKey) -> String {
/// key.as_str().bytes().map(|byte| format!("{byte:02x}")).collect()
/// # }
/// ```
///
/// Its text has each part's length before it, so that no two identities have the same. It holds the account's name
/// and no secret; a store that must not show names hashes it. `Debug` shows no name.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct StoreKey(Arc<str>);

impl StoreKey {
    pub(crate) fn new(origin: &str, account: &str, alias: Option<&str>) -> Self {
        let mut text = String::new();
        for part in [Some(origin), Some(account), alias].into_iter().flatten() {
            text.push_str(&format!("{}:{part},", part.len()));
        }
        Self(text.into())
    }

    /// Where the holds of an account are kept, whatever its aliases.
    pub(crate) fn of_account(origin: &str, account: &str) -> Self {
        // No alias is longer than it says, so no identity has this key.
        Self(format!("{}guard,", Self::new(origin, account, None).as_str()).into())
    }

    /// Returns the key as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns a hash of the key. It is unkeyed, so a guess of the origin and account can be verified.
    #[cfg(any(feature = "store-file", feature = "store-redis"))]
    fn digest(&self) -> String {
        use blake2::{Blake2s256, Digest};

        crate::encode::hex(&Blake2s256::digest(self.as_str()))
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StoreKey")
    }
}

#[async_trait]
impl<S: TokenStore + ?Sized> TokenStore for Arc<S> {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
        (**self).load(key).await
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
        (**self).commit(key, record, expected_epoch).await
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
        (**self).lease(key).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_of_a_key_shows_no_account() {
        let key = StoreKey::new("https://api.example", "greta", Some("branch"));
        let text = format!("{key:?} {key:#?}");
        assert!(!text.contains("greta") && !text.contains("branch"), "{text}");
    }

    #[test]
    fn no_two_identities_have_the_same_key() {
        let key = |account, alias| StoreKey::new("https://api.example", account, alias);
        assert_ne!(key("greta", None), key("greta", Some("branch")));
        assert_ne!(key("greta", Some("b")), key("greta,1:b", None));
        assert_eq!(key("greta", Some("b")).as_str(), "19:https://api.example,5:greta,1:b,");
        let account = StoreKey::of_account("https://api.example", "greta");
        assert_eq!(account.as_str(), "19:https://api.example,5:greta,guard,");
    }
}
