//! ADV: verification of a loan's data, and its refresh.

mod employer;
mod participant;
mod participant_type;
mod person;

use serde::Serialize;

pub use employer::{Employer, SpecialEmployer};
pub use participant::{AdvParticipant, ContactPoint, License};
pub use participant_type::ParticipantType;
pub use person::AdvPerson;

use super::lists::Terms;
use super::model::Model;
use crate::platform::{Address, CorrelationId, InvalidField, TransactionId};

/// An order of ADV: the data of one loan, verified.
///
/// ```
/// use pointapi::platform::{
///     Address, AdvOrder, AdvPerson, CorrelationId, DateOfBirth, Employer, PersonName, Phone, Residence, SpecialEmployer,
///     Ssn,
/// };
///
/// # fn main() -> pointapi::Result<()> {
/// let home = Address::new("9 Larch Row", "Pinedale", "WY", "82941")?;
/// let borrower = AdvPerson::new(
///     PersonName::new("Wilhelmina", "Ostrander")?,
///     Ssn::new("900-11-2222")?,
///     DateOfBirth::new("03/09/1971")?,
///     Phone::new("555-010-0147")?,
///     Residence::current(home),
/// )
/// .employer(Employer::special(SpecialEmployer::Retired));
/// let order = AdvOrder::new("ADV-120", CorrelationId::new("loan-7731-adv")?, borrower)
///     .property(Address::new("410 Quarry Bend", "Jackson", "WY", "83001")?);
/// # drop(order);
/// # Ok(())
/// # }
/// ```
///
/// Borrowers, the property and participants are sent in the order in which they were added.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields)]
pub struct AdvOrder {
    #[serde(skip)]
    pub(super) model: Model,
    #[serde(rename = "CorrelationID")]
    pub(super) correlation_id: CorrelationId,
    #[serde(rename = "Terms")]
    terms: Terms<Term>,
    /// A received order can have one, as a refresh has; this client sends it with a refresh alone.
    #[serde(rename = "TransactionID", default, skip_serializing_if = "Option::is_none")]
    transaction_id: Option<TransactionId>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(inline))]
enum Term {
    Person(AdvPerson),
    Property(Property),
    Participant(AdvParticipant),
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(inline))]
struct Property {
    #[serde(rename = "Address")]
    address: Address,
}

impl AdvOrder {
    /// Creates an order for a loan with this borrower; the model, such as `ADV-120`, is agreed with the account
    /// representative.
    #[must_use]
    pub fn new(model: impl Into<String>, correlation_id: CorrelationId, borrower: AdvPerson) -> Self {
        Self { model: Model(model.into()), correlation_id, terms: Term::Person(borrower).into(), transaction_id: None }
    }

    /// Adds another borrower.
    #[must_use]
    pub fn borrower(mut self, borrower: AdvPerson) -> Self {
        self.terms.add(Term::Person(borrower));
        self
    }

    /// Sets the property; a loan has one, so the last counts.
    #[must_use]
    pub fn property(mut self, address: Address) -> Self {
        self.terms.items.retain(|term| !term.is("Property", |term| matches!(term, Term::Property(_))));
        self.terms.add(Term::Property(Property { address }));
        self
    }

    /// Adds another participant of the loan.
    #[must_use]
    pub fn participant(mut self, participant: AdvParticipant) -> Self {
        self.terms.add(Term::Participant(participant));
        self
    }

    /// Converts it to the refresh of an earlier order: the same loan, run again with this data.
    ///
    /// It must be complete: omitted data counts as removed. The id is in the response to the earlier order.
    ///
    /// # Errors
    ///
    /// If the id is blank.
    pub fn refresh(self, transaction_id: TransactionId) -> Result<AdvRefresh, InvalidField> {
        if transaction_id.as_str().trim().is_empty() {
            return Err(InvalidField::blank("TransactionID"));
        }
        Ok(AdvRefresh { transaction_id, order: Self { transaction_id: None, ..self } })
    }
}

/// The refresh of an ADV order, from [`AdvOrder::refresh`].
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(description = "The refresh of an ADV order."))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
pub struct AdvRefresh {
    #[serde(rename = "TransactionID")]
    transaction_id: TransactionId,
    #[serde(flatten)]
    order: AdvOrder,
}

impl AdvRefresh {
    /// Returns the caller's label of the order.
    #[must_use]
    pub fn correlation_id(&self) -> &CorrelationId {
        &self.order.correlation_id
    }
}
