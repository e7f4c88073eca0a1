//! Listed values, defaults, and flags of schemas.

use pointapi_import::Import;

use crate::{code, document, field, reasons, response};

#[test]
fn values_of_an_enum_that_yaml_reads_otherwise_are_texts() {
    let of = |schema: &str| code(&response(&format!("{{required: [x], properties: {{x: {schema}}}}}"), ""));
    for (schema, values) in [
        ("{type: string, enum: [true, false]}", "True = \"true\", False = \"false\","),
        ("{type: string, enum: [00, 01, 10]}", "N00 = \"00\", N01 = \"01\", N10 = \"10\","),
        ("{type: string, enum: [+1, -1]}", "= \"+1\","),
        ("{type: string, enum: [True, NO]}", "True = \"True\", No = \"NO\","),
        ("{type: string, enum: [1.0, 2.5, 2.10]}", "N1_0 = \"1.0\", N2_5 = \"2.5\", N2_10 = \"2.10\","),
        ("{enum: [!!str 1, !!str 2]}", "N1 = \"1\", N2 = \"2\","),
        ("{type: string, enum: [43, nonstandard, 43]}", "N43 = \"43\", Nonstandard = \"nonstandard\","),
        ("{allOf: [{type: string}, {enum: [x, y]}]}", "X = \"x\", Y = \"y\","),
    ] {
        assert!(of(schema).contains(values), "{schema}: {}", of(schema));
    }
    for (schema, ty) in [
        ("{type: string, enum: [[1], 2.5]}", "String"),
        ("{enum: [01, 02]}", "i64"),
        ("{enum: [01, 2.5]}", "f64"),
        ("{enum: [TRUE, false]}", "bool"),
    ] {
        assert_eq!(field(schema), ty, "{schema}");
    }
    let widened = ["the enum of strings has values of another type; any string is valid"];
    assert_eq!(reasons(&response("{properties: {x: {type: string, enum: [[1], 2.5]}}}", "")), widened);
    let json = "{\"properties\": {\"x\": {\"type\": \"string\", \"enum\": [1.0, 2.5]}}}";
    let json = format!(
        "{{\"openapi\": \"3.0.0\", \"paths\": {{\"/a\": {{\"get\": {{\"responses\": {{\"200\": {{\"content\": {{\"application/json\": {{\"schema\": {json}}}}}}}}}}}}}}}}}"
    );
    assert_eq!(reasons(&Import::from_text("api.json", json)), widened);
    assert_eq!(field("{allOf: [{type: array}, {items: {type: string}}]}"), "Vec<String>");
}

#[test]
fn what_a_reference_says_of_a_value_counts() {
    let schemas = "    Id: {type: string, readOnly: true, description: The id., default: none}\n    Own: {allOf: [{$ref: '#/components/schemas/Id'}], readOnly: false, description: Own., default: all}\n    Secret: {type: object, writeOnly: true, deprecated: true, description: An object., properties: {a: {type: string}}}\n    A: {type: object, required: [a, b, c, d, e], properties: {a: {$ref: '#/components/schemas/Id'}, b: {allOf: [{$ref: '#/components/schemas/Id'}]}, c: {allOf: [{type: string}, {readOnly: true}]}, d: {$ref: '#/components/schemas/Own'}, e: {$ref: '#/components/schemas/Secret'}}}\n";
    let content = "content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}";
    let import = document(&format!(
        "  /a:\n    put: {{operationId: a, tags: [x], requestBody: {{{content}}}, responses: {{200: {{{content}}}}}}}\ncomponents:\n  schemas:\n{schemas}"
    ));
    let code = code(&import);
    for lines in [
        "    /// The id. Default: `none`.\n    #[serde(skip_serializing_if = \"Option::is_none\")]\n    pub a: Option<String>,\n",
        "    pub b: Option<String>,\n",
        "    pub c: Option<String>,\n",
        "    /// Own. Default: `all`.\n    pub d: String,\n",
        "    #[serde(skip_serializing_if = \"Option::is_none\")]\n    pub e: Option<Secret>,\n",
    ] {
        assert!(code.contains(lines), "{lines}: {code}");
    }
}

#[test]
fn a_default_that_is_no_number_is_a_text() {
    for (ty, default, expected) in [
        ("integer", "inf", "\"inf\""),
        ("integer", "'+5'", "\"+5\""),
        ("integer", "'5'", "5"),
        ("integer", "3000000000", "3000000000_i64"),
        ("integer", "18446744073709551615", "18446744073709551615_u64"),
        ("number", "1.5", "1.5"),
        ("boolean", "true", "true"),
    ] {
        let import = response(&format!("{{properties: {{x: {{type: {ty}, default: {default}}}}}}}"), "").openapi();
        let code = code(&import);
        assert!(code.contains(&format!("#[schemars(extend(\"default\" = {expected}))]")), "{default}: {code}");
    }
    let code = code(&response("{properties: {x: {type: number, default: 1e400}}}", ""));
    assert!(!code.contains("Default:"), "{code}");
}
