//! Imports the document of this package, and two of the tests.

use std::fs;

use pointapi_import::{Error, Import};
use serde_json::Value;

const TWIN: &str = "../../pointapi-sandbox/src/point-openapi.json";

fn main() -> Result<(), Error> {
    println!("cargo::rerun-if-changed={TWIN}");
    Import::from_text(TWIN, requests_of_clients()).name("Point").server().include_in_build("point.rs")?;
    Import::new("../imported/library.yaml").server().openapi().include_in_build("library.rs")?;
    Import::new("openapi.yaml").include_in_build("api.rs")
}

/// The document without the requests that the platform sends, and without the placeholder of the host that it sends
/// them to: the import would report both.
fn requests_of_clients() -> String {
    let text = fs::read_to_string(TWIN).expect("the file is in the repository");
    let mut document: Value = serde_json::from_str(&text).expect("the file is JSON");
    let members = document.as_object_mut().expect("a document is an object");
    members.remove("webhooks").expect("the platform sends requests");
    let test_call = members["paths"]["/test-webhook"].as_object_mut().expect("the platform has a test call");
    test_call.remove("servers").expect("its host is a placeholder");
    document.to_string()
}
