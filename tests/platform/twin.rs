//! The examples and schemas of the platform's OpenAPI document, our own copy called the twin.

use std::sync::LazyLock;

use pointapi::Method;
use serde_json::{Value, json};

/// The document, by its path from `tests`.
pub(crate) const FILE: &str = "../pointapi-sandbox/src/point-openapi.json";

static TWIN: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../pointapi-sandbox/src/point-openapi.json")).unwrap());

/// A documented response with its path and name.
pub(crate) struct Documented {
    pub(crate) path: &'static str,
    pub(crate) status: u16,
    pub(crate) name: &'static str,
    pub(crate) value: &'static Value,
}

/// Returns the example request of this name; exactly one operation's path has this suffix.
pub(crate) fn request(path_end: &str, name: &str) -> Value {
    let operations = TWIN["paths"].as_object().unwrap();
    let (_, operation) = operations.iter().find(|(path, _)| path.ends_with(path_end)).unwrap();
    operation["post"]["requestBody"]["content"]["application/json"]["examples"][name]["value"].clone()
}

/// Returns every documented response of the order service.
pub(crate) fn responses() -> Vec<Documented> {
    let mut responses = Vec::new();
    for (path, operation) in TWIN["paths"].as_object().unwrap() {
        if !path.starts_with("/riskinsight-services-ws") {
            continue;
        }
        for method in operation.as_object().unwrap().values() {
            for (status, response) in method["responses"].as_object().unwrap() {
                let examples = response["content"]["application/json"]["examples"].as_object().unwrap();
                responses.extend(examples.iter().map(|(name, example)| Documented {
                    path,
                    status: status.parse().unwrap(),
                    name,
                    value: &example["value"],
                }));
            }
        }
    }
    responses
}

/// Returns the documented response of this name; exactly one operation's path has this suffix.
pub(crate) fn response(path_end: &str, name: &str) -> &'static Value {
    responses().into_iter().find(|response| response.path.ends_with(path_end) && response.name == name).unwrap().value
}

/// Returns the operation of a request.
pub(crate) fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let is_of = |template: &str| {
        let pairs = template.split('/').zip(path.split('/'));
        template.matches('/').count() == path.matches('/').count()
            && pairs.into_iter().all(|(own, segment)| own == segment || own.starts_with('{'))
    };
    let paths = TWIN["paths"].as_object().unwrap().iter().filter(|(template, _)| is_of(template));
    paths.into_iter().find_map(|(_, item)| item.get(method.as_str().to_lowercase()))
}

/// Returns the errors of a value by a schema of the document.
pub(crate) fn errors(schema: &Value, value: &Value) -> Vec<String> {
    let mut schema = schema.clone();
    schema["components"] = json!({ "schemas": TWIN["components"]["schemas"] });
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}
