//! Names of fields, in Rust and on the wire.

use crate::{code, document, response};

#[test]
fn a_name_that_cannot_be_an_identifier_stays_on_the_wire() {
    for name in ["self", "super", "crate"] {
        let code = code(&response(&format!("{{required: [{name}], properties: {{{name}: {{type: string}}}}}}"), ""));
        assert!(code.contains(&format!("    #[serde(rename = \"{name}\")]\n    pub {name}_: String,\n")), "{code}");
    }
    let code = code(&response("{properties: {type: {type: string}}}", ""));
    assert!(code.contains("{\n    pub r#type: Option<String>,\n"), "{code}");
}

#[test]
fn an_operation_keeps_its_name_in_an_openapi_trait() {
    let import = document("  /a:\n    get: {operationId: self, tags: [x], responses: {204: {description: done}}}\n");
    let code = code(&import.openapi());
    assert!(code.contains("name = \"self\")]\n    async fn self_("), "{code}");
}
