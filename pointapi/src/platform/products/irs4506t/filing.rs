//! The filing of the returns.

use serde::Serialize;

use super::forms::{JointTranscriptForm, TranscriptForm};
use crate::auth::Secret;
use crate::platform::products::Company;
use crate::platform::{PersonName, Ssn};

/// A filing, and the transcript that is ordered of it.
#[derive(Debug, Clone)]
pub struct Filing {
    pub(super) term: Term,
    pub(super) form: &'static str,
    pub(super) classification: &'static str,
    pub(super) spouse: Option<Spouse>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(inline))]
pub(super) enum Term {
    Person(Taxpayer),
    #[serde(rename = "Participant")]
    Company(Company),
}

impl Filing {
    /// Creates the filing of a person who filed alone.
    #[must_use]
    pub fn individual(taxpayer: Taxpayer, form: TranscriptForm) -> Self {
        Self { term: Term::Person(taxpayer), form: form.wire(), classification: "Individual", spouse: None }
    }

    /// Creates the filing of a couple who filed together.
    #[must_use]
    pub fn joint(taxpayer: Taxpayer, spouse: &Spouse, form: JointTranscriptForm) -> Self {
        Self {
            term: Term::Person(taxpayer),
            form: TranscriptForm::from(form).wire(),
            classification: "Joint",
            spouse: Some(spouse.clone()),
        }
    }

    /// Creates the filing of a company.
    #[must_use]
    pub fn company(company: Company, form: TranscriptForm) -> Self {
        Self { term: Term::Company(company), form: form.wire(), classification: "Company", spouse: None }
    }
}

/// The person who filed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Taxpayer {
    #[serde(flatten)]
    name: PersonName,
    #[serde(rename = "SSN")]
    ssn: Ssn,
}

impl Taxpayer {
    /// Creates a person of this name and number.
    #[must_use]
    pub fn new(name: PersonName, ssn: Ssn) -> Self {
        Self { name, ssn }
    }
}

/// The other person of a joint return.
#[derive(Debug, Clone)]
pub struct Spouse {
    pub(super) name: Secret,
    pub(super) ssn: Ssn,
}

impl Spouse {
    /// Creates a person of this name and number; of the name, first and last are sent.
    #[must_use]
    pub fn new(name: &PersonName, ssn: Ssn) -> Self {
        Self { name: Secret::new(name.first_and_last()), ssn }
    }
}
