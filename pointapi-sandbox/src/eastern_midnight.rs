//! The end of a refresh token: 24 hours after the sign-in, rounded up to midnight in New York.
//!
//! It is written apart from the client's own rule, so that an error in one of them shows in the tests.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::tz::TimeZone;

const DAY: Duration = Duration::from_secs(24 * 3600);
/// The rule since 2007, for machines without zone data.
const FALLBACK: &str = "EST5EDT,M3.2.0,M11.1.0";

/// Returns the end of a refresh token that is issued at `now`; `now` outside the calendar's range.
pub(crate) fn after(now: SystemTime) -> SystemTime {
    midnight(now).unwrap_or(now)
}

fn midnight(now: SystemTime) -> Option<SystemTime> {
    let zone = TimeZone::get("America/New_York").or_else(|_| TimeZone::posix(FALLBACK)).ok()?;
    let earliest = Timestamp::try_from(now + DAY).ok()?;
    let date = earliest.to_zoned_datetime(zone.clone()).date();
    let mut midnights = [date, date.tomorrow().ok()?].into_iter();
    let midnight = midnights.find_map(|date| {
        let midnight = date.to_zoned_datetime(zone.clone()).ok()?.timestamp();
        (midnight >= earliest).then_some(midnight)
    });
    midnight?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_token_ends_at_midnight_in_new_york() {
        for (issued, end) in [
            ("2026-01-15T15:30:00Z", "2026-01-17T05:00:00Z"),
            ("2026-01-15T05:00:00Z", "2026-01-16T05:00:00Z"),
            ("2026-07-15T15:30:00Z", "2026-07-17T04:00:00Z"),
            ("2026-03-07T15:00:00Z", "2026-03-09T04:00:00Z"),
            ("2026-10-31T15:00:00Z", "2026-11-02T05:00:00Z"),
        ] {
            let time = |text: &str| SystemTime::try_from(text.parse::<Timestamp>().unwrap()).unwrap();
            assert_eq!(after(time(issued)), time(end), "{issued}");
        }
    }
}
