//! The lifetime, age and time of a response by its headers (RFC 9111).

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{AGE, CACHE_CONTROL, DATE};

const HOUR: Duration = Duration::from_secs(3600);

const DEFAULT: Duration = HOUR;
const SHORTEST: Duration = Duration::from_secs(5 * 60);
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// The `Date` of a response that a cache kept for longer does not give the time.
const MAX_AGE: Duration = LONGEST;
/// A difference between the clocks up to this is tolerated.
pub(super) const CLOCK_TOLERANCE: Duration = Duration::from_secs(60);

/// Returns the time for which a response is fresh: by `Cache-Control` within bounds, or an hour.
pub(super) fn lifetime(headers: &HeaderMap) -> Duration {
    let directives = headers.get_all(CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
    let directives =
        directives.flat_map(|value| value.split(',')).map(|directive| directive.trim().to_ascii_lowercase());
    let lifetimes = directives.filter_map(|directive| match directive.split_once('=') {
        Some(("max-age", seconds)) => seconds.trim_matches('"').parse().ok().map(Duration::from_secs),
        None if directive == "no-store" || directive == "no-cache" => Some(Duration::ZERO),
        _ => None,
    });
    lifetimes.min().map_or(DEFAULT, |lifetime| lifetime.clamp(SHORTEST, LONGEST))
}

/// Returns the age of a response (RFC 9111, section 4.2.3), rounded up; `None` if `Age` is unreadable.
///
/// A cache may send no `Age`, so a `Date` in the past counts too. With a clock that is ahead every response looks old,
/// which proves no key absent; that is right, since the clock decides nothing then.
pub(super) fn age(headers: &HeaderMap, received: SystemTime) -> Option<Duration> {
    let since_date = date(headers).and_then(|date| received.duration_since(date).ok());
    let apparent = since_date.filter(|age| *age > CLOCK_TOLERANCE).unwrap_or_default();
    // `Age` counts whole seconds: a copy of `Age: 0` may be almost a second old.
    let rounding = Duration::from_secs(headers.contains_key(AGE).into());
    Some(age_value(headers)?.saturating_add(rounding).max(apparent))
}

/// Returns the time for which caches kept the response, by their own account.
fn age_value(headers: &HeaderMap) -> Option<Duration> {
    let mut ages = headers.get_all(AGE).iter();
    ages.try_fold(Duration::ZERO, |oldest, age| {
        Some(oldest.max(Duration::from_secs(age.to_str().ok()?.trim().parse().ok()?)))
    })
}

/// Returns the server's time at the receipt of the response: its `Date` plus its `Age`.
pub(super) fn server_time(headers: &HeaderMap) -> Option<SystemTime> {
    let age = age_value(headers)?;
    date(headers)?.checked_add(age).filter(|_| age <= MAX_AGE)
}

fn date(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn cached(value: &'static str) -> Duration {
        lifetime(&HeaderMap::from_iter([(CACHE_CONTROL, HeaderValue::from_static(value))]))
    }

    #[test]
    fn keys_are_fresh_by_cache_control_within_5_minutes_and_24_hours() {
        assert_eq!(lifetime(&HeaderMap::new()), HOUR);
        assert_eq!(cached("public, max-age=19302, must-revalidate"), Duration::from_secs(19302));
        assert_eq!(cached("Max-Age=\"7200\""), 2 * HOUR);
        assert_eq!(cached("max-age=0"), SHORTEST);
        assert_eq!(cached("no-store"), SHORTEST);
        assert_eq!(cached("max-age=999999999"), 24 * HOUR);
        assert_eq!(cached("max-age=-1"), HOUR);
        assert_eq!(cached("max-age=99999999999999999999"), HOUR);
        assert_eq!(cached("private"), HOUR);
    }

    #[test]
    fn the_age_is_the_larger_of_age_and_the_time_since_date() {
        let then = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").expect("a date");
        let seconds = |value: &str| value.parse().map(Duration::from_secs).ok();
        for (header, since_date, expected) in [
            (None, 0, "0"),
            (None, 60, "0"),
            (None, 300, "300"),
            (Some("0"), 0, "1"),
            (Some("90"), 300, "300"),
            (Some("600"), 300, "601"),
            (Some("a while"), 300, "unknown"),
        ] {
            let mut headers = HeaderMap::from_iter([(DATE, httpdate::fmt_http_date(then).parse().expect("a value"))]);
            headers.extend(header.map(|age| (AGE, HeaderValue::from_static(age))));
            let age = age(&headers, then + Duration::from_secs(since_date));
            assert_eq!(age, seconds(expected), "Age {header:?}, {since_date} s after Date");
        }
    }

    #[test]
    fn the_servers_time_is_its_date_plus_the_age() {
        let time = |date: &'static str, age: Option<&'static str>| {
            let mut headers = HeaderMap::from_iter([(DATE, HeaderValue::from_static(date))]);
            headers.extend(age.map(|age| (AGE, HeaderValue::from_static(age))));
            server_time(&headers)
        };
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        let then = httpdate::parse_http_date(date).expect("a date");
        assert_eq!(time(date, None), Some(then));
        assert_eq!(time(date, Some("90")), Some(then + Duration::from_secs(90)));
        assert_eq!(time(date, Some("a while")), None);
        assert_eq!(time(date, Some("86401")), None);
        assert_eq!(time("today", None), None);
        assert_eq!(server_time(&HeaderMap::new()), None);
    }
}
