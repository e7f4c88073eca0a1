//! The shape of a value, found before a codec writes it: nothing, raw bytes, or a document.

use std::fmt;

use bytes::Bytes;
use serde::Serialize;
use serde::ser::{Error, Impossible, Serializer};

/// The outermost shape of a value.
#[derive(Debug)]
pub(super) enum Shape {
    /// `None`.
    None,
    /// `()`.
    Unit,
    Bytes(Bytes),
    Text(String),
    Other,
}

impl Shape {
    /// Finds the shape with a serializer that stops at its first call.
    pub(super) fn of<T: Serialize>(value: &T) -> Self {
        match value.serialize(Probe) {
            Ok(never) => match never {},
            Err(Found(shape)) => shape,
        }
    }
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

struct Probe;

macro_rules! other {
    ($($method:ident($($argument:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$ok, Found> {
            Err(Found(Shape::Other))
        }
    )*};
}

impl Serializer for Probe {
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
        serialize_bool(bool) -> Never;
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

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Never, Found> {
        Err(Found(Shape::Bytes(Bytes::copy_from_slice(bytes))))
    }

    fn serialize_str(self, text: &str) -> Result<Never, Found> {
        Err(Found(Shape::Text(text.to_owned())))
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

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Result<Never, Found> {
        Err(Found(Shape::Other))
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
