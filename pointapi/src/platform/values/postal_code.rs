//! ZIP codes of five or nine digits, by product.

use std::fmt;

use serde::Serialize;

use super::has_layout;
use crate::platform::InvalidField;
use crate::platform::schema::text_schema;

/// A kind of ZIP code; the product decides which one an [`Address`](super::Address) has.
pub trait PostalCode: Serialize + Sized + private::Sealed {
    /// Parses a code of this kind.
    ///
    /// # Errors
    ///
    /// Returns an error if the string is not a code of this kind.
    fn parse(code: &str) -> Result<Self, InvalidField>;
}

/// A ZIP code of five or nine digits, for ADV; a hyphen before the last four is kept. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Zip(String);

/// A ZIP code of five digits, for form 8821. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Zip5(String);

text_schema!(Zip, "A ZIP code of five or nine digits.", { "pattern": r"^\d{5}(-?\d{4})?$" });
text_schema!(Zip5, "A ZIP code of five digits.", { "pattern": r"^\d{5}$" });

impl PostalCode for Zip {
    fn parse(code: &str) -> Result<Self, InvalidField> {
        let is_valid = ["#####", "#########", "#####-####"].iter().any(|layout| has_layout(code, layout));
        checked(is_valid, "five or nine digits like 82941, 829410077 or 82941-0077").map(|()| Self(code.to_owned()))
    }
}

impl PostalCode for Zip5 {
    fn parse(code: &str) -> Result<Self, InvalidField> {
        checked(has_layout(code, "#####"), "five digits like 82941").map(|()| Self(code.to_owned()))
    }
}

impl fmt::Debug for Zip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Zip([redacted])")
    }
}

impl fmt::Debug for Zip5 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Zip5([redacted])")
    }
}

fn checked(is_valid: bool, rule: &'static str) -> Result<(), InvalidField> {
    if is_valid { Ok(()) } else { Err(InvalidField::new("Address.PostalCode", rule)) }
}

mod private {
    /// The platform defines the kinds; sealed so that other crates cannot add one.
    pub trait Sealed {}

    impl Sealed for super::Zip {}
    impl Sealed for super::Zip5 {}
}
