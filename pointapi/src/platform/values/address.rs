//! Addresses and residences.

use std::fmt;

use serde::Serialize;

use super::{PostalCode, State, Words, Zip};
use crate::platform::InvalidField;

/// A US address; `Debug` does not show it.
///
/// ```
/// use pointapi::platform::{Address, Zip, Zip5};
///
/// let anywhere: Address<Zip> = Address::new("77 Foundry Ln", "Pinedale", "WY", "829410077").unwrap();
/// let error = Address::<Zip5>::new("77 Foundry Ln", "Pinedale", "WY", "829410077").unwrap_err();
/// assert_eq!(error.field(), "Address.PostalCode");
/// # drop(anywhere);
/// ```
///
/// The product decides the type of the ZIP code: five digits for form 8821, five or nine for ADV.
#[derive(Clone, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "Address{Code}", description = "A US address.")
)]
pub struct Address<Code: PostalCode = Zip> {
    #[serde(rename = "AddressLine1")]
    line: Words,
    #[serde(rename = "City")]
    city: Words,
    #[serde(rename = "State")]
    state: State,
    #[serde(rename = "PostalCode")]
    postal_code: Code,
}

impl<Code: PostalCode> Address<Code> {
    /// Creates an address of street, city, state and ZIP code.
    ///
    /// # Errors
    ///
    /// Names the field that is blank or malformed.
    pub fn new(
        line: impl Into<String>,
        city: impl Into<String>,
        state: impl Into<String>,
        postal_code: impl AsRef<str>,
    ) -> Result<Self, InvalidField> {
        Ok(Self {
            line: Words::new("Address.AddressLine1", line)?,
            city: Words::new("Address.City", city)?,
            state: State::new(state)?,
            postal_code: Code::parse(postal_code.as_ref())?,
        })
    }
}

impl<Code: PostalCode> fmt::Debug for Address<Code> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address([redacted])")
    }
}

/// A current or former residence of a person.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "Residence{Code}", description = "A current or former residence of a person.")
)]
pub struct Residence<Code: PostalCode = Zip> {
    #[serde(rename = "Address")]
    address: Address<Code>,
    #[serde(rename = "CurrentIndicator")]
    is_current: bool,
}

impl<Code: PostalCode> Residence<Code> {
    /// Creates a current residence.
    #[must_use]
    pub fn current(address: Address<Code>) -> Self {
        Self { address, is_current: true }
    }

    /// Creates a former residence.
    #[must_use]
    pub fn former(address: Address<Code>) -> Self {
        Self { address, is_current: false }
    }
}
