//! The shape of a value, found before a codec writes it: nothing, raw bytes, or a document.

use std::any::{Any, TypeId};
use std::fmt;

use bytes::Bytes;
use serde::Serialize;
use serde::ser::{Error, Impossible, Serializer};

/// The outermost shape of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `None`.
    None,
    /// `()`.
    Unit,
    Bytes,
    Text,
    False,
    Other,
}

impl Shape {
    /// Finds the shape with a serializer that stops at its first call.
    pub(super) fn of<T: Serialize>(value: &T) -> Self {
        Self::visit(value, Probe { content: &mut |_| (), is_open: false })
    }

    /// As [`Self::of`]; the probe shows the content of a text or of bytes.
    fn visit<T: Serialize>(value: &T, probe: Probe<'_>) -> Self {
        match value.serialize(probe) {
            Ok(never) => match never {},
            Err(Found(shape)) => shape,
        }
    }
}

/// True for `()`, also in an `Option`.
pub(super) fn is_unit<T: 'static>() -> bool {
    [TypeId::of::<()>(), TypeId::of::<Option<()>>()].contains(&TypeId::of::<T>())
}

/// True for `Bytes`, also in an `Option`.
pub(super) fn is_bytes<T: 'static>() -> bool {
    [TypeId::of::<Bytes>(), TypeId::of::<Option<Bytes>>()].contains(&TypeId::of::<T>())
}

/// The content of a value whose shape is [`Shape::Bytes`]. `Bytes` are moved, those of another type are copied.
pub(super) fn into_bytes<T: Serialize + 'static>(value: T) -> Bytes {
    let mut value = Some(value);
    let any: &mut dyn Any = &mut value;
    if let Some(bytes) = any.downcast_mut::<Option<Bytes>>() {
        return bytes.take().unwrap_or_default();
    }
    if let Some(bytes) = any.downcast_mut::<Option<Option<Bytes>>>() {
        return bytes.take().flatten().unwrap_or_default();
    }
    let mut bytes = Bytes::new();
    Shape::visit(&value, Probe { content: &mut |content| bytes = Bytes::copy_from_slice(content), is_open: false });
    bytes
}

/// Shows a value to `write` if it is a text or a newtype of one.
#[cfg(feature = "stream")]
pub(super) fn with_text<T: Serialize>(value: &T, write: &mut dyn FnMut(&str)) -> bool {
    let content = &mut |content: &[u8]| str::from_utf8(content).into_iter().for_each(&mut *write);
    Shape::visit(value, Probe { content, is_open: true }) == Shape::Text
}

/// The probe reports what it found as an error, since that ends the serialization.
#[derive(Debug)]
struct Found(Shape);

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the shape was found")
    }
}

impl std::error::Error for Found {}

impl Error for Found {
    /// A value that fails by itself fails again, and with its reason, in the codec.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(Shape::Other)
    }
}

enum Never {}

struct Probe<'a> {
    content: &'a mut dyn FnMut(&[u8]),
    /// A newtype has the shape of its content.
    is_open: bool,
}

macro_rules! other {
    ($($method:ident($($argument:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$ok, Found> {
            Err(Found(Shape::Other))
        }
    )*};
}

impl Serializer for Probe<'_> {
    type Ok = Never;
    type Error = Found;
    type SerializeSeq = Impossible<Never, Found>;
    type SerializeTuple = Impossible<Never, Found>;
    type SerializeTupleStruct = Impossible<Never, Found>;
    type SerializeTupleVariant = Impossible<Never, Found>;
    type SerializeMap = Impossible<Never, Found>;
    type SerializeStruct = Impossible<Never, Found>;
    type SerializeStructVariant = Impossible<Never, Found>;

    other! {
        serialize_i8(i8) -> Never;
        serialize_i16(i16) -> Never;
        serialize_i32(i32) -> Never;
        serialize_i64(i64) -> Never;
        serialize_i128(i128) -> Never;
        serialize_u8(u8) -> Never;
        serialize_u16(u16) -> Never;
        serialize_u32(u32) -> Never;
        serialize_u64(u64) -> Never;
        serialize_u128(u128) -> Never;
        serialize_f32(f32) -> Never;
        serialize_f64(f64) -> Never;
        serialize_char(char) -> Never;
        serialize_unit_struct(&'static str) -> Never;
        serialize_unit_variant(&'static str, u32, &'static str) -> Never;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct(&'static str, usize) -> Self::SerializeStruct;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_bool(self, value: bool) -> Result<Never, Found> {
        Err(Found(if value { Shape::Other } else { Shape::False }))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Never, Found> {
        (self.content)(bytes);
        Err(Found(Shape::Bytes))
    }

    fn serialize_str(self, text: &str) -> Result<Never, Found> {
        (self.content)(text.as_bytes());
        Err(Found(Shape::Text))
    }

    fn serialize_none(self) -> Result<Never, Found> {
        Err(Found(Shape::None))
    }

    fn serialize_unit(self) -> Result<Never, Found> {
        Err(Found(Shape::Unit))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Never, Found> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Never, Found> {
        if self.is_open { value.serialize(self) } else { Err(Found(Shape::Other)) }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Never, Found> {
        Err(Found(Shape::Other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_moved_and_not_copied() {
        let bytes = Bytes::from(vec![1, 2, 3]);
        let place = bytes.as_ptr();
        assert_eq!(into_bytes(bytes.clone()).as_ptr(), place);
        assert_eq!(into_bytes(Some(bytes)).as_ptr(), place);
    }

    #[test]
    fn an_option_has_the_shape_of_its_content() {
        assert_eq!(Shape::of(&Some("text")), Shape::Text);
        assert_eq!(Shape::of(&Some(Bytes::new())), Shape::Bytes);
        assert_eq!(Shape::of(&None::<u8>), Shape::None);
        assert_eq!(Shape::of(&[1]), Shape::Other);
    }
}
