//! Request bodies: which media type is sent, as which arguments, and what is reported.

use pointapi_import::{Import, Imported};

/// Imports a document with one operation that has this body.
fn imported(body: &str, settings: fn(Import) -> Import) -> Imported {
    let document = format!(
        "openapi: 3.1.0\npaths:\n  /a:\n    post: {{operationId: a, tags: [orders], requestBody: {body}, responses: {{204: {{description: done}}}}}}\ncomponents:\n  schemas:\n    A: {{type: object, required: [a], properties: {{a: {{type: string}}, b: {{type: string}}}}}}\n    B: {{allOf: [{{$ref: '#/components/schemas/A'}}], properties: {{c: {{$ref: '#/components/schemas/A'}}}}}}\n"
    );
    settings(Import::from_text("api.yaml", document)).run().expect("valid")
}

/// The attribute and the signature of the operation, on one line.
fn method(body: &str) -> String {
    method_of(&imported(body, |import| import))
}

fn method_of(imported: &Imported) -> String {
    let (_, text) = imported.modules().find(|(name, _)| *name == "orders").expect("a module");
    let start = text.find("#[point_endpoint").expect("a method");
    let method: Vec<&str> =
        text[start..].split_once(";\n").map_or("", |(method, _)| method).split_whitespace().collect();
    method.join(" ")
}

fn reasons(body: &str) -> Vec<String> {
    imported(body, |import| import).findings().iter().map(|finding| finding.reason.clone()).collect()
}

fn content(media_types: &[&str]) -> String {
    let members: Vec<String> = media_types
        .iter()
        .map(|media_type| format!("'{media_type}': {{schema: {{$ref: '#/components/schemas/A'}}}}"))
        .collect();
    format!("{{content: {{{}}}}}", members.join(", "))
}

#[test]
fn plain_json_is_preferred_to_other_json() {
    let body = content(&["application/json-patch+json", "application/json; charset=utf-8", "application/xml"]);
    assert!(method(&body).contains("#[body] body"), "{}", method(&body));
    let body = content(&["application/json-patch+json", "text/plain"]);
    assert!(method(&body).contains("#[body(json, \"application/json-patch+json\")]"), "{}", method(&body));
}

#[test]
fn the_users_choice_is_compared_without_parameters() {
    let body = content(&["application/json", "application/xml; charset=utf-8"]);
    for choose in [
        |import: Import| import.media_type("application/xml"),
        |import: Import| import.media_type("Application/XML;charset=utf-8"),
    ] {
        assert!(method_of(&imported(&body, choose)).contains("#[body(xml)]"));
    }
}

