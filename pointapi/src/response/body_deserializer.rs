//! Deserializes the types that need no codec: from a whole body, or from the text of an item of a stream.

use std::cell::Cell;

use bytes::Bytes;
#[cfg(feature = "stream")]
use serde::de::{DeserializeOwned, value::StrDeserializer};
use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::needs_codec::NeedsCodec;

/// A deserializer of a body for `()`, `Option` and `Bytes`, and of the status of a HEAD for `bool`. It rejects every
/// other type.
#[derive(Clone, Copy)]
pub(super) struct BodyDeserializer<'a> {
    /// The body, in a `Cell`, so that `Bytes` takes it without a copy.
    bytes: &'a Cell<Bytes>,
    is_absent: bool,
    /// The value of a `bool`, if the endpoint is a HEAD.
    presence: Option<bool>,
    /// Set if the type asked for another value. The error alone could get lost: a type may replace it by a default.
    needs_codec: &'a Cell<bool>,
}

impl<'a> BodyDeserializer<'a> {
    pub(super) fn new(
        bytes: &'a Cell<Bytes>,
        is_absent: bool,
        presence: Option<bool>,
        needs_codec: &'a Cell<bool>,
    ) -> Self {
        Self { bytes, is_absent, presence, needs_codec }
    }
}

impl<'de> Deserializer<'de> for BodyDeserializer<'_> {
    type Error = NeedsCodec;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
        self.needs_codec.set(true);
        Err(NeedsCodec)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        if self.is_absent { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        match self.presence {
            Some(presence) => visitor.visit_bool(presence),
            None => self.deserialize_any(visitor),
        }
    }

    // `Bytes` asks for a byte buffer; `deserialize_bytes` is left to the codec.
    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_byte_buf(Vec::from(self.bytes.take()))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// Returns the text as a type that asks for a string, itself or through newtypes; `None` for another type, and for one
/// that rejects this text.
#[cfg(feature = "stream")]
pub(super) fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(TextDeserializer { text, is_asked: &Cell::new(false) }).ok()
}

/// Returns true for a type that asks for a string, itself or through newtypes.
#[cfg(all(feature = "server", feature = "stream"))]
pub(crate) fn is_text<T: DeserializeOwned>() -> bool {
    let is_asked = Cell::new(false);
    // An error is expected from a type that rejects the empty string.
    let _ = T::deserialize(TextDeserializer { text: "", is_asked: &is_asked });
    is_asked.get()
}

/// Returns the text as a type that takes a string among other shapes, such as an untagged enum.
#[cfg(feature = "stream")]
pub(super) fn as_string<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(StrDeserializer::<NeedsCodec>::new(text)).ok()
}

/// A deserializer of a string, which rejects a type that asks for anything else.
#[cfg(feature = "stream")]
struct TextDeserializer<'a> {
    text: &'a str,
    /// Set if the type asked for a string.
    is_asked: &'a Cell<bool>,
}

#[cfg(feature = "stream")]
impl<'de> Deserializer<'de> for TextDeserializer<'_> {
    type Error = NeedsCodec;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
        Err(NeedsCodec)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        self.is_asked.set(true);
        visitor.visit_str(self.text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        self.is_asked.set(true);
        visitor.visit_str(self.text)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}
