//! The types of multipart parts.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::Value;

use super::schemas::TypeSchema;

/// The content of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A value as text.
    Value,
    /// Bytes.
    Bytes,
    /// Several parts of bytes under one name.
    ManyBytes,
}

/// A type that is sent as a part.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described as a part",
    label = "not a part",
    note = "use text, bytes, a number, `bool`, `serde_json::Value`, `pointapi::Part`, or an `Option` or a list of these"
)]
pub trait DescribePart {
    /// The content of the part.
    const KIND: PartKind;

    /// The schema of a value; no document shows that of bytes.
    fn schema() -> TypeSchema;
}

macro_rules! parts {
    ($kind:ident: $($value:ty => $schema:ty,)*) => {$(
        impl DescribePart for $value {
            const KIND: PartKind = PartKind::$kind;

            fn schema() -> TypeSchema {
                TypeSchema::of::<$schema>()
            }
        }
    )*};
}

parts! { Bytes: Bytes => str, Vec<u8> => str, [u8] => str, }

#[cfg(feature = "multipart")]
parts! { Bytes: crate::part::Part => str, }

#[cfg(feature = "multipart")]
parts! {
    ManyBytes:
    Vec<crate::part::Part> => str,
    [crate::part::Part] => str,
    Vec<Bytes> => str,
    [Bytes] => str,
}

macro_rules! values {
    ($($value:ty)*) => {
        parts! { Value: $($value => $value, Vec<$value> => Vec<$value>, [$value] => [$value],)* }
    };
}

values! { String &str Value bool char u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 }

parts! {
    Value:
    str => str,
    // A list of `u8` is bytes.
    u8 => u8,
    Cow<'_, str> => str,
    Vec<Cow<'_, str>> => Vec<String>,
    [Cow<'_, str>] => Vec<String>,
}
