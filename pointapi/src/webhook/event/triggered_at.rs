//! The platform's time stamps, read leniently.

use std::time::SystemTime;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The longest accepted string.
const MAX_LENGTH: usize = 64;

/// Parses `2024-01-1T10:00:00.7777748Z`: as RFC 3339, but month and day may have one digit and the fraction any number
/// of digits, of which nine count. The zone must be UTC.
pub(super) fn parse(text: &str) -> Option<SystemTime> {
    let text = text.trim();
    let (date, time) = text.split_once(['T', 't', ' ']).filter(|_| text.len() <= MAX_LENGTH)?;
    let time = ["Z", "z", "+00:00"].iter().find_map(|zone| time.strip_suffix(zone))?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [year, month, day] = numbers(date, '-', [4..=4, 1..=2, 1..=2])?;
    let [hour, minute, second] = numbers(time, ':', [1..=2, 2..=2, 2..=2])?;
    let small = |number: i32| i8::try_from(number).ok();
    let year = i16::try_from(year).ok()?;
    let civil = DateTime::new(
        year,
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
        nanoseconds(fraction)?,
    );
    TimeZone::UTC.to_timestamp(civil.ok()?).ok()?.try_into().ok()
}

/// Parses three numbers, each with a permitted number of digits.
fn numbers(text: &str, separator: char, digits: [std::ops::RangeInclusive<usize>; 3]) -> Option<[i32; 3]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; 3];
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = parts.next().filter(|part| digits.contains(&part.len()) && is_digits(part))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

fn nanoseconds(fraction: &str) -> Option<i32> {
    if fraction.is_empty() || !is_digits(fraction) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    Some(digits.fold(0, |number, digit| number * 10 + i32::from(digit - b'0')))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    fn at(text: &str) -> Option<Duration> {
        parse(text).and_then(|time| time.duration_since(UNIX_EPOCH).ok())
    }

    #[test]
    fn f3_the_documented_sample_is_accepted() {
        assert_eq!(at("2024-01-1T10:00:00.7777748Z"), Some(Duration::new(1_704_103_200, 777_774_800)));
    }

    #[test]
    fn padded_days_and_any_fraction_are_accepted() {
        assert_eq!(at("2024-01-01T10:00:00Z"), Some(Duration::from_secs(1_704_103_200)));
        assert_eq!(at("2024-1-01t10:00:00.5z"), Some(Duration::from_millis(1_704_103_200_500)));
        assert_eq!(at("2024-01-01 10:00:00.123456789123+00:00"), Some(Duration::new(1_704_103_200, 123_456_789)));
    }

    #[test]
    fn other_strings_are_rejected() {
        for text in [
            "",
            "now",
            "2024-01-01",
            "2024-01-01T10:00:00",
            "2024-01-01T10:00:00+02:00",
            "2024-13-01T10:00:00Z",
            "2024-02-30T10:00:00Z",
            "2024-01-01T25:00:00Z",
            "2024-01-01T10:00Z",
            "2024-01-01T10:00:00.Z",
            "2024-01-01T10:00:00.-1Z",
            "+024-01-01T10:00:00Z",
            "2024-01-01-1T10:00:00Z",
            "99999-01-01T10:00:00Z",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
        assert_eq!(at(&format!("2024-01-01T10:00:00.{}Z", "0".repeat(100))), None);
    }
}
