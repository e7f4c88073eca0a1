//! The document of Point Services, beside the one that was written by hand from the platform's pages, called the twin.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use pointapi::openapi::{self, Info};
use pointapi::platform::PointServices;
use serde_json::Value;

use crate::document::assert_as_it_was;

static TWIN: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../pointapi-sandbox/src/point-openapi.json")).unwrap());

pub(crate) fn document() -> Value {
    let info = Info::new("Point Services", "1.0.0").server("https://api.pointservices.com").license("MIT");
    openapi::document::<dyn PointServices>(info)
}

#[test]
fn the_document_of_point_services_is_as_it_was() {
    assert_as_it_was(&document(), "point_services.yaml");
}

/// Where the document says something else than the twin about a path, a method, a status or a required property, and why.
/// A name covers all deviations that contain it.
const DEVIATIONS: [(&str, &str); 8] = [
    ("/orders/query request body", "the client always sends a query, if only `{}`"),
    ("/orders/query 200/count", "a page without its count is read, and the server of the trait sends it"),
    ("/orders/query 200/limit", "a page without its limit is read, and the server of the trait sends it"),
    ("/Participant/Address/", "an address has a constructor for all its members, also that of a participant"),
    ("/Participant/ContactPoint/", "a contact point is a phone number with a role"),
    ("/Participant/Licenses/License/", "a license has a constructor for all its members"),
    ("/Declarations/BorrowerFirstTimeHomebuyerIndicator", "a declaration without its only member is not sent"),
    ("/ConsentTokens/ConsentToken/", "a consent token has a type and a value"),
];

#[test]
fn the_document_agrees_with_the_twin_but_for_the_listed_deviations() {
    let found = deviations(&document());
    let unlisted: Vec<&String> =
        found.iter().filter(|name| !DEVIATIONS.iter().any(|(listed, _)| name.contains(listed))).collect();
    assert!(unlisted.is_empty(), "{unlisted:#?}");
    for (listed, _) in DEVIATIONS {
        assert!(found.iter().any(|name| name.contains(listed)), "no longer a deviation: {listed}");
    }
}

fn deviations(document: &Value) -> BTreeSet<String> {
    let mut deviations = BTreeSet::new();
    let twins = operations(&TWIN);
    let own = operations(document);
    for (name, twin) in &twins {
        let Some((_, operation)) = own.iter().find(|(own, _)| own == name) else {
            deviations.insert(name.clone());
            continue;
        };
        let mut differs = |what: String| deviations.extend([format!("{name} {what}")]);
        if twin["requestBody"]["required"] != operation["requestBody"]["required"] {
            differs("request body".into());
        }
        for parameter in required_parameters(twin).symmetric_difference(&required_parameters(operation)) {
            differs(parameter.clone());
        }
        let [of_twin, of_own] = [(&*TWIN, *twin), (document, *operation)].map(|(document, operation)| {
            required(document, &operation["requestBody"]["content"]["application/json"]["schema"])
        });
        of_twin.symmetric_difference(&of_own).for_each(|path| differs(format!("request{path}")));
        for (status, response) in twin["responses"].as_object().unwrap() {
            let range = format!("{}XX", &status[..1]);
            let own = operation["responses"].get(status).or_else(|| operation["responses"].get(range));
            let Some(own) = own else {
                differs(status.clone());
                continue;
            };
            let [of_twin, of_own] = [(&*TWIN, response), (document, own)]
                .map(|(document, response)| required(document, &response["content"]["application/json"]["schema"]));
            of_twin.symmetric_difference(&of_own).for_each(|path| differs(format!("{status}{path}")));
        }
    }
    let known: Vec<&String> = twins.iter().map(|(name, _)| name).collect();
    deviations.extend(own.into_iter().map(|(name, _)| name).filter(|name| !known.contains(&name)));
    deviations
}

/// The operations by method and path; the names of placeholders do not count.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter().filter(|(name, _)| ["get", "post"].contains(&name.as_str()));
        methods.map(move |(method, operation)| (format!("{} {}", method.to_uppercase(), shape(path)), operation))
    });
    operations.collect()
}

fn shape(path: &str) -> String {
    let segments = path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

fn required_parameters(operation: &Value) -> BTreeSet<String> {
    let required = list(&operation["parameters"])
        .iter()
        .filter(|parameter| parameter["required"] == true && parameter["in"] != "path");
    required.map(|parameter| format!("{} {}", parameter["in"].as_str().unwrap(), parameter["name"])).collect()
}

/// The paths of all properties that are required where the object around them is present.
fn required(document: &Value, schema: &Value) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    if let Some(reference) = schema["$ref"].as_str() {
        paths.extend(required(document, document.pointer(&reference[1..]).unwrap()));
    }
    for part in list(&schema["allOf"]) {
        paths.extend(required(document, part));
    }
    for choice in ["oneOf", "anyOf"] {
        let variants = list(&schema[choice]).iter().filter(|variant| variant["type"] != "null");
        paths.extend(of_choice(&variants.map(|variant| required(document, variant)).collect::<Vec<_>>()));
    }
    if let Some(items) = schema.get("items") {
        paths.extend(required(document, items));
    }
    paths.extend(list(&schema["required"]).iter().map(|name| format!("/{}", name.as_str().unwrap())));
    let properties = schema["properties"].as_object().into_iter().flatten();
    let all_are_required = schema["minProperties"].as_u64() == Some(properties.clone().count() as u64);
    for (name, property) in properties {
        paths.extend(all_are_required.then(|| format!("/{name}")));
        paths.extend(required(document, property).into_iter().map(|path| format!("/{name}{path}")));
    }
    paths
}

/// A choice requires the members that each of its variants requires.
fn of_choice(variants: &[BTreeSet<String>]) -> BTreeSet<String> {
    let all = variants.iter().flatten();
    let is_required = |path: &&String| path.rfind('/') > Some(0) || variants.iter().all(|paths| paths.contains(*path));
    all.filter(is_required).cloned().collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
