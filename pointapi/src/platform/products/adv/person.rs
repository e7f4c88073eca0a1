//! A borrower.

use serde::Serialize;

use super::Employer;
use crate::platform::products::lists::{Employers, Residences};
use crate::platform::values::Words;
use crate::platform::{DateOfBirth, PersonName, Phone, Residence, Ssn};

/// A borrower of an ADV order.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct AdvPerson {
    #[serde(flatten)]
    name: PersonName,
    #[serde(rename = "NameSuffix", skip_serializing_if = "Option::is_none")]
    suffix: Option<Words>,
    #[serde(rename = "SSN")]
    ssn: Ssn,
    #[serde(rename = "DOB")]
    date_of_birth: DateOfBirth,
    #[serde(rename = "HomePhone")]
    home_phone: Phone,
    #[serde(rename = "Residences")]
    residences: Residences<Residence>,
    #[serde(rename = "Employers", skip_serializing_if = "Option::is_none")]
    employers: Option<Employers<Employer>>,
    #[serde(rename = "Declarations", skip_serializing_if = "Option::is_none")]
    declarations: Option<Declarations>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(inline))]
struct Declarations {
    #[serde(rename = "BorrowerFirstTimeHomebuyerIndicator")]
    is_first_time_homebuyer: bool,
}

impl AdvPerson {
    /// Creates a borrower with the mandatory data of ADV.
    #[must_use]
    pub fn new(
        name: PersonName,
        ssn: Ssn,
        date_of_birth: DateOfBirth,
        home_phone: Phone,
        residence: Residence,
    ) -> Self {
        Self {
            name,
            suffix: None,
            ssn,
            date_of_birth,
            home_phone,
            residences: residence.into(),
            employers: None,
            declarations: None,
        }
    }

    /// Adds a suffix to the name, such as `Sr.`; a blank one is omitted.
    #[must_use]
    pub fn suffix(mut self, suffix: impl Into<String>) -> Self {
        self.suffix = Words::optional(suffix);
        self
    }

    /// Adds another residence.
    #[must_use]
    pub fn residence(mut self, residence: Residence) -> Self {
        self.residences.items.push(residence);
        self
    }

    /// Adds an employer.
    #[must_use]
    pub fn employer(mut self, employer: Employer) -> Self {
        self.employers.get_or_insert_default().items.push(employer);
        self
    }

    /// Sets whether this is the borrower's first home.
    #[must_use]
    pub fn first_time_homebuyer(mut self, is_first_time_homebuyer: bool) -> Self {
        self.declarations = Some(Declarations { is_first_time_homebuyer });
        self
    }
}
