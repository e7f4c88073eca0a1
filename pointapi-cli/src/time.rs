//! Times as arguments and on the screen.

use std::time::{Duration, SystemTime};

use jiff::fmt::temporal::DateTimePrinter;
use jiff::{SignedDuration, Timestamp};

/// Reads a time such as `30s`, `5m`, `2h 30m`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let invalid = |_| "write a time such as `30s`, `5m` or `2h`".to_owned();
    let time: SignedDuration = text.parse().map_err(invalid)?;
    Duration::try_from(time).map_err(|_| "the time is negative".to_owned())
}

/// Returns a time in RFC 3339, to the second.
pub(crate) fn shown(time: SystemTime) -> Option<String> {
    let time = Timestamp::try_from(time).ok()?;
    Some(DateTimePrinter::new().precision(Some(0)).timestamp_to_string(&time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_unit() {
        assert_eq!(duration("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(duration("2h 30m"), Ok(Duration::from_secs(9000)));
        assert!(duration("7").is_err() && duration("-5s").is_err() && duration("soon").is_err());
    }

    #[test]
    fn a_time_is_shown_to_the_second() {
        assert_eq!(shown(SystemTime::UNIX_EPOCH + Duration::from_millis(1500)).unwrap(), "1970-01-01T00:00:01Z");
    }
}
