//! Docs of fields, arguments and methods.

use crate::{code, document, response};

#[test]
fn a_title_that_says_the_name_is_no_doc() {
    let schema = "{properties: {dag_id: {type: string, title: Dag Id}, key: {type: string, title: The key.}}}";
    let fields = code(&response(schema, ""));
    assert!(!fields.contains("Dag Id") && fields.contains("/// The key.\n"), "{fields}");
    let parameters = "[{name: dagId, in: query, schema: {type: string, title: Dag Id}}]";
    let responses = "{204: {description: done}}";
    let method = code(&document(&format!(
        "  /a: {{get: {{operationId: a, parameters: {parameters}, responses: {responses}}}}}\n"
    )));
    assert!(!method.contains("Dag Id"), "{method}");
}

#[test]
fn arguments_stand_apart_from_a_list_of_the_description() {
    let of = |description: &str| {
        let parameters = "[{name: p, in: query, description: the p, schema: {type: string}}]";
        code(&document(&format!(
            "  /a: {{get: {{operationId: a, description: \"{description}\", parameters: {parameters}, responses: {{204: {{description: done}}}}}}}}\n"
        )))
    };
    let listed = of("Some:\\n\\n- one\\n- two");
    let apart = "    /// - one\n    /// - two\n    ///\n    /// Arguments:\n    ///\n    /// - `p`: the p\n";
    assert!(listed.contains(apart), "{listed}");
    let plain = of("Some.");
    assert!(plain.contains("    /// Some.\n    ///\n    /// - `p`: the p\n"), "{plain}");
}

#[test]
fn the_values_of_an_enum_that_is_passed_as_text_are_listed() {
    let parameter = |place: &str, schema: &str| {
        format!(
            "{{name: kind, in: {place}, required: true, description: The kind. It is long enough that the docs of the argument stop here. The rest is in the document., schema: {schema}}}"
        )
    };
    let colors = "{type: string, enum: [red, blue]}";
    let of = |place: &str, schema: &str| {
        let path = if place == "path" { "/a/{kind}" } else { "/a" };
        let responses = "{204: {description: done}}";
        code(&document(&format!(
            "  {path}: {{get: {{operationId: a, parameters: [{}], responses: {responses}}}}}\n",
            parameter(place, schema)
        )))
        .replace("\n    ///  ", "")
    };
    for place in ["path", "header", "cookie"] {
        let one = of(place, colors);
        assert!(one.contains("stop here. One of `red`, `blue`.\n"), "{one}");
    }
    let constant = of("header", "{type: string, const: red}");
    assert!(constant.contains("stop here. Always `red`.\n"), "{constant}");
    let several = of("header", &format!("{{type: array, items: {colors}}}"));
    assert!(
        several.contains("stop here. Several values are separated by commas, each one of `red`, `blue`.\n"),
        "{several}"
    );
    let odd = of("header", "{type: string, enum: [red, '`']}");
    assert!(!odd.contains("One of"), "{odd}");
}
