//! What is said of a value that breaks a documented rule.

use std::fmt;

use crate::error::{Error, ErrorKind, RequestPart};

/// A value that breaks a documented rule; it names the field and the rule, never the value.
///
/// ```
/// use pointapi::platform::Ssn;
///
/// let refused = Ssn::new("12345").unwrap_err();
/// assert_eq!(refused.field(), "SSN");
/// assert_eq!(refused.to_string(), "`SSN` must be nine digits, bare or like 900-11-2222");
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

    /// The platform takes a blank text as a missing one.
    pub(crate) const fn blank(field: &'static str) -> Self {
        Self::new(field, "a text that is not blank")
    }

    /// The field, as the platform spells it: `SSN`, `Address.PostalCode`.
    #[must_use]
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// What the value must be, without the value.
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
        Self::new(ErrorKind::Request(RequestPart::Body), invalid.to_string()).with_source(invalid)
    }
}
