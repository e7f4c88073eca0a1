//! Unions: the variant that a value is decoded as.

use crate::{code, response};

/// The decoder of the union that the response is; the whole code if serde tries the variants.
fn decoder(schema: &str, schemas: &str) -> String {
    let code = code(&response(schema, schemas));
    let (_, rest) = code.split_once("let value = Value::deserialize(deserializer)?;\n").unwrap_or(("", &code));
    rest.split_once(".map_err(D::Error::custom)").map_or(rest, |(decoder, _)| decoder).to_owned()
}

#[test]
fn a_name_that_the_variant_does_not_list_selects_nothing() {
    let of = |values: &str| {
        let pet = format!("    Pet: {{required: [petType], properties: {{petType: {{enum: {values}}}}}}}\n");
        let pets = "    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {required: [bark], properties: {bark: {type: string}}}]}\n    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {required: [meow], properties: {meow: {type: string}}}]}\n";
        let members = "[{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]";
        decoder(&format!("{{oneOf: {members}, discriminator: {{propertyName: petType}}}}"), &format!("{pet}{pets}"))
    };
    let tried = of("[dog, cat]");
    assert!(tried.contains("#[serde(untagged)]"), "{tried}");
    let named = of("[Dog, Cat]");
    assert!(named.contains("Some(\"Dog\") => from_value(value).map(Self::Dog),"), "{named}");
    let other = of("[Dog, cat]");
    assert!(other.contains("Some(\"Dog\") => from_value(value).map(Self::Dog),"), "{other}");
    assert!(other.contains("_ => from_value(value.clone())\n                .map(Self::Cat)"), "{other}");
}

#[test]
fn a_variant_that_takes_any_text_is_tried_for_listed_texts_too() {
    let schemas = "    A: {type: object, required: [status, owner], properties: {status: {enum: [open]}, owner: {type: string}}}\n    B: {type: object, required: [status], properties: {status: {type: string}}}\n    C: {type: object, required: [n], properties: {status: {type: integer}, n: {type: integer}}}\n";
    for (other, is_tried) in [
        ("{$ref: '#/components/schemas/B'}", true),
        ("{anyOf: [{$ref: '#/components/schemas/B'}, {type: integer}]}", true),
        ("{type: object, additionalProperties: {type: string}}", true),
        ("{type: object}", true),
        ("{$ref: '#/components/schemas/C'}", false),
        ("{type: object, additionalProperties: {type: integer}}", false),
    ] {
        let decoder = decoder(&format!("{{oneOf: [{{$ref: '#/components/schemas/A'}}, {other}]}}"), schemas);
        let is_only = decoder.contains("Some(\"open\") => from_value(value).map(Self::A),");
        assert!(decoder.contains("Self::A"), "{other}: {decoder}");
        assert_eq!(!is_only, is_tried, "{other}: {decoder}");
    }
}

#[test]
fn variants_that_no_value_selects_are_tried() {
    let variant = |name: &str| {
        format!(
            "{{type: object, required: [kind, {name}], properties: {{kind: {{type: string}}, {name}: {{type: string}}}}}}"
        )
    };
    let members = format!("[{}, {}]", variant("a"), variant("b"));
    let decoder = decoder(&format!("{{oneOf: {members}, discriminator: {{propertyName: kind}}}}"), "");
    assert!(decoder.contains("#[serde(untagged)]"), "{decoder}");
}