#[test]
fn a_content_type_is_one_literal() {
    let body = content(&["text/csv; header=\"a b\""]);
    assert!(method(&body).contains(r#"headers("Content-Type" = "text/csv; header=\"a b\"")"#), "{}", method(&body));
}

#[test]
fn a_body_of_another_media_type_is_reported() {
    for (media_type, sent) in [
        ("text/xml", "application/xml"),
        ("application/soap+xml", "application/xml"),
        ("multipart/related", "multipart/form-data"),
        ("multipart/mixed", "multipart/form-data"),
    ] {
        assert_eq!(reasons(&content(&[media_type])), [format!("`{media_type}` is sent as `{sent}`")]);
    }
    for media_type in ["application/xml", "multipart/form-data", "application/json", "Text/Plain", "image/png"] {
        assert_eq!(reasons(&content(&[media_type])), Vec::<String>::new(), "{media_type}");
    }
}

#[test]
fn a_body_that_is_left_out_is_reported() {
    let empty = "{content: {application/json: {schema: {type: object, additionalProperties: false}}}}";
    assert_eq!(reasons(empty), ["the body is an object without members; it is left out"]);
    assert_eq!(reasons(&empty.replace("json", "x-www-form-urlencoded")), Vec::<String>::new());
    assert_eq!(reasons("{description: A}"), ["the body declares no media type; it is left out"]);
    assert_eq!(
        reasons(&content(&["json"])),
        ["`json` is not a media type; it is left out", "the body declares no media type; it is left out"]
    );
}

#[test]
fn a_body_that_may_be_absent_or_null_is_no_plain_value() {
    let optional = |body: &str| body.replace("{content", "{required: false, content");
    let nullable = "{content: {application/json: {schema: {type: ['array', 'null'], items: {type: integer}}}}}";
    let fields = |required: &str| {
        let schema = format!("{{type: object, {required} properties: {{a: {{type: string}}}}}}");
        format!("{{content: {{application/x-www-form-urlencoded: {{schema: {schema}}}}}}}")
    };
    let rows = [
        (optional(&content(&["application/json"])), "#[body] body: Option<&types::A>"),
        (optional(&content(&["text/plain"])), "#[body(text)] body: Option<&str>"),
        (optional(&content(&["image/png"])), "#[body(stream)] body: Option<Body>"),
        (nullable.to_owned(), "#[body] body: &Option<Vec<i64>>"),
        (optional(nullable), "#[body] body: Option<&Option<Vec<i64>>>"),
        (optional(&fields("required: [a],")), "#[body(form)] body: Option<&"),
        (optional(&fields("")), "#[body(form)] body: &"),
    ];
    for (body, argument) in rows {
        assert!(method(&body).contains(argument), "{argument} in {}", method(&body));
        assert_eq!(reasons(&body), Vec::<String>::new(), "{argument}");
    }
    let parts = optional(&content(&["multipart/form-data"]));
    assert!(reasons(&parts).contains(&"the body may be absent; the method always sends one".to_owned()));
}

#[test]
fn parts_are_those_of_all_subschemas() {
    let body = content(&["multipart/form-data"]).replace("schemas/A", "schemas/B");
    let method = method(&body);
    assert!(method.contains("#[part] a: &str, #[part] c: Option<Part>, #[part] b: Option<&str>"), "{method}");
}

#[test]
fn a_list_is_several_parts() {
    let schema = "{properties: {a: {type: array, items: {type: string, format: binary}}, b: {type: string, format: binary}, c: {type: string, contentMediaType: image/png}, d: {type: string, contentMediaType: image/png, contentEncoding: base64}}}";
    let method = method(&format!("{{content: {{multipart/form-data: {{schema: {schema}}}}}}}"));
    assert!(
        method.contains(
            "#[part] a: Vec<Part>, #[part] b: Option<Part>, #[part] c: Option<Part>, #[part] d: Option<&str>"
        ),
        "{method}"
    );
}

#[test]
fn a_form_with_an_object_in_a_subschema_is_nested() {
    let body = content(&["application/x-www-form-urlencoded"]);
    assert!(method(&body).contains("#[body(form)]"));
    let nested = body.replace("schemas/A", "schemas/B");
    assert!(method(&nested).contains("#[body(form, format = deep)]"), "{}", method(&nested));
    let inside = nested.replace(
        "{$ref: '#/components/schemas/B'}",
        "{allOf: [{allOf: [{$ref: '#/components/schemas/B'}]}, {type: object}]}",
    );
    assert!(method(&inside).contains("#[body(form, format = deep)]"), "{}", method(&inside));
    for schema in [
        "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}",
        "{type: object, additionalProperties: {$ref: '#/components/schemas/A'}}",
        "{properties: {a: {type: array, items: {type: array, items: {type: string}}}}}",
    ] {
        let nested = body.replace("{$ref: '#/components/schemas/A'}", schema);
        assert!(method(&nested).contains("#[body(form, format = deep)]"), "{}", method(&nested));
    }
}

#[test]
fn parts_of_variants_are_optional_arguments() {
    let schema = "{type: object, required: [a], properties: {a: {type: string}}, oneOf: [{required: [b], properties: {b: {type: string}}}, {properties: {b: {type: string}, c: {type: string, format: binary}}}], additionalProperties: {type: string}}";
    let body = format!("{{content: {{multipart/form-data: {{schema: {schema}}}}}}}");
    let parts = "#[part] a: &str, #[part] b: Option<&str>, #[part] c: Option<pointapi::Part>";
    assert!(method(&body).replace("Option<Part>", "Option<pointapi::Part>").contains(parts), "{}", method(&body));
    assert_eq!(reasons(&body), ["parts that are not declared have no argument; they are left out"]);
}

#[test]
fn a_number_and_a_value_of_an_enum_are_sent_as_text() {
    let schema = "{type: object, required: [a, b, c], properties: {a: {type: string, enum: [x, y]}, b: {type: integer}, c: {anyOf: [{type: boolean}, {type: 'null'}]}, d: {type: string, format: date-time}, e: {type: object}}}";
    let body = format!("{{content: {{multipart/form-data: {{schema: {schema}}}}}}}");
    let parts = "#[part] a: &str, #[part] b: i64, #[part] c: bool, #[part] d: Option<&str>, #[part] e: Option<Part>";
    assert!(method(&body).contains(parts), "{}", method(&body));
    let imported = imported(&body, |import| import);
    let (_, text) = imported.modules().find(|(name, _)| *name == "orders").expect("a module");
    assert!(text.contains("- `a`: One of `x`, `y`.\n"), "{text}");
}

#[test]
fn a_part_without_a_name_is_reported() {
    let schema = "{type: object, properties: {'': {type: string}, a: {type: string}}}";
    let body = format!("{{content: {{multipart/form-data: {{schema: {schema}}}}}}}");
    assert_eq!(reasons(&body), ["the part has no name; it is left out"]);
    assert!(method(&body).contains("(&self, #[part] a: Option<&str>)"), "{}", method(&body));
}

#[test]
fn the_media_type_of_a_part_is_that_of_its_encoding() {
    let of = |media_type: &str| {
        let schema = "{type: object, required: [a], properties: {a: {type: string}}}";
        let encoding = format!("{{a: {{contentType: {media_type}}}}}");
        let body = format!("{{content: {{multipart/form-data: {{schema: {schema}, encoding: {encoding}}}}}}}");
        let imported = imported(&body, |import| import);
        let (_, text) = imported.modules().find(|(name, _)| *name == "orders").expect("a module");
        assert!(text.contains(&format!("Its media type is `{media_type}`.")), "{text}");
        method(&body)
    };
    assert!(of("application/json").contains("#[part] a: Part"), "{}", of("application/json"));
    assert!(of("text/plain").contains("#[part] a: &str"), "{}", of("text/plain"));
}

#[test]
fn an_encoding_that_a_form_does_not_have_is_reported() {
    let reasons_of = |encoding: &str| reasons(&form_of_lists("a, b", encoding));
    let reason = ["the encoding of `a` is not expressed"];
    for encoding in ["explode: false", "style: pipeDelimited", "contentType: application/json"] {
        assert_eq!(reasons_of(encoding), reason, "{encoding}");
    }
    for encoding in ["explode: true", "style: deepObject, explode: true"] {
        assert_eq!(reasons_of(encoding), Vec::<String>::new(), "{encoding}");
    }
}

#[test]
fn the_list_format_of_every_list_is_that_of_the_form() {
    for (encoding, format) in [
        ("explode: false", "csv"),
        ("style: form, explode: false", "csv"),
        ("style: pipeDelimited, explode: false", "pipes"),
        ("style: spaceDelimited", "spaces"),
    ] {
        let form = form_of_lists("a", encoding);
        assert!(method(&form).contains(&format!("#[body(form, format = {format})]")), "{}", method(&form));
        assert_eq!(reasons(&form), Vec::<String>::new(), "{encoding}");
    }
}

#[test]
fn a_form_of_joined_lists_is_joined_only_if_that_is_right_for_every_member() {
    let lists = "a: {type: array, items: {type: string}}";
    for (other, format, reason) in [
        ("b: {type: string}", "form, format = csv", None),
        ("b: {items: {type: string}}", "form", Some("the encoding of `a` is not expressed")),
        (
            "b: {oneOf: [{type: string}, {type: array, items: {type: string}}]}",
            "form",
            Some("the encoding of `a` is not expressed"),
        ),
        (
            "b: {type: object, properties: {c: {type: string}}}",
            "form, format = deep",
            Some("a form with objects inside has a pair for each item of a list"),
        ),
    ] {
        let schema = format!("{{type: object, properties: {{{lists}, {other}}}}}");
        let form = "application/x-www-form-urlencoded";
        let body = format!("{{content: {{{form}: {{schema: {schema}, encoding: {{a: {{explode: false}}}}}}}}}}");
        assert!(method(&body).contains(&format!("#[body({format})]")), "{}", method(&body));
        assert_eq!(reasons(&body), Vec::from_iter(reason.map(str::to_owned)), "{other}");
    }
}

/// A form with these lists, of which `a` has the encoding.
fn form_of_lists(names: &str, encoding: &str) -> String {
    let list = |name| format!("{name}: {{type: array, items: {{type: string}}}}");
    let lists = names.split(", ").map(list).collect::<Vec<_>>().join(", ");
    let schema = format!("{{type: object, properties: {{{lists}}}}}");
    let form = "application/x-www-form-urlencoded";
    format!("{{content: {{{form}: {{schema: {schema}, encoding: {{a: {{{encoding}}}}}}}}}}}")
}

#[test]
fn a_parameter_of_a_media_type_is_sent() {
    for (media_type, expected) in [
        ("application/json;version=2", "#[body(json, \"application/json;version=2\")]"),
        ("application/json; charset=utf-8", "#[body] body"),
        ("text/plain;header=present", "headers(\"Content-Type\" = \"text/plain;header=present\")"),
    ] {
        assert!(method(&content(&[media_type])).contains(expected), "{}", method(&content(&[media_type])));
    }
    assert!(!method(&content(&["text/plain; charset=utf-8"])).contains("headers("));
}

#[test]
fn text_of_any_media_type_is_sent_as_it_is() {
    let body = "{content: {'*/*': {schema: {type: string}}}}";
    assert!(method(body).contains("#[body(text)] body: &str"), "{}", method(body));
    assert!(method(&body.replace("string", "integer")).contains("#[body] body: &i64"));
}
