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

/// Returns, for each step of a path, the name of the field that it goes through.
pub(crate) type FieldNames = fn(&[Step<'_>]) -> Vec<Option<&'static str>>;

/// The fields of `T` on the path; shorter than the path where the type gives no names.
#[cold]
pub(crate) fn field_names<T: DeserializeOwned>(steps: &[Step<'_>]) -> Vec<Option<&'static str>> {
    let names = RefCell::new(Vec::new());
    // The path holds no values, so this ends with an error; the names are the result.
    let _ = T::deserialize(PathDeserializer { steps, names: &names, depth: 0 });
    names.into_inner()
}

/// Leads a type along a path.
#[derive(Clone, Copy)]
struct PathDeserializer<'a> {
    steps: &'a [Step<'a>],
    names: &'a RefCell<Vec<Option<&'static str>>>,
    depth: u8,
}

impl<'a> PathDeserializer<'a> {
    /// Takes one step, with the field's name if it is one.
    fn step(self, name: Option<&'static str>) -> Self {
        self.names.borrow_mut().push(name);
        Self { steps: self.steps.get(1..).unwrap_or_default(), ..self }
    }

    fn deeper(self) -> Result<Self, NeedsCodec> {
        if self.depth < MAX_DEPTH { Ok(Self { depth: self.depth + 1, ..self }) } else { Err(NeedsCodec) }
    }

    fn key(self) -> Result<&'a str, NeedsCodec> {
        match self.steps.first() {
            Some(Step::Key(key)) => Ok(key),
            _ => Err(NeedsCodec),
        }
    }
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
        let key = self.key()?;
        let name = fields.iter().copied().find(|field| *field == key).ok_or(NeedsCodec)?;
        visitor.visit_map(OneMember { key: Some(name), value: self.step(Some(name)) })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        let key = self.key()?;
        visitor.visit_map(OneMember { key: Some(key), value: self.step(None) })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        match self.steps.first() {
            Some(Step::Index(_)) => visitor.visit_seq(OneItem(Some(self.step(None)))),
            _ => Err(NeedsCodec),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NeedsCodec> {
        let key = self.key()?;
        let name = variants.iter().copied().find(|variant| *variant == key);
        let value = self.step(name);
        visitor.visit_enum(OneVariant { name: name.ok_or(NeedsCodec)?, value })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_some(self.deeper()?)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_newtype_struct(self.deeper()?)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct identifier ignored_any
    }
}

/// An object of one member.
struct OneMember<'a, 'k> {
    key: Option<&'k str>,
    value: PathDeserializer<'a>,
}

impl<'de> MapAccess<'de> for OneMember<'_, '_> {
    type Error = NeedsCodec;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NeedsCodec> {
        self.key.take().map(|key| seed.deserialize(StrDeserializer::new(key))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NeedsCodec> {
        seed.deserialize(self.value)
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
    struct Orders(#[expect(dead_code, reason = "only its names are used")] Option<Vec<Order>>);

    #[derive(Deserialize)]
    struct Endless(#[expect(dead_code, reason = "only its names are used")] Option<Box<Endless>>);

    #[test]
    fn fields_are_found_in_nested_structs_lists_options_and_newtypes() {
        let steps = [INDEX, Step::Key("Lines"), INDEX, Step::Key("count")];
        assert_eq!(field_names::<Orders>(&steps), [None, Some("Lines"), None, Some("count")]);
    }

    #[test]
    fn a_key_of_a_map_has_no_name_and_the_fields_below_it_have() {
        let steps = [Step::Key("people"), Step::Key("Jane"), Step::Key("count")];
        assert_eq!(field_names::<Order>(&steps), [Some("people"), None, Some("count")]);
    }

    #[test]
    fn a_variant_and_its_fields_have_names() {
        let steps = [Step::Key("state"), Step::Key("Shipped"), Step::Key("at")];
        assert_eq!(field_names::<Order>(&steps), [Some("state"), Some("Shipped"), Some("at")]);
        let steps = [Step::Key("state"), Step::Key("Returned"), INDEX, Step::Key("count")];
        assert_eq!(field_names::<Order>(&steps), [Some("state"), Some("Returned"), None, Some("count")]);
        let steps = [Step::Key("state"), Step::Key("Jane"), Step::Key("at")];
        assert_eq!(field_names::<Order>(&steps), [Some("state"), None]);
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
        assert_eq!(field_names::<Vec<Lenient>>(&[INDEX, INDEX]), [None]);
        assert_eq!(field_names::<HashSet<Lenient>>(&[INDEX]), [None]);
    }
}
