//! The documented forms of strings, by the platform's pages and not by the client's own validators: a wrong rule of the
//! client must not be right here.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// PDF readers search this many bytes for the header.
const MAX_HEADER_OFFSET: usize = 1024;

pub(crate) fn is_ssn(text: &str) -> bool {
    has_layout(text, &["#########", "###-##-####"])
}

pub(crate) fn is_ein(text: &str) -> bool {
    has_layout(text, &["#########", "##-#######"])
}

pub(crate) fn is_phone(text: &str) -> bool {
    has_layout(text, &["###-###-####", "(###) ###-####", "##########"])
}

pub(crate) fn is_date(text: &str) -> bool {
    has_layout(text, &["##/##/####"]) && Date::strptime("%m/%d/%Y", text).is_ok_and(|date| date.year() >= 1800)
}

pub(crate) fn is_state(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

pub(crate) fn is_zip(text: &str) -> bool {
    has_layout(text, &["#####", "#########", "#####-####"])
}

pub(crate) fn is_zip5(text: &str) -> bool {
    has_layout(text, &["#####"])
}

pub(crate) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

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

/// Returns true if the string has one of the layouts, where `#` stands for a digit.
fn has_layout(text: &str, layouts: &[&str]) -> bool {
    layouts.iter().any(|layout| {
        let mut pairs = text.bytes().zip(layout.bytes());
        text.len() == layout.len()
            && pairs.all(|(byte, wanted)| if wanted == b'#' { byte.is_ascii_digit() } else { byte == wanted })
    })
}
