//! Path values: text that fills one segment of the template and can never leave it.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::rc::Rc;
use std::sync::Arc;

use crate::encode::{SEGMENT, is_dot_segment, octet};

/// The longest path value, in bytes before encoding.
const MAX_LENGTH: usize = 1024;

/// A value that can fill a placeholder of a path template.
///
/// Text, integers, `bool` and `char` are. For a type of your own, implement one method:
///
/// ```
/// use std::fmt;
///
/// struct OrderGuid(String);
///
/// impl pointapi::PathParam for OrderGuid {
///     fn write_path(&self, out: &mut dyn fmt::Write) -> fmt::Result {
///         out.write_str(&self.0)
///     }
/// }
/// ```
///
/// The text is percent-encoded, so it stays within its segment. A value that is empty, `.`, `..`, longer than 1024 bytes
/// or contains a control character fails the call with [`ErrorKind::Request`](crate::ErrorKind::Request), and nothing is
/// sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as a path value",
    label = "not a path value",
    note = "a path value is text, an integer, `bool` or `char`; for a type of your own implement `pointapi::PathParam`"
)]
pub trait PathParam {
    /// Writes the value's text, unencoded.
    ///
    /// # Errors
    ///
    /// If `out` rejects it, or the value has no text.
    fn write_path(&self, out: &mut dyn fmt::Write) -> fmt::Result;
}

/// Appends `value` to `target` as one encoded segment. An error says why in words that follow the placeholder.
pub(crate) fn push_segment(target: &mut String, value: &dyn PathParam) -> Result<(), &'static str> {
    let start = target.len();
    let mut segment = Segment { target, length: 0, fault: None };
    let written = value.write_path(&mut segment);
    let Segment { length, fault, .. } = segment;
    let fault = match (fault, written) {
        (Some(fault), _) => Some(fault),
        (None, Err(fmt::Error)) => Some("has no text"),
        (None, Ok(())) if length == 0 => Some("is empty"),
        (None, Ok(())) if matches!(&target[start..], "." | "..") => Some("is `.` or `..`"),
        (None, Ok(())) => None,
    };
    fault.map_or(Ok(()), Err)
}

/// Appends the segments of `value`, which `/` separates, each encoded; no segment may be `.` or `..`, and only the last of
/// several may be empty.
pub(crate) fn push_segments(target: &mut String, value: &dyn PathParam) -> Result<(), &'static str> {
    let mut text = String::new();
    value.write_path(&mut text).map_err(|fmt::Error| "has no text")?;
    for (index, segment) in text.strip_suffix('/').unwrap_or(&text).split('/').enumerate() {
        if index > 0 {
            target.push('/');
        }
        push_segment(target, &segment).map_err(|fault| match fault {
            "is empty" if text.is_empty() => fault,
            "is empty" => "has an empty segment",
            "is `.` or `..`" => "has a segment `.` or `..`",
            fault => fault,
        })?;
    }
    if text.ends_with('/') {
        target.push('/');
    }
    Ok(())
}

/// Encodes the literal that separates two values of one segment where it stands in the first, which begins at `start`:
/// `{from}-{to}` with a date. An encoded character is the same to a server (RFC 3986, section 2.3), and separates nothing.
/// A literal that is itself encoded cannot be encoded differently in the value, so the call fails.
pub(crate) fn separate(target: &mut String, start: usize, literal: &str) -> Result<(), &'static str> {
    if literal.is_empty() || literal.contains('/') {
        return Ok(());
    }
    let value = target[start..].to_owned();
    if positions(&format!("{value}{literal}"), literal).next() == Some(value.len()) {
        return Ok(());
    }
    let Some((first, _)) = literal.split_at_checked(1).filter(|(first, _)| *first != "%") else {
        return Err("contains the literal that separates it from the next value");
    };
    target.truncate(start);
    let encoded = format!("%{:02X}", first.as_bytes()[0]);
    let mut end = 0;
    for position in positions(&value, first) {
        target.push_str(&value[end..position]);
        target.push_str(&encoded);
        end = position + 1;
    }
    target.push_str(&value[end..]);
    Ok(())
}

/// The positions of `literal` in an encoded text. It does not begin inside an encoded octet: `20` is not in `%20`.
pub(crate) fn positions<'a>(text: &'a str, literal: &'a str) -> impl Iterator<Item = usize> + use<'a> {
    let mut end = 0;
    let starts = text.char_indices().map(|(start, _)| start).filter(move |start| {
        let is_start = *start >= end;
        let is_octet = text[*start..].strip_prefix('%').is_some_and(|digits| octet(digits.as_bytes()).is_some());
        if is_start && is_octet {
            end = *start + 3;
        }
        is_start
    });
    starts.filter(move |start| text[*start..].starts_with(literal))
}

/// Checks a path, with or without a query, that the user has encoded. An error says what to do.
pub(crate) fn check_target(target: &str) -> Result<(), &'static str> {
    let path = target.split('?').next().unwrap_or_default();
    if !target.starts_with('/') {
        Err("the path must begin with `/`")
    } else if target.starts_with("//") {
        Err("the path must begin with one `/`, since two would name another host")
    } else if path.split('/').any(is_dot_segment) {
        Err("the path must not have a segment `.` or `..`")
    } else if target.contains(|c: char| !c.is_ascii_graphic() || matches!(c, '#' | '\\')) {
        Err("the path must not contain `#`, a backslash, a space or a character outside ASCII: encode them")
    } else {
        Ok(())
    }
}

