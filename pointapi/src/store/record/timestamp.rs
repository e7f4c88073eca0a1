//! Times as a record holds them.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Timestamp(u64);

impl Timestamp {
    pub(crate) const EPOCH: Self = Self(0);
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
