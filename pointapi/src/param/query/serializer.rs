//! A serde serializer that writes pairs.

use std::borrow::Cow;
use std::fmt::{self, Write};

use serde::ser::{self, Impossible, Serialize};

use super::{ListFormat, Pairs, QueryError};

const BYTES: QueryError = QueryError("is binary: send it as text or as a body");
const UNIT: QueryError = QueryError("has no text: use an `Option`");
const VARIANT: QueryError = QueryError("is an enum variant with data: only unit variants have a text");
const UNNAMED: QueryError = QueryError("has no names: give a struct, a map or a list of pairs");
const KEY: QueryError = QueryError("has a key that is neither text nor a number");
const BRACKET: QueryError = QueryError("has a key with a bracket, which names of nested values have too");
const EMPTY_ITEM: QueryError =
    QueryError("has one item, which is empty: it would be read as an empty list; remove `format` to repeat the key");
const SEPARATOR: QueryError =
    QueryError("has an item that contains the separator of the list: remove `format` to repeat the key");
const NOT_FINITE: QueryError = QueryError("is not a finite number");

/// The level of the serializer inside a value. It decides which shapes are allowed.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    /// The argument: any shape.
    Argument,
    /// A field of a struct or map: a scalar or a list; with `Deep`, any shape.
    Field,
    /// An item of a list: a scalar; with `Deep`, any shape.
    Item { index: usize },
    /// An item of a list of pairs: a pair.
    Pair,
}

/// Serializes one value under a name.
pub(super) struct Value<'p, 'a, 'n> {
    pairs: &'p mut Pairs<'a>,
    name: &'n str,
    format: ListFormat,
    level: Level,
    /// True if an item of the same list was written before.
    is_continued: bool,
}

impl<'p, 'a, 'n> Value<'p, 'a, 'n> {
    pub(super) fn argument(pairs: &'p mut Pairs<'a>, name: &'n str, format: ListFormat) -> Self {
        Self { pairs, name, format, level: Level::Argument, is_continued: false }
    }

    fn text(self, text: &str) -> Result<bool, QueryError> {
        if self.level == Level::Pair || self.name.is_empty() {
            return Err(UNNAMED);
        }
        let is_item = matches!(self.level, Level::Item { .. });
        if is_item && self.format.forbidden().is_some_and(|mark| text.contains(mark)) {
            return Err(SEPARATOR);
        }
        match self.format.separator() {
            Some(separator) if self.is_continued => self.pairs.extend(separator, text),
            _ if is_item => self.pairs.push(&format!("{}{}", self.name, self.format.item_suffix()), text),
            _ => self.pairs.push(self.name, text),
        }
        Ok(true)
    }

    fn list(self) -> Result<List<'p, 'a, 'n>, QueryError> {
        let items = |name| Items::Values { name, count: 0, has_written: false };
        let items = match self.level {
            Level::Item { index } if self.format == ListFormat::Deep => {
                items(Cow::Owned(format!("{}[{index}]", self.name)))
            }
            Level::Item { .. } => return Err(self.pairs.nested()),
            Level::Pair => Items::OfPair { key: None },
            Level::Argument if self.name.is_empty() => Items::Pairs,
            Level::Argument | Level::Field => items(Cow::Borrowed(self.name)),
        };
        Ok(List { pairs: self.pairs, format: self.format, items })
    }

    fn fields(self) -> Result<Fields<'p, 'a>, QueryError> {
        let is_deep = self.format == ListFormat::Deep;
        let parent = match self.level {
            Level::Argument if is_deep && !self.name.is_empty() => Some(self.name.to_owned()),
            Level::Argument => None,
            Level::Field if is_deep => Some(self.name.to_owned()),
            Level::Item { index } if is_deep => Some(format!("{}[{index}]", self.name)),
            Level::Field | Level::Item { .. } => return Err(self.pairs.nested()),
            Level::Pair => return Err(UNNAMED),
        };
        Ok(Fields { pairs: self.pairs, format: self.format, parent, key: String::new() })
    }
}

macro_rules! integers {
    ($($method:ident: $value:ty),*) => {$(
        fn $method(self, value: $value) -> Result<bool, QueryError> {
            self.text(itoa::Buffer::new().format(value))
        }
    )*};
}

macro_rules! rejected {
    ($($method:ident($($argument:ty),*) -> $ok:ty: $error:expr;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$ok, QueryError> {
            Err($error)
        }
    )*};
}

/// Returns true if a pair was written.
impl<'p, 'a, 'n> ser::Serializer for Value<'p, 'a, 'n> {
    type Ok = bool;
    type Error = QueryError;
    type SerializeSeq = List<'p, 'a, 'n>;
    type SerializeTuple = List<'p, 'a, 'n>;
    type SerializeTupleStruct = List<'p, 'a, 'n>;
    type SerializeTupleVariant = Impossible<bool, QueryError>;
    type SerializeMap = Fields<'p, 'a>;
    type SerializeStruct = Fields<'p, 'a>;
    type SerializeStructVariant = Impossible<bool, QueryError>;

