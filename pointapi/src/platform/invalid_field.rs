//! The validation error of a value.

use std::fmt;

use crate::error::{Error, ErrorKind, RequestPart};

/// A validation error: the field and the documented rule, without the value.
///
/// ```
/// use pointapi::platform::Ssn;
///
/// let error = Ssn::new("12345").unwrap_err();
/// assert_eq!(error.field(), "SSN");
/// assert_eq!(error.to_string(), "`SSN` must be nine digits, bare or like 900-11-2222");
/// ```
///
/// With `?` it becomes a [`pointapi::Error`](crate::Error) of kind [`ErrorKind::Request`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidField {
    field: &'static str,
    rule: &'static str,
}

impl InvalidField {
    pub(crate) const fn new(field: &'static str, rule: &'static str) -> Self {
        Self { field, rule }
    }

    /// The platform treats a blank string as missing.
    pub(crate) const fn blank(field: &'static str) -> Self {
        Self::new(field, "a string that is not blank")
    }

    /// Returns the field as the platform spells it: `SSN`, `Address.PostalCode`.
    #[must_use]
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// Returns the rule, without the value.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.rule
    }
}

impl fmt::Display for InvalidField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` must be {}", self.field, self.rule)
    }
}

impl std::error::Error for InvalidField {}

impl From<InvalidField> for Error {
    fn from(invalid: InvalidField) -> Self {
        Self::new(ErrorKind::Request(RequestPart::Body), invalid.to_string()).with_foreign_source(invalid.into())
    }
}
