//! The serialized form of a record. The schema number is readable whatever a newer version made of the other parts.

use serde::{Deserialize, de::IgnoredAny};

use super::timestamp::Timestamp;
use super::token::StoredToken;
use crate::auth::lockout::record::StoredGuard;

#[derive(Deserialize)]
pub(super) struct Wire {
    pub(super) schema: u32,
    #[serde(default)]
    pub(super) epoch: Part<u64>,
    #[serde(default)]
    pub(super) writer: Part<u64>,
    #[serde(default)]
    pub(super) written_at: Part<Timestamp>,
    #[serde(default)]
    pub(super) issued_at: Part<Timestamp>,
    #[serde(default = "absent")]
    pub(super) access: Part<Option<StoredToken>>,
    #[serde(default = "absent")]
    pub(super) refresh: Part<Option<StoredToken>>,
    #[serde(default = "absent")]
    pub(super) guard: Part<Option<StoredGuard>>,
    #[serde(default)]
    pub(super) is_signed_out: Part<bool>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Part<T> {
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
    pub(super) fn known(self, reason: &'static str) -> Result<T, &'static str> {
        match self {
            Self::Known(part) => Ok(part),
            Self::Unknown(_) => Err(reason),
        }
    }
}
