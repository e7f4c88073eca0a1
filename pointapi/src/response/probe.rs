//! Finds out, without decoding, whether a type takes the body as bytes.

use std::cell::Cell;

use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::needs_codec::NeedsCodec;

/// The depth to which options are followed.
const MAX_DEPTH: u8 = 8;

/// True for `Bytes`, and for an `Option` of it.
pub(super) fn takes_raw_bytes<T: DeserializeOwned>() -> bool {
    let takes_bytes = Cell::new(false);
    // A lenient type turns the rejection into a default value; it takes no bytes.
    T::deserialize(Probe { takes_bytes: &takes_bytes, depth: 0 }).is_err() && takes_bytes.get()
}

/// Records the request of a type and gives no data.
#[derive(Clone, Copy)]
struct Probe<'a> {
    takes_bytes: &'a Cell<bool>,
    depth: u8,
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = NeedsCodec;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
        Err(NeedsCodec)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsCodec> {
        self.takes_bytes.set(true);
        Err(NeedsCodec)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsCodec> {
        if self.depth >= MAX_DEPTH {
            return Err(NeedsCodec);
        }
        visitor.visit_some(Self { depth: self.depth + 1, ..self })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes unit unit_struct newtype_struct seq
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

        assert!(takes_raw_bytes::<Bytes>() && takes_raw_bytes::<Option<Bytes>>());
        assert!(!takes_raw_bytes::<Vec<Bytes>>() && !takes_raw_bytes::<Named>());
        assert!(!takes_raw_bytes::<()>() && !takes_raw_bytes::<String>());
    }
}