    integers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128
    }

    rejected! {
        serialize_bytes(&[u8]) -> bool: BYTES;
        serialize_unit() -> bool: UNIT;
        serialize_unit_struct(&'static str) -> bool: UNIT;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant: VARIANT;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant: VARIANT;
    }

    fn serialize_bool(self, value: bool) -> Result<bool, QueryError> {
        self.text(if value { "true" } else { "false" })
    }

    fn serialize_char(self, value: char) -> Result<bool, QueryError> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_f32(self, value: f32) -> Result<bool, QueryError> {
        if value.is_finite() { self.text(&value.to_string()) } else { Err(NOT_FINITE) }
    }

    fn serialize_f64(self, value: f64) -> Result<bool, QueryError> {
        if value.is_finite() { self.text(&value.to_string()) } else { Err(NOT_FINITE) }
    }

    fn serialize_str(self, value: &str) -> Result<bool, QueryError> {
        self.text(value)
    }

    fn serialize_none(self) -> Result<bool, QueryError> {
        Ok(false)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<bool, QueryError> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<bool, QueryError> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<bool, QueryError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<bool, QueryError> {
        Err(VARIANT)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, QueryError> {
        self.list()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, QueryError> {
        self.list()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, QueryError> {
        self.list()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, QueryError> {
        self.fields()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, QueryError> {
        self.fields()
    }
}

/// A list, or one pair of a list of pairs.
pub(super) struct List<'p, 'a, 'n> {
    pairs: &'p mut Pairs<'a>,
    format: ListFormat,
    items: Items<'n>,
}

/// The items of a list.
enum Items<'n> {
    Values {
        name: Cow<'n, str>,
        count: usize,
        has_written: bool,
    },
    Pairs,
    /// First a key, then its value.
    OfPair {
        key: Option<String>,
    },
}

impl List<'_, '_, '_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
        let (pairs, format) = (&mut *self.pairs, self.format);
        match &mut self.items {
            Items::Values { name, count, has_written } => {
                let level = Level::Item { index: *count };
                *count += 1;
                let item = Value { pairs, name, format, level, is_continued: *has_written };
                *has_written |= value.serialize(item)?;
            }
            Items::Pairs => {
                value.serialize(Value { pairs, name: "", format, level: Level::Pair, is_continued: false })?;
            }
            Items::OfPair { key: Some(name) } => {
                value.serialize(Value { pairs, name, format, level: Level::Field, is_continued: false })?;
            }
            Items::OfPair { key } => {
                *key = Some(text_of(value)?);
            }
        }
        Ok(())
    }

    fn written(&self) -> Result<bool, QueryError> {
        match self.items {
            Items::Values { has_written: true, .. }
                if self.format.separator().is_some() && self.pairs.is_empty_value() =>
            {
                Err(EMPTY_ITEM)
            }
            Items::Values { has_written, .. } => Ok(has_written),
            Items::Pairs | Items::OfPair { .. } => Ok(true),
        }
    }
}

macro_rules! list {
    ($($kind:ident::$method:ident),*) => {$(
        impl ser::$kind for List<'_, '_, '_> {
            type Ok = bool;
            type Error = QueryError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
                self.item(value)
            }

            fn end(self) -> Result<bool, QueryError> {
                self.written()
            }
        }
    )*};
}

list! { SerializeSeq::serialize_element, SerializeTuple::serialize_element, SerializeTupleStruct::serialize_field }

/// The fields of a struct or map, each a pair or a list of pairs; with `Deep`, also a struct or map.
pub(super) struct Fields<'p, 'a> {
    pairs: &'p mut Pairs<'a>,
    format: ListFormat,
    /// The name that the names of the fields follow in brackets.
    parent: Option<String>,
    key: String,
}

impl Fields<'_, '_> {
    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), QueryError> {
        let pairs = &mut *self.pairs;
        let nested = self.parent.as_ref().map(|parent| format!("{parent}[{name}]"));
        let name = nested.as_deref().unwrap_or(name);
        value.serialize(Value { pairs, name, format: self.format, level: Level::Field, is_continued: false })?;
        Ok(())
    }
}

impl ser::SerializeStruct for Fields<'_, '_> {
    type Ok = bool;
    type Error = QueryError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), QueryError> {
        self.field(name, value)
    }

    fn end(self) -> Result<bool, QueryError> {
        Ok(true)
    }
}

impl ser::SerializeMap for Fields<'_, '_> {
    type Ok = bool;
    type Error = QueryError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), QueryError> {
        self.key = text_of(key)?;
        if self.format == ListFormat::Deep && self.key.contains(['[', ']']) { Err(BRACKET) } else { Ok(()) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
        let name = std::mem::take(&mut self.key);
        self.field(&name, value)
    }

    fn end(self) -> Result<bool, QueryError> {
        Ok(true)
    }
}

fn text_of<T: Serialize + ?Sized>(key: &T) -> Result<String, QueryError> {
    let mut text = String::new();
    write!(text, "{}", Text(key)).map_err(|_| KEY)?;
    Ok(text)
}

/// The text of a scalar; serde serializes nothing else into a formatter.
struct Text<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> fmt::Display for Text<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}
