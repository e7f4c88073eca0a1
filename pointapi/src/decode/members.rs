//! The names that a type gives its members: which of an answer's keys can be shown.
//!
//! Any other key may be a value, such as the name of a person that a map has an entry for. The type is asked, as in
//! [`shape`](super::shape), and only for its own members: to ask for those of the types in it would compile each of
//! them a second time.

use std::cell::Cell;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::shape::Refused;

/// So many lists, options and newtypes are looked into.
const DEEPEST: u8 = 8;

/// Gives the names of a type's members.
pub(crate) type MemberNames = fn() -> &'static [&'static str];

/// The names of the members of `T`, or of what it is a list of.
pub(crate) fn member_names<T: DeserializeOwned>() -> &'static [&'static str] {
    let names = Cell::new([].as_slice());
    let _: Result<T, Refused> = T::deserialize(Question { names: &names, depth: 0 });
    names.get()
}

#[derive(Clone, Copy)]
struct Question<'a> {
    names: &'a Cell<&'static [&'static str]>,
    depth: u8,
}

impl Question<'_> {
    fn deeper(self) -> Result<Self, Refused> {
        if self.depth < DEEPEST { Ok(Self { depth: self.depth + 1, ..self }) } else { Err(Refused) }
    }
}

/// Notes the names and gives nothing.
impl<'de> Deserializer<'de> for Question<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        Err(Refused)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Refused> {
        self.names.set(fields);
        Err(Refused)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_some(self.deeper()?)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self.deeper()?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_seq(FirstItem(Some(self.deeper()?)))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct map enum identifier ignored_any
    }
}

/// A list of one item, which is asked. A type that makes up for errors takes it, and would take others without end.
struct FirstItem<'a>(Option<Question<'a>>);

impl<'de> SeqAccess<'de> for FirstItem<'_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refused> {
        self.0.take().map(|question| seed.deserialize(question)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "it is only asked for its names")]
    struct Order {
        id: String,
        #[serde(rename = "Lines")]
        lines: Vec<u8>,
    }

    #[derive(Deserialize)]
    struct Orders(#[expect(dead_code, reason = "it is only asked for its names")] Option<Vec<Order>>);

    #[derive(Deserialize)]
    struct Endless(#[expect(dead_code, reason = "it is only asked for its names")] Vec<Endless>);

    #[test]
    fn the_names_of_a_struct_are_found_in_lists_options_and_newtypes() {
        assert_eq!(member_names::<Order>(), ["id", "Lines"]);
        assert_eq!(member_names::<Orders>(), ["id", "Lines"]);
    }

    /// Makes up for any error.
    #[derive(PartialEq, Eq, Hash)]
    struct Lenient(u32);

    impl<'de> Deserialize<'de> for Lenient {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Ok(Self(u32::deserialize(deserializer).unwrap_or_default()))
        }
    }

    #[test]
    fn a_list_of_what_makes_up_for_errors_has_an_end() {
        assert!(member_names::<Vec<Lenient>>().is_empty());
        assert!(member_names::<HashSet<Lenient>>().is_empty());
        assert!(member_names::<Option<Vec<Vec<Lenient>>>>().is_empty());
    }

    #[test]
    fn a_type_without_members_has_no_names() {
        assert!(member_names::<BTreeMap<String, Order>>().is_empty());
        assert!(member_names::<Vec<u8>>().is_empty());
        assert!(member_names::<Endless>().is_empty());
    }
}
