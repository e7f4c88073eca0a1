//! The platform's ids: strings of digits, whose leading zeros count.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::InvalidField;
use super::schema::text_schema;
use crate::param::PathParam;

/// Implements the common methods of all ids: display, comparison with strings, use in a path.
macro_rules! text_id {
    ($name:ident) => {
        impl $name {
            /// Returns the id with its leading zeros.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl PathParam for $name {
            fn write_path(&self, out: &mut dyn fmt::Write) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    };
}

/// An id that the platform assigns; any string is accepted.
macro_rules! given_id {
    ($name:ident) => {
        text_id!($name);

        /// Shows the id if it has the platform's form.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(
                    f,
                    concat!(stringify!($name), "({})"),
                    if is_of_the_platform(&self.0) { &self.0 } else { "[redacted]" }
                )
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl FromStr for $name {
            type Err = Infallible;

            fn from_str(id: &str) -> Result<Self, Infallible> {
                Ok(Self::from(id))
            }
        }
    };
}

/// Accepts up to 19 digits, but not nine to twelve, the lengths of Social Security, phone and account numbers.
fn is_of_the_platform(id: &str) -> bool {
    matches!(id.len(), 1..=8 | 13..=19) && id.bytes().all(|byte| byte.is_ascii_digit())
}

/// The platform's id of a transaction, such as `0000000000000777202`; its zeros count.
///
/// It identifies "this loan", and an ADV refresh needs it. The address of an order ends in an id that can differ from it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TransactionId(String);

given_id!(TransactionId);
text_schema!(TransactionId, "The platform's id of a transaction.", { "pattern": r"^\d{1,19}$" });

/// The platform's id of an order in the query, such as `0000000000000888001`; it differs from the [`TransactionId`].
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderGuid(String);

given_id!(OrderGuid);
text_schema!(OrderGuid, "The platform's id of an order in the query.", { "pattern": r"^\d{1,19}$" });

/// The caller's label of an order; the query shows it as `ReferenceNumber`.
///
/// The platform does not require it to be unique, but make it so: after a lost response it is the only way to find the
/// order.
///
/// ```
/// use pointapi::platform::CorrelationId;
///
/// assert_eq!(CorrelationId::new("loan-7731-adv").unwrap(), "loan-7731-adv");
/// assert!(CorrelationId::new(" ").is_err());
/// ```
///
/// It may contain a borrower's name, so `Debug` does not show it; `Display` does.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CorrelationId(String);

text_id!(CorrelationId);
text_schema!(CorrelationId, "The caller's label of an order.", { "minLength": 1 });

impl TryFrom<String> for CorrelationId {
    type Error = InvalidField;

    fn try_from(id: String) -> Result<Self, InvalidField> {
        Self::new(id)
    }
}

impl From<CorrelationId> for String {
    fn from(id: CorrelationId) -> Self {
        id.0
    }
}

impl fmt::Debug for CorrelationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CorrelationId([redacted])")
    }
}

impl CorrelationId {
    /// Accepts any string that is not blank.
    ///
    /// # Errors
    ///
    /// If it is blank, which the platform treats as missing.
    pub fn new(id: impl Into<String>) -> Result<Self, InvalidField> {
        let id = id.into();
        if id.trim().is_empty() {
            return Err(InvalidField::blank("CorrelationID"));
        }
        Ok(Self(id))
    }
}
