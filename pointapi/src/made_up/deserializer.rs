//! A deserializer without input: it gives each type what the type asks for.

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer};
use serde::de::{Deserializer, Visitor};

use super::access::{Items, Members, OneVariant};
use super::candidates::{BYTES, CHARS, FLOATS, INTEGERS, JSON};
use super::choices::{is_there, length, marker, name, names, text};
use super::failure::Rejected;
use super::state::{self, Shape};
use super::visit::Kind;

/// The depth at which a type that does not end is given up.
const TOO_DEEP: usize = 100;

/// The name by which `serde_json::value::RawValue` asks for a map of one member with this name: a JSON document as text.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Makes up a value.
#[derive(Clone, Copy)]
pub(super) struct MadeUp;

/// Chooses among the candidates that fit the type.
macro_rules! integers {
    ($($method:ident => $visit:ident: $value:ty,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
            let fitting: Vec<$value> = INTEGERS.iter().filter_map(|value| <$value>::try_from(*value).ok()).collect();
            visitor.$visit(fitting[state::choose(Kind::Scalar, fitting.len())])
        }
    )*};
}

impl<'de> Deserializer<'de> for MadeUp {
    type Error = Rejected;

    integers! {
        deserialize_i8 => visit_i8: i8, deserialize_i16 => visit_i16: i16, deserialize_i32 => visit_i32: i32,
        deserialize_i64 => visit_i64: i64, deserialize_i128 => visit_i128: i128,
        deserialize_u8 => visit_u8: u8, deserialize_u16 => visit_u16: u16, deserialize_u32 => visit_u32: u32,
        deserialize_u64 => visit_u64: u64, deserialize_u128 => visit_u128: u128,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        match state::with(|state| state.lessons.shapes.get(&state.key()).copied()) {
            None if names().is_some() => visitor.visit_borrowed_str(name()),
            None => visitor.visit_borrowed_str(marker()),
            Some(Shape::Text) => self.deserialize_str(visitor),
            Some(Shape::Integer) => self.deserialize_u8(visitor),
            Some(Shape::Float) => self.deserialize_f64(visitor),
            Some(Shape::Bool) => self.deserialize_bool(visitor),
            Some(Shape::Unit) => visitor.visit_unit(),
            Some(Shape::List) => self.deserialize_seq(visitor),
            Some(Shape::Map) => visitor.visit_map(Members::of_any(self, 0)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        visitor.visit_bool(state::choose(Kind::Scalar, 2) == 0)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        visitor.visit_f64(FLOATS[state::choose(Kind::Scalar, FLOATS.len())])
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        visitor.visit_char(CHARS[state::choose(Kind::Scalar, CHARS.len())])
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        visitor.visit_borrowed_str(text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        visitor.visit_borrowed_bytes(BYTES[state::choose(Kind::Scalar, BYTES.len())])
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        if is_there() { visitor.visit_some(self) } else { visitor.visit_none() }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Rejected> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Rejected> {
        check_depth()?;
        if name == RAW_VALUE {
            let json = JSON[state::choose(Kind::Scalar, JSON.len())];
            return visitor.visit_map(MapDeserializer::new(std::iter::once((RAW_VALUE, json))));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        check_depth()?;
        let length = length(Kind::Length);
        visitor.visit_seq(Items::new(self, length))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Rejected> {
        check_depth()?;
        visitor.visit_seq(Items::numbered(self, length))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Rejected> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        check_depth()?;
        // A struct with a flattened one asks for a map too, and ignores members that it does not know.
        let length = length(Kind::Free);
        visitor.visit_map(Members::of_any(self, length))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Rejected> {
        check_depth()?;
        visitor.visit_map(Members::of_struct(self, fields))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Rejected> {
        check_depth()?;
        let Some(count) = Some(variants.len()).filter(|count| *count > 0) else {
            return Err(serde::de::Error::custom("the enum has no variant"));
        };
        visitor.visit_enum(OneVariant(self, variants[state::choose(Kind::Variant, count)]))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        BorrowedStrDeserializer::new(name()).deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
        visitor.visit_unit()
    }
}

fn check_depth() -> Result<(), Rejected> {
    let is_endless = state::with(|state| state.depth > TOO_DEEP || state.is_exhausted());
    if is_endless { Err(serde::de::Error::custom("the type contains itself without an end")) } else { Ok(()) }
}
