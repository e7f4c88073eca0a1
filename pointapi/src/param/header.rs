//! Header values, and the header names that only the client sets.

use std::borrow::Cow;
use std::sync::Arc;

use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

/// A value that can be sent in a header.
///
/// Text, integers, `bool` and [`http::HeaderValue`] are. `None` and an empty list send nothing; a list is sent as one
/// value with commas (`a, b`), so an item has no comma, except in a quoted string. For a type of your own, implement one
/// method:
///
/// ```
/// use http::HeaderValue;
///
/// struct Trace(u64);
///
/// impl pointapi::HeaderParam for Trace {
///     fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
///         Some(HeaderValue::from_str(&format!("{:016x}", self.0)))
///     }
/// }
/// ```
///
/// A value with a character outside visible ASCII, or with a space at either end, fails the call with
/// [`ErrorKind::Request`](crate::ErrorKind::Request) and nothing is sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent in a header",
    label = "not a header value",
    note = "a header value is text, an integer, `bool`, `http::HeaderValue`, or an `Option` or a list of these; for a type of your own implement `pointapi::HeaderParam`"
)]
pub trait HeaderParam {
    /// The value, or `None` to leave the header out.
    fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>>;
}

impl HeaderParam for str {
    fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
        Some(HeaderValue::from_str(self))
    }
}

impl HeaderParam for String {
    fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
        self.as_str().header_value()
    }
}

impl HeaderParam for Cow<'_, str> {
    fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
        str::header_value(self)
    }
}

impl HeaderParam for HeaderValue {
    fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
        Some(Ok(self.clone()))
    }
}

impl HeaderParam for bool {
    fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
        Some(Ok(HeaderValue::from_static(if *self { "true" } else { "false" })))
    }
}

macro_rules! integers {
    ($($value:ty)*) => {$(
        impl HeaderParam for $value {
            fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
                Some(Ok(HeaderValue::from(*self)))
            }
        }
    )*};
}

integers! { u16 u32 u64 usize i16 i32 i64 isize }

macro_rules! by_display {
    ($($value:ty)*) => {$(
        impl HeaderParam for $value {
            fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
                Some(HeaderValue::from_str(&self.to_string()))
            }
        }
    )*};
}

by_display! { u8 u128 i8 i128 char }

macro_rules! by_reference {
    ($($value:ty)*) => {$(
        impl<T: HeaderParam + ?Sized> HeaderParam for $value {
            fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
                (**self).header_value()
            }
        }
    )*};
}

by_reference! { &T Box<T> Arc<T> }

impl<T: HeaderParam> HeaderParam for Option<T> {
    fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
        self.as_ref().and_then(HeaderParam::header_value)
    }
}

/// The items of a list as one value (RFC 9110, section 5.6.1).
impl<T: HeaderParam> HeaderParam for [T] {
    fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
        let items: Result<Vec<_>, _> = self.iter().filter_map(HeaderParam::header_value).collect();
        let items = match items {
            Ok(items) if items.is_empty() => return None,
            Ok(items) => items,
            Err(invalid) => return Some(Err(invalid)),
        };
        let list = items.iter().map(HeaderValue::as_bytes).collect::<Vec<_>>().join(b", ".as_slice());
        let is_read_as_written = str::from_utf8(&list).is_ok_and(|list| list_items(list).eq(items.iter()));
        // No header value holds a line break, so this is the error of an invalid one.
        Some(HeaderValue::from_bytes(if is_read_as_written { list.as_slice() } else { b"\n" }))
    }
}

/// The items of a list: the texts between commas, without those in quoted strings (RFC 9110, sections 5.6.1 and 5.6.4).
pub(crate) fn list_items(list: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let items = list.split(move |character| {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ => {}
        }
        character == ',' && !is_quoted
    });
    items.map(str::trim_ascii).filter(|item| !item.is_empty())
}

impl<T: HeaderParam> HeaderParam for Vec<T> {
    fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
        self.as_slice().header_value()
    }
}

impl<T: HeaderParam, const N: usize> HeaderParam for [T; N] {
    fn header_value(&self) -> Option<Result<HeaderValue, http::header::InvalidHeaderValue>> {
        self.as_slice().header_value()
    }
}

/// True for a value that every server reads the same: visible ASCII and inner spaces.
pub(crate) fn is_plain(value: &HeaderValue) -> bool {
    let bytes = value.as_bytes();
    let has_outer_space = bytes.first().is_some_and(|b| matches!(b, b' ' | b'\t'))
        || bytes.last().is_some_and(|b| matches!(b, b' ' | b'\t'));
    !has_outer_space && bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\t'))
}

/// Returns the text of an error about a header for which [`is_reserved`] is true.
pub(crate) fn reserved_text(name: &HeaderName) -> String {
    format!("header `{name}` is reserved: only the client sets it")
}

/// True for a header that only the client sets: it frames the message or authenticates the sender.
pub(crate) fn is_reserved(name: &HeaderName, is_anonymous: bool) -> bool {
    if *name == AUTHORIZATION {
        return !is_anonymous;
    }
    let name = name.as_str();
    matches!(name, "host" | "content-length" | "transfer-encoding" | "connection") || name.starts_with("proxy-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn framing_and_proxy_headers_are_reserved_everywhere() {
        for name in ["host", "content-length", "transfer-encoding", "connection", "proxy-authorization"] {
            assert!(is_reserved(&HeaderName::from_static(name), true), "{name}");
        }
    }

    #[test]
    fn authorization_is_the_callers_only_where_no_token_is_sent() {
        assert!(is_reserved(&AUTHORIZATION, false));
        assert!(!is_reserved(&AUTHORIZATION, true));
    }

    #[test]
    fn a_list_is_one_value_and_an_empty_one_is_left_out() {
        assert_eq!(vec!["a", "b"].header_value().unwrap().unwrap(), "a, b");
        assert_eq!([Some(1_u16), None, Some(3)].header_value().unwrap().unwrap(), "1, 3");
        assert!(Vec::<u16>::new().header_value().is_none());
        assert!(["a\n"].header_value().unwrap().is_err());
    }

    #[test]
    fn an_item_that_would_be_read_as_two_or_none_is_rejected() {
        for items in [["a,b", "c"], ["a", ""], ["a", " b"], ["a\"b", "c"]] {
            assert!(items.header_value().unwrap().is_err(), "{items:?}");
        }
        assert_eq!([r#"W/"a,\"b""#, "c"].header_value().unwrap().unwrap(), r#"W/"a,\"b", c"#);
    }

    #[test]
    fn commas_in_quoted_strings_do_not_separate() {
        assert_eq!(list_items(r#"a ,, "b,\",c" , d"#).collect::<Vec<_>>(), ["a", r#""b,\",c""#, "d"]);
    }

    #[test]
    fn values_outside_visible_ascii_or_with_outer_spaces_are_not_plain() {
        assert!(is_plain(&HeaderValue::from_static("a b")));
        for value in ["tök", " a", "a ", "a\t"] {
            assert!(!is_plain(&HeaderValue::from_bytes(value.as_bytes()).unwrap()), "{value:?}");
        }
    }
}
