//! The examples of the platform's OpenAPI document, our own copy called the twin.

use std::sync::LazyLock;

use serde_json::Value;

/// The document, below `tests`.
pub(crate) const FILE: &str = "platform/point-openapi.yaml";

static TWIN: LazyLock<Value> = LazyLock::new(|| serde_norway::from_str(include_str!("point-openapi.yaml")).unwrap());

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
