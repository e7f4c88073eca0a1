//! The filters of a query, with one value for each property and operator.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// The filters by property and operator. Each has one value; a second one is an error of the query when it is sent.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Filters {
    by_property: BTreeMap<String, BTreeMap<String, Value>>,
    mistake: Option<Mistake>,
}

/// Received filters; a JSON object has one value for each property and operator.
#[cfg(feature = "server")]
impl<'de> serde::Deserialize<'de> for Filters {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(|by_property| Self { by_property, mistake: None })
    }
}

#[cfg(feature = "openapi")]
impl schemars::JsonSchema for Filters {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Filters".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        BTreeMap::<String, BTreeMap<String, Value>>::json_schema(generator)
    }
}

/// The reason why a query is invalid: properties and operators, without values.
#[derive(Clone, PartialEq)]
pub(super) enum Mistake {
    Twice { property: String, operator: String },
    NoValue { property: String },
}

impl Filters {
    /// Adds a filter. Adding the same one again has no effect.
    pub(super) fn add(&mut self, property: String, operator: String, value: Value) {
        let conditions = self.by_property.entry(property.clone()).or_default();
        match conditions.get(&operator) {
            Some(given) if *given != value => self.reject(Mistake::Twice { property, operator }),
            Some(_) => {}
            None => drop(conditions.insert(operator, value)),
        }
    }

    /// Keeps the first mistake.
    pub(super) fn reject(&mut self, mistake: Mistake) {
        self.mistake.get_or_insert(mistake);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_property.is_empty() && self.mistake.is_none()
    }

    pub(super) fn properties(&self) -> impl Iterator<Item = &String> {
        self.by_property.keys()
    }

    pub(super) fn check(&self) -> Result<(), &Mistake> {
        self.mistake.as_ref().map_or(Ok(()), Err)
    }
}

impl Serialize for Filters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.check().map_err(S::Error::custom)?;
        self.by_property.serialize(serializer)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twice { property, operator } => write!(
                f,
                "`{property}` is compared by `{operator}` with two values, and a query accepts one: query twice, or use \
                 `one_of`"
            ),
            Self::NoValue { property } => {
                write!(f, "`one_of` of `{property}` has no values, so no order matches: omit the filter")
            }
        }
    }
}
