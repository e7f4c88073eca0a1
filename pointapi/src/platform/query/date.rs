//! Points in time, as the query takes them.

use std::fmt;
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::fmt::strtime;

use crate::platform::InvalidField;

/// The layouts that the platform takes: the pattern, and the length, since a pattern alone would take more.
const LAYOUTS: [(&str, usize); 3] = [
    ("%Y-%m-%dT%H:%M:%S%.3fZ", "2031-07-04T09:15:30.250Z".len()),
    ("%Y-%m-%dT%H:%M:%S%z", "2031-07-04T09:15:30-0500".len()),
    ("%a, %d %b %Y %H:%M:%S %z", "Fri, 04 Jul 2031 09:15:30 -0500".len()),
];

/// A point in time in a layout that the query takes.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use pointapi::platform::QueryDate;
///
/// let date = QueryDate::from(SystemTime::UNIX_EPOCH + Duration::from_millis(1_000_250));
/// assert_eq!(date.to_string(), "1970-01-01T00:16:40.250Z");
/// assert!(QueryDate::parse("2031-07-04T09:15:30-0500").is_ok());
/// assert!(QueryDate::parse("2031-07-04").is_err());
/// ```
///
/// A [`SystemTime`] is sent in UTC with milliseconds; times before 1970 are sent as 1970, when there were no orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryDate(String);

impl QueryDate {
    /// Takes a text in one of the three layouts and sends it as it is, zone included: `2031-07-04T09:15:30.250Z`,
    /// `2031-07-04T09:15:30-0500` or `Fri, 04 Jul 2031 09:15:30 -0500`.
    ///
    /// # Errors
    ///
    /// If it is in none of them.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidField> {
        let text = text.into();
        let is_taken =
            LAYOUTS.iter().any(|(pattern, length)| *length == text.len() && strtime::parse(pattern, &text).is_ok());
        if is_taken {
            Ok(Self(text))
        } else {
            Err(InvalidField::new("filters", "a date like 2031-07-04T09:15:30.250Z"))
        }
    }
}

impl From<SystemTime> for QueryDate {
    fn from(time: SystemTime) -> Self {
        let latest = if time > SystemTime::UNIX_EPOCH { Timestamp::MAX } else { Timestamp::UNIX_EPOCH };
        let time = Timestamp::try_from(time).unwrap_or(latest).max(Timestamp::UNIX_EPOCH);
        Self(time.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
    }
}

impl fmt::Display for QueryDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
