//! The dates of the query.

use std::fmt;
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

use crate::platform::InvalidField;

/// The layout that is sent: with milliseconds and a literal `Z`.
const UTC: &str = "%Y-%m-%dT%H:%M:%S%.3fZ";
/// The layouts with a time zone offset.
const ZONED: [&str; 2] = ["%Y-%m-%dT%H:%M:%S%z", "%a, %d %b %Y %H:%M:%S %z"];
/// The greatest offset of a time zone.
const FURTHEST_ZONE: i32 = 24 * 3600;

/// A date in a layout that the query accepts.
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
/// A [`SystemTime`] is sent in UTC with milliseconds; times before 1970 are sent as 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryDate(String);

impl QueryDate {
    /// Parses a string in one of three layouts, which is sent unchanged: `2031-07-04T09:15:30.250Z`,
    /// `2031-07-04T09:15:30-0500` or `Fri, 04 Jul 2031 09:15:30 -0500`.
    ///
    /// # Errors
    ///
    /// If it has another layout.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidField> {
        let text = text.into();
        match instant(&text) {
            Some(_) => Ok(Self(text)),
            None => Err(InvalidField::new("filters", "a date like 2031-07-04T09:15:30.250Z")),
        }
    }
}

/// Parses a string in one of the three layouts.
///
/// The parser accepts more than the layouts (other cases, blanks, second 60, a wrong day of the week), so the result must
/// format to the same string.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let utc = || {
        let time = strtime::parse(UTC, text).ok()?.to_datetime().ok()?;
        let instant = TimeZone::UTC.to_timestamp(time).ok()?;
        (time.year() >= 0 && instant.strftime(UTC).to_string() == text).then_some(instant)
    };
    let zoned = |layout: &str| {
        let time = strtime::parse(layout, text).ok()?.to_zoned_datetime().ok()?;
        let again = time.strftime(layout).to_string();
        // RFC 5322, section 3.3: `-0000` is the offset of an unknown time zone.
        let is_unknown_zone =
            || again.strip_suffix("+0000").is_some_and(|same| text.strip_suffix("-0000") == Some(same));
        let is_sane = time.year() >= 0 && time.offset().seconds().abs() < FURTHEST_ZONE;
        (is_sane && (again == text || is_unknown_zone())).then(|| time.timestamp())
    };
    utc().or_else(|| ZONED.into_iter().find_map(zoned))
}

impl From<SystemTime> for QueryDate {
    fn from(time: SystemTime) -> Self {
        let latest = if time > SystemTime::UNIX_EPOCH { Timestamp::MAX } else { Timestamp::UNIX_EPOCH };
        let time = Timestamp::try_from(time).unwrap_or(latest).max(Timestamp::UNIX_EPOCH);
        Self(time.strftime(UTC).to_string())
    }
}

impl fmt::Display for QueryDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