/// Encodes what is written to it.
struct Segment<'a> {
    target: &'a mut String,
    length: usize,
    fault: Option<&'static str>,
}

impl Write for Segment<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.length = self.length.saturating_add(text.len());
        if self.length > MAX_LENGTH {
            self.fault = Some("is longer than 1024 bytes");
        } else if text.bytes().any(|byte| byte.is_ascii_control()) {
            self.fault = Some("contains a control character");
        }
        if self.fault.is_some() {
            return Err(fmt::Error);
        }
        SEGMENT.encode_into(text, self.target);
        Ok(())
    }
}

impl PathParam for str {
    fn write_path(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        out.write_str(self)
    }
}

macro_rules! by_display {
    ($($value:ty)*) => {$(
        impl PathParam for $value {
            fn write_path(&self, out: &mut dyn fmt::Write) -> fmt::Result {
                write!(out, "{self}")
            }
        }
    )*};
}

by_display! { String bool char u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

macro_rules! by_reference {
    ($($value:ty)*) => {$(
        impl<T: PathParam + ?Sized> PathParam for $value {
            fn write_path(&self, out: &mut dyn fmt::Write) -> fmt::Result {
                (**self).write_path(out)
            }
        }
    )*};
}

by_reference! { &T Box<T> Rc<T> Arc<T> }

impl<T: PathParam + ToOwned + ?Sized> PathParam for Cow<'_, T> {
    fn write_path(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        (**self).write_path(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(value: &dyn PathParam) -> Result<String, &'static str> {
        let mut target = String::from("/");
        push_segment(&mut target, value).map(|()| target)
    }

    #[test]
    fn a_value_stays_in_its_segment() {
        assert_eq!(segment(&"a/../b"), Ok("/a%2F..%2Fb".into()));
        assert_eq!(segment(&"%2e%2e"), Ok("/%252e%252e".into()));
        assert_eq!(segment(&"a\\b;c?d#e"), Ok("/a%5Cb%3Bc%3Fd%23e".into()));
        assert_eq!(segment(&"..."), Ok("/...".into()));
    }

    #[test]
    fn several_segments_may_end_with_a_separator_and_cannot_leave_their_path() {
        for (value, pushed) in [
            ("a/b c", Ok("/a/b%20c")),
            ("logs/2024/", Ok("/logs/2024/")),
            ("", Err("is empty")),
            ("/", Err("has an empty segment")),
            ("/a", Err("has an empty segment")),
            ("a//b", Err("has an empty segment")),
            ("a//", Err("has an empty segment")),
            ("a/../b", Err("has a segment `.` or `..`")),
            ("a/./", Err("has a segment `.` or `..`")),
            ("a/\t/", Err("contains a control character")),
        ] {
            let mut target = String::from("/");
            assert_eq!(push_segments(&mut target, &value).map(|()| target.as_str()), pushed, "{value:?}");
        }
    }

    #[test]
    fn a_separator_in_a_value_is_encoded() {
        for (value, literal, expected) in [
            ("2024-02-29", "-", "/2024%2D02%2D29"),
            ("v1.2", "...", "/v1.2"),
            ("v1.", "...", "/v1%2E"),
            ("a-b", "/x-", "/a-b"),
            ("plain", "-", "/plain"),
            ("toronto", "to", "/%74oron%74o"),
            ("a%20b2", "20", "/a%20b2"),
            ("20%20", "20", "/%320%20"),
            ("a%20b", "%20", "contains the literal that separates it from the next value"),
            ("both", "", "/both"),
        ] {
            let mut target = format!("/{value}");
            let separated = separate(&mut target, 1, literal);
            assert_eq!(separated.err().unwrap_or(&target), expected, "{value} {literal}");
        }
    }

    #[test]
    fn a_value_that_would_change_the_path_is_rejected() {
        assert_eq!(segment(&""), Err("is empty"));
        assert_eq!(segment(&"."), Err("is `.` or `..`"));
        assert_eq!(segment(&".."), Err("is `.` or `..`"));
        assert_eq!(segment(&"..\t"), Err("contains a control character"));
        assert_eq!(segment(&"a\r\nb"), Err("contains a control character"));
        assert_eq!(segment(&"\u{7f}"), Err("contains a control character"));
        assert_eq!(segment(&"x".repeat(1025)), Err("is longer than 1024 bytes"));
    }

    #[test]
    fn an_encoded_target_cannot_leave_its_path() {
        for target in ["/", "/a/b?c=d/../e", "/a%2Fb", "/a//b"] {
            assert_eq!(check_target(target), Ok(()), "{target}");
        }
        for target in ["", "a", "//evil.example/a", "/a/..", "/%2E./b", "/a b", "/a#b", "/\\evil", "/ä", "/a\n"] {
            assert!(check_target(target).is_err(), "{target}");
        }
    }

    #[test]
    fn integers_and_references_are_values() {
        assert_eq!(segment(&-7_i64), Ok("/-7".into()));
        assert_eq!(segment(&Cow::Borrowed("x")), Ok("/x".into()));
        assert_eq!(segment(&Arc::<str>::from("x")), Ok("/x".into()));
    }
}
