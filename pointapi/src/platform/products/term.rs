//! One term of an order.

use std::fmt;

use serde::Serialize;

/// A term: built by this program, or received by a server.
///
/// A received term stays JSON. The rules of the platform are the server's to check, and the validation of the values in a
/// `T` is stricter than they are.
#[derive(Clone, Serialize)]
#[serde(untagged)]
pub(in crate::platform::products) enum Term<T> {
    Built(T),
    #[cfg(feature = "server")]
    Received(serde_json::Map<String, serde_json::Value>),
}

impl<T> Term<T> {
    /// Returns true for a built term that `is_it`, and for a received one with this key.
    #[cfg_attr(not(feature = "server"), expect(unused_variables, reason = "the feature `server` is off"))]
    pub(in crate::platform::products) fn is(&self, key: &str, is_it: impl FnOnce(&T) -> bool) -> bool {
        match self {
            Self::Built(term) => is_it(term),
            #[cfg(feature = "server")]
            Self::Received(members) => members.contains_key(key),
        }
    }
}

impl<T> From<T> for Term<T> {
    fn from(term: T) -> Self {
        Self::Built(term)
    }
}

/// A received term can hold any personal data.
impl<T: fmt::Debug> fmt::Debug for Term<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Built(term) => term.fmt(f),
            #[cfg(feature = "server")]
            Self::Received(_) => f.write_str("[redacted]"),
        }
    }
}

#[cfg(feature = "server")]
impl<'de, T> serde::Deserialize<'de> for Term<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_json::Map::deserialize(deserializer).map(Self::Received)
    }
}

#[cfg(feature = "openapi")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Term<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}
