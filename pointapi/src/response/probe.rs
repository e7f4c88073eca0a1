//! Finds out, without decoding, whether a type takes the body as bytes, and the names of its fields.
//!
//! The type is deserialized from a `Probe`, which records the first request of the type and rejects it. Field names are
//! public, so errors may show them; any other key may be personal data, such as a person's name in a map. The probe
//! looks at the type's own fields only: looking into their types would compile each of them a second time.

use std::cell::Cell;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::needs_codec::NeedsCodec;

/// The depth to which lists, options and newtypes are followed.
const DEEPEST: u8 = 8;

/// Returns the names of a type's fields.
pub(crate) type FieldNames = fn() -> &'static [&'static str];

/// The field names of `T`, or of its items if it is a list.
pub(crate) fn field_names<T: DeserializeOwned>() -> &'static [&'static str] {
    match probe::<T>() {
        (_, Found::Fields(names)) => names,
        _ => &[],
    }
}

/// True if the type takes the body as bytes.
pub(super) fn takes_raw_bytes<T: DeserializeOwned>() -> bool {
    matches!(probe::<T>(), (Err(NeedsCodec), Found::Bytes))
}

fn probe<T: DeserializeOwned>() -> (Result<(), NeedsCodec>, Found) {
    let found = Cell::new(Found::Other);
    let probe = Probe { found: &found, is_whole: true, depth: 0 };
    (T::deserialize(probe).map(drop), found.get())
}

/// The result of a probe.
#[derive(Clone, Copy)]
enum Found {
    Other,
    /// The type takes the whole body as bytes.
    Bytes,
    Fields(&'static [&'static str]),
}

#[derive(Clone, Copy)]
struct Probe<'a> {
    found: &'a Cell<Found>,
    /// True for the return type itself, false for a part of it.
    is_whole: bool,
    depth: u8,
}

impl Probe<'_> {
    fn deeper(self) -> Result<Self, NeedsCodec> {
        if self.depth < DEEPEST { Ok(Self { depth: self.depth + 1, ..self }) } else { Err(NeedsCodec) }
    }

    fn into_part(self) -> Result<Self, NeedsCodec> {
        Ok(Self { is_whole: false, ..self.deeper()? })
    }
}

/// Records the request of the type and gives no data.
impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = NeedsCodec;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
        Err(NeedsCodec)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
        if self.is_whole {
            self.found.set(Found::Bytes);
        }
        Err(NeedsCodec)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, NeedsCodec> {
        self.found.set(Found::Fields(fields));
        Err(NeedsCodec)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_some(self.deeper()?)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_newtype_struct(self.into_part()?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        visitor.visit_seq(SingleItem(Some(self.into_part()?)))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes unit unit_struct tuple tuple_struct
        map enum identifier ignored_any
    }
}

/// A list of one item, which is probed. A lenient type accepts it, and would accept further ones without end.
struct SingleItem<'a>(Option<Probe<'a>>);

impl<'de> SeqAccess<'de> for SingleItem<'_> {
    type Error = NeedsCodec;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NeedsCodec> {
        self.0.take().map(|probe| seed.deserialize(probe)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its names are used")]
    struct Order {
        id: String,
        #[serde(rename = "Lines")]
        lines: Vec<u8>,
    }

    #[derive(Deserialize)]
    struct Orders(#[expect(dead_code, reason = "only its names are used")] Option<Vec<Order>>);

    #[derive(Deserialize)]
    struct Endless(#[expect(dead_code, reason = "only its names are used")] Vec<Endless>);

    #[test]
    fn the_names_of_a_struct_are_found_in_lists_options_and_newtypes() {
        assert_eq!(field_names::<Order>(), ["id", "Lines"]);
        assert_eq!(field_names::<Orders>(), ["id", "Lines"]);
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
        assert!(field_names::<Vec<Lenient>>().is_empty());
        assert!(field_names::<HashSet<Lenient>>().is_empty());
        assert!(field_names::<Option<Vec<Vec<Lenient>>>>().is_empty());
    }

    #[test]
    fn bytes_are_found_for_by_what_takes_the_whole_answer_alone() {
        #[derive(Deserialize)]
        struct Named(#[expect(dead_code, reason = "only its type is used")] bytes::Bytes);

        assert!(takes_raw_bytes::<bytes::Bytes>() && takes_raw_bytes::<Option<bytes::Bytes>>());
        assert!(!takes_raw_bytes::<Vec<bytes::Bytes>>() && !takes_raw_bytes::<Named>());
        assert!(!takes_raw_bytes::<Order>() && !takes_raw_bytes::<()>() && !takes_raw_bytes::<String>());
    }

    #[test]
    fn a_type_without_members_has_no_names() {
        assert!(field_names::<BTreeMap<String, Order>>().is_empty());
        assert!(field_names::<Vec<u8>>().is_empty());
        assert!(field_names::<Endless>().is_empty());
    }
}
