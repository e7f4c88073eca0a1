//! Keywords that restrict or add to a type.

use crate::{code, document, field, reasons, response};

#[test]
fn alternatives_that_only_restrict_have_the_type_beside_them() {
    for (schema, expected) in [
        ("{type: array, oneOf: [{minItems: 4, maxItems: 4}, {minItems: 6}], items: {type: number}}", "Vec<f64>"),
        ("{type: integer, oneOf: [{maximum: -1}, {minimum: 1}]}", "i64"),
        ("{type: integer, oneOf: [{maximum: -1}, {enum: [5]}]}", "i64"),
        ("{type: integer, anyOf: [{format: int32}, {format: int64}]}", "i64"),
        ("{type: string, anyOf: [{enum: [a]}, {pattern: x}]}", "GetAResponseX"),
        ("{type: string, anyOf: [{minLength: 3}, {pattern: x, nullable: true}]}", "Option<String>"),
        ("{anyOf: [{pattern: x}, {minLength: 3}]}", "String"),
        ("{anyOf: [{minimum: 3}, {minItems: 3}]}", "Value"),
    ] {
        assert_eq!(field(schema), expected, "{schema}");
        assert_eq!(reasons(&response(&format!("{{properties: {{x: {schema}}}}}"), "")), Vec::<String>::new());
    }
    let list = "{type: array, oneOf: [{minItems: 4}, {minItems: 6}], items: {type: number}}";
    let parameter = format!("{{name: bbox, in: query, explode: false, schema: {list}}}");
    let import = document(&format!("  /a: {{get: {{operationId: a, parameters: [{parameter}]}}}}\n"));
    assert!(code(&import).contains("#[query(format = csv)] bbox: Option<&[f64]>"), "{}", code(&import));
}

#[test]
fn a_property_that_a_subschema_restricts_keeps_its_type() {
    let schema = "{allOf: [{required: [x], properties: {x: {type: integer}}}, {properties: {x: {minimum: 3}}}]}";
    let import = response(schema, "");
    assert!(code(&import).contains("pub x: i64,"), "{}", code(&import));
    assert_eq!(reasons(&import), Vec::<String>::new());
    let import = response(&schema.replace("type: integer", "description: A"), "");
    assert!(code(&import).contains("pub x: Value,"), "{}", code(&import));
}

#[test]
fn properties_under_a_condition_are_reported_wherever_it_stands() {
    let when = "if: {properties: {kind: {const: a}}}, then: {properties: {x: {type: string}}}";
    let kind = "type: object, properties: {kind: {type: string}}";
    let schemas = format!("    A: {{{kind}, {when}}}\n    X: {{properties: {{x: {{type: string}}}}}}\n");
    let condition = "properties that depend on `if` are not read";
    for schema in [
        format!("{{{kind}, {when}}}"),
        format!("{{{kind}, allOf: [{{{when}}}]}}"),
        "{allOf: [{$ref: '#/components/schemas/A'}, {properties: {b: {type: string}}}]}".to_owned(),
    ] {
        assert_eq!(reasons(&response(&schema, &schemas)), [condition], "{schema}");
    }
    let known = format!("{{allOf: [{{$ref: '#/components/schemas/X'}}], {kind}, {when}}}");
    assert_eq!(reasons(&response(&known, &schemas)), Vec::<String>::new());
    let dependent = format!("{{{kind}, dependentSchemas: {{kind: {{properties: {{x: {{type: string}}}}}}}}}}");
    assert_eq!(reasons(&response(&dependent, "")), ["properties that depend on `dependentSchemas` are not read"]);
}

#[test]
fn a_tuple_with_more_items_is_a_tuple() {
    for schema in [
        "{type: array, prefixItems: [{type: string}], items: {type: number}}",
        "{type: array, prefixItems: [{type: string}, {type: number}], items: false}",
    ] {
        assert_eq!(field(schema), "Vec<Value>", "{schema}");
        assert_eq!(reasons(&response(schema, "")), ["the items of a tuple have types of their own; they are untyped"]);
    }
    assert_eq!(field("{type: array, prefixItems: [], items: {type: number}}"), "Vec<f64>");
}

#[test]
fn members_that_are_not_declared_are_kept_beside_subschemas() {
    let base = "    Base: {type: object, properties: {a: {type: string}}}\n";
    let reference = "{$ref: '#/components/schemas/Base'}";
    for keyword in [
        "additionalProperties: {type: string}",
        "patternProperties: {'^x-': {type: string}}",
        "unevaluatedProperties: {type: string}",
    ] {
        for schema in [
            format!("{{allOf: [{reference}], {keyword}}}"),
            format!("{{allOf: [{reference}, {{type: object, {keyword}}}]}}"),
            format!("{{$ref: '#/components/schemas/Base', {keyword}}}"),
            format!("{{properties: {{a: {{type: string}}}}, {keyword}}}"),
        ] {
            let import = response(&schema, base);
            let code = code(&import);
            let fields = "    pub a: Option<String>,\n    /// Members that are not declared.\n    #[serde(flatten)]\n    pub additional: BTreeMap<String, String>,\n";
            assert!(code.contains(fields), "{schema}: {code}");
            assert_eq!(reasons(&import), Vec::<String>::new(), "{schema}");
        }
    }
    assert_eq!(field("{unevaluatedProperties: {type: integer}}"), "BTreeMap<String, i64>");
    for closed in ["additionalProperties: false", "unevaluatedProperties: false"] {
        assert_eq!(field(&format!("{{allOf: [{{$ref: '#/components/schemas/A'}}], {closed}}}")), "types::A");
    }
}

#[test]
fn an_anchor_is_found_and_a_dynamic_reference_reported() {
    let schemas = "    A: {$anchor: node, required: [a], properties: {a: {type: string}}}\n    B: {properties: {b: {$anchor: twice}, c: {$anchor: twice}}}\n";
    let import = response("{required: [x], properties: {x: {$ref: '#node'}}}", schemas);
    assert!(code(&import).contains("pub x: types::A,"), "{}", code(&import));
    assert_eq!(reasons(&import), Vec::<String>::new());
    for (schema, reason) in [
        ("{$ref: '#twice'}", "the reference `#twice` names several schemas; the value is untyped"),
        ("{$ref: '#gone'}", "the reference `#gone` is neither a JSON pointer nor an `$anchor`; the value is untyped"),
        ("{$dynamicRef: '#node'}", "`$dynamicRef` is not followed; the value is untyped"),
        ("{$recursiveRef: '#'}", "`$recursiveRef` is not followed; the value is untyped"),
    ] {
        assert_eq!(reasons(&response(schema, schemas)), [reason]);
    }
}
