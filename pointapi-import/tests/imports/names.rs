//! Names of types and modules that the language or the code around them uses already.

use crate::{code, document, response};

#[test]
fn a_schema_called_json_schema_does_not_hide_the_derive() {
    for name in ["JsonSchema", "JSONSchema"] {
        let schemas = format!("    {name}: {{properties: {{a: {{type: string}}}}}}\n");
        let import = response(&format!("{{$ref: '#/components/schemas/{name}'}}"), &schemas);
        assert!(!code(&import).contains("schemars"), "{}", code(&import));
        let code = code(&import.openapi());
        assert!(code.contains("JsonSchema)]") && code.contains("pub struct JsonSchema2 {"), "{code}");
    }
}

#[test]
fn no_module_is_called_mod() {
    let import = document("  /a:\n    get: {tags: [mod], operationId: a, responses: {204: {description: done}}}\n");
    assert!(code(&import).contains("pub mod mod2;"), "{}", code(&import));
}
