//! The steps of a path that are fields of a type.
//!
//! Field names are public, so errors may show them; any other key may be personal data, such as a person's name in a map.
//! The type is deserialized from the path itself: each struct on the way gives the names of its fields, and is given the
//! one field that the path goes through.

use std::cell::RefCell;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::needs_codec::NeedsCodec;

/// The number of options and newtypes that are followed without a step.
const MAX_DEPTH: u8 = 32;

/// One step of a path: into a member of an object, or into an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// Returns, for each step of a path, whether its key is the name of a field.
pub(crate) type FieldNames = fn(&[Step<'_>]) -> Vec<bool>;

/// Returns which steps go through fields of `T`; shorter than the path where the type ends.
#[cold]
pub(crate) fn field_names<T: DeserializeOwned>(steps: &[Step<'_>]) -> Vec<bool> {
    let names = RefCell::new(Vec::new());
    // The path holds no values, so this ends with an error; the steps noted on the way are the result.
    let _ = T::deserialize(PathDeserializer { steps, names: &names, depth: 0, may_be_field: false });
    names.into_inner()
}

/// Leads a type along a path.
#[derive(Clone, Copy)]
struct PathDeserializer<'a> {
    steps: &'a [Step<'a>],
    names: &'a RefCell<Vec<bool>>,
    depth: u8,
    /// The value of a struct with a flattened field, which does not say whether the key is one of its own. It buffers the
    /// value of every other key, and asks the value of its own fields for their type.
    may_be_field: bool,
}

impl<'a> PathDeserializer<'a> {
    /// Takes one step.
    fn step(self, is_name: bool) -> Self {
        self.names.borrow_mut().push(is_name);
        Self { steps: self.steps.get(1..).unwrap_or_default(), ..self }
    }

    /// The type asks for a value of its own shape, so the key before it is a field.
    fn typed(self) -> Self {
        if self.may_be_field
            && let Some(last) = self.names.borrow_mut().last_mut()
        {
            *last = true;
        }
        Self { may_be_field: false, ..self }
    }

    fn deeper(self) -> Result<Self, NeedsCodec> {
        if self.depth < MAX_DEPTH { Ok(Self { depth: self.depth + 1, ..self.typed() }) } else { Err(NeedsCodec) }
    }

    fn key(self) -> Result<&'a str, NeedsCodec> {
        match self.steps.first() {
            Some(Step::Key(key)) => Ok(key),
            _ => Err(NeedsCodec),
        }
    }
}

/// The types that end a path.
macro_rules! leaves {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
            self.typed();
            Err(NeedsCodec)
        })*
    };
}

impl<'de> Deserializer<'de> for PathDeserializer<'_> {
    type Error = NeedsCodec;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
        Err(NeedsCodec)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NeedsCodec> {
        let this = self.typed();
        let key = this.key()?;
        let name = fields.iter().find(|field| **field == key).ok_or(NeedsCodec)?;
        visitor.visit_map(OneMember { key: Some(name), value: this.step(true) })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        let this = self.typed();
        visitor.visit_map(OneMember { key: Some(this.key()?), value: this.step(false) })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        let this = self.typed();
        match this.steps.first() {
            Some(Step::Index(_)) => visitor.visit_seq(OneItem(Some(this.step(false)))),
            _ => Err(NeedsCodec),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NeedsCodec> {
        let this = self.typed();
        let key = this.key()?;
        let name = variants.iter().copied().find(|variant| *variant == key);
        let value = this.step(name.is_some());
        visitor.visit_enum(OneVariant { name: name.ok_or(NeedsCodec)?, value })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_some(self.deeper()?)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_newtype_struct(self.deeper()?)
    }

    leaves! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, NeedsCodec> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, NeedsCodec> {
        self.deserialize_seq(visitor)
    }

    forward_to_deserialize_any! { unit_struct identifier ignored_any }
}

/// An object of one member.
struct OneMember<'a, 'k> {
    key: Option<&'k str>,
    value: PathDeserializer<'a>,
}

impl<'de> MapAccess<'de> for OneMember<'_, '_> {
    type Error = NeedsCodec;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NeedsCodec> {
        let value = &mut self.value;
        self.key.take().map(|key| seed.deserialize(KeyDeserializer { key, value })).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NeedsCodec> {
        seed.deserialize(self.value)
    }
}

/// The key of a member, which notes that a struct asks for it.
struct KeyDeserializer<'a, 'k, 'v> {
    key: &'k str,
    value: &'v mut PathDeserializer<'a>,
}

impl<'de> Deserializer<'de> for KeyDeserializer<'_, '_, '_> {
    type Error = NeedsCodec;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_str(self.key)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        self.value.may_be_field = true;
        visitor.visit_str(self.key)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NeedsCodec> {
        StrDeserializer::new(self.key).deserialize_enum(name, variants, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct ignored_any
    }
}

/// The variant that the path goes through.
struct OneVariant<'a> {
    name: &'static str,
    value: PathDeserializer<'a>,
}

