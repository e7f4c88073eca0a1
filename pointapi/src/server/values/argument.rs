//! The deserializer of one argument: the pairs of its name, or those of the fields of a struct or map.

use std::collections::{BTreeSet, VecDeque};

use serde::de::value::MapDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::failure::ValueError;
use super::field::{Field, scalars};
use super::scalar::Scalar;
use super::source::{Source, plain_name};

/// The pairs of a whole form.
type NamesAndValues<'de, 'a> = MapDeserializer<'de, std::vec::IntoIter<(Scalar<'de, 'a>, Scalar<'de, 'a>)>, ValueError>;

/// One argument.
pub(super) struct Argument<'de, 'a> {
    pub(super) source: Source<'de>,
    pub(super) field: Field<'de, 'a>,
    pub(super) is_optional: bool,
}

impl<'de, 'a> Argument<'de, 'a> {
    /// The pairs of a value that is no struct or map.
    fn value(self) -> Result<Field<'de, 'a>, ValueError> {
        let Self { source, field, .. } = self;
        if field.has_other_shape(field.name, source) { Err(ValueError::Invalid) } else { Ok(field) }
    }

    /// A list that was not sent is empty, or `None` where the argument is optional.
    fn list(self) -> Result<Field<'de, 'a>, ValueError> {
        let is_optional = self.is_optional;
        let field = self.value()?;
        if is_optional && field.is_absent() { Err(ValueError::Absent) } else { Ok(field) }
    }

    /// True for all fields of a form, which have no name in common.
    fn is_whole(&self) -> bool {
        self.field.name.is_empty()
    }

    /// Every pair of a form, for a list of names and values.
    fn pairs(&self) -> Result<NamesAndValues<'de, 'a>, ValueError> {
        let pairs = self.source.pairs.iter();
        let pairs = pairs.map(|pair| Ok((Scalar::text(pair.name()), Scalar::text(pair.value()?))));
        Ok(MapDeserializer::new(pairs.collect::<Result<Vec<_>, ValueError>>()?.into_iter()))
    }

    fn names(&self, is_field: impl Fn(&str) -> bool) -> VecDeque<&'de str> {
        let format = self.field.format;
        let mut seen = BTreeSet::new();
        let names = self.source.pairs.names().map(|name| plain_name(name, format));
        names.filter(|name| is_field(name) && seen.insert(*name)).collect()
    }

    fn fields(&self, names: VecDeque<&'de str>) -> Fields<'de, 'a> {
        Fields { field: self.field, names, name: "" }
    }
}

macro_rules! by_field {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            self.value()?.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Argument<'de, '_> {
    type Error = ValueError;

    scalars! { by_field }

    by_field! { deserialize_ignored_any }

    /// A value of this name, or else a shape whose fields decide what it is.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        if self.field.is_absent() { self.deserialize_map(visitor) } else { self.value()?.deserialize_any(visitor) }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.is_whole() {
            true if self.source.pairs.iter().next().is_none() => visitor.visit_none(),
            true => visitor.visit_some(self),
            false => self.value()?.deserialize_option(visitor),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, ValueError> {
        self.value()?.deserialize_unit_struct(name, visitor)
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
        self.value()?.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        if self.is_whole() { self.pairs()?.deserialize_seq(visitor) } else { self.list()?.deserialize_seq(visitor) }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, ValueError> {
        if self.is_whole() {
            return self.pairs()?.deserialize_tuple(length, visitor);
        }
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
        let (source, own) = (self.source, self.field.name);
        source.pairs.readers.claim_rest();
        let mut names = self.names(|name| !source.is_taken(own, name));
        if self.is_optional && names.is_empty() {
            return Err(ValueError::Absent);
        }
        names.extend(&self.field.attempt.unsent);
        visitor.visit_map(self.fields(names))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        let (source, own) = (self.source, self.field.name);
        source.claim(own, names, self.field.format);
        let has_other_shape = names.iter().any(|name| Field { name, ..self.field }.has_other_shape(own, source));
        let mut sent = self.names(|name| names.contains(&name));
        let is_absent = self.is_optional && sent.is_empty();
        sent.extend(self.field.attempt.unsent.iter().filter(|name| names.contains(name)));
        // A struct ignores the other names, unless it denies them: then all of them are left out of the next
        // attempt.
        if !self.field.attempt.is_lenient {
            sent.extend(self.names(|name| !names.contains(&name) && !source.is_fixed(name)));
        }
        match visitor.visit_map(self.fields(sent)) {
            Err(ValueError::UnknownField) => {
                source.pairs.readers.deny();
                Err(ValueError::UnknownField)
            }
            _ if has_other_shape => Err(ValueError::Invalid),
            _ if is_absent => Err(ValueError::Absent),
            result => result,
        }
    }
}

/// The fields of a struct or map, by the names that were sent.
struct Fields<'de, 'a> {
    field: Field<'de, 'a>,
    names: VecDeque<&'de str>,
    name: &'de str,
}

impl<'de> MapAccess<'de> for Fields<'de, '_> {
    type Error = ValueError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ValueError> {
        let Some(name) = self.names.pop_front() else { return Ok(None) };
        self.name = name;
        seed.deserialize(Scalar::text(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ValueError> {
        seed.deserialize(Field { name: self.name, ..self.field })
    }
}
