//! Lenient decoding of members with another JSON type than documented, so that one of them does not fail a whole page.

use std::fmt;

use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::platform::OrderGuid;

/// A JSON value without its lists and objects, which take a multiple of their length in memory.
enum Scalar {
    Null,
    Flag(bool),
    Text(String),
    /// A list, an object or a fraction; a fraction may have lost digits.
    Other,
}

impl Scalar {
    fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Scalar, E> {
        Ok(Scalar::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Text(number.to_string()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Scalar, E> {
        Ok(Scalar::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Scalar, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Scalar, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
}

/// Decodes a string or a whole number; other types count as absent.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Scalar::deserialize(deserializer).map(Scalar::into_text)
}

/// Decodes a flag; other types count as absent.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Flag(flag) => Some(flag),
        Scalar::Text(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    })
}

/// Decodes a count; other types count as 0.
pub(super) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let text = Scalar::deserialize(deserializer)?.into_text();
    Ok(text.and_then(|text| text.trim().parse().ok()).unwrap_or_default())
}

/// Decodes the limit of a query. A number that is no page size is the largest one, as the platform treats it.
#[cfg(feature = "server")]
pub(super) fn limit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let page_size = |limit: i64| u32::try_from(limit).ok().filter(|limit| (1..=super::MAX_PAGE).contains(limit));
    Ok(Option::deserialize(deserializer)?.map(|limit| page_size(limit).unwrap_or(super::MAX_PAGE)))
}

/// Decodes an id; every order has one.
pub(super) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OrderGuid, D::Error> {
    let id = Scalar::deserialize(deserializer)?.into_text();
    id.map(OrderGuid::from).ok_or_else(|| D::Error::custom("an order without an id"))
}

/// Decodes a marker. An unreadable one is an error, since the following pages would be lost.
pub(super) fn marker<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Scalar::deserialize(deserializer)? {
        Scalar::Null => Ok(None),
        Scalar::Text(text) => Ok(Some(text)),
        Scalar::Flag(_) | Scalar::Other => Err(D::Error::custom("a marker that is not a string")),
    }
}
