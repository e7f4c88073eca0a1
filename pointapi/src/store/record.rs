//! The records of a store: one per identity, and one per account.

mod timestamp;
mod token;
mod wire;

#[cfg(any(feature = "store-file", feature = "store-redis"))]
use std::io;
use std::{fmt, time::SystemTime};

use serde::{Deserialize, Serialize};
#[cfg(any(feature = "store-file", feature = "store-redis"))]
use zeroize::Zeroizing;

pub(crate) use self::timestamp::Timestamp;
pub(crate) use self::token::StoredToken;
use self::wire::Wire;
use super::StoredRecord;
use crate::auth::lockout::record::StoredGuard;

/// The layout of the record that this version writes and reads.
const SCHEMA: u32 = 1;

/// The bytes of the longest record: two tokens of at most 16 KiB, and what a sealed one has more. Anything longer is no
/// record.
#[cfg(any(feature = "store-file", feature = "store-redis"))]
pub(super) const LARGEST: usize = 256 * 1024;

/// The value under one key of a store: the tokens of an identity, or the holds of an account.
///
/// ```
/// use pointapi::store::TokenRecord;
///
/// fn read(text: &str) -> Option<TokenRecord> {
///     let record: TokenRecord = serde_json::from_str(text).ok()?;
///     record.is_readable().then_some(record)
/// }
/// ```
///
/// `Serialize` writes the tokens unencrypted, so keep its output as safe as a password file. `Debug` shows no token. A
/// record that a newer version wrote can be deserialized too, but without its contents: it is not
/// [readable](Self::is_readable), and a store returns it and leaves it unchanged.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Wire")]
pub struct TokenRecord {
    schema: u32,
    epoch: u64,
    writer: u64,
    written_at: Timestamp,
    issued_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    access: Option<StoredToken>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh: Option<StoredToken>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guard: Option<StoredGuard>,
    is_signed_out: bool,
}

impl TokenRecord {
    const EMPTY: Self = Self {
        schema: SCHEMA,
        epoch: 0,
        writer: 0,
        written_at: Timestamp::EPOCH,
        issued_at: Timestamp::EPOCH,
        access: None,
        refresh: None,
        guard: None,
        is_signed_out: false,
    };

    /// Tokens that were asked for at `issued_at`; epoch and time are set when they are written.
    pub(crate) fn new(
        writer: u64,
        issued_at: SystemTime,
        access: Option<StoredToken>,
        refresh: Option<StoredToken>,
    ) -> Self {
        Self { writer, issued_at: issued_at.into(), access, refresh, ..Self::EMPTY }
    }

    /// The mark of a sign-out, which all processes that share the record follow.
    pub(crate) fn tombstone(writer: u64, at: SystemTime) -> Self {
        Self { is_signed_out: true, ..Self::new(writer, at, None, None) }
    }

    /// The holds of an account.
    pub(crate) fn of_account(writer: u64, at: SystemTime, guard: StoredGuard) -> Self {
        Self { guard: Some(guard), ..Self::new(writer, at, None, None) }
    }

    /// A record that other processes can read and this one cannot.
    #[cfg(any(feature = "store-file", feature = "store-redis"))]
    pub(crate) fn unreadable() -> Self {
        Self { schema: u32::MAX, ..Self::EMPTY }
    }

    /// Returns the number of writes. A store compares it before it writes.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Returns the time of writing. All times of the record are of the writer's clock.
    pub fn written_at(&self) -> SystemTime {
        self.written_at.into()
    }

    /// Returns true if this version understands the record. Otherwise it must be left as it is.
    pub fn is_readable(&self) -> bool {
        self.schema <= SCHEMA
    }

    /// Returns true if the record holds tokens of an identity. One of holds or of a sign-out has none.
    pub fn has_tokens(&self) -> bool {
        self.access.is_some() || self.refresh.is_some()
    }

    /// Returns the end of the last hold in the record. A store whose records expire keeps it until then.
    pub fn holds_until(&self) -> Option<SystemTime> {
        self.guard().and_then(StoredGuard::last_end)
    }

    /// Serializes the record in a buffer that is wiped.
    #[cfg(any(feature = "store-file", feature = "store-redis"))]
    pub(crate) fn to_json(&self) -> serde_json::Result<Zeroizing<Vec<u8>>> {
        // A buffer that grows would leave copies of tokens behind, so the length is counted first.
        let mut length = Length(0);
        serde_json::to_writer(&mut length, self)?;
        let mut text = Zeroizing::new(Vec::with_capacity(length.0));
        serde_json::to_writer(&mut *text, self)?;
        Ok(text)
    }

    pub(crate) fn is_signed_out(&self) -> bool {
        self.is_signed_out
    }

