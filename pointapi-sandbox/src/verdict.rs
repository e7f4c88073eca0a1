//! The validation of an order, with the platform's messages.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use super::formats;
use super::preferences::{self, Failure};
use super::twin::{self, Operation};

/// The result of the validation.
pub(super) enum Verdict {
    Accepted,
    /// The request is malformed: these members are unknown or have another JSON type.
    Malformed(Vec<String>),
    /// The order fails with these messages.
    Failed(Vec<Failure>),
}

/// One validation error.
enum Finding {
    Malformed(Vec<String>),
    Failure(Failure),
}

pub(super) fn on(order: &Value, operation: &'static Operation) -> Verdict {
    let (mut malformed, mut failures) = (Vec::new(), Vec::new());
    for error in operation.errors(order) {
        match finding(&error) {
            Finding::Malformed(members) => malformed.extend(members),
            Finding::Failure(failure) => failures.push(failure),
        }
    }
    if !malformed.is_empty() {
        return Verdict::Malformed(malformed);
    }
    failures.extend(preferences::unknown_years(order));
    for failure in forms_that_are_no_pdf(order) {
        if !failures.contains(&failure) {
            failures.push(failure);
        }
    }
    if failures.is_empty() { Verdict::Accepted } else { Verdict::Failed(failures) }
}

fn finding(error: &ValidationError<'_>) -> Finding {
    let path = member(error);
    match error.kind() {
        Kind::AdditionalProperties { unexpected } => {
            Finding::Malformed(unexpected.iter().map(|name| format!("{path}/{name}")).collect())
        }
        Kind::OneOfNotValid { context } => preference(error, context),
        Kind::Contains => Finding::Failure(absent_item(error, &path)),
        Kind::Not { .. } => {
            Finding::Failure(("E001", "W2_1099-7 is not a valid FormRequestType value for Joint.".into()))
        }
        Kind::MaxItems { .. } => Finding::Failure(("E013", "Only one attachment is allowed.".into())),
        Kind::Required { property } => {
            Finding::Failure(required(&format!("{path}/{}", property.as_str().unwrap_or_default())))
        }
        Kind::MinItems { .. } => Finding::Failure(required(&path)),
        _ if error.instance().as_str() == Some("") => Finding::Failure(required(&path)),
        _ if error.instance().is_string() && !matches!(error.kind(), Kind::Type { .. }) => {
            Finding::Failure(invalid(&path))
        }
        _ => Finding::Malformed(vec![path]),
    }
}

/// The finding about a preference that no variant of the document accepts.
fn preference(error: &ValidationError<'_>, variants: &[Vec<ValidationError<'static>>]) -> Finding {
    let text = |member: &str| error.instance()[member].as_str().unwrap_or_default();
    if error.instance().get("Key").is_some_and(|key| !key.is_string()) {
        return Finding::Malformed(vec![format!("{}/Key", member(error))]);
    }
    let is_of_key = |error: &ValidationError<'_>| error.instance_path().as_str().ends_with("/Key");
    let Some(of_key) = variants.iter().find(|errors| !errors.iter().any(is_of_key)) else {
        return Finding::Failure(("E002", format!("Preference key {} is not supported.", text("Key"))));
    };
    for error in of_key {
        match error.kind() {
            Kind::Required { .. } => return Finding::Failure(preferences::absent(text("Key"))),
            Kind::AdditionalProperties { .. } | Kind::Type { .. } => return finding(error),
            _ => {}
        }
    }
    let options = of_key.iter().find_map(|error| match error.kind() {
        Kind::Enum { options } => Some(&**options),
        _ => None,
    });
    Finding::Failure(preferences::not_valid(text("Key"), text("Value"), options))
}

/// The failure of a list without a mandatory preference, or without the subject of the order.
fn absent_item(error: &ValidationError<'_>, path: &str) -> Failure {
    let rule = twin::rule(error).unwrap_or(&Value::Null);
    match rule.pointer("/properties/Key/const").and_then(Value::as_str) {
        Some(key) => preferences::absent(key),
        None => required(&format!("{path}[1]/{}", rule["required"][0].as_str().unwrap_or_default())),
    }
}

/// The document allows any base64; the platform reads the form.
fn forms_that_are_no_pdf(order: &Value) -> Vec<Failure> {
    let attachments = order["Attachments"]["Attachment"].as_array().into_iter().flatten().enumerate();
    let damaged = attachments.filter(|(_, attachment)| {
        let document = attachment["Document"].as_str();
        document.is_some_and(|document| !document.is_empty() && !formats::is_pdf(document))
    });
    damaged.map(|(index, _)| invalid(&format!("/Attachments/Attachment[{}]/Document", index + 1))).collect()
}

/// Returns the path of the member: `/Terms/Term[1]/Person`.
fn member(error: &ValidationError<'_>) -> String {
    let mut path = String::new();
    for segment in error.instance_path().as_str().split('/').skip(1) {
        match segment.parse::<usize>() {
            Ok(index) => path += &format!("[{}]", index + 1),
            Err(_) => path += &format!("/{segment}"),
        }
    }
    path
}

/// The platform names a member by its own path, which is not that of the JSON.
fn required(path: &str) -> Failure {
    ("E004", format!("/Inputs[1]/Input[1]{path} is required."))
}

fn invalid(path: &str) -> Failure {
    let code = if path.ends_with("/Document") { "E030" } else { "E025" };
    (code, format!("/Inputs[1]/Input[1]{path} is not valid."))
}

pub(super) fn terms(order: &Value) -> &[Value] {
    order["Terms"]["Term"].as_array().map(Vec::as_slice).unwrap_or_default()
}
