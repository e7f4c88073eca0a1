//! Schemas that lead back to themselves or nest without end: the import ends, and says what it left out.

use std::fmt::Write;

use pointapi_import::{Import, Imported};

/// Imports a document whose only operation returns the schema `A0`.
fn imported(schemas: &str) -> Imported {
    let response = "{200: {content: {application/json: {schema: {$ref: '#/components/schemas/A0'}}}}}";
    let document = format!(
        "openapi: 3.0.0\npaths:\n  /a:\n    get: {{operationId: a, responses: {response}}}\ncomponents:\n  schemas:\n{schemas}"
    );
    Import::from_text("api.yaml", document).run().expect("valid")
}

fn code(imported: &Imported) -> String {
    imported.modules().map(|(_, text)| text.to_owned()).collect()
}

/// A line for each schema from `A0` on, of which each refers to the next one; the last one is a string.
fn chain(length: usize, schema: impl Fn(&str) -> String) -> String {
    let mut schemas = String::new();
    for index in 0..length {
        let next = format!("{{$ref: '#/components/schemas/A{}'}}", index + 1);
        writeln!(schemas, "    A{index}: {}", schema(&next)).expect("written");
    }
    writeln!(schemas, "    A{length}: {{type: string}}").expect("written");
    schemas
}

fn assert_one_reason(imported: &Imported, reason: &str) {
    let found: Vec<&str> = imported.findings().iter().map(|finding| finding.reason.as_str()).collect();
    assert!(found.iter().all(|found| found.contains(reason)) && !found.is_empty(), "{found:?}");
}

#[test]
fn a_property_that_two_subschemas_declare_may_be_the_whole() {
    let property = "{properties: {p: {$ref: '#/components/schemas/A0'}, q: {type: string}}}";
    let imported = imported(&format!("    A0: {{allOf: [{property}, {property}]}}\n"));
    let code = code(&imported);
    assert!(code.contains("pub struct A0 {\n    pub p: Option<Box<A0>>,\n    pub q: Option<String>,\n}"), "{code}");
}

#[test]
fn properties_may_merge_each_other_in_turn() {
    let both = "{allOf: [{$ref: '#/components/schemas/A1'}, {$ref: '#/components/schemas/A2'}]}";
    let one = |other: &str| format!("{{properties: {{p: {{$ref: '#/components/schemas/{other}'}}}}}}");
    let imported = imported(&format!("    A0: {both}\n    A1: {}\n    A2: {}\n", one("A2"), one("A1")));
    let code = code(&imported);
    assert!(code.contains("pub struct A0P {\n    pub p: Option<Box<A0P>>,\n}"), "{code}");
}

#[test]
fn a_property_may_extend_the_schema_that_it_is_in() {
    let property = "{allOf: [{$ref: '#/components/schemas/A0'}, {properties: {q: {type: string}}}]}";
    let imported = imported(&format!("    A0: {{type: object, properties: {{p: {property}}}}}\n"));
    let code = code(&imported);
    assert!(code.contains("pub struct A0 {\n    pub p: Option<A0P>,\n}"), "{code}");
    assert!(code.contains("pub struct A0P {\n    pub p: Option<Box<A0P>>,\n    pub q: Option<String>,\n}"), "{code}");
}

#[test]
fn a_union_that_consists_of_itself_is_any_value() {
    let imported = imported("    A0: {anyOf: [{allOf: [{$ref: '#/components/schemas/A0'}, {type: object}]}]}\n");
    assert!(code(&imported).contains("Result<Value>"), "{}", code(&imported));
}

#[test]
fn a_list_of_itself_ends_in_any_value() {
    let items = "{allOf: [{$ref: '#/components/schemas/A0'}, {type: array}]}";
    let imported = imported(&format!("    A0: {{type: array, items: {items}}}\n"));
    assert!(code(&imported).contains("Result<Vec<Vec<Vec<Value>>>>"), "{}", code(&imported));
}

#[test]
fn a_long_chain_of_lists_is_cut() {
    let imported = imported(&chain(20_000, |next| format!("{{type: array, items: {next}}}")));
    assert_one_reason(&imported, "references nest lists or maps more than 64 deep");
    let code = code(&imported);
    assert!((1..=64).contains(&code.matches("Vec<").count()), "{code}");
}

