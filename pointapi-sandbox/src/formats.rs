//! The forms of strings that the platform's document does not describe.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// PDF readers search this many bytes for the header.
const MAX_HEADER_OFFSET: usize = 1024;

/// Returns true for base64 of a PDF, on one line.
pub(crate) fn is_pdf(base64: &str) -> bool {
    STANDARD
        .decode(base64)
        .is_ok_and(|bytes| bytes[..bytes.len().min(MAX_HEADER_OFFSET)].windows(5).any(|window| window == b"%PDF-"))
}

/// Parses a date of the query in one of the three documented layouts.
pub(crate) fn query_date(text: &str) -> Option<Timestamp> {
    let utc = strtime::parse("%Y-%m-%dT%H:%M:%S%.3fZ", text).and_then(|time| time.to_datetime());
    if let Some(time) = utc.ok().filter(|_| text.ends_with('Z')) {
        return TimeZone::UTC.to_timestamp(time).ok();
    }
    let zoned = |layout| strtime::parse(layout, text).and_then(|time| time.to_timestamp()).ok();
    ["%Y-%m-%dT%H:%M:%S%z", "%a, %d %b %Y %H:%M:%S %z"].into_iter().find_map(zoned)
}
