//! Cookies (RFC 6265, section 4.2.1).

use http::HeaderValue;
use serde::Serialize;

use super::query::{self, ListFormat, Pairs, QueryError};

/// The `Cookie` header with one more pair, or `None` if there is nothing to send. The octets of a cookie value are sent
/// unchanged; all others are percent-encoded.
pub(crate) fn append<T: Serialize + ?Sized>(
    existing: Option<&HeaderValue>,
    name: &str,
    value: &T,
) -> Result<Option<HeaderValue>, QueryError> {
    let existing = existing.and_then(|existing| existing.to_str().ok()).unwrap_or_default();
    let mut cookies = existing.to_owned();
    query::write(&mut Pairs::of_cookie(&mut cookies), name, ListFormat::Repeat, value)?;
    if cookies.is_empty() {
        return Ok(None);
    }
    let mut header = HeaderValue::try_from(cookies).map_err(|_| QueryError("is not visible ASCII"))?;
    header.set_sensitive(true);
    Ok(Some(header))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookie_octets_are_sent_unchanged() {
        for value in ["s%3Aabc.d/e", "YWJjZA==", "a:b|c{}"] {
            assert_eq!(append(None, "sid", value).unwrap().unwrap(), *format!("sid={value}"));
        }
        assert_eq!(append(None, "a=b", "1").unwrap().unwrap(), "a%3Db=1");
    }

    #[test]
    fn pairs_follow_each_other_and_none_sends_nothing() {
        assert_eq!(append(None, "a", &None::<u8>).unwrap(), None);
        let first = append(None, "a", &1).unwrap();
        assert_eq!(append(first.as_ref(), "b", "x; y=1").unwrap().unwrap(), "a=1; b=x%3B%20y=1");
    }
}
