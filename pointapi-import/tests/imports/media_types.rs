//! Media types of responses: parameters, and ranges.

use crate::responses::{content, import, method};
use crate::{code, document, reasons};

#[test]
fn text_of_any_media_type_is_read_as_it_is() {
    let of = |schema: &str| method(&import(&format!("200: {}", content("'*/*'", schema))));
    assert_eq!(of("string"), (String::new(), "Result<Text>".to_owned()));
    assert_eq!(of("string, enum: [a]").1, "Result<types::GetAResponse>".replace("types::", ""));
    assert_eq!(of("integer").1, "Result<i64>");
    let failing = import(&format!("204: {{description: done}}, 400: {}", content("'*/*'", "string")));
    assert_eq!(method(&failing).1, "Result<()>");
}

#[test]
fn a_parameter_of_a_media_type_is_asked_for() {
    let of = |media_type: &str| method(&import(&format!("200: {}", content(&format!("'{media_type}'"), "integer")))).0;
    assert_eq!(of("application/json;version=2"), ", accept = \"application/json;version=2\"");
    assert_eq!(of("application/vnd.a+json;version=2"), ", accept = \"application/vnd.a+json;version=2\"");
    assert_eq!(of("application/vnd.a+json; charset=utf-8"), ", accept = \"application/vnd.a+json\"");
    assert_eq!(of("application/json; charset=utf-8"), "");
}

#[test]
fn a_media_type_is_selected_by_its_parameters() {
    let version = |number: u8, kind: &str| {
        format!("'application/json;v={number}': {{schema: {{type: object, properties: {{a: {{type: {kind}}}}}}}}}")
    };
    let import = || import(&format!("200: {{content: {{{}, {}}}}}", version(1, "string"), version(2, "integer")));
    assert!(code(&import()).contains("pub a: Option<String>"));
    let reason = "`application/json;v=2` has another schema than `application/json;v=1`; `media_type` selects it";
    assert_eq!(reasons(&import()), [reason]);
    for choice in ["application/json; V=2", "application/json;v=2;"] {
        let import = import().media_type(choice);
        assert!(code(&import).contains("pub a: Option<i64>"), "{choice}");
        assert_eq!(method(&import).0, ", accept = \"application/json;v=2\"");
    }
}

#[test]
fn a_stream_beside_the_chosen_media_type_is_reported() {
    let of = |types: &[&str]| {
        let members: Vec<String> = types.iter().map(|name| format!("{name}: {{schema: {{type: integer}}}}")).collect();
        reasons(&import(&format!("200: {{content: {{{}}}}}", members.join(", "))))
    };
    let instead = |other: &str, chosen: &str| {
        format!("the response can also be `{other}`; `media_type` selects it instead of `{chosen}`")
    };
    let (json, lines, events) = ("application/json", "application/x-ndjson", "text/event-stream");
    assert_eq!(of(&[json, lines]), [instead(lines, json)]);
    assert_eq!(of(&[json, events]), [instead(events, json)]);
    assert_eq!(of(&[events, lines]), [instead(lines, events)]);
    assert_eq!(of(&[lines, "application/jsonl"]), Vec::<String>::new());
}

#[test]
fn the_other_media_types_of_a_body_of_bytes_are_reported() {
    let of = |content: &str| {
        let body = format!("{{content: {{{content}}}}}");
        reasons(&document(&format!(
            "  /a:\n    put: {{requestBody: {body}, responses: {{204: {{description: done}}}}}}\n"
        )))
    };
    let reason = "the body can also be `image/png`; `media_type` selects it instead of `image/jpeg`";
    assert_eq!(of("image/jpeg: {}, image/png: {}"), [reason]);
    for content in ["image/png: {}", "'image/*': {}, image/png: {}", "application/json: {}, image/png: {}"] {
        assert_eq!(of(content), Vec::<String>::new(), "{content}");
    }
}

#[test]
fn the_form_of_xml_is_no_other_schema() {
    let schema = |remark: &str| {
        format!("{{type: object, properties: {{xml: {{type: array, items: {{type: string}}{remark}}}}}}}")
    };
    let of = |xml: &str| {
        let json = schema("");
        let content = format!("application/json: {{schema: {json}}}, application/xml: {{schema: {xml}}}");
        reasons(&import(&format!("200: {{content: {{{content}}}}}")))
    };
    assert_eq!(of(&schema(", xml: {name: rows}, description: Rows., x-a: 1")), Vec::<String>::new());
    assert_eq!(of(&schema(", nullable: true")).len(), 1);
    assert_eq!(of("{type: object, properties: {}}").len(), 1);
}
