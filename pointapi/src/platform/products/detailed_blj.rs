//! DetailedBLJ: bankruptcies, liens and judgments.

use serde::Serialize;

use super::lists::Terms;
use super::model::Model;
use crate::platform::{CorrelationId, DateOfBirth, PersonName, Phone, Ssn};

/// An order of DetailedBLJ: a search for bankruptcies, liens and judgments.
///
/// ```
/// use pointapi::platform::{BljPerson, CorrelationId, DetailedBljOrder, PersonName, Ssn};
///
/// # fn main() -> pointapi::Result<()> {
/// let person = BljPerson::new(PersonName::new("Wilhelmina", "Ostrander")?, Ssn::new("900112222")?);
/// let order = DetailedBljOrder::new("PDF-001", CorrelationId::new("loan-7731-blj")?, person);
/// # drop(order);
/// # Ok(())
/// # }
/// ```
///
/// In every sample of the platform the order is done at once.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields)]
pub struct DetailedBljOrder {
    #[serde(skip)]
    pub(super) model: Model,
    #[serde(rename = "CorrelationID")]
    pub(super) correlation_id: CorrelationId,
    #[serde(rename = "Terms")]
    terms: Terms<Term>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(inline))]
struct Term {
    #[serde(rename = "Person")]
    person: BljPerson,
}

impl DetailedBljOrder {
    /// Creates an order on one person; the model, such as `PDF-001`, is agreed with the account representative.
    #[must_use]
    pub fn new(model: impl Into<String>, correlation_id: CorrelationId, person: BljPerson) -> Self {
        Self { model: Model(model.into()), correlation_id, terms: Term { person }.into() }
    }
}

/// The person of the search.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct BljPerson {
    #[serde(flatten)]
    name: PersonName,
    #[serde(rename = "SSN")]
    ssn: Ssn,
    #[serde(rename = "DOB", skip_serializing_if = "Option::is_none")]
    date_of_birth: Option<DateOfBirth>,
    #[serde(rename = "HomePhone", skip_serializing_if = "Option::is_none")]
    home_phone: Option<Phone>,
}

impl BljPerson {
    /// Creates a person of this name and number.
    #[must_use]
    pub fn new(name: PersonName, ssn: Ssn) -> Self {
        Self { name, ssn, date_of_birth: None, home_phone: None }
    }

    /// Adds the date of birth.
    #[must_use]
    pub fn date_of_birth(mut self, date: DateOfBirth) -> Self {
        self.date_of_birth = Some(date);
        self
    }

    /// Adds the phone number.
    #[must_use]
    pub fn home_phone(mut self, phone: Phone) -> Self {
        self.home_phone = Some(phone);
        self
    }
}