impl<'de, 'a> EnumAccess<'de> for OneVariant<'a> {
    type Error = NeedsCodec;
    type Variant = PathDeserializer<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant), NeedsCodec> {
        Ok((seed.deserialize(StrDeserializer::new(self.name))?, self.value))
    }
}

impl<'de> VariantAccess<'de> for PathDeserializer<'_> {
    type Error = NeedsCodec;

    fn unit_variant(self) -> Result<(), NeedsCodec> {
        Err(NeedsCodec)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, NeedsCodec> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, NeedsCodec> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NeedsCodec> {
        self.deserialize_struct("", fields, visitor)
    }
}

/// A list of one item. A lenient type accepts the item, and would accept further ones without end.
struct OneItem<'a>(Option<PathDeserializer<'a>>);

impl<'de> SeqAccess<'de> for OneItem<'_> {
    type Error = NeedsCodec;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NeedsCodec> {
        self.0.take().map(|item| seed.deserialize(item)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use serde::Deserialize;

    use super::*;

    const INDEX: Step<'static> = Step::Index(3);

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its names are used")]
    struct Order {
        #[serde(rename = "Lines")]
        lines: Vec<Line>,
        people: BTreeMap<String, Line>,
        state: State,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its names are used")]
    struct Line {
        count: u8,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its names are used")]
    enum State {
        Shipped { at: u8 },
        Returned(Vec<Line>),
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its names are used")]
    struct Page {
        items: Vec<Line>,
        size: u8,
        at: (u8, Line),
        #[serde(flatten)]
        line: Line,
        #[serde(flatten)]
        people: BTreeMap<String, u8>,
    }

    #[derive(Deserialize)]
    struct Orders(#[expect(dead_code, reason = "only its names are used")] Option<Vec<Order>>);

    #[derive(Deserialize)]
    struct Endless(#[expect(dead_code, reason = "only its names are used")] Option<Box<Endless>>);

    #[test]
    fn fields_are_found_in_nested_structs_lists_options_and_newtypes() {
        let steps = [INDEX, Step::Key("Lines"), INDEX, Step::Key("count")];
        assert_eq!(field_names::<Orders>(&steps), [false, true, false, true]);
    }

    #[test]
    fn a_key_of_a_map_has_no_name_and_the_fields_below_it_have() {
        let steps = [Step::Key("people"), Step::Key("Jane"), Step::Key("count")];
        assert_eq!(field_names::<Order>(&steps), [true, false, true]);
    }

    #[test]
    fn a_variant_and_its_fields_have_names() {
        let steps = [Step::Key("state"), Step::Key("Shipped"), Step::Key("at")];
        assert_eq!(field_names::<Order>(&steps), [true, true, true]);
        let steps = [Step::Key("state"), Step::Key("Returned"), INDEX, Step::Key("count")];
        assert_eq!(field_names::<Order>(&steps), [true, true, false, true]);
        let steps = [Step::Key("state"), Step::Key("Jane"), Step::Key("at")];
        assert_eq!(field_names::<Order>(&steps), [true, false]);
    }

    #[test]
    fn the_own_fields_of_a_struct_with_a_flattened_one_have_names() {
        assert_eq!(field_names::<Page>(&[Step::Key("items"), INDEX, Step::Key("count")]), [true, false, true]);
        assert_eq!(field_names::<Page>(&[Step::Key("size")]), [true]);
        assert_eq!(field_names::<Page>(&[Step::Key("at"), INDEX]), [true, false]);
        assert_eq!(field_names::<Page>(&[Step::Key("count")]), [false]);
        assert_eq!(field_names::<Page>(&[Step::Key("Jane")]), [false]);
    }

    #[test]
    fn an_unknown_key_ends_the_names() {
        assert!(field_names::<Order>(&[Step::Key("Jane"), Step::Key("count")]).is_empty());
        assert!(field_names::<Order>(&[INDEX]).is_empty());
        assert!(field_names::<Vec<u8>>(&[Step::Key("Lines")]).is_empty());
        assert!(field_names::<Endless>(&[Step::Key("Lines")]).is_empty());
    }

    /// Replaces any error by a default.
    #[derive(PartialEq, Eq, Hash)]
    struct Lenient(u32);

    impl<'de> Deserialize<'de> for Lenient {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Ok(Self(u32::deserialize(deserializer).unwrap_or_default()))
        }
    }

    #[test]
    fn a_list_of_a_lenient_type_ends() {
        assert_eq!(field_names::<Vec<Lenient>>(&[INDEX, INDEX]), [false]);
        assert_eq!(field_names::<HashSet<Lenient>>(&[INDEX]), [false]);
    }
}
