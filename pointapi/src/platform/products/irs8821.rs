//! IRS8821Transcript: tax transcripts by form 8821 and a form of consent.

mod request;
mod subject;

use serde::Serialize;

pub use request::{Irs8821Form, Irs8821Request, IrsAccount, TestMode};
pub use subject::{Irs8821Company, Irs8821Person, Irs8821Subject};

use super::lists::{Attachments, Preferences, Terms};
use super::model::Model;
use super::preference::{Attachment, Preference};
use crate::platform::{CorrelationId, Document};

/// An order of IRS8821Transcript: tax transcripts by form 8821.
///
/// ```
/// use pointapi::platform::{
///     CorrelationId, Document, Irs8821Form, Irs8821Order, Irs8821Person, Irs8821Request, IrsAccount, TaxYears,
/// };
///
/// # fn run(person: Irs8821Person, both_forms: Document) -> pointapi::Result<()> {
/// let years = TaxYears::new([2031, 2030, 2029])?;
/// let request = Irs8821Request::new(Irs8821Form::W2EmployeeEarnings, years, IrsAccount::Skip);
/// let order = Irs8821Order::new("PDF-001", CorrelationId::new("loan-7731-8821")?, person, request, both_forms);
/// # drop(order);
/// # Ok(())
/// # }
/// ```
///
/// The document is the signed 8821 and the signed consent in one PDF.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields)]
pub struct Irs8821Order {
    #[serde(skip)]
    pub(super) model: Model,
    #[serde(rename = "CorrelationID")]
    pub(super) correlation_id: CorrelationId,
    #[serde(rename = "Preferences")]
    preferences: Preferences<Preference>,
    #[serde(rename = "Terms")]
    terms: Terms<Irs8821Subject>,
    #[serde(rename = "Attachments")]
    attachments: Attachments<Attachment>,
}

impl Irs8821Order {
    /// Creates an order on a person or a company; the model, such as `PDF-001`, is agreed with the account
    /// representative.
    #[must_use]
    pub fn new(
        model: impl Into<String>,
        correlation_id: CorrelationId,
        subject: impl Into<Irs8821Subject>,
        request: Irs8821Request,
        signed_forms: Document,
    ) -> Self {
        let subject = subject.into();
        let mut preferences = Preferences::default()
            .with("IRS8821TaxClassificationType", subject.classification())
            .with("IRS8821TaxYearsRequested", request.years)
            .with("IRS8821HasIRSAccount", request.account == IrsAccount::Try)
            .with("IRS8821FormRequested", request.form.wire());
        if let Some(mode) = request.test_mode {
            preferences = preferences.with("IRS8821TestMode", mode.wire());
        }
        Self {
            model: Model(model.into()),
            correlation_id,
            preferences,
            terms: subject.into(),
            attachments: Attachments::of("irs8821TranscriptAuthorizationConsentCombined", signed_forms),
        }
    }
}
