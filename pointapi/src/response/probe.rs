//! Finds out, without decoding, what a type takes from a body: nothing, bytes, or a value of the codec.

use std::cell::Cell;

use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::needs_codec::NeedsCodec;

/// The depth to which options are followed.
const MAX_DEPTH: u8 = 8;

/// The outermost shape of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FirstShape {
    pub(crate) kind: ShapeKind,
    /// True inside an `Option`.
    pub(crate) is_optional: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShapeKind {
    /// `()`, which ignores the body.
    Unit,
    /// `Bytes`, the body as it is.
    Bytes,
    /// A value that the codec decodes.
    Other,
}

/// The shape of a type, or of the type inside its `Option`.
pub(crate) fn first_shape<T: DeserializeOwned>() -> FirstShape {
    let shape = Cell::new(FirstShape { kind: ShapeKind::Other, is_optional: false });
    // A lenient type turns the rejection into a default value; it takes neither nothing nor bytes.
    let is_rejected = T::deserialize(Probe { shape: &shape, depth: 0 }).is_err();
    if is_rejected { shape.get() } else { FirstShape { kind: ShapeKind::Other, is_optional: false } }
}

/// Records the request of a type and gives no data.
#[derive(Clone, Copy)]
struct Probe<'a> {
    shape: &'a Cell<FirstShape>,
    depth: u8,
}

impl Probe<'_> {
    fn found(self, kind: ShapeKind) -> NeedsCodec {
        self.shape.set(FirstShape { kind, is_optional: self.depth > 0 });
        NeedsCodec
    }
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = NeedsCodec;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
        Err(NeedsCodec)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
        Err(self.found(ShapeKind::Bytes))
    }

    fn deserialize_unit<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
        Err(self.found(ShapeKind::Unit))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        if self.depth >= MAX_DEPTH {
            return Err(NeedsCodec);
        }
        visitor.visit_some(Self { depth: self.depth + 1, ..self })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes unit_struct newtype_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use serde::Deserialize;

    use super::*;

    #[test]
    fn only_bytes_and_an_option_of_them_take_the_body() {
        #[derive(Deserialize)]
        struct Named(#[expect(dead_code, reason = "only its type is used")] Bytes);

        fn takes_raw_bytes<T: DeserializeOwned>() -> bool {
            first_shape::<T>().kind == ShapeKind::Bytes
        }

        assert!(takes_raw_bytes::<Bytes>() && takes_raw_bytes::<Option<Bytes>>());
        assert!(!takes_raw_bytes::<Vec<Bytes>>() && !takes_raw_bytes::<Named>());
        assert!(!takes_raw_bytes::<()>() && !takes_raw_bytes::<String>());
    }
}
