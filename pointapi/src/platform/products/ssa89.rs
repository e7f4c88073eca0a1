//! SSAForm89ECBSV: verification of a Social Security number by form SSA-89.

use serde::Serialize;

use super::lists::{Attachments, Preferences, Terms};
use super::model::Model;
use super::preference::{Attachment, Preference};
use crate::platform::{CorrelationId, DateOfBirth, Document, Ein, PersonName, Ssn};

/// An order of SSAForm89ECBSV: it verifies that a Social Security number belongs to a name and a date of birth.
///
/// ```
/// use pointapi::platform::{
///     CorrelationId, DateOfBirth, Document, PersonName, Signature, Ssa89Order, Ssn, SsaPerson,
/// };
///
/// # fn run(signed_form: Document) -> pointapi::Result<()> {
/// let name = PersonName::new("Wilhelmina", "Ostrander")?;
/// let person = SsaPerson::new(name, DateOfBirth::new("03/09/1971")?, Ssn::new("900112222")?);
/// let label = CorrelationId::new("loan-7731-ssa")?;
/// let order = Ssa89Order::new("PDF-001", label, person, Signature::Electronic, signed_form);
/// # drop(order);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields)]
pub struct Ssa89Order {
    #[serde(skip)]
    pub(super) model: Model,
    #[serde(rename = "CorrelationID")]
    pub(super) correlation_id: CorrelationId,
    #[serde(rename = "Preferences")]
    preferences: Preferences<Preference>,
    #[serde(rename = "Terms")]
    terms: Terms<Term>,
    #[serde(rename = "Attachments")]
    attachments: Attachments<Attachment>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(inline))]
struct Term {
    #[serde(rename = "Person")]
    person: SsaPerson,
}

impl Ssa89Order {
    /// Creates an order on one person, with the completed and signed form; the model, such as `PDF-001`, is agreed with
    /// the account representative.
    #[must_use]
    pub fn new(
        model: impl Into<String>,
        correlation_id: CorrelationId,
        person: SsaPerson,
        signature: Signature,
        signed_form: Document,
    ) -> Self {
        Self {
            model: Model(model.into()),
            correlation_id,
            preferences: Preferences::default().with("SignatureType", signature.wire()),
            terms: Term { person }.into(),
            attachments: Attachments::of("ssaForm89ecbsv", signed_form),
        }
    }

    /// Sets the EIN to verify under; mandatory unless the account representative has preset one for the product.
    #[must_use]
    pub fn ein(mut self, ein: &Ein) -> Self {
        self.preferences = self.preferences.with("EIN", ein.expose());
        self
    }
}

/// The signature of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// By hand, with wet ink.
    Wet,
    /// Electronically.
    Electronic,
}

impl Signature {
    fn wire(self) -> &'static str {
        match self {
            Self::Wet => "w",
            Self::Electronic => "e",
        }
    }
}

/// The person whose number is verified.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct SsaPerson {
    #[serde(flatten)]
    name: PersonName,
    #[serde(rename = "DOB")]
    date_of_birth: DateOfBirth,
    #[serde(rename = "SSN")]
    ssn: Ssn,
}

impl SsaPerson {
    /// Creates a person of this name, date of birth and number.
    #[must_use]
    pub fn new(name: PersonName, date_of_birth: DateOfBirth, ssn: Ssn) -> Self {
        Self { name, date_of_birth, ssn }
    }
}
