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
fn members_that_are_not_declared_have_a_name_of_their_own() {
    for (declared, name) in [
        ("a: {type: string}", "additional"),
        ("additional: {type: string}", "additional_members"),
        ("additional: {type: string}, additionalMembers: {type: string}", "additional_members2"),
    ] {
        let code =
            code(&response(&format!("{{properties: {{{declared}}}, additionalProperties: {{type: string}}}}"), ""));
        assert!(code.contains(&format!("    pub {name}: BTreeMap<String, String>,\n")), "{code}");
    }
}

#[test]
fn an_operation_keeps_its_name_in_an_openapi_trait() {
    let import = document("  /a:\n    get: {operationId: self, tags: [x], responses: {204: {description: done}}}\n");
    let code = code(&import.openapi());
    assert!(code.contains("name = \"self\")]\n    async fn self_("), "{code}");
}

#[test]
fn a_chain_of_required_objects_has_defaults_unless_it_is_a_circle() {
    let body = |last: &str| {
        let chain: String = (0..5)
            .map(|index| {
                format!(
                    "    A{index}: {{required: [n], properties: {{n: {{$ref: '#/components/schemas/A{}'}}}}}}\n",
                    index + 1
                )
            })
            .collect();
        document(&format!(
            "  /a:\n    post: {{operationId: a, tags: [orders], requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/A0'}}}}}}}}, responses: {{204: {{description: done}}}}}}\ncomponents:\n  schemas:\n{chain}    A5: {last}\n"
        ))
    };
    let defaults = |last: &str| code(&body(last)).matches("#[derive(Debug, Default, Serialize)]").count();
    assert_eq!(defaults("{properties: {x: {type: string}}}"), 6);
    assert_eq!(defaults("{required: [x], properties: {x: {type: string, format: password}}}"), 0);
    assert_eq!(defaults("{required: [x], properties: {x: {$ref: '#/components/schemas/A0'}}}"), 0);
}
