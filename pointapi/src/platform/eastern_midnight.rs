//! The lifetime of Point Services' refresh tokens: "24 hours rounded up to midnight eastern time".

use std::time::SystemTime;

use jiff::{Error, SignedDuration, Timestamp, tz::TimeZone};

const ZONE: &str = "America/New_York";
/// The rule since 2007, for machines without zone data, such as minimal containers and Windows.
const FALLBACK: &str = "EST5EDT,M3.2.0,M11.1.0";
/// Elapsed hours, not a calendar day: the two differ on the day of a clock change.
const MIN_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Returns the first midnight in New York at or after 24 hours from `issued`; `None` outside the calendar's range.
///
/// It is an estimate: the server may reject the token earlier.
pub(super) fn deadline(issued: SystemTime) -> Option<SystemTime> {
    let zone = TimeZone::get(ZONE).or_else(|_| TimeZone::posix(FALLBACK)).ok()?;
    deadline_in(issued, zone).ok()
}

fn deadline_in(issued: SystemTime, zone: TimeZone) -> Result<SystemTime, Error> {
    let earliest = Timestamp::try_from(issued)?.checked_add(MIN_LIFETIME)?.to_zoned_datetime(zone);
    let midnight = earliest.start_of_day()?;
    let deadline = if midnight == earliest { midnight } else { earliest.tomorrow()?.start_of_day()? };
    SystemTime::try_from(deadline.timestamp())
}

#[cfg(test)]
mod tests;
