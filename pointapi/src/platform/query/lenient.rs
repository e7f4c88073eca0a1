//! Members that are of another JSON type than the platform says: one of them must not cost a whole page.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::platform::OrderGuid;

/// A text, or nothing if it is none.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Value::deserialize(deserializer).map(text_of)
}

/// A flag, or nothing if it is none.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Bool(flag) => Some(flag),
        Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    })
}

/// A count, or 0 if it is none.
pub(super) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let text = text_of(Value::deserialize(deserializer)?);
    Ok(text.and_then(|text| text.trim().parse().ok()).unwrap_or_default())
}

/// An id, which no order lacks.
pub(super) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OrderGuid, D::Error> {
    let id = text_of(Value::deserialize(deserializer)?);
    id.map(OrderGuid::from).ok_or_else(|| D::Error::custom("an order without an id"))
}

/// A marker, or nothing if there is none. One that cannot be read is an error: the pages behind it would be lost.
pub(super) fn marker<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        value => text_of(value).map(Some).ok_or_else(|| D::Error::custom("a marker that is no text")),
    }
}

/// A text, or a whole number as one. Of any other number digits may be lost already.
fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}
