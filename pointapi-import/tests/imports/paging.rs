//! Pagination, recognized by parameters.

use crate::{code, document};

/// The sentence of a list with these query parameters.
fn sentence(parameters: &str) -> Option<String> {
    let (name, _) = sentence_of(parameters, "{type: array, items: {type: string}}")?;
    Some(name)
}

/// The parameter that the sentence names, and the constructor; `schema` is that of the response.
fn sentence_of(parameters: &str, schema: &str) -> Option<(String, String)> {
    let responses = format!("{{200: {{content: {{application/json: {{schema: {schema}}}}}}}}}");
    let import =
        document(&format!("  /a: {{get: {{operationId: a, parameters: [{parameters}], responses: {responses}}}}}\n"));
    let code = code(&import).replace("\n    ///", "");
    let (_, rest) = code.split_once("Paged: ")?;
    let (name, rest) = rest.split_once(" takes ")?;
    let (_, constructor) = rest.split_once("`Pager::")?;
    Some((name.to_owned(), constructor.split('`').next()?.to_owned()))
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
        ("after", "{anyOf: [{type: string, format: date-time}, {type: 'null'}]}"),
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
    ] {
        assert_eq!(sentence(&parameter(name, schema)), Some(format!("`{name}`")), "{schema}");
    }
    let both = [parameter("after", time), parameter("page", "{type: integer}")];
    assert_eq!(sentence(&both.join(", ")), Some("`page`".to_owned()));
}

#[test]
fn only_a_list_is_paged() {
    let page = parameter("page", "{type: integer}");
    for (schema, is_paged) in [
        ("{type: object, properties: {name: {type: string}}}", false),
        ("{type: string, format: binary}", false),
        ("{type: array, items: {type: string}}", true),
        ("{type: object, properties: {rows: {type: array, items: {type: string}}}}", true),
        ("{type: object, properties: {data: {properties: {rows: {type: array, items: {type: string}}}}}}", true),
        ("{allOf: [{properties: {rows: {items: {type: string}}}}, {properties: {total: {type: integer}}}]}", true),
    ] {
        assert_eq!(sentence_of(&page, schema).is_some(), is_paged, "{schema}");
    }
}

#[test]
fn a_cursor_is_a_marker_where_the_response_has_the_next_one() {
    let of = |name: &str, schema: &str, member: &str| {
        let rows = "rows: {type: array, items: {type: string}}";
        let page = format!("{{type: object, properties: {{{rows}, {member}: {{type: string}}}}}}");
        sentence_of(&parameter(name, schema), &page).map(|(_, constructor)| constructor)
    };
    let text = "{anyOf: [{type: string}, {type: 'null'}]}";
    assert_eq!(of("page", text, "next_page").as_deref(), Some("by_marker"));
    assert_eq!(of("page", text, "total"), None);
    assert_eq!(of("page", "{type: integer}", "next_page").as_deref(), Some("by_page_number"));
    assert_eq!(of("after", "{type: integer}", "nextId").as_deref(), Some("by_marker"));
    assert_eq!(of("after", "{type: integer}", "total"), None);
    assert_eq!(of("starting_after", "{type: integer}", "total").as_deref(), Some("by_marker"));
}
