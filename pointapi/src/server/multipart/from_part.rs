//! The types that a part can be read as: the reverse of `IntoPart`.

use std::borrow::Cow;

use bytes::Bytes;

use super::ReceivedPart;
use crate::codec::Json;
use crate::part::Part;
use crate::server::values::ValueError;

/// A value that can be read from one part.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a part",
    label = "not a part of a served method",
    note = "use text, bytes, a number, `bool`, `serde_json::Value`, `pointapi::Part`, or an `Option` or a list of these"
)]
pub trait FromPart<'a>: Sized {
    /// Reads the part.
    #[doc(hidden)]
    fn from_part(part: Received<'a>) -> Option<Self>;

    /// Reads the parts of a list, as the client sends it.
    #[doc(hidden)]
    fn from_parts(parts: Vec<Received<'a>>) -> Option<Vec<Self>> {
        parts.into_iter().map(Self::from_part).collect()
    }
}

/// A part, without its type in a public signature.
pub struct Received<'a>(&'a ReceivedPart);

/// Reads `part` as a `T`.
pub(in crate::server) fn read<'a, T: FromPart<'a>>(part: &'a ReceivedPart) -> Result<T, ValueError> {
    T::from_part(Received(part)).ok_or(ValueError::Invalid)
}

/// Reads `parts` as a list of `T`.
pub(in crate::server) fn read_list<'a, T: FromPart<'a>>(parts: Vec<&'a ReceivedPart>) -> Result<Vec<T>, ValueError> {
    T::from_parts(parts.into_iter().map(Received).collect()).ok_or(ValueError::Invalid)
}

impl<'a> Received<'a> {
    fn text(&self) -> Option<&'a str> {
        str::from_utf8(self.0.bytes()?).ok()
    }
}

impl FromPart<'_> for Part {
    fn from_part(part: Received<'_>) -> Option<Self> {
        Some(part.0.to_part())
    }
}

impl<'a> FromPart<'a> for &'a str {
    fn from_part(part: Received<'a>) -> Option<Self> {
        part.text()
    }
}

impl<'a> FromPart<'a> for Cow<'a, str> {
    fn from_part(part: Received<'a>) -> Option<Self> {
        part.text().map(Cow::Borrowed)
    }
}

impl FromPart<'_> for Bytes {
    fn from_part(part: Received<'_>) -> Option<Self> {
        part.0.bytes().cloned()
    }
}

impl FromPart<'_> for Vec<u8> {
    fn from_part(part: Received<'_>) -> Option<Self> {
        part.0.bytes().map(|bytes| bytes.to_vec())
    }
}

impl FromPart<'_> for serde_json::Value {
    fn from_part(part: Received<'_>) -> Option<Self> {
        serde_json::from_slice(Json::without_mark(part.0.bytes()?)).ok()
    }
}

macro_rules! by_parsing {
    ($($value:ty)*) => {$(
        impl FromPart<'_> for $value {
            fn from_part(part: Received<'_>) -> Option<Self> {
                part.text()?.parse().ok()
            }
        }
    )*};
}

by_parsing! { String bool char u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

/// A list of `u8` is one part of bytes, also under a name by which the macro does not know the type.
impl FromPart<'_> for u8 {
    fn from_part(part: Received<'_>) -> Option<Self> {
        part.text()?.parse().ok()
    }

    fn from_parts(parts: Vec<Received<'_>>) -> Option<Vec<Self>> {
        let [part] = parts.try_into().ok()?;
        Vec::from_part(part)
    }
}

/// The client sends neither infinity nor what is not a number.
macro_rules! finite {
    ($($value:ty)*) => {$(
        impl FromPart<'_> for $value {
            fn from_part(part: Received<'_>) -> Option<Self> {
                part.text()?.parse().ok().filter(|value: &Self| value.is_finite())
            }
        }
    )*};
}

finite! { f32 f64 }