    /// Returns true if both are the mark of one sign-out.
    pub(crate) fn is_same_sign_out(&self, other: &Self) -> bool {
        let mark = |record: &Self| (record.is_signed_out, record.writer, record.issued_at);
        self.is_signed_out && mark(self) == mark(other)
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

    pub(crate) fn guard(&self) -> Option<&StoredGuard> {
        self.guard.as_ref()
    }

    /// Returns true if it may replace a stored record: a sign-out replaces any, other records replace older ones. A record
    /// that this version does not understand stays.
    pub(crate) fn may_replace(&self, kept: &StoredRecord, now: SystemTime) -> bool {
        let other = kept.record();
        // Two writers' clocks may differ, so ages are compared and not times.
        let age = now.duration_since(self.issued_at()).unwrap_or_default();
        let age_of_other = kept.time_base(now).duration_since(other.issued_at()).unwrap_or_default();
        let is_later = !other.is_signed_out && age <= age_of_other;
        other.is_readable() && (self.is_signed_out || is_later)
    }

    /// Returns the record under an epoch, to be written now.
    pub(crate) fn stamped(mut self, epoch: u64, now: SystemTime) -> Self {
        self.epoch = epoch;
        self.written_at = now.into();
        self
    }
}

/// Counts what is written.
#[cfg(any(feature = "store-file", feature = "store-redis"))]
struct Length(usize);

#[cfg(any(feature = "store-file", feature = "store-redis"))]
impl io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TryFrom<Wire> for TokenRecord {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, &'static str> {
        if wire.schema > SCHEMA {
            return Ok(Self { schema: wire.schema, epoch: wire.epoch.known("").unwrap_or(0), ..Self::EMPTY });
        }
        Ok(Self {
            schema: wire.schema,
            epoch: wire.epoch.known("the epoch cannot be read")?,
            writer: wire.writer.known("the writer cannot be read")?,
            written_at: wire.written_at.known("the time of writing cannot be read")?,
            issued_at: wire.issued_at.known("the time of issue cannot be read")?,
            access: wire.access.known("the access token cannot be read")?,
            refresh: wire.refresh.known("the refresh token cannot be read")?,
            guard: wire.guard.known("the guard cannot be read")?,
            is_signed_out: wire.is_signed_out.known("the sign-out cannot be read")?,
        })
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::auth::Secret;

    fn record() -> TokenRecord {
        let end = SystemTime::UNIX_EPOCH + Duration::from_secs(3600);
        let access = StoredToken::new(Secret::from("access-canary"), Some(end));
        let refresh = StoredToken::new(Secret::from("refresh-canary"), None);
        TokenRecord::new(7, SystemTime::UNIX_EPOCH, Some(access), Some(refresh)).stamped(3, SystemTime::UNIX_EPOCH)
    }

    fn read(text: &str) -> Option<TokenRecord> {
        serde_json::from_str(text).ok()
    }

    #[test]
    fn a_record_survives_being_written_and_read() {
        let text = serde_json::to_string(&record()).expect("written");
        let read = read(&text).expect("read");
        assert_eq!((read.epoch(), read.written_at()), (3, SystemTime::UNIX_EPOCH));
        let access = read.access().expect("kept");
        assert_eq!(access.token.expose(), "access-canary");
        assert_eq!(access.expires_at(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(3600)));
        assert_eq!(read.refresh().expect("kept").expires_at(), None);
    }

    #[test]
    fn a_newer_schema_is_read_without_its_contents_whatever_they_became() {
        let newer = read(r#"{"schema":2,"epoch":9,"issued_at":"yesterday","access":[1],"guard":7}"#).expect("a record");
        assert!(!newer.is_readable() && newer.access().is_none() && newer.refresh().is_none());
        assert_eq!(newer.epoch(), 9);
        assert!(record().is_readable());
    }

    #[test]
    fn a_record_of_this_schema_with_a_wrong_part_is_rejected() {
        let good = serde_json::to_value(record()).expect("written");
        for (part, value) in [("issued_at", "x"), ("access", "x"), ("epoch", "-1"), ("is_signed_out", "x")] {
            let mut bad = good.clone();
            bad[part] = value.into();
            assert!(read(&bad.to_string()).is_none(), "{part}");
        }
        for text in ["{}", "[]", "null", r#"{"schema":1}"#] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_record_replaces_another_by_age_and_not_by_the_writers_clocks() {
        let second = Duration::from_secs(1);
        let now = SystemTime::UNIX_EPOCH + 100 * second;
        let of = |issued_at| TokenRecord::new(0, issued_at, None, None);
        let mine = of(now - second);
        let ten_minutes_ahead = now + 600 * second;
        let older = StoredRecord::new(of(ten_minutes_ahead - 5 * second)).read_at(ten_minutes_ahead);
        assert!(mine.may_replace(&older, now));
        assert!(!of(now - 9 * second).may_replace(&older, now));
        let signed_out = StoredRecord::new(TokenRecord::tombstone(0, SystemTime::UNIX_EPOCH));
        assert!(!mine.may_replace(&signed_out, now), "a sign-out stays");
        assert!(TokenRecord::tombstone(0, SystemTime::UNIX_EPOCH).may_replace(&older, now));
    }

    #[test]
    #[cfg(any(feature = "store-file", feature = "store-redis"))]
    fn a_serialized_record_fills_its_buffer_without_growth() {
        let text = record().to_json().expect("written");
        assert_eq!((text.len(), text.capacity()), (serde_json::to_vec(&record()).expect("written").len(), text.len()));
    }

    #[test]
    fn debug_shows_no_token() {
        assert!(!format!("{:?}", record()).contains("canary"));
    }
}
