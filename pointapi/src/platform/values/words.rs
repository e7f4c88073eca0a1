//! Strings that are not blank, and names of persons.

use std::fmt;

use serde::Serialize;

use crate::platform::InvalidField;

/// A string that is not blank: the platform treats a blank one as missing.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(inline, description = ""))]
#[serde(transparent)]
pub(in crate::platform) struct Words(#[cfg_attr(feature = "openapi", schemars(length(min = 1)))] String);

impl Words {
    pub(in crate::platform) fn new(field: &'static str, text: impl Into<String>) -> Result<Self, InvalidField> {
        Self::optional(text).ok_or(InvalidField::blank(field))
    }

    /// Returns `None` for a blank string, so that it is omitted from the order.
    pub(in crate::platform) fn optional(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        (!text.trim().is_empty()).then_some(Self(text))
    }

    /// A constant string.
    pub(in crate::platform) fn literal(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    pub(in crate::platform) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The name of a person; `Debug` does not show it.
///
/// ```
/// use pointapi::platform::PersonName;
///
/// let name = PersonName::new("Wilhelmina", "Ostrander").unwrap().middle("Q");
/// assert_eq!(PersonName::new("", "Ostrander").unwrap_err().field(), "FirstName");
/// # drop(name);
/// ```
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(description = "The name of a person."))]
pub struct PersonName {
    #[serde(rename = "FirstName")]
    first: Words,
    #[serde(rename = "MiddleName", skip_serializing_if = "Option::is_none")]
    middle: Option<Words>,
    #[serde(rename = "LastName")]
    last: Words,
}

impl PersonName {
    /// Creates a name from a first and a last one.
    ///
    /// # Errors
    ///
    /// If one of them is blank.
    pub fn new(first: impl Into<String>, last: impl Into<String>) -> Result<Self, InvalidField> {
        Ok(Self { first: Words::new("FirstName", first)?, middle: None, last: Words::new("LastName", last)? })
    }

    /// Adds a middle name or initial; a blank one is omitted.
    #[must_use]
    pub fn middle(mut self, middle: impl Into<String>) -> Self {
        self.middle = Words::optional(middle);
        self
    }

    /// Returns `First Last`.
    pub(in crate::platform) fn first_and_last(&self) -> String {
        format!("{} {}", self.first.as_str(), self.last.as_str())
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName([redacted])")
    }
}
