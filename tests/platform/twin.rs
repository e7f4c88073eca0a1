//! The platform's OpenAPI twin, read for its examples.

use std::sync::LazyLock;

use serde_json::Value;

static TWIN: LazyLock<Value> = LazyLock::new(|| serde_norway::from_str(include_str!("point-openapi.yaml")).unwrap());

/// A documented answer: where it is given, and what it is called.
pub(crate) struct Documented {
    pub(crate) path: &'static str,
    pub(crate) status: u16,
    pub(crate) name: &'static str,
    pub(crate) value: &'static Value,
}

/// The example request of this name, of the one operation whose path ends so.
pub(crate) fn request(path_end: &str, name: &str) -> Value {
    let operations = TWIN["paths"].as_object().unwrap();
    let (_, operation) = operations.iter().find(|(path, _)| path.ends_with(path_end)).unwrap();
    operation["post"]["requestBody"]["content"]["application/json"]["examples"][name]["value"].clone()
}

/// Every documented answer of the order service.
pub(crate) fn answers() -> Vec<Documented> {
    let mut answers = Vec::new();
    for (path, operation) in TWIN["paths"].as_object().unwrap() {
        if !path.starts_with("/riskinsight-services-ws") {
            continue;
        }
        for method in operation.as_object().unwrap().values() {
            for (status, response) in method["responses"].as_object().unwrap() {
                let examples = response["content"]["application/json"]["examples"].as_object().unwrap();
                answers.extend(examples.iter().map(|(name, example)| Documented {
                    path,
                    status: status.parse().unwrap(),
                    name,
                    value: &example["value"],
                }));
            }
        }
    }
    answers
}

/// The documented answer of this name, of the one operation whose path ends so.
pub(crate) fn answer(path_end: &str, name: &str) -> &'static Value {
    answers().into_iter().find(|answer| answer.path.ends_with(path_end) && answer.name == name).unwrap().value
}
