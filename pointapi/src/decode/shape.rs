//! Response types that are not read by a codec, told apart by what they ask of a deserialiser.
//!
//! A blanket implementation for every `Deserialize` type leaves no room for one for `()`, `Option` or `Bytes`. So
//! the type is asked: it is deserialised from [`Body`], which can give those three shapes and refuses all others
//! before any work is done.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::question::{MemberNames, member_names};
use super::{Answer, failure};
use crate::codec::Codec;
use crate::service::BoxError;

/// A place for one value of a type that only the place knows, so that nothing else is compiled for each type.
pub(super) trait Fill {
    /// Keeps the value of a type that needs no codec; false if it has none.
    fn fill_by_shape(&mut self, shape: Body<'_>) -> bool;

    /// Keeps what the codec reads.
    fn fill_by_codec(&mut self, text: &[u8]) -> Result<(), BoxError>;

    /// The names that the type gives its members.
    fn member_names(&self) -> MemberNames;
}

pub(super) struct Slot<'a, T, C> {
    value: &'a mut Option<T>,
    codec: PhantomData<C>,
}

impl<'a, T, C> Slot<'a, T, C> {
    pub(super) fn new(value: &'a mut Option<T>) -> Self {
        Self { value, codec: PhantomData }
    }
}

impl<T: DeserializeOwned, C: Codec> Fill for Slot<'_, T, C> {
    fn fill_by_shape(&mut self, shape: Body<'_>) -> bool {
        *self.value = T::deserialize(shape).ok();
        self.value.is_some()
    }

    fn fill_by_codec(&mut self, text: &[u8]) -> Result<(), BoxError> {
        *self.value = Some(C::decode(text)?);
        Ok(())
    }

    fn member_names(&self) -> MemberNames {
        member_names::<T>
    }
}

/// Fills the slot from the answer: by the shape of its type, or else by the codec.
pub(super) fn read(mut answer: Answer, slot: &mut dyn Fill) -> crate::Result<()> {
    let is_absent = answer.is_absent();
    let (bytes, is_refused) = (Cell::new(std::mem::take(&mut answer.body)), Cell::new(false));
    let is_filled = slot.fill_by_shape(Body { bytes: &bytes, is_absent, is_refused: &is_refused });
    answer.body = bytes.take();
    // A type that makes up for an error has not been given anything.
    if is_filled && !is_refused.get() {
        return Ok(());
    }
    answer.require_body()?;
    slot.fill_by_codec(&answer.body).map_err(|error| failure::undecodable(&answer, &*error, slot.member_names()))
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
