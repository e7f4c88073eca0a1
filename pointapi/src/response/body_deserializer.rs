//! Deserializers for the types that need no codec.

use std::cell::Cell;

use bytes::Bytes;
#[cfg(feature = "stream")]
use serde::de::{DeserializeOwned, value::StrDeserializer};
use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::needs_codec::NeedsCodec;

/// Gives a body as `()`, as `Option` or as bytes, a status as `bool`, and rejects every other type.
#[derive(Clone, Copy)]
pub(super) struct BodyDeserializer<'a> {
    /// Taken, not copied, by the type that asks for it.
    bytes: &'a Cell<Bytes>,
    is_absent: bool,
    /// The value of a `bool`, if the status decides it.
    presence: Option<bool>,
    /// Set if the type asked for data of a codec.
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

    // The only type of this crate's API that asks for a byte buffer is `Bytes`.
    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_byte_buf(Vec::from(self.bytes.take()))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// The text as a `String` or a newtype of one; `None` for every other type, and for one that rejects this text.
#[cfg(feature = "stream")]
pub(super) fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(TextDeserializer { text, is_asked: &Cell::new(false) }).ok()
}

/// True for a type that takes a text as it is: `String` or a newtype of one.
#[cfg(all(feature = "server", feature = "stream"))]
pub(crate) fn is_text<T: DeserializeOwned>() -> bool {
    let is_asked = Cell::new(false);
    // The text may be none that the type accepts.
    let _ = T::deserialize(TextDeserializer { text: "", is_asked: &is_asked });
    is_asked.get()
}

/// The text as a string, for a type that takes one among other shapes: an untagged enum.
#[cfg(feature = "stream")]
pub(super) fn as_string<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(StrDeserializer::<NeedsCodec>::new(text)).ok()
}

/// Gives a string, and rejects every type that is not one.
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
