//! Participants of a loan other than the borrowers.

use serde::Serialize;

use super::ParticipantType;
use crate::platform::products::lists::Licenses;
use crate::platform::values::Words;
use crate::platform::{Address, InvalidField, Phone, State};

/// A participant of a loan, such as an appraiser, a notary or a lender.
///
/// ```
/// use pointapi::platform::{AdvParticipant, ContactPoint, ParticipantType, Phone};
///
/// # fn main() -> pointapi::Result<()> {
/// let appraiser = AdvParticipant::new(ParticipantType::APPRAISER)
///     .company_name("Calloway Valuations")
///     .contact_point(ContactPoint::phone("Work", Phone::new("5550100199")?)?.preferred(true));
/// # drop(appraiser);
/// # Ok(())
/// # }
/// ```
///
/// The platform does not document the mandatory fields of each type; it responds with `E004` if one is missing.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct AdvParticipant {
    #[serde(rename = "FirstName", skip_serializing_if = "Option::is_none")]
    first_name: Option<Words>,
    #[serde(rename = "MiddleName", skip_serializing_if = "Option::is_none")]
    middle_name: Option<Words>,
    #[serde(rename = "LastName", skip_serializing_if = "Option::is_none")]
    last_name: Option<Words>,
    #[serde(rename = "CompanyName", skip_serializing_if = "Option::is_none")]
    company_name: Option<Words>,
    #[serde(rename = "ParticipantType")]
    kind: ParticipantType,
    #[serde(rename = "ContactPoint", skip_serializing_if = "Option::is_none")]
    contact_point: Option<ContactPoint>,
    #[serde(rename = "Address", skip_serializing_if = "Option::is_none")]
    address: Option<Address>,
    #[serde(rename = "Licenses", skip_serializing_if = "Option::is_none")]
    licenses: Option<Licenses<License>>,
}

impl AdvParticipant {
    /// Creates a participant of this type.
    #[must_use]
    pub fn new(kind: ParticipantType) -> Self {
        Self {
            first_name: None,
            middle_name: None,
            last_name: None,
            company_name: None,
            kind,
            contact_point: None,
            address: None,
            licenses: None,
        }
    }

    /// Adds the name of a person; a blank part is omitted.
    #[must_use]
    pub fn person_name(mut self, first: impl Into<String>, last: impl Into<String>) -> Self {
        self.first_name = Words::optional(first);
        self.last_name = Words::optional(last);
        self
    }

    /// Adds a middle name; a blank one is omitted.
    #[must_use]
    pub fn middle_name(mut self, middle: impl Into<String>) -> Self {
        self.middle_name = Words::optional(middle);
        self
    }

    /// Adds the name of a company; a blank one is omitted.
    #[must_use]
    pub fn company_name(mut self, name: impl Into<String>) -> Self {
        self.company_name = Words::optional(name);
        self
    }

    /// Sets the contact point.
    #[must_use]
    pub fn contact_point(mut self, contact_point: ContactPoint) -> Self {
        self.contact_point = Some(contact_point);
        self
    }

    /// Adds the address.
    #[must_use]
    pub fn address(mut self, address: Address) -> Self {
        self.address = Some(address);
        self
    }

    /// Adds a license.
    #[must_use]
    pub fn license(mut self, license: License) -> Self {
        self.licenses.get_or_insert_default().items.push(license);
        self
    }
}

/// A contact point of a participant.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ContactPoint {
    #[serde(rename = "RoleType")]
    role: Words,
    #[serde(rename = "Type")]
    kind: &'static str,
    #[serde(rename = "Value")]
    value: Phone,
    #[serde(rename = "PreferenceIndicator", skip_serializing_if = "Option::is_none")]
    is_preferred: Option<bool>,
}

impl ContactPoint {
    /// Creates a phone number with a role; `Mobile` and `Work` are documented.
    ///
    /// # Errors
    ///
    /// If the role is blank.
    pub fn phone(role: impl Into<String>, number: Phone) -> Result<Self, InvalidField> {
        let role = Words::new("ContactPoint.RoleType", role)?;
        Ok(Self { role, kind: "Phone", value: number, is_preferred: None })
    }

    /// Sets whether it is preferred.
    #[must_use]
    pub fn preferred(mut self, is_preferred: bool) -> Self {
        self.is_preferred = Some(is_preferred);
        self
    }
}

/// A license of a participant.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct License {
    #[serde(rename = "LicenseNumber")]
    number: Words,
    #[serde(rename = "LicenseType")]
    kind: Words,
    #[serde(rename = "LicenseState")]
    state: State,
}

impl License {
    /// Creates a license with this number and type, issued in a state.
    ///
    /// # Errors
    ///
    /// If number or type is blank.
    pub fn new(number: impl Into<String>, kind: impl Into<String>, state: State) -> Result<Self, InvalidField> {
        let (number, kind) = (Words::new("License.LicenseNumber", number)?, Words::new("License.LicenseType", kind)?);
        Ok(Self { number, kind, state })
    }
}
