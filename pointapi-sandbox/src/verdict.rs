//! The validation of an order.

use pointapi::platform::{Product, SpecialEmployer};
use serde_json::Value;

use super::preferences::{self, Failure};
use super::products::Rules;
use super::shape::Errors;

/// The result of the validation.
pub(super) enum Verdict {
    Accepted,
    /// The request is malformed: these members are unknown or have another JSON type.
    Malformed(Vec<String>),
    /// The order fails with these messages.
    Failed(Vec<Failure>),
}

pub(super) fn on(order: &Value, rules: &Rules) -> Verdict {
    let errors = Errors::of(order, rules.order);
    if !errors.malformed.is_empty() {
        return Verdict::Malformed(errors.malformed);
    }
    let mut messages: Vec<Failure> = errors.missing.iter().map(|path| required(path)).collect();
    messages.extend(errors.invalid.iter().map(|path| invalid(path)));
    messages.extend(preferences::failures(order, rules.preferences));
    messages.extend(missing_terms(order, &rules.product));
    messages.extend(missing_contacts(order));
    if attachments(order) > 1 && rules.product == Product::IRS_4506T {
        messages.push(("E013", "Only one attachment is allowed.".into()));
    }
    if messages.is_empty() { Verdict::Accepted } else { Verdict::Failed(messages) }
}

/// The platform names a member by its own path, which is not that of the JSON.
fn required(path: &str) -> Failure {
    ("E004", format!("/Inputs[1]/Input[1]{path} is required."))
}

fn invalid(path: &str) -> Failure {
    let code = if path.ends_with("/Document") { "E030" } else { "E025" };
    (code, format!("/Inputs[1]/Input[1]{path} is not valid."))
}

/// The product or a preference decides the subject of an order.
fn missing_terms(order: &Value, product: &Product) -> Option<Failure> {
    let classification = ["TaxClassificationType", "IRS8821TaxClassificationType"]
        .into_iter()
        .find_map(|key| preferences::value_of(order, key));
    let subject = match (product, classification) {
        (product, Some("Company")) if *product != Product::ADV => "Participant",
        _ => "Person",
    };
    let has_it = terms(order).iter().any(|term| term.get(subject).is_some());
    (!has_it).then(|| required(&format!("/Terms/Term[1]/{subject}")))
}

/// An employer needs a phone and an address, unless it has a special name.
fn missing_contacts(order: &Value) -> Vec<Failure> {
    let employers = terms(order).iter().filter_map(|term| term["Person"]["Employers"]["Employer"].as_array()).flatten();
    let named = |name: &str| SpecialEmployer::ALL.iter().any(|special| special.as_str() == name);
    employers
        .filter(|employer| !employer["Name"].as_str().is_some_and(named))
        .flat_map(|employer| ["Phone", "Address"].into_iter().filter(|field| employer.get(field).is_none()))
        .map(|field| required(&format!("/Employers/Employer/{field}")))
        .collect()
}

pub(super) fn terms(order: &Value) -> &[Value] {
    order["Terms"]["Term"].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn attachments(order: &Value) -> usize {
    order["Attachments"]["Attachment"].as_array().map_or(0, Vec::len)
}
