//! The platform's OpenAPI document, which was written by hand from its pages: the rules for requests.
//!
//! They are apart from the client's own validation, so that a wrong rule of the client is not right here.

use std::sync::{LazyLock, OnceLock};

use http::{HeaderMap, HeaderValue, Method};
use jsonschema::{ValidationError, Validator};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("point-openapi.json")).expect("the document is part of this crate and JSON")
});
static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(operations);

/// One operation of the document.
pub(super) struct Operation {
    method: String,
    path: &'static str,
    /// The headers that a request must have.
    headers: Vec<&'static str>,
    pub(super) is_secured: bool,
    /// The values in the path.
    values: Vec<(&'static str, Rule)>,
    body: Option<Rule>,
    response: Option<Rule>,
}

/// A schema of the document.
struct Rule {
    schema: &'static Value,
    validator: OnceLock<Validator>,
}

/// Returns the operation of a request; `None` if the document has none. HEAD is served as GET.
pub(super) fn operation(method: &Method, path: &str) -> Option<&'static Operation> {
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    OPERATIONS.iter().find(|operation| operation.method == method.as_str() && operation.has_path(path))
}

/// Returns the part of the document that an error is about.
pub(super) fn rule(error: &ValidationError<'_>) -> Option<&'static Value> {
    DOCUMENT.pointer(error.schema_path().as_str())
}

impl Operation {
    /// Returns true if requests have a body.
    pub(super) fn has_body(&self) -> bool {
        self.body.is_some()
    }

    /// Returns the validation errors of a body.
    pub(super) fn errors<'i>(&'static self, body: &'i Value) -> Vec<ValidationError<'i>> {
        self.body.as_ref().map(|rule| rule.errors(body)).unwrap_or_default()
    }

    /// Returns the members of a successful response that the document does not allow.
    pub(super) fn malformed_members(&'static self, response: &Value) -> Vec<String> {
        let errors = self.response.as_ref().map(|rule| rule.errors(response)).unwrap_or_default();
        errors.iter().filter_map(|error| error.instance_path().as_str().split('/').nth(1).map(str::to_owned)).collect()
    }

    /// Returns the names of the values in the path that the document does not allow.
    pub(super) fn malformed_values(&'static self, path: &str) -> Vec<&'static str> {
        let segment =
            |name: &str| self.path.split('/').position(|own| own.strip_prefix('{') == Some(&format!("{name}}}")));
        let value = |name| path.split('/').nth(segment(name)?).map(|sent| percent_decode_str(sent).decode_utf8_lossy());
        let is_malformed = |(name, rule): &&'static (&'static str, Rule)| {
            value(name).is_none_or(|value| !rule.errors(&json!(value)).is_empty())
        };
        self.values.iter().filter(is_malformed).map(|(name, _)| *name).collect()
    }

    /// Returns the required headers that are missing or empty.
    pub(super) fn missing_headers(&self, headers: &HeaderMap) -> Vec<&'static str> {
        let is_missing = |name: &&&'static str| headers.get(**name).is_none_or(HeaderValue::is_empty);
        self.headers.iter().filter(is_missing).copied().collect()
    }

    fn has_path(&self, path: &str) -> bool {
        let (mut own, mut segments) = (self.path.split('/'), path.split('/'));
        let is_same = |(own, segment): (&str, &str)| own == segment || own.starts_with('{') && !segment.is_empty();
        own.by_ref().zip(segments.by_ref()).all(is_same) && self.path.matches('/').count() == path.matches('/').count()
    }
}

fn operations() -> Vec<Operation> {
    let paths = DOCUMENT["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        let methods =
            item.as_object().into_iter().flatten().filter(|(_, operation)| operation.get("responses").is_some());
        methods.map(|(method, operation)| Operation {
            method: method.to_uppercase(),
            path,
            headers: required_headers(operation),
            is_secured: operation.get("security").is_none(),
            values: values(operation),
            body: operation.pointer("/requestBody/content/application~1json/schema").map(Rule::new),
            response: operation.pointer("/responses/200/content/application~1json/schema").map(Rule::new),
        })
    });
    operations.collect()
}

impl Rule {
    const fn new(schema: &'static Value) -> Self {
        Self { schema, validator: OnceLock::new() }
    }

    fn errors<'i>(&'static self, value: &'i Value) -> Vec<ValidationError<'i>> {
        self.validator.get_or_init(|| validator(self.schema)).iter_errors(value).collect()
    }
}

fn values(operation: &'static Value) -> Vec<(&'static str, Rule)> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let values = parameters.filter(|parameter| parameter["in"] == "path");
    values.filter_map(|value| Some((value["name"].as_str()?, Rule::new(value.get("schema")?)))).collect()
}

fn required_headers(operation: &'static Value) -> Vec<&'static str> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let required = parameters.filter(|parameter| parameter["in"] == "header" && parameter["required"] == true);
    required.filter_map(|parameter| parameter["name"].as_str()).collect()
}

/// The components have the same place in the schema as in the document, so that paths into one lead to the other.
fn validator(schema: &Value) -> Validator {
    let mut root = schema.clone();
    root["components"] = json!({ "schemas": DOCUMENT["components"]["schemas"] });
    jsonschema::draft202012::new(&root).expect("the schemas of the document are valid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_found_by_its_path() {
        assert_eq!(OPERATIONS.len(), 11);
        let orders = "/riskinsight-services-ws/resources/v1";
        let path = |method: Method, path: &str| operation(&method, path).map(|operation| operation.path);
        for (method, sent, expected) in [
            (Method::POST, "/sami/ADV/refresh/7", "/sami/ADV/refresh/{orderGuid}"),
            (Method::POST, "/sami/ADV/ADV-120", "/sami/ADV/{model}"),
            (Method::GET, "/sami/777", "/sami/{transactionId}"),
            (Method::HEAD, "/sami/777", "/sami/{transactionId}"),
        ] {
            assert_eq!(path(method, &format!("{orders}{sent}")), Some(format!("{orders}{expected}").as_str()));
        }
        for sent in ["/sami/Other/M", "/sami/ADV/", "/sami/ADV/a/b/c"] {
            assert_eq!(path(Method::POST, &format!("{orders}{sent}")), None, "{sent}");
        }
    }

    #[test]
    fn every_example_of_a_request_is_valid() {
        let mut count = 0;
        for operation in OPERATIONS.iter() {
            let path = operation.path.replace('~', "~0").replace('/', "~1");
            let method = operation.method.to_lowercase();
            let examples = format!("/paths/{path}/{method}/requestBody/content/application~1json/examples");
            for (name, example) in DOCUMENT.pointer(&examples).and_then(Value::as_object).into_iter().flatten() {
                let errors = operation.errors(&example["value"]);
                assert!(errors.is_empty(), "{} {name}", operation.path);
                count += 1;
            }
        }
        assert!(count >= 15, "{count}");
    }

    #[test]
    fn signing_in_needs_no_token() {
        let open: Vec<_> = OPERATIONS.iter().filter(|operation| !operation.is_secured).collect();
        assert!(open.len() == 2 && open.iter().all(|operation| operation.path.starts_with("/user-management")));
    }
}
