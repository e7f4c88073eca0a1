//! The filters of a query, of which none is lost on the way.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// By property and operator, as they are sent. There is room for one value each, so a second one is a mistake, which
/// is told when the query is sent.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Filters {
    by_property: BTreeMap<String, BTreeMap<String, Value>>,
    mistake: Option<Mistake>,
}

/// Why a query cannot be sent; it names properties and operators, and no value.
#[derive(Clone, PartialEq)]
pub(super) enum Mistake {
    Twice { property: String, operator: String },
    NoValue { property: String },
}

impl Filters {
    /// Adds a condition. The same one once more changes nothing.
    pub(super) fn add(&mut self, property: String, operator: String, value: Value) {
        let conditions = self.by_property.entry(property.clone()).or_default();
        match conditions.get(&operator) {
            Some(given) if *given != value => self.refuse(Mistake::Twice { property, operator }),
            Some(_) => {}
            None => drop(conditions.insert(operator, value)),
        }
    }

    /// Keeps the first mistake.
    pub(super) fn refuse(&mut self, mistake: Mistake) {
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
                "`{property}` is compared by `{operator}` with two values, and a query has room for one: ask twice, or use \
                 `one_of`"
            ),
            Self::NoValue { property } => {
                write!(f, "`{property}` is to be one of no values, which no order is: leave the filter out")
            }
        }
    }
}
