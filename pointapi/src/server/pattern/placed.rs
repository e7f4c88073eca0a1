//! The text of a placeholder, cut out of a path and not decoded yet.

use crate::encode::decode::decode_plain;

/// The text that stands where the template has a placeholder.
#[derive(Debug, Clone, Copy)]
pub(super) enum Placed<'a> {
    /// A segment, or a piece of one.
    One(&'a str),
    /// The segments of `{path*}`.
    Many(&'a [&'a str]),
}

impl Placed<'_> {
    /// The value, or `None` for one that the client never sends.
    ///
    /// A proxy, a router or a file system may fold `.` and `..`, encoded or not, and a `/` inside a segment of
    /// `{path*}` would be read as another segment.
    pub(super) fn value(self) -> Option<String> {
        match self {
            Self::One(text) => value(text),
            Self::Many(segments) => {
                let values = segments.iter().map(|text| value(text).filter(|value| !value.contains('/')));
                values.collect::<Option<Vec<_>>>().map(|values| values.join("/"))
            }
        }
    }
}

fn value(text: &str) -> Option<String> {
    let is_sent =
        |value: &String| !matches!(value.as_str(), "." | "..") && !value.contains(|c: char| c.is_ascii_control());
    decode_plain(text).ok().filter(is_sent)
}
