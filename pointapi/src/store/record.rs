//! What a store keeps of one identity.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::auth::Secret;

/// The layout of the record that this version writes and reads.
const SCHEMA: u32 = 1;

/// The tokens of one identity, as a store keeps them.
///
/// ```
/// use pointapi::auth::TokenRecord;
///
/// fn read(text: &str) -> Option<TokenRecord> {
///     let record: TokenRecord = serde_json::from_str(text).ok()?;
///     record.is_readable().then_some(record)
/// }
/// ```
///
/// `Serialize` writes the tokens as they are: where that text goes must be as safe as a password file. `Debug` shows
/// none of them. A store leaves a record untouched that is not [readable](Self::is_readable).
#[derive(Clone, Serialize, Deserialize)]
pub struct TokenRecord {
    schema: u32,
    epoch: u64,
    writer: u64,
    issued_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    access: Option<StoredToken>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refresh: Option<StoredToken>,
    #[serde(default)]
    is_signed_out: bool,
}

/// One token and its end, where that is known.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct StoredToken {
    #[serde(serialize_with = "expose", deserialize_with = "conceal")]
    pub(crate) token: Secret,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<Timestamp>,
}

/// Milliseconds since 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
struct Timestamp(u64);

impl TokenRecord {
    /// Tokens that were asked for at `issued_at`; the epoch is set when they are written.
    pub(crate) fn new(
        writer: u64,
        issued_at: SystemTime,
        access: Option<StoredToken>,
        refresh: Option<StoredToken>,
    ) -> Self {
        Self { schema: SCHEMA, epoch: 0, writer, issued_at: issued_at.into(), access, refresh, is_signed_out: false }
    }

    /// The mark of a sign-out, which those follow who share the record.
    pub(crate) fn tombstone(writer: u64, at: SystemTime) -> Self {
        Self { is_signed_out: true, ..Self::new(writer, at, None, None) }
    }

    /// How often the record was written. A store compares it before it writes.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Whether this version understands the record. If not, it is to be left as it is.
    pub fn is_readable(&self) -> bool {
        self.schema <= SCHEMA
    }

    pub(crate) fn is_signed_out(&self) -> bool {
        self.is_signed_out
    }

    pub(crate) fn issued_at(&self) -> SystemTime {
        self.issued_at.into()
    }

    pub(crate) fn access(&self) -> Option<&StoredToken> {
        self.access.as_ref()
    }

    pub(crate) fn refresh(&self) -> Option<&StoredToken> {
        self.refresh.as_ref()
    }

    /// Whether it goes before another: a sign-out before all, then what was issued later. A record that this version
    /// does not understand stays.
    pub(crate) fn may_replace(&self, other: &Self) -> bool {
        let is_later = !other.is_signed_out && self.issued_at >= other.issued_at;
        other.is_readable() && (self.is_signed_out || is_later)
    }

    /// The same tokens under an epoch, to be written.
    pub(crate) fn with_epoch(mut self, epoch: u64) -> Self {
        self.epoch = epoch;
        self
    }
}

impl StoredToken {
    pub(crate) fn new(token: Secret, expires_at: Option<SystemTime>) -> Self {
        Self { token, expires_at: expires_at.map(Timestamp::from) }
    }

    pub(crate) fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at.map(SystemTime::from)
    }
}

impl fmt::Debug for TokenRecord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenRecord")
            .field("schema", &self.schema)
            .field("epoch", &self.epoch)
            .field("is_signed_out", &self.is_signed_out)
            .finish_non_exhaustive()
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }
}

impl From<Timestamp> for SystemTime {
    /// A time that no clock holds is long past: nothing is believed because it is absurd.
    fn from(timestamp: Timestamp) -> Self {
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(timestamp.0)).unwrap_or(SystemTime::UNIX_EPOCH)
    }
}

fn expose<S: Serializer>(token: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(token.expose())
}

fn conceal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    String::deserialize(deserializer).map(Secret::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> TokenRecord {
        let end = SystemTime::UNIX_EPOCH + Duration::from_secs(3600);
        let access = StoredToken::new(Secret::from("access-canary"), Some(end));
        let refresh = StoredToken::new(Secret::from("refresh-canary"), None);
        TokenRecord::new(7, SystemTime::UNIX_EPOCH, Some(access), Some(refresh)).with_epoch(3)
    }

    #[test]
    fn a_record_survives_being_written_and_read() {
        let text = serde_json::to_string(&record()).expect("written");
        let read: TokenRecord = serde_json::from_str(&text).expect("read");
        assert_eq!(read.epoch(), 3);
        let access = read.access().expect("kept");
        assert_eq!(access.token.expose(), "access-canary");
        assert_eq!(access.expires_at(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(3600)));
        assert_eq!(read.refresh().expect("kept").expires_at(), None);
    }

    #[test]
    fn a_newer_schema_is_not_readable() {
        let newer = TokenRecord { schema: SCHEMA + 1, ..record() };
        assert!(record().is_readable() && !newer.is_readable());
    }

    #[test]
    fn debug_shows_no_token() {
        assert!(!format!("{:?}", record()).contains("canary"));
    }
}
