//! IRS4506TTranscript: tax transcripts by form 4506-T.

mod filing;
mod forms;

use serde::Serialize;

pub use filing::{Filing, Spouse, Taxpayer};
pub use forms::{JointTranscriptForm, TranscriptForm};

use super::lists::{Attachments, Preferences, Terms};
use super::model::Model;
use super::preference::{Attachment, Preference};
use crate::platform::{CorrelationId, Document, State, TaxYears};
use filing::Term;

/// An order of IRS4506TTranscript: tax transcripts by form 4506-T.
///
/// ```
/// use pointapi::platform::{
///     CorrelationId, Document, Filing, Irs4506TOrder, JointTranscriptForm, PersonName, Spouse, Ssn, TaxYears, Taxpayer,
/// };
///
/// # fn run(signed_form: Document) -> pointapi::Result<()> {
/// let taxpayer = Taxpayer::new(PersonName::new("Wilhelmina", "Ostrander")?, Ssn::new("900112222")?);
/// let spouse = Spouse::new(&PersonName::new("Tobias", "Ostrander")?, Ssn::new("900112223")?);
/// let filing = Filing::joint(taxpayer, &spouse, JointTranscriptForm::RecordOfAccount1040);
/// let label = CorrelationId::new("loan-7731-4506t-joint")?;
/// let order = Irs4506TOrder::new("PDF-001", label, filing, &TaxYears::new([2031, 2030])?, signed_form);
/// # drop(order);
/// # Ok(())
/// # }
/// ```
///
/// The filing decides the other mandatory data, so [`Filing`] has one constructor for each case.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields)]
pub struct Irs4506TOrder {
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

impl Irs4506TOrder {
    /// Creates an order on one filing, with the completed and signed form; the model, such as `PDF-001`, is agreed with
    /// the account representative.
    #[must_use]
    pub fn new(
        model: impl Into<String>,
        correlation_id: CorrelationId,
        filing: Filing,
        years: &TaxYears,
        signed_form: Document,
    ) -> Self {
        let Filing { term, form, classification, spouse } = filing;
        let mut preferences = Preferences::default()
            .with("FormRequestType", form)
            .with("TaxClassificationType", classification)
            .with("YearList", years);
        if let Some(spouse) = spouse {
            preferences = preferences
                .with("JointTaxReturnSSN", spouse.ssn.expose())
                .with("JointTaxReturnPersonName", spouse.name.expose());
        }
        Self {
            model: Model(model.into()),
            correlation_id,
            preferences,
            terms: term.into(),
            attachments: Attachments::of("irs4506t", signed_form),
        }
    }

    /// Sets a state, which the platform passes to the external verification vendor.
    #[must_use]
    pub fn us_state(mut self, state: &State) -> Self {
        self.preferences = self.preferences.with("USState", state.as_str());
        self
    }
}
