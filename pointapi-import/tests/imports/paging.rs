//! Pagination, recognized by parameters.

use crate::{code, document};

/// The sentence of an operation with these query parameters.
fn sentence(parameters: &str) -> Option<String> {
    let import = document(&format!("  /a: {{get: {{operationId: a, parameters: [{parameters}]}}}}\n"));
    let code = code(&import);
    let (_, rest) = code.split_once("/// Paged: ")?;
    rest.split_once(" takes ").map(|(name, _)| name.to_owned())
}

fn parameter(name: &str, schema: &str) -> String {
    format!("{{name: {name}, in: query, schema: {schema}}}")
}

#[test]
fn an_instant_is_no_place_in_a_list() {
    let time = "{type: string, format: date-time}";
    for (name, schema) in [
        ("start", time),
        ("after", time),
        ("after", "{type: string, format: date}"),
        ("start", "{type: integer, format: unix-time}"),
        ("page", "{type: string}"),
        ("offset", "{type: string}"),
    ] {
        assert_eq!(sentence(&parameter(name, schema)), None, "{name} {schema}");
    }
    let range = [parameter("start", "{type: integer}"), parameter("end", "{type: integer}")];
    assert_eq!(sentence(&range.join(", ")), None);
    for (name, schema) in [
        ("start", "{type: integer}"),
        ("offset", "{anyOf: [{type: integer}, {type: 'null'}]}"),
        ("page", "{type: number}"),
        ("page", "{}"),
        ("after", "{type: string}"),
        ("after", "{type: integer}"),
    ] {
        assert_eq!(sentence(&parameter(name, schema)), Some(format!("`{name}`")), "{schema}");
    }
    let both = [parameter("after", time), parameter("page", "{type: integer}")];
    assert_eq!(sentence(&both.join(", ")), Some("`page`".to_owned()));
}
