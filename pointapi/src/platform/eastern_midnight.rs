//! When a refresh token of Point Services ends: "24 hours rounded up to midnight eastern time".

use std::time::SystemTime;

use jiff::{Error, SignedDuration, Timestamp, tz::TimeZone};

const ZONE: &str = "America/New_York";
/// The same rule since 2007, for machines without zone data: bare containers, Windows.
const FALLBACK: &str = "EST5EDT,M3.2.0,M11.1.0";
/// Elapsed hours, not a calendar day: on the days of a clock change the two differ, and the day would be wrong.
const LEAST_LIFE: SignedDuration = SignedDuration::from_hours(24);

/// The first midnight in New York at or after 24 hours from `issued`.
///
/// Nothing for a time that no calendar holds. It is a hint: what the server says goes before it.
pub(crate) fn deadline(issued: SystemTime) -> Option<SystemTime> {
    let zone = TimeZone::get(ZONE).or_else(|_| TimeZone::posix(FALLBACK)).ok()?;
    deadline_in(issued, zone).ok()
}

fn deadline_in(issued: SystemTime, zone: TimeZone) -> Result<SystemTime, Error> {
    let earliest = Timestamp::try_from(issued)?.checked_add(LEAST_LIFE)?.to_zoned_datetime(zone);
    let midnight = earliest.start_of_day()?;
    let deadline = if midnight == earliest { midnight } else { earliest.tomorrow()?.start_of_day()? };
    SystemTime::try_from(deadline.timestamp())
}

#[cfg(test)]
mod tests;
