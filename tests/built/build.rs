//! Imports the document of this package, and two of the tests.

use std::fs;

use pointapi_import::{Error, Import};

const TWIN: &str = "../platform/point-openapi.yaml";

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
    let (paths, webhooks) = text.split_once("\nwebhooks:\n").expect("the platform sends requests");
    let (_, components) = webhooks.split_once("\ncomponents:\n").expect("the components come last");
    let (before, server) = paths.split_once("\n    servers:\n").expect("one path has a host of its own");
    let (_, after) = server.split_once("\n    post:\n").expect("the path has one operation");
    format!("{before}\n    post:\n{after}\ncomponents:\n{components}")
}
