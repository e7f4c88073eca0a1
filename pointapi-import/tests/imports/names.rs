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

#[test]
fn a_text_that_is_printed_as_code_is_checked() {
    let import = || response("{type: string}", "");
    for (import, reason) in [
        (import().name("my api"), "`my api` is not a name of a trait, such as `Shop`"),
        (import().name("Shop {} pub trait X"), "`Shop {} pub trait X` is not a name of a trait, such as `Shop`"),
        (
            import().derive("Clone)] struct X; #[derive("),
            "`Clone)] struct X; #[derive(` is not one derive, such as `Clone`",
        ),
        (import().format("uuid", "Uuid; x"), "`Uuid; x` is not a type, such as `jiff::Timestamp`"),
    ] {
        assert_eq!(import.run().expect_err("no Rust").to_string(), reason);
    }
    assert!(import().name("Shop").derive("serde::Serialize").format("uuid", "Vec<u8>").run().is_ok());
}