#[test]
fn deep_inline_lists_are_cut() {
    let imported = imported(&format!("    A0: {}{{type: string}}{}\n", "{items: ".repeat(200), "}".repeat(200)));
    assert_one_reason(&imported, "the schema is nested more than 64 deep");
    assert_eq!(code(&imported).matches("Vec<").count(), 64);
}

#[test]
fn a_long_chain_of_merged_schemas_is_cut() {
    let imported =
        imported(&chain(150, |next| format!("{{allOf: [{next}, {{properties: {{p: {{type: string}}}}}}]}}")));
    assert_one_reason(&imported, "the `allOf` is nested more than 64 deep");
    assert!(code(&imported).contains("pub p: Option<String>"), "{}", code(&imported));
}

#[test]
fn a_long_chain_of_unions_ends() {
    let other = "{type: object, required: [kind], properties: {kind: {enum: [x]}}}";
    let imported = imported(&chain(2_000, |next| format!("{{oneOf: [{next}, {other}]}}")));
    assert!(imported.types() > 2_000);
}

#[test]
fn schemas_that_merge_in_every_combination_are_cut() {
    let mut schemas = String::new();
    for index in 0..40 {
        let next = format!(
            "{{allOf: [{{$ref: '#/components/schemas/A{}'}}, {{properties: {{x: {{type: string}}}}}}]}}",
            index + 1
        );
        writeln!(schemas, "    A{index}: {{properties: {{p: {next}, q: {next}}}}}").expect("written");
    }
    let imported = imported(&schemas);
    let reasons: Vec<&str> = imported.findings().iter().map(|finding| finding.reason.as_str()).collect();
    assert!(reasons.contains(&"the `allOf`s merge more than 50000 properties; the value is untyped"), "{reasons:?}");
}

#[test]
fn variants_that_merge_the_same_properties_again_and_again_are_cut() {
    let properties: Vec<String> = (0..400).map(|index| format!("p{index}: {{type: string}}")).collect();
    let members: Vec<String> = (0..200).map(|_| "{allOf: [{$ref: '#/components/schemas/A1'}]}".to_owned()).collect();
    let imported = imported(&format!(
        "    A0: {{properties: {{id: {{type: string}}}}, oneOf: [{}]}}\n    A1: {{properties: {{{}}}}}\n",
        members.join(", "),
        properties.join(", ")
    ));
    let reasons: Vec<&str> = imported.findings().iter().map(|finding| finding.reason.as_str()).collect();
    assert!(reasons.contains(&"the `allOf`s merge more than 50000 properties; the value is untyped"), "{reasons:?}");
}

#[test]
fn references_that_repeat_what_they_are_in_are_cut() {
    let reference = |index: usize| format!("{{$ref: '#/components/schemas/A{index}'}}");
    // Members that need no type of their own bring the limit near.
    let restrictions = "{required: [x]}, ".repeat(1_000);
    let others: String = (0..1_000).map(|index| format!(", p{index}: {{type: string}}")).collect();
    let object = format!("{{properties: {}, anyOf: {}}}", reference(1), reference(2));
    let property = format!("{{patternProperties: {}}}", reference(1));
    let map = format!("{{properties: {{p: {property}}}, patternProperties: {}}}", reference(1));
    let union = format!("{{oneOf: {}}}", reference(1));
    for schemas in [
        format!("    A0: {object}\n    A1: {{a: {object}, b: {object}}}\n    A2: [{restrictions}]\n"),
        format!("    A0: {map}\n    A1: {{a: {map}{others}}}\n"),
        format!("    A0: {union}\n    A1: [{restrictions}{union}, {union}]\n"),
    ] {
        let imported = imported(&schemas);
        let reasons: Vec<&str> = imported.findings().iter().map(|finding| finding.reason.as_str()).collect();
        let reason = "references expand to more than 50000 properties and subschemas; the value is untyped";
        assert!(reasons.contains(&reason), "{reasons:?}");
    }
}

#[test]
fn an_all_of_may_refer_to_the_list_that_it_is_in() {
    let list = "allOf: {$ref: '#/components/schemas/A1'}";
    let child = "{allOf: [{$ref: '#/components/schemas/A0'}, {properties: {p: {type: string}}}]}";
    let imported = imported(&format!("    A0: {{{list}}}\n    A1: [{{{list}}}]\n    A2: {child}\n"));
    assert_one_reason(&imported, "the schema is nested more than 64 deep");
}
