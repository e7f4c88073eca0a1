//! The deserializer of one decoded text.

use std::str::FromStr;

use serde::de::{self, Deserializer, IntoDeserializer, Visitor};

use super::failure::ValueError;
use super::fractions::Fractions;

/// One decoded text.
pub(super) struct Scalar<'de, 'a> {
    pub(super) text: &'de str,
    pub(super) guess: Guess<'a>,
}

/// The reading of a text whose type does not say what it takes.
#[derive(Clone, Copy)]
pub(super) enum Guess<'a> {
    /// A string.
    Text,
    /// A number or a boolean, if the client would write it like this; a fraction may be a string.
    Written(&'a Fractions),
    /// A number or a boolean, if it can be read as one.
    Scalar,
}

impl<'de> Scalar<'de, '_> {
    pub(super) fn text(text: &'de str) -> Self {
        Self { text, guess: Guess::Text }
    }

    fn guessed<T: FromStr + ToString>(&self) -> Option<T> {
        let value = self.text.parse();
        match self.guess {
            Guess::Text => None,
            Guess::Written(_) => value.ok().filter(|value: &T| value.to_string() == self.text),
            Guess::Scalar => value.ok(),
        }
    }

    fn fraction(&self) -> Option<f64> {
        let is_number = |_: &f64| match self.guess {
            Guess::Written(fractions) => fractions.is_number(self.text),
            Guess::Text | Guess::Scalar => true,
        };
        self.guessed().filter(|number: &f64| number.is_finite()).filter(is_number)
    }
}

macro_rules! parsed {
    ($($method:ident => $visit:ident,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            visitor.$visit(self.text.parse().map_err(|_| ValueError::Invalid)?)
        }
    )*};
}

/// The client sends neither infinity nor what is not a number.
macro_rules! finite {
    ($($method:ident => $visit:ident: $float:ty,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            let value = self.text.parse().ok().filter(|value: &$float| value.is_finite());
            visitor.$visit(value.ok_or(ValueError::Invalid)?)
        }
    )*};
}

impl<'de> IntoDeserializer<'de, ValueError> for Scalar<'de, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Scalar<'de, '_> {
    type Error = ValueError;

    parsed! {
        deserialize_bool => visit_bool, deserialize_char => visit_char,
        deserialize_i8 => visit_i8, deserialize_i16 => visit_i16, deserialize_i32 => visit_i32,
        deserialize_i64 => visit_i64, deserialize_i128 => visit_i128,
        deserialize_u8 => visit_u8, deserialize_u16 => visit_u16, deserialize_u32 => visit_u32,
        deserialize_u64 => visit_u64, deserialize_u128 => visit_u128,
    }

    finite! { deserialize_f32 => visit_f32: f32, deserialize_f64 => visit_f64: f64, }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        if let Some(number) = self.guessed() {
            visitor.visit_u64(number)
        } else if let Some(number) = self.guessed() {
            visitor.visit_i64(number)
        } else if let Some(number) = self.fraction() {
            visitor.visit_f64(number)
        } else if let Some(flag) = self.guessed() {
            visitor.visit_bool(flag)
        } else {
            visitor.visit_borrowed_str(self.text)
        }
    }

    /// A type that takes a string and no other gets it in the first attempt.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_borrowed_str(self.text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_borrowed_str(self.text)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_borrowed_str(self.text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_newtype_struct(self)
    }

    /// A unit variant is its name; the client rejects a variant with data.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        visitor.visit_enum(de::value::BorrowedStrDeserializer::new(self.text))
    }

    /// `None` and `()` have no text.
    fn deserialize_unit<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ValueError> {
        Err(ValueError::Invalid)
    }

    serde::forward_to_deserialize_any! {
        bytes byte_buf ignored_any unit_struct seq tuple tuple_struct map struct
    }
}
