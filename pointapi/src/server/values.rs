//! Deserialization of pairs into any type: the reverse of `param::query`.
//!
//! A scalar is read from the one pair of its name, a list from every pair of its name or from one delimited value, and
//! a struct or map from the pairs that have the names of its fields. An absent name is `None`.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::pairs::{Pairs, TooMany};
use crate::param::ListFormat;

/// The reason why a value could not be read. It never quotes the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueError {
    /// Nothing of the argument was sent: `None` for an optional one.
    Absent,
    Missing,
    Repeated,
    TooMany,
    Invalid,
}

impl From<TooMany> for ValueError {
    fn from(_: TooMany) -> Self {
        Self::TooMany
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent | Self::Missing => "is missing",
            Self::Repeated => "is given more than once",
            Self::TooMany => "has too many items",
            Self::Invalid => "has an invalid value",
        })
    }
}

impl std::error::Error for ValueError {}

impl de::Error for ValueError {
    /// The text is dropped: serde's messages quote values.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Invalid
    }

    fn missing_field(_: &'static str) -> Self {
        Self::Missing
    }
}

/// The pairs of a request, and the names that belong to arguments of their own.
#[derive(Clone, Copy)]
pub(super) struct Source<'de> {
    pub(super) pairs: &'de Pairs,
    /// A map takes every pair but these.
    pub(super) taken: &'static [&'static str],
}

/// Reads the pairs of `name`, or for a struct or map those of its fields, as a `T`.
pub(super) fn read<'de, T: de::Deserialize<'de>>(
    source: Source<'de>,
    name: &'static str,
    format: ListFormat,
) -> Result<T, ValueError> {
    T::deserialize(Argument { source, field: Field { pairs: source.pairs, name, format }, is_optional: false })
}

/// As [`read`]; `None` if nothing of the argument was sent.
pub(super) fn read_optional<'de, T: de::Deserialize<'de>>(
    source: Source<'de>,
    name: &'static str,
    format: ListFormat,
) -> Result<Option<T>, ValueError> {
    let field = Field { pairs: source.pairs, name, format };
    match T::deserialize(Argument { source, field, is_optional: true }) {
        Ok(value) => Ok(Some(value)),
        Err(ValueError::Absent) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The values of one name.
#[derive(Clone, Copy)]
struct Field<'de> {
    pairs: &'de Pairs,
    name: &'de str,
    format: ListFormat,
}

impl<'de> Field<'de> {
    fn is_absent(self) -> bool {
        self.pairs.named(self.name).next().is_none()
    }

    fn scalar(self) -> Result<Scalar<'de>, ValueError> {
        let mut values = self.pairs.named(self.name);
        let first = values.next().ok_or(ValueError::Absent)?;
        if values.next().is_some() {
            return Err(ValueError::Repeated);
        }
        Ok(Scalar(first.value()))
    }

    fn items(self) -> Result<Items<'de>, ValueError> {
        let mut items = Vec::new();
        for pair in self.pairs.named(self.name) {
            match self.format {
                ListFormat::Repeat => items.push(pair.value()),
                format => items.extend(pair.items(format)?.iter().map(String::as_str)),
            }
        }
        Ok(Items(items.into_iter()))
    }
}

/// Passes on the deserializer methods of all types whose value is one string.
macro_rules! scalars {
    ($callback:ident) => {
        $callback! {
            deserialize_any deserialize_bool deserialize_char deserialize_str deserialize_string deserialize_identifier
            deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
            deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf deserialize_unit
        }
    };
}

macro_rules! by_scalar {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            self.scalar()?.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Field<'de> {
    type Error = ValueError;

    scalars! { by_scalar }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        if self.is_absent() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, ValueError> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        self.scalar()?.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, ValueError> {
        let items = self.items()?;
        if items.0.len() != length {
            return Err(ValueError::Invalid);
        }
        visitor.visit_seq(items)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        self.deserialize_tuple(length, visitor)
    }

    /// A map inside a field is rejected, as the client rejects it too.
    fn deserialize_map<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ValueError> {
        Err(ValueError::Invalid)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, ValueError> {
        Err(ValueError::Invalid)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_unit()
    }
}

/// One argument: the pairs of its name, or those of the fields of a struct or map.
struct Argument<'de> {
    source: Source<'de>,
    field: Field<'de>,
    is_optional: bool,
}

impl<'de> Argument<'de> {
    /// A list that was not sent is empty, or `None` where the argument is optional.
    fn list(self) -> Result<Field<'de>, ValueError> {
        if self.is_optional && self.field.is_absent() { Err(ValueError::Absent) } else { Ok(self.field) }
    }

    fn fields(self, is_field: impl Fn(&str) -> bool) -> Result<Fields<'de>, ValueError> {
        let names: Vec<&str> = self.source.pairs.names().filter(|name| is_field(name)).collect();
        if self.is_optional && names.is_empty() {
            return Err(ValueError::Absent);
        }
        Ok(Fields { field: self.field, names: names.into_iter(), name: "" })
    }
}

macro_rules! by_field {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            self.field.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Argument<'de> {
    type Error = ValueError;

    scalars! { by_field }

    by_field! { deserialize_option deserialize_ignored_any }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, ValueError> {
        self.field.deserialize_unit_struct(name, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        self.field.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        self.list()?.deserialize_seq(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, ValueError> {
        self.list()?.deserialize_tuple(length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        self.list()?.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let taken = self.source.taken;
        visitor.visit_map(self.fields(|name| !taken.contains(&name))?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        visitor.visit_map(self.fields(|name| names.contains(&name))?)
    }
}

/// The fields of a struct or map, by the names that were sent.
struct Fields<'de> {
    field: Field<'de>,
    names: std::vec::IntoIter<&'de str>,
    name: &'de str,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = ValueError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ValueError> {
        let Some(name) = self.names.next() else { return Ok(None) };
        self.name = name;
        seed.deserialize(Scalar(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ValueError> {
        seed.deserialize(Field { name: self.name, ..self.field })
    }
}

/// The items of a list.
struct Items<'de>(std::vec::IntoIter<&'de str>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = ValueError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ValueError> {
        self.0.next().map(|item| seed.deserialize(Scalar(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

/// One decoded text.
struct Scalar<'de>(&'de str);

macro_rules! parsed {
    ($($method:ident => $visit:ident,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            visitor.$visit(self.0.parse().map_err(|_| ValueError::Invalid)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Scalar<'de> {
    type Error = ValueError;

    parsed! {
        deserialize_bool => visit_bool, deserialize_char => visit_char,
        deserialize_i8 => visit_i8, deserialize_i16 => visit_i16, deserialize_i32 => visit_i32,
        deserialize_i64 => visit_i64, deserialize_i128 => visit_i128,
        deserialize_u8 => visit_u8, deserialize_u16 => visit_u16, deserialize_u32 => visit_u32,
        deserialize_u64 => visit_u64, deserialize_u128 => visit_u128,
        deserialize_f32 => visit_f32, deserialize_f64 => visit_f64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_borrowed_str(self.0)
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
        visitor.visit_enum(de::value::BorrowedStrDeserializer::new(self.0))
    }

    /// `None` and `()` have no text.
    fn deserialize_unit<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ValueError> {
        Err(ValueError::Invalid)
    }

    serde::forward_to_deserialize_any! {
        str string bytes byte_buf identifier ignored_any unit_struct seq tuple tuple_struct map struct
    }
}
