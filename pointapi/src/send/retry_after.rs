//! The `Retry-After` header (RFC 9110, section 10.2.3).

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// Returns the time that the server asks to wait: seconds, or the time until a date by the server's own clock; of several
/// headers the longest. Values of any other form are ignored. `now` is used if the response has no `Date`.
pub(crate) fn parse(headers: &HeaderMap, now: Option<SystemTime>) -> Option<Duration> {
    let now = date(headers.get(DATE)).or(now);
    headers
        .get_all(RETRY_AFTER)
        .iter()
        .filter_map(|value| seconds(value.as_bytes()).or_else(|| until(date(Some(value))?, now?)))
        .max()
}

/// `1*DIGIT`; more digits than fit saturate.
fn seconds(value: &[u8]) -> Option<Duration> {
    let is_number = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
    is_number.then(|| {
        let digit = |seconds: u64, digit: &u8| seconds.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
        Duration::from_secs(value.iter().fold(0, digit))
    })
}

fn date(value: Option<&http::HeaderValue>) -> Option<SystemTime> {
    httpdate::parse_http_date(value?.to_str().ok()?).ok()
}

fn until(date: SystemTime, now: SystemTime) -> Option<Duration> {
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(values: &[&str], date: Option<&str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(RETRY_AFTER, value.parse().unwrap());
        }
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:00 GMT").unwrap();
        parse(&headers, Some(now))
    }

    #[test]
    fn seconds_are_digits_and_nothing_else() {
        assert_eq!(parsed(&["120"], None), Some(Duration::from_secs(120)));
        assert_eq!(parsed(&["0"], None), Some(Duration::ZERO));
        for value in ["+5", "-1", "1.5", "", " ", "5s", "soon"] {
            assert_eq!(parsed(&[value], None), None, "{value:?}");
        }
    }

    #[test]
    fn a_number_that_does_not_fit_saturates() {
        assert_eq!(parsed(&["99999999999999999999999"], None), Some(Duration::from_secs(u64::MAX)));
    }

    #[test]
    fn a_date_of_any_form_counts_from_now() {
        for value in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(parsed(&[value], None), Some(Duration::from_secs(37)), "{value}");
        }
    }

    #[test]
    fn a_date_counts_from_the_servers_date_where_it_has_one() {
        let date = Some("Sun, 06 Nov 1994 08:49:30 GMT");
        assert_eq!(parsed(&["Sun, 06 Nov 1994 08:49:37 GMT"], date), Some(Duration::from_secs(7)));
    }

    #[test]
    fn a_date_without_any_now_is_not_understood() {
        let header = |value: &str| HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]);
        assert_eq!(parse(&header("Sun, 06 Nov 1994 08:49:37 GMT"), None), None);
        assert_eq!(parse(&header("7"), None), Some(Duration::from_secs(7)));
    }

    #[test]
    fn date_in_the_past_is_now() {
        assert_eq!(parsed(&["Sun, 06 Nov 1994 08:00:00 GMT"], None), Some(Duration::ZERO));
    }

    #[test]
    fn longest_of_several_counts() {
        assert_eq!(parsed(&["3", "x", "7"], None), Some(Duration::from_secs(7)));
    }
}
