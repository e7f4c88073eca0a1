//! The serialized form of a record. The schema number is readable whatever a newer version made of the other parts.

use serde::{Deserialize, de::IgnoredAny};

use super::{SCHEMA, StoredGuard, StoredToken, TokenRecord, timestamp::Timestamp};

#[derive(Deserialize)]
pub(super) struct Wire {
    schema: u32,
    #[serde(default)]
    epoch: Part<u64>,
    #[serde(default)]
    writer: Part<u64>,
    #[serde(default)]
    written_at: Part<Timestamp>,
    #[serde(default)]
    issued_at: Part<Timestamp>,
    #[serde(default = "absent")]
    access: Part<Option<StoredToken>>,
    #[serde(default = "absent")]
    refresh: Part<Option<StoredToken>>,
    #[serde(default = "absent")]
    guard: Part<Option<StoredGuard>>,
    #[serde(default)]
    is_signed_out: Part<bool>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Part<T> {
    Known(T),
    Unknown(IgnoredAny),
}

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self::Unknown(IgnoredAny)
    }
}

fn absent<T>() -> Part<Option<T>> {
    Part::Known(None)
}

impl<T> Part<T> {
    fn known(self, complaint: &'static str) -> Result<T, &'static str> {
        match self {
            Self::Known(part) => Ok(part),
            Self::Unknown(_) => Err(complaint),
        }
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
