//! One token of a record.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::timestamp::Timestamp;
use crate::auth::Secret;

/// A token and its expiry, if it has one.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct StoredToken {
    #[serde(serialize_with = "crate::auth::serialize_secret")]
    pub(crate) token: Secret,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<Timestamp>,
}

impl StoredToken {
    pub(crate) fn new(token: Secret, expires_at: Option<SystemTime>) -> Self {
        Self { token, expires_at: expires_at.map(Timestamp::from) }
    }

    pub(crate) fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at.map(SystemTime::from)
    }
}
