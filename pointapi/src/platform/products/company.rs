//! A company as the subject of a transcript.

use serde::Serialize;

use super::lists::Items;
use crate::platform::values::Words;
use crate::platform::{Ein, InvalidField};

/// A company and its Employer Identification Number.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Company {
    #[serde(rename = "CompanyName")]
    name: Words,
    #[serde(rename = "Items")]
    items: Items<TaxIdentification>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(inline))]
struct TaxIdentification {
    #[serde(rename = "Key")]
    key: &'static str,
    #[serde(rename = "Value")]
    ein: Ein,
}

impl Company {
    /// Creates a company of this name.
    ///
    /// # Errors
    ///
    /// If the name is blank.
    pub fn new(name: impl Into<String>, ein: Ein) -> Result<Self, InvalidField> {
        let items = TaxIdentification { key: "TaxIdentificationEIN", ein }.into();
        Ok(Self { name: Words::new("CompanyName", name)?, items })
    }
}
