//! The subject of the transcripts.

use serde::Serialize;

use crate::platform::products::lists::{ConsentTokens, Residences};
use crate::platform::products::{Company, ConsentToken};
use crate::platform::{Address, DateOfBirth, PersonName, Phone, Residence, Ssn, Zip5};

/// A person or a company.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Irs8821Subject {
    /// A person, classified as `Individual`.
    Person(Irs8821Person),
    /// A company, classified as `Company`.
    #[serde(rename = "Participant")]
    Company(Irs8821Company),
}

impl Irs8821Subject {
    pub(super) fn classification(&self) -> &'static str {
        match self {
            Self::Person(_) => "Individual",
            Self::Company(_) => "Company",
        }
    }
}

impl From<Irs8821Person> for Irs8821Subject {
    fn from(person: Irs8821Person) -> Self {
        Self::Person(person)
    }
}

impl From<Irs8821Company> for Irs8821Subject {
    fn from(company: Irs8821Company) -> Self {
        Self::Company(company)
    }
}

/// A person as the subject.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Irs8821Person {
    #[serde(flatten)]
    name: PersonName,
    #[serde(rename = "SSN")]
    ssn: Ssn,
    #[serde(rename = "Residences")]
    residences: Residences<Residence<Zip5>>,
    #[serde(rename = "DOB", skip_serializing_if = "Option::is_none")]
    date_of_birth: Option<DateOfBirth>,
    #[serde(rename = "HomePhone", skip_serializing_if = "Option::is_none")]
    home_phone: Option<Phone>,
    #[serde(rename = "ConsentTokens", skip_serializing_if = "Option::is_none")]
    consent_tokens: Option<ConsentTokens<ConsentToken>>,
}

impl Irs8821Person {
    /// Creates a person with this name, number and residence.
    #[must_use]
    pub fn new(name: PersonName, ssn: Ssn, residence: Residence<Zip5>) -> Self {
        let residences = residence.into();
        Self { name, ssn, residences, date_of_birth: None, home_phone: None, consent_tokens: None }
    }

    /// Adds another residence.
    #[must_use]
    pub fn residence(mut self, residence: Residence<Zip5>) -> Self {
        self.residences.items.push(residence);
        self
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

    /// Adds proof of consent.
    #[must_use]
    pub fn consent_token(mut self, token: ConsentToken) -> Self {
        self.consent_tokens.get_or_insert_default().items.push(token);
        self
    }
}

/// A company as the subject.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Irs8821Company {
    #[serde(flatten)]
    company: Company,
    #[serde(rename = "Address")]
    address: Address<Zip5>,
    #[serde(rename = "ConsentTokens", skip_serializing_if = "Option::is_none")]
    consent_tokens: Option<ConsentTokens<ConsentToken>>,
}

impl Irs8821Company {
    /// Creates a company at this address.
    #[must_use]
    pub fn new(company: Company, address: Address<Zip5>) -> Self {
        Self { company, address, consent_tokens: None }
    }

    /// Adds proof of consent.
    #[must_use]
    pub fn consent_token(mut self, token: ConsentToken) -> Self {
        self.consent_tokens.get_or_insert_default().items.push(token);
        self
    }
}
