//! The preferences of the form products, and the faults of wrong ones.

use serde_json::Value;

use super::formats;

/// A preference of a product.
pub(super) struct Rule {
    key: &'static str,
    values: Values,
    requirement: Requirement,
}

/// The accepted values of a preference.
enum Values {
    Listed(&'static [&'static str]),
    Checked(fn(&str) -> bool),
}

/// The condition on which a preference is mandatory.
enum Requirement {
    Always,
    Never,
    /// If another preference has this value.
    If(&'static str, &'static str),
}

const fn always(key: &'static str, values: Values) -> Rule {
    Rule { key, values, requirement: Requirement::Always }
}

const fn optional(key: &'static str, values: Values) -> Rule {
    Rule { key, values, requirement: Requirement::Never }
}

const fn of_joint(key: &'static str, values: Values) -> Rule {
    Rule { key, values, requirement: Requirement::If("TaxClassificationType", "Joint") }
}

/// A failure message: code and text.
pub(super) type Failure = (&'static str, String);

/// Returns the preferences of an order.
pub(super) fn pairs(order: &Value) -> Vec<(&str, &str)> {
    let list = order["Preferences"]["Preference"].as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|pair| Some((pair["Key"].as_str()?, pair["Value"].as_str()?))).collect()
}

/// Returns the value of a preference.
pub(super) fn value_of<'a>(order: &'a Value, key: &str) -> Option<&'a str> {
    pairs(order).into_iter().find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// Validates the preferences of an order; the messages are the platform's.
pub(super) fn failures(order: &Value, rules: &[Rule]) -> Vec<Failure> {
    let pairs = pairs(order);
    let value = |key: &str| pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
    let mut failures = Vec::new();
    for (key, _) in pairs.iter().filter(|(key, _)| rules.iter().all(|rule| rule.key != *key)) {
        failures.push(("E002", format!("Preference key {key} is not supported.")));
    }
    for rule in rules {
        let is_mandatory = match rule.requirement {
            Requirement::Always => true,
            Requirement::Never => false,
            Requirement::If(key, wanted) => value(key) == Some(wanted),
        };
        match value(rule.key) {
            Some(text) if !rule.values.take(text) => failures.push(("E001", rule.message(text))),
            None if is_mandatory => {
                failures.push(("E012", format!("Value not supplied for preference key {}", rule.key)));
            }
            _ => {}
        }
    }
    if value("TaxClassificationType") == Some("Joint") && value("FormRequestType") == Some("W2_1099-7") {
        failures.push(("E001", "W2_1099-7 is not a valid FormRequestType value for Joint.".into()));
    }
    failures
}

impl Values {
    fn take(&self, text: &str) -> bool {
        match self {
            Self::Listed(values) => values.contains(&text),
            Self::Checked(is_valid) => is_valid(text),
        }
    }
}

impl Rule {
    fn message(&self, text: &str) -> String {
        let listed = match &self.values {
            Values::Listed(values) => format!(" Valid values are {}.", values.join(", ")),
            Values::Checked(_) => String::new(),
        };
        format!("{text} is not a valid {} value.{listed}", self.key)
    }
}

/// Accepts one to five years of this century; the platform does not document which ones it accepts.
fn are_years(text: &str) -> bool {
    let years: Vec<&str> = text.split(',').collect();
    let is_year = |year: &&str| year.len() == 4 && year.parse::<u16>().is_ok_and(|year| (2000..2100).contains(&year));
    (1..=5).contains(&years.len()) && years.iter().all(is_year)
}

const YEARS: Values = Values::Checked(are_years);

pub(super) const IRS_4506T: &[Rule] = &[
    always(
        "FormRequestType",
        Values::Listed(&[
            "1040ReturnTranscript-6a",
            "1040AccountTranscript-6b",
            "1040RecordOfAccount-6c",
            "1065ReturnTranscript-6a",
            "1065AccountTranscript-6b",
            "1065RecordOfAccount-6c",
            "1120ReturnTranscript-6a",
            "1120AccountTranscript-6b",
            "1120RecordOfAccount-6c",
            "W2_1099-7",
            "W2_1099-8",
        ]),
    ),
    always("TaxClassificationType", Values::Listed(&["Individual", "Joint", "Company"])),
    always("YearList", YEARS),
    of_joint("JointTaxReturnSSN", Values::Checked(formats::is_ssn)),
    of_joint("JointTaxReturnPersonName", Values::Checked(|text| text.split_whitespace().count() > 1)),
    optional("USState", Values::Checked(formats::is_state)),
];

pub(super) const IRS_8821: &[Rule] = &[
    always("IRS8821TaxClassificationType", Values::Listed(&["Individual", "Company"])),
    always("IRS8821TaxYearsRequested", YEARS),
    always("IRS8821HasIRSAccount", Values::Listed(&["true", "false"])),
    always(
        "IRS8821FormRequested",
        Values::Listed(&[
            "1040 - Record of Account",
            "1040 - Return Transcript",
            "W-2 - Employee Earnings",
            "1099 - Self-Employed Earnings",
            "1065 - Partnership Return Transcript",
            "1065 - Partnership Record of Account",
            "1120 - Corporate Return Transcript",
            "1120 - Corporate Record of Account",
            "1120S - S Corporation Return Transcript",
            "1120S - S Corporation Record of Account",
            "All Income Data",
        ]),
    ),
    optional("IRS8821TestMode", Values::Listed(&["normal", "ready", "invalid"])),
];

pub(super) const SSA_89: &[Rule] =
    &[always("SignatureType", Values::Listed(&["w", "e"])), optional("EIN", Values::Checked(formats::is_ein))];
