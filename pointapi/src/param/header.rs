//! Header values, and the names that nobody but the client may set.

use std::borrow::Cow;
use std::sync::Arc;

use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

/// A value that can be sent in a header.
///
/// Text, integers, `bool`, [`http::HeaderValue`], and an `Option` of these (`None` sends nothing) are; a type of
/// your own by one method:
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
/// A value with a character outside visible ASCII, or with a blank at either end, fails the call with
/// [`ErrorKind::Request`](crate::ErrorKind::Request) and nothing is sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent in a header",
    label = "not a header value",
    note = "a header value is text, an integer, `bool`, `http::HeaderValue` or an `Option` of these; for a type of your own implement `pointapi::HeaderParam`"
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

/// A value that every server reads alike: visible ASCII and inner blanks.
pub(crate) fn is_plain(value: &HeaderValue) -> bool {
    let bytes = value.as_bytes();
    let has_outer_blank = bytes.first().is_some_and(|b| matches!(b, b' ' | b'\t'))
        || bytes.last().is_some_and(|b| matches!(b, b' ' | b'\t'));
    !has_outer_blank && bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\t'))
}

/// True for a header that the client alone sets: it frames the message or proves who sends it.
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
    fn values_outside_visible_ascii_or_with_outer_blanks_are_not_plain() {
        assert!(is_plain(&HeaderValue::from_static("a b")));
        for value in ["tök", " a", "a ", "a\t"] {
            assert!(!is_plain(&HeaderValue::from_bytes(value.as_bytes()).unwrap()), "{value:?}");
        }
    }
}
