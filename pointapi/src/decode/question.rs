//! What a type asks of a deserialiser, without anything being read.
//!
//! It tells whether the type takes the body as it comes, and the names that it gives its members: which of an answer's
//! keys can be shown. Any other key may be a value, such as the name of a person that a map has an entry for. The type
//! is asked as in [`shape`](super::shape), and only for its own members: to ask for those of the types in it would
//! compile each of them a second time.

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
    match ask::<T>() {
        (_, Asked::Members(names)) => names,
        _ => &[],
    }
}

/// True if the type takes the body as it comes.
pub(super) fn wants_raw_bytes<T: DeserializeOwned>() -> bool {
    matches!(ask::<T>(), (Err(Refused), Asked::Bytes))
}

fn ask<T: DeserializeOwned>() -> (Result<(), Refused>, Asked) {
    let asked = Cell::new(Asked::Other);
    let question = Question { asked: &asked, is_whole: true, depth: 0 };
    (T::deserialize(question).map(drop), asked.get())
}

/// What the type is, as far as it matters.
#[derive(Clone, Copy)]
enum Asked {
    Other,
    /// The whole answer, as bytes.
    Bytes,
    Members(&'static [&'static str]),
}

#[derive(Clone, Copy)]
struct Question<'a> {
    asked: &'a Cell<Asked>,
    /// It is about the whole answer, and no part of it.
    is_whole: bool,
    depth: u8,
}

impl Question<'_> {
    fn deeper(self) -> Result<Self, Refused> {
        if self.depth < DEEPEST { Ok(Self { depth: self.depth + 1, ..self }) } else { Err(Refused) }
    }

    fn of_part(self) -> Result<Self, Refused> {
        Ok(Self { is_whole: false, ..self.deeper()? })
    }
}

/// Notes what is asked for and gives nothing.
impl<'de> Deserializer<'de> for Question<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        Err(Refused)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        if self.is_whole {
            self.asked.set(Asked::Bytes);
        }
        Err(Refused)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Refused> {
        self.asked.set(Asked::Members(fields));
        Err(Refused)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_some(self.deeper()?)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self.of_part()?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_seq(FirstItem(Some(self.of_part()?)))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes unit unit_struct tuple tuple_struct
        map enum identifier ignored_any
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
    fn bytes_are_asked_for_by_what_takes_the_whole_answer_alone() {
        #[derive(Deserialize)]
        struct Named(#[expect(dead_code, reason = "it is only asked")] bytes::Bytes);

        assert!(wants_raw_bytes::<bytes::Bytes>() && wants_raw_bytes::<Option<bytes::Bytes>>());
        assert!(!wants_raw_bytes::<Vec<bytes::Bytes>>() && !wants_raw_bytes::<Named>());
        assert!(!wants_raw_bytes::<Order>() && !wants_raw_bytes::<()>() && !wants_raw_bytes::<String>());
    }

    #[test]
    fn a_type_without_members_has_no_names() {
        assert!(member_names::<BTreeMap<String, Order>>().is_empty());
        assert!(member_names::<Vec<u8>>().is_empty());
        assert!(member_names::<Endless>().is_empty());
    }
}
