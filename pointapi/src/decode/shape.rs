//! Response types that are not read by a codec, told apart by what they ask of a deserialiser.
//!
//! A blanket implementation for every `Deserialize` type leaves no room for one for `()`, `Option` or `Bytes`. So
//! the type is asked: it is deserialised from [`Body`], which can give those three shapes and refuses all others
//! before any work is done.

use std::cell::Cell;
use std::fmt;

use bytes::Bytes;
use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::{Answer, failure};
use crate::service::BoxError;

/// What a value may be read from.
pub(super) enum Source<'a> {
    /// The answer, for a type that needs no codec.
    Shape(Body<'a>),
    /// The text, for the codec.
    Text(&'a [u8]),
}

/// Offers the answer as a shape and, where that is not taken, as a text; `take` keeps the value, and says if it has one.
///
/// So nothing but `take` is compiled for each type of the user's.
pub(super) fn read(
    mut answer: Answer,
    take: &mut dyn FnMut(Source<'_>) -> Result<bool, BoxError>,
) -> crate::Result<()> {
    let is_absent = answer.is_absent();
    let (bytes, is_refused) = (Cell::new(std::mem::take(&mut answer.body)), Cell::new(false));
    let shape = Body { bytes: &bytes, is_absent, is_refused: &is_refused };
    let is_taken = take(Source::Shape(shape)).unwrap_or(false);
    answer.body = bytes.take();
    // A type that makes up for an error has not been given anything.
    if is_taken && !is_refused.get() {
        return Ok(());
    }
    answer.require_body()?;
    take(Source::Text(&answer.body)).map(drop).map_err(|error| failure::undecodable(&answer, error))
}

/// True if the type takes the body as it comes.
pub(super) fn wants_raw_bytes<T: DeserializeOwned>() -> bool {
    let asked = Cell::new(false);
    let refused: Result<T, Refused> = T::deserialize(Question(&asked));
    refused.is_err() && asked.get()
}

/// The shape has to be read by a codec.
#[derive(Debug)]
pub(super) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this shape is read by a codec")
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

#[derive(Clone, Copy)]
pub(super) struct Body<'a> {
    /// Taken by the type that wants it, so that it is the one owner and nothing is copied.
    bytes: &'a Cell<Bytes>,
    is_absent: bool,
    /// The type asked for what a codec has to read.
    is_refused: &'a Cell<bool>,
}

impl<'de> Deserializer<'de> for Body<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        self.is_refused.set(true);
        Err(Refused)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        if self.is_absent { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_byte_buf(Vec::from(self.bytes.take()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// Notes whether bytes are asked for, and gives nothing.
struct Question<'a>(&'a Cell<bool>);

impl<'de> Deserializer<'de> for Question<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        Err(Refused)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_some(self)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        self.0.set(true);
        Err(Refused)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any unit unit_struct
    }
}

/// The text as a type that is one; `None` for every other type, and for one that does not take this text.
#[cfg(feature = "stream")]
pub(super) fn of_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(Text(text)).ok()
}

#[cfg(feature = "stream")]
struct Text<'a>(&'a str);

#[cfg(feature = "stream")]
impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        Err(Refused)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_str(self.0)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_str(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}
