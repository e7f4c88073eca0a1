//! The deserializer of the pairs of one name.

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};

use super::attempt::Attempt;
use super::failure::ValueError;
use super::scalar::Scalar;
use super::source::Source;
use crate::param::ListFormat;
use crate::server::pairs::{Pair, Pairs};

/// The values of one name.
#[derive(Clone, Copy)]
pub(super) struct Field<'de, 'a> {
    pub(super) pairs: &'de Pairs,
    pub(super) name: &'de str,
    pub(super) format: ListFormat,
    pub(super) attempt: &'a Attempt,
}

impl<'de, 'a> Field<'de, 'a> {
    fn named(self) -> impl Iterator<Item = &'de Pair> {
        let has_brackets = self.format == ListFormat::Brackets;
        let in_brackets = has_brackets.then(|| self.pairs.named(&format!("{}[]", self.name)));
        self.pairs.named(self.name).chain(in_brackets.into_iter().flatten())
    }

    pub(super) fn is_absent(self) -> bool {
        self.named().next().is_none()
    }

    /// True if this name, of argument `own`, was sent in a shape that it does not have: `page[x]`, or `ids[0]` for a
    /// list of another format; not if another argument or the template has that name.
    pub(super) fn has_other_shape(self, own: &str, source: Source<'_>) -> bool {
        let is_list = |name: &str| self.format == ListFormat::Brackets && name.strip_prefix(self.name) == Some("[]");
        let mut behind = self.pairs.behind(self.name);
        !self.name.is_empty() && behind.any(|name| !is_list(name) && !source.is_taken(own, name))
    }

    fn scalar(self) -> Result<Scalar<'de, 'a>, ValueError> {
        let mut values = self.named();
        let first = values.next().ok_or(ValueError::Absent)?;
        if values.next().is_some() {
            return Err(ValueError::Repeated);
        }
        Ok(self.attempt.scalar(first.value()?))
    }

    fn items(self) -> Result<Items<'de, 'a>, ValueError> {
        let mut items = Vec::new();
        for pair in self.named() {
            match self.format {
                ListFormat::Repeat | ListFormat::Brackets => items.push(pair.value()?),
                format => items.extend(self.pairs.items(pair, format)?.iter().map(String::as_str)),
            }
        }
        Ok(Items { is_empty_value: items == [""], items: items.into_iter(), attempt: self.attempt })
    }
}

/// Passes on the deserializer methods of all types whose value is one string.
macro_rules! scalars {
    ($callback:ident) => {
        $callback! {
            deserialize_bool deserialize_char deserialize_str deserialize_string deserialize_identifier
            deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
            deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf deserialize_unit
        }
    };
}

pub(super) use scalars;

/// Passes a method on to the deserializer of the one string.
macro_rules! by_scalar {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            self.scalar()?.$method(visitor)
        }
    )*};
}

pub(super) use by_scalar;

/// The deserializer methods for one string, which the type's `scalar` returns, or a list, which its `items` returns.
macro_rules! scalar_or_list {
    () => {
        scalars! { by_scalar }

        fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, ValueError> {
            self.deserialize_unit(visitor)
        }

        fn deserialize_newtype_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            visitor: V,
        ) -> Result<V::Value, ValueError> {
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
            if items.size_hint() == Some(length) { visitor.visit_seq(items) } else { Err(ValueError::Invalid) }
        }

        fn deserialize_tuple_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            length: usize,
            visitor: V,
        ) -> Result<V::Value, ValueError> {
            self.deserialize_tuple(length, visitor)
        }

        fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            visitor.visit_unit()
        }
    };
}

pub(super) use scalar_or_list;

impl<'de> Deserializer<'de> for Field<'de, '_> {
    type Error = ValueError;

    scalar_or_list! {}

    /// A name that was not sent is that of an empty list.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let first = self.named().next().map(Pair::value).transpose()?;
        let is_list = first.is_none_or(|text| self.attempt.is_list(text)) || self.items()?.len() > 1;
        if is_list { self.deserialize_seq(visitor) } else { self.scalar()?.deserialize_any(visitor) }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        if self.is_absent() { visitor.visit_none() } else { visitor.visit_some(self) }
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
}

/// The items of a list.
pub(super) struct Items<'de, 'a> {
    items: std::vec::IntoIter<&'de str>,
    attempt: &'a Attempt,
    /// The one item is empty: that is `[""]`, or an empty list of items that are never empty, such as numbers.
    is_empty_value: bool,
}

impl Items<'_, '_> {
    fn len(&self) -> usize {
        self.items.len()
    }
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = ValueError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ValueError> {
        match self.items.next().map(|item| seed.deserialize(self.attempt.scalar(item))).transpose() {
            Err(_) if self.is_empty_value => Ok(None),
            item => item,
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.len())
    }
}
