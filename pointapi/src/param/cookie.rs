//! Cookies (RFC 6265, section 4.2.1).

use http::HeaderValue;
use serde::Serialize;
use zeroize::Zeroizing;

use super::query::{self, ListFormat, Pairs, QueryError};

/// The `Cookie` header with one more pair, or `None` if there is nothing to send. The octets of a cookie value are sent
/// unchanged; a value with others is rejected, since a server reads a cookie as it is.
pub(crate) fn append<T: Serialize + ?Sized>(
    existing: Option<&HeaderValue>,
    name: &str,
    value: &T,
) -> Result<Option<HeaderValue>, QueryError> {
    let existing = existing.and_then(|existing| existing.to_str().ok()).unwrap_or_default();
    let mut cookies = existing.to_owned();
    let mut pairs = Pairs::of_cookie(&mut cookies);
    query::write(&mut pairs, name, ListFormat::Repeat, value)?;
    if pairs.needs_encoding() {
        return Err(QueryError("has a space or another character that no cookie can hold: encode it"));
    }
    if cookies.is_empty() {
        return Ok(None);
    }
    let mut header = HeaderValue::try_from(cookies).map_err(|_| QueryError("is not visible ASCII"))?;
    header.set_sensitive(true);
    Ok(Some(header))
}

/// One header with all cookies (RFC 6265, section 5.4); `None` without one.
pub(crate) fn joined<'a>(cookies: impl IntoIterator<Item = &'a HeaderValue>) -> Option<HeaderValue> {
    let cookies: Vec<_> = cookies.into_iter().map(HeaderValue::as_bytes).collect();
    let joined = Zeroizing::new(cookies.join(&b"; "[..]));
    // What was joined is valid in a header.
    let mut joined = HeaderValue::from_bytes(&joined).ok().filter(|_| !cookies.is_empty())?;
    joined.set_sensitive(true);
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookie_octets_are_sent_unchanged() {
        for value in ["s%3Aabc.d/e", "YWJjZA==", "a:b|c{}", "\"ajax:01\"", "\"\""] {
            assert_eq!(append(None, "sid", value).unwrap().unwrap(), *format!("sid={value}"));
        }
    }

    #[test]
    fn other_characters_are_rejected() {
        for (name, value) in [("a=b", "1"), ("a", "b c"), ("a", "b;c"), ("a", "b,c"), ("a", "ü"), ("\"a\"", "1")] {
            assert!(append(None, name, value).is_err(), "{name} {value}");
        }
        for (name, value) in [("a", "\"b"), ("a", "b\""), ("a", "\""), ("a", "\"b\"c\""), ("a", "\"b c\"")] {
            assert!(append(None, name, value).is_err(), "{name} {value}");
        }
    }

    #[test]
    fn pairs_follow_each_other_and_none_sends_nothing() {
        assert_eq!(append(None, "a", &None::<u8>).unwrap(), None);
        assert_eq!(append(None, "a", &[[1]]).unwrap_err().0, "is nested: flatten it");
        let first = append(None, "a", &1).unwrap();
        assert_eq!(append(first.as_ref(), "b", "y=1").unwrap().unwrap(), "a=1; b=y=1");
    }
}
