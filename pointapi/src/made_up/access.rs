//! The items of lists, the members of structs and maps, and the variants of enums.

use std::collections::VecDeque;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::choices::marker;
use super::failure::Rejected;
use super::state;
use super::visit::Kind;

/// A number of items.
pub(super) struct Items<D> {
    value: D,
    left: usize,
    /// The next index, where the items have types of their own.
    index: Option<usize>,
}

impl<D> Items<D> {
    /// Items of one type, each made up by `value`.
    pub(super) fn new(value: D, length: usize) -> Self {
        Self { value, left: length, index: None }
    }

    /// Items of types of their own.
    pub(super) fn numbered(value: D, length: usize) -> Self {
        Self { value, left: length, index: Some(0) }
    }
}

impl<'de, D: Deserializer<'de, Error = Rejected> + Copy> SeqAccess<'de> for Items<D> {
    type Error = Rejected;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Rejected> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        let step = self.index.map_or_else(|| "[]".to_owned(), |index| format!("[{index}]"));
        self.index = self.index.map(|index| index + 1);
        state::below(&step, || seed.deserialize(self.value)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// The members of a struct or a map.
pub(super) struct Members<D> {
    value: D,
    fields: VecDeque<&'static str>,
    /// The number of members whose names the type does not give.
    unnamed: usize,
    /// The place of the value that follows.
    step: String,
    can_omit: bool,
}

impl<D> Members<D> {
    /// The fields of a struct.
    pub(super) fn of_struct(value: D, fields: &[&'static str]) -> Self {
        Self { value, fields: fields.iter().copied().collect(), unnamed: 0, step: String::new(), can_omit: true }
    }

    /// `count` members with any name, behind those that the type has asked for.
    pub(super) fn of_any(value: D, count: usize) -> Self {
        let asked = state::with(|state| state.lessons.members.get(&state.key()).cloned()).unwrap_or_default();
        // A struct with a flattened one asks for a map, and would take a made-up member for one of its own.
        let unnamed = if asked.is_empty() { count } else { 0 };
        Self { value, fields: asked.into(), unnamed, step: String::new(), can_omit: false }
    }

    /// The next field that is not left out: one in eight is, until the type says that it needs it.
    fn next_field(&mut self) -> Option<&'static str> {
        const CHOICES: usize = 8;
        loop {
            let field = self.fields.pop_front()?;
            let is_kept =
                !self.can_omit || state::below(&format!(".{field}?"), || state::choose(Kind::Omission, CHOICES)) != 1;
            if is_kept {
                return Some(field);
            }
        }
    }
}

impl<'de, D: Deserializer<'de, Error = Rejected> + Copy> MapAccess<'de> for Members<D> {
    type Error = Rejected;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Rejected> {
        if let Some(field) = self.next_field() {
            self.step = format!(".{field}");
            return seed.deserialize(BorrowedStrDeserializer::new(field)).map(Some);
        }
        let Some(unnamed) = self.unnamed.checked_sub(1) else { return Ok(None) };
        self.unnamed = unnamed;
        self.step = "[]".to_owned();
        state::below("[].key", || seed.deserialize(Key(self.value))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Rejected> {
        state::below(&std::mem::take(&mut self.step), || seed.deserialize(self.value))
    }
}

/// The key of a map: text that is different for each member, or what the type asks for.
struct Key<D>(D);

macro_rules! as_value {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
            self.0.$method(visitor)
        }
    )*};
}

macro_rules! as_marker {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Rejected> {
            visitor.visit_borrowed_str(marker())
        }
    )*};
}

impl<'de, D: Deserializer<'de, Error = Rejected> + Copy> Deserializer<'de> for Key<D> {
    type Error = Rejected;

    as_marker! { deserialize_any deserialize_identifier }

    as_value! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_bytes deserialize_byte_buf deserialize_option deserialize_unit deserialize_seq
        deserialize_map deserialize_ignored_any deserialize_str deserialize_string
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Rejected> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Rejected> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    serde::forward_to_deserialize_any! { unit_struct tuple tuple_struct struct }
}

/// A variant of an enum.
pub(super) struct OneVariant<D>(pub(super) D, pub(super) &'static str);

impl<'de, D: Deserializer<'de, Error = Rejected> + Copy> EnumAccess<'de> for OneVariant<D> {
    type Error = Rejected;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Rejected> {
        let variant = seed.deserialize(BorrowedStrDeserializer::new(self.1))?;
        Ok((variant, self))
    }
}

impl<D> OneVariant<D> {
    /// The content lies below the name of the variant, since each variant has types of its own.
    fn content<T>(&self, make: impl FnOnce() -> T) -> T {
        state::below(&format!("({})", self.1), make)
    }
}

impl<'de, D: Deserializer<'de, Error = Rejected> + Copy> VariantAccess<'de> for OneVariant<D> {
    type Error = Rejected;

    fn unit_variant(self) -> Result<(), Rejected> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Rejected> {
        self.content(|| seed.deserialize(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Rejected> {
        self.content(|| self.0.deserialize_tuple(length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Rejected> {
        self.content(|| self.0.deserialize_struct("", fields, visitor))
    }
}
