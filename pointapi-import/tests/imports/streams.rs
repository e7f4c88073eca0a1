//! Server-sent events, and lines of JSON.

use crate::responses::{content, import, method};
use crate::{document, reasons};

#[test]
fn lines_of_json_have_several_spellings() {
    let of = |media_type: &str| import(&format!("200: {}", content(media_type, "integer")));
    assert_eq!(method(&of("application/x-ndjson")), (String::new(), "Result<Lines<i64>>".to_owned()));
    for name in ["ndjson", "jsonl", "jsonlines", "x-jsonlines", "stream+json"] {
        let media_type = format!("application/{name}");
        let expected = (format!(", accept = \"{media_type}\""), "Result<Lines<i64>>".to_owned());
        assert_eq!(method(&of(&media_type)), expected);
    }
    let sequence = of("application/json-seq");
    assert_eq!(method(&sequence).1, "Result<Download>");
    assert_eq!(
        reasons(&sequence),
        ["the values of `application/json-seq` are no lines; the response is returned as it is"]
    );
}

/// The type that the operation returns, for this member of `content`.
fn stream(content: &str) -> String {
    let schemas = "    S: {type: object, required: [x], properties: {x: {type: string}}}\n    T: {type: object, required: [y], properties: {y: {type: string}}}\n    Rows: {type: array, items: {type: object, properties: {z: {type: string}}}}\n";
    let operation = format!("{{operationId: get_a, tags: [orders], responses: {{200: {{content: {{{content}}}}}}}}}");
    method(&document(&format!("  /a:\n    get: {operation}\ncomponents:\n  schemas:\n{schemas}"))).1
}

#[test]
fn the_schema_of_a_stream_is_that_of_its_body_or_item() {
    let s = "{$ref: '#/components/schemas/S'}";
    let of = |media_type: &str, schema: &str| stream(&format!("{media_type}: {{schema: {schema}}}"));
    for (media_type, stream) in [("application/x-ndjson", "Lines"), ("text/event-stream", "Events")] {
        assert_eq!(of(media_type, s), format!("Result<{stream}<types::S>>"));
        assert_eq!(of(media_type, &format!("{{type: array, items: {s}}}")), format!("Result<{stream}<types::S>>"));
    }
    let shared = "{$ref: '#/components/schemas/Rows'}";
    assert_eq!(of("text/event-stream", shared), "Result<Events<types::RowsItem>>");
    assert_eq!(of("application/x-ndjson", "{type: string}"), "Result<Lines<Value>>");
    assert_eq!(of("text/event-stream", "{type: string}"), "Result<Events<String>>");
    let lists = format!("application/jsonl: {{itemSchema: {{type: array, items: {s}}}}}");
    assert_eq!(stream(&lists), "Result<Lines<Vec<types::S>>>");
}

#[test]
fn the_data_of_an_event_is_decoded() {
    let content = |reference: &str| {
        format!(
            "{{type: string, contentMediaType: application/json, contentSchema: {{$ref: '#/components/schemas/{reference}'}}}}"
        )
    };
    let event = |data: &str| format!("{{type: object, properties: {{event: {{type: string}}, data: {data}}}}}");
    let item = |schema: &str| stream(&format!("text/event-stream: {{itemSchema: {schema}}}"));
    assert_eq!(item(&event(&content("S"))), "Result<Events<types::S>>");
    assert_eq!(item(&event("{type: string}")), "Result<Events<String>>");
    assert_eq!(item("{$ref: '#/components/schemas/S'}"), "Result<Events<types::S>>");
    let kinds = format!(
        "{{type: object, properties: {{data: {{type: string}}}}, oneOf: [{{properties: {{event: {{const: a}}}}}}, {{properties: {{event: {{const: b}}, data: {}}}}}]}}",
        content("S")
    );
    assert_eq!(item(&kinds), "Result<Events<GetAResponse>>");
    let schema = |schema: &str| stream(&format!("text/event-stream: {{schema: {schema}}}"));
    assert_eq!(schema(&event("{$ref: '#/components/schemas/S'}")), "Result<Events<types::S>>");
    let both = |name: &str| event(&format!("{{$ref: '#/components/schemas/{name}'}}"));
    assert_eq!(schema(&format!("{{oneOf: [{}, {}]}}", both("S"), both("T"))), "Result<Events<GetAResponse>>");
    let other = "{type: object, properties: {data: {type: string}, text: {type: string}}}";
    assert_eq!(schema(other), "Result<Events<GetAResponse>>");
}
