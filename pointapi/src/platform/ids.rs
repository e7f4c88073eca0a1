//! The platform's ids: texts that look like numbers and are none.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::InvalidField;
use crate::param::PathParam;

/// What every id can do: be shown, compared with text and put into a path.
macro_rules! text_id {
    ($name:ident) => {
        impl $name {
            /// The id as text, zeros in front included.
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

/// An id that the platform gives out; any text is taken.
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
    };
}

/// Up to 19 digits; nine are a Social Security number too.
fn is_of_the_platform(id: &str) -> bool {
    (1..=19).contains(&id.len()) && id.len() != 9 && id.bytes().all(|byte| byte.is_ascii_digit())
}

/// The platform's id of a transaction, such as `0000000000000777202`; its zeros count.
///
/// It names "this loan", and is what an ADV refresh aims at. The address of an order ends in an id that can differ
/// from it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TransactionId(String);

given_id!(TransactionId);

/// The platform's id of an order in the query, such as `0000000000000888001`; never the [`TransactionId`].
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderGuid(String);

given_id!(OrderGuid);

/// The caller's own name for an order; the query shows it as `ReferenceNumber`.
///
/// It need not be unique to the platform, but make it so: after a lost answer it is the only way to find the order
/// again.
///
/// ```
/// use pointapi::platform::CorrelationId;
///
/// assert_eq!(CorrelationId::new("loan-7731-adv").unwrap(), "loan-7731-adv");
/// assert!(CorrelationId::new(" ").is_err());
/// ```
/// Some callers put a borrower's name into it, so `Debug` does not show it; `Display` does.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CorrelationId(String);

text_id!(CorrelationId);

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
    /// Takes any text that is not blank.
    ///
    /// # Errors
    ///
    /// If it is blank, which the platform takes as missing.
    pub fn new(id: impl Into<String>) -> Result<Self, InvalidField> {
        let id = id.into();
        if id.trim().is_empty() {
            return Err(InvalidField::blank("CorrelationID"));
        }
        Ok(Self(id))
    }
}
