//! Responses: media types that are asked for, and types that are returned.

use pointapi_import::Import;

use crate::{code, document, reasons};

/// A document whose only operation has these responses.
pub(crate) fn import(responses: &str) -> Import {
    document(&format!("  /a:\n    get: {{operationId: get_a, tags: [orders], responses: {{{responses}}}}}\n"))
}

pub(crate) fn content(media_type: &str, schema: &str) -> String {
    format!("{{content: {{{media_type}: {{schema: {{type: {schema}}}}}}}}}")
}

/// The options of the operation, and the type that it returns.
pub(crate) fn method(import: &Import) -> (String, String) {
    let code = code(import);
    let (_, rest) = code.split_once("#[point_endpoint(GET \"/a\"").expect("a method");
    let (options, rest) = rest.split_once(")]").expect("an attribute");
    let returned = rest.split_once("-> ").and_then(|(_, rest)| rest.split_once(";\n")).expect("a type").0;
    (options.to_owned(), returned.to_owned())
}

#[test]
fn a_method_asks_for_the_media_types_of_all_successes() {
    let json = content("application/json", "integer");
    for (other, options) in [
        (content("text/plain", "string"), ", accept = \"application/json, text/plain\""),
        (content("application/vnd.a+json", "string"), ", accept = \"application/json, application/vnd.a+json\""),
        (content("application/json", "string"), ""),
        (content("'*/*'", "string"), ""),
        ("{description: none}".to_owned(), ""),
    ] {
        let import = import(&format!("200: {json}, 202: {other}"));
        assert_eq!(method(&import).0, options, "{other}");
        assert_eq!(reasons(&import), Vec::<String>::new());
    }
}

#[test]
fn a_codec_belongs_to_all_successes() {
    let xml = content("application/xml", "string");
    let import_of = |other: &str| import(&format!("200: {}, 202: {other}", content("application/json", "integer")));
    let mixed = import_of(&xml);
    assert_eq!(method(&mixed).0, ", accept = \"application/json, application/xml\"");
    assert!(code(&mixed).contains("Accepted(Text)"), "{}", code(&mixed));
    assert_eq!(
        reasons(&mixed),
        ["only some of the successes are XML, and a method has one codec; the XML is returned as text"]
    );
    let both = import(&format!("200: {xml}, 202: {}", content("application/xml", "integer")));
    assert_eq!(method(&both).0, ", codec = pointapi::Xml");
    assert_eq!(reasons(&both), Vec::<String>::new());
}

#[test]
fn xml_beside_an_empty_success_is_optional() {
    let import = import(&format!("200: {}, 204: {{description: none}}", content("application/xml", "integer")));
    assert_eq!(method(&import), (", codec = pointapi::Xml".to_owned(), "Result<Option<i64>>".to_owned()));
}

#[test]
fn a_server_without_a_host_is_reported() {
    let server = |url: &str| {
        let operation = "get: {operationId: a, responses: {204: {description: done}}}";
        Import::from_text(
            "api.yaml",
            format!("openapi: 3.0.0\nservers: [{{url: '{url}'}}]\npaths:\n  /a:\n    {operation}\n"),
        )
    };
    assert_eq!(reasons(&server("/api/v3")), ["the server has no host; the client's base URL must end in `/api/v3`"]);
    assert_eq!(reasons(&server("/")), Vec::<String>::new());
    assert_eq!(reasons(&server("https://a.example/v3")), Vec::<String>::new());
}

#[test]
fn a_documented_server_that_is_not_the_base_url_is_reported() {
    let operation = |server: &str| {
        format!("get: {{servers: [{{url: 'https://{server}.example/'}}], responses: {{204: {{description: done}}}}}}")
    };
    let import = Import::from_text(
        "api.yaml",
        format!(
            "openapi: 3.0.0\nservers: [{{url: 'https://api.example'}}, {{url: 'https://uploads.example'}}]\npaths:\n  /a:\n    {}\n  /b:\n    {}\n",
            operation("api"),
            operation("uploads")
        ),
    );
    assert_eq!(
        reasons(&import),
        ["the operation has the server `https://uploads.example/`; call it through a client with that base URL"]
    );
}

#[test]
fn forms_of_xml_are_reported() {
    let schema = "{type: object, properties: {id: {type: string, xml: {attribute: true}}, items: {type: array, xml: {wrapped: true}, items: {type: string}}, b: {type: string, xml: {}}}}";
    let import = import(&format!("200: {{content: {{application/xml: {{schema: {schema}}}}}}}"));
    assert_eq!(reasons(&import), ["`xml` is not read: each member is an element of its own name"; 2]);
}

#[test]
fn an_operation_with_another_security_scheme_is_reported() {
    let operation = |security: &str| format!("get: {{{security} responses: {{204: {{description: done}}}}}}");
    let import = |of_document: &str| {
        let text = format!(
            "openapi: 3.0.0\n{of_document}paths:\n  /a:\n    {}\n  /b:\n    {}\n  /c:\n    {}\n",
            operation("security: [{a: []}, {c: []}],"),
            operation("security: [{b: []}],"),
            operation("security: [],")
        );
        Import::from_text("api.yaml", text)
    };
    let reason = "the operation is authenticated by `b`; call it through a client of that scheme";
    assert_eq!(reasons(&import("security: [{a: []}]\n")), [reason]);
    assert_eq!(reasons(&import("")), [reason]);
}

#[test]
fn only_known_http_schemes_have_a_builder() {
    let scheme = |name: &str| {
        let scheme = format!("components: {{securitySchemes: {{main: {{type: http, scheme: {name}}}}}}}\n");
        let path = "paths: {/a: {get: {operationId: a, responses: {204: {description: done}}}}}\n";
        code(&Import::from_text("api.yaml", format!("openapi: 3.0.0\n{scheme}{path}")))
    };
    assert!(scheme("bearer").contains(".bearer_token(token)"));
    assert!(scheme("Basic").contains(".basic_auth(user, password)"));
    assert!(scheme("digest").contains(".authenticator(your_authenticator)"));
}

#[test]
fn text_that_is_offered_as_json_too_is_read_as_it_is() {
    let two = |json: &str, other: &str| {
        let json = format!("application/json: {{schema: {{{json}}}}}");
        let import = import(&format!("200: {{content: {{{json}, {other}: {{schema: {{type: string}}}}}}}}"));
        method(&import)
    };
    let text = (", accept = \"text/plain\"".to_owned(), "Result<Text>".to_owned());
    assert_eq!(two("type: string", "text/plain"), text);
    assert_eq!(two("type: string, format: uuid", "text/plain").1, "Result<String>");
    assert_eq!(two("type: string", "application/xml").1, "Result<String>");
    assert_eq!(two("type: object", "text/plain").1, "Result<BTreeMap<String, Value>>");
    for other in ["text/event-stream", "text/html", "text/csv"] {
        assert_eq!(two("type: string", other).1, "Result<String>", "{other}");
    }
    assert_eq!(two("type: string", "text/html: {}, text/plain"), text);
}

#[test]
fn a_document_without_operations_is_an_error() {
    for (paths, reason) in [
        ("{}", "api.yaml: the document has no operation that can be imported"),
        (
            "{'/a/../b': {get: {responses: {204: {description: done}}}}}",
            "api.yaml: the document has no operation that can be imported\napi.yaml:2:26: the path has a segment `.` or `..`; the operation is left out (#/paths/~1a~1..~1b/get)",
        ),
    ] {
        let import = Import::from_text("api.yaml", format!("openapi: 3.0.0\npaths: {paths}\n"));
        assert_eq!(import.run().expect_err("nothing to import").to_string(), reason);
    }
}

#[test]
fn schemes_that_are_needed_together_are_one_builder() {
    let schemes = "components: {securitySchemes: {a: {type: apiKey, in: header, name: X-A}, b: {type: apiKey, in: query, name: b}, c: {type: http, scheme: bearer}, d: {type: http, scheme: digest}}}\n";
    let import = |security: &str| {
        let path = "paths: {/a: {get: {operationId: a, responses: {204: {description: done}}}}}\n";
        Import::from_text("api.yaml", format!("openapi: 3.0.0\nsecurity: {security}\n{schemes}{path}"))
    };
    let both = import("[{a: [], b: []}]");
    let call = "Client::builder().api_key_header(\"X-A\", key).api_key_query(\"b\", key)`.";
    assert!(code(&both).contains(&format!("//! Authentication `a` and `b`:\n//! `{call}")), "{}", code(&both));
    assert!(code(&import("[{c: [], a: []}]")).contains("`Client::builder().bearer_token(token).api_key_header("));
    let reason = "`a` and `d` are needed together, and a client has one of them; add the other in a layer";
    assert_eq!(reasons(&import("[{a: [], d: []}]")), [reason]);
    for security in ["[{a: [], b: []}]", "[{a: [], d: []}, {c: []}]", "[{a: []}, {b: []}]"] {
        assert_eq!(reasons(&import(security)), Vec::<String>::new(), "{security}");
    }
}

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

#[test]
fn parts_of_responses_that_are_not_expressed_are_reported() {
    let json = content("application/json", "integer");
    let links = json.replacen('{', "{links: {next: {operationId: get_a}}, ", 1);
    assert_eq!(reasons(&import(&format!("200: {links}"))), ["links to other operations are not expressed"]);
    let redirect = import(&format!("200: {json}, 302: {json}, 304: {json}"));
    assert_eq!(reasons(&redirect), ["the body of 302 is not decoded; the call fails with it"]);
}

#[test]
fn every_server_of_the_document_is_named() {
    let path = "paths: {/a: {get: {operationId: a, responses: {204: {description: done}}}}}\n";
    let servers = "[{url: 'https://a.example/'}, {url: 'https://b.example'}, {url: 'https://{c}.example'}]";
    let import = Import::from_text("api.yaml", format!("openapi: 3.0.0\nservers: {servers}\n{path}"));
    assert!(code(&import).contains("//! Another server: `https://b.example`.\n"), "{}", code(&import));
    assert_eq!(reasons(&import), ["the variable `c` has no default; the client's base URL must have its value"]);
}

#[test]
fn a_media_type_with_another_schema_is_reported() {
    let a = "{type: object, properties: {a: {type: string}}}";
    let of = |media_type: &str, schema: &str| {
        let content = format!("application/json: {{schema: {a}}}, {media_type}: {{schema: {schema}}}");
        reasons(&import(&format!("200: {{content: {{{content}}}}}")))
    };
    let b = "{type: object, properties: {b: {type: string}}}";
    let reason = ["`application/xml` has another schema than `application/json`; `media_type` selects it"];
    assert_eq!(of("application/xml", b), reason);
    for (media_type, schema) in [("application/xml", a), ("text/csv", "{type: string}"), ("application/pdf", "{}")] {
        assert_eq!(of(media_type, schema), Vec::<String>::new(), "{media_type}");
    }
}

#[test]
fn a_status_that_is_declared_twice_is_reported() {
    let of = |kind: &str| format!("{{content: {{application/json: {{schema: {{type: {kind}}}}}}}}}");
    let import = document(&format!(
        "  /a:\n    get: {{operationId: a, tags: [x], responses: {{2XX: {}, 2xx: {}}}}}\n",
        of("string"),
        of("integer")
    ));
    assert!(code(&import).contains("async fn a(&self) -> Result<String>;"), "{}", code(&import));
    assert_eq!(reasons(&import), ["`2xx` is declared twice; the first one counts"]);
}

#[test]
fn a_requirement_of_nothing_is_no_authentication() {
    for (security, is_open) in [("[]", true), ("[{}]", true), ("[{}, {key: []}]", false), ("[{key: []}]", false)] {
        let import = Import::from_text(
            "api.yaml",
            format!(
                "openapi: 3.0.0\ncomponents: {{securitySchemes: {{key: {{type: http, scheme: bearer}}}}}}\nsecurity: [{{key: []}}]\npaths:\n  /a:\n    get: {{operationId: a, security: {security}, responses: {{204: {{description: done}}}}}}\n"
            ),
        );
        assert_eq!(code(&import).contains("auth = none"), is_open, "{security}");
    }
}

/// Two operations that share responses and a body.
const SHARED: &str = "  /a:
    get: {operationId: get_a, tags: [x], responses: {200: {$ref: '#/components/responses/Page'}, 400: {$ref: '#/components/responses/Problem'}, 404: {$ref: '#/components/responses/Problem'}}}
    post: {operationId: post_a, tags: [x], requestBody: {$ref: '#/components/requestBodies/New'}, responses: {201: {$ref: '#/components/responses/Page'}, 500: {$ref: '#/components/responses/Problem'}}}
";

#[test]
fn a_shared_response_or_body_is_one_type_of_its_name() {
    let object = |field: &str| {
        format!(
            "{{content: {{application/json: {{schema: {{type: object, properties: {{{field}: {{type: string}}}}}}}}}}}}"
        )
    };
    let (problem, page, new) = (object("title"), object("next"), object("name"));
    let of = |schemas: &str| {
        code(&document(&format!(
            "{SHARED}components: {{responses: {{Problem: {problem}, Page: {page}}}, requestBodies: {{New: {new}}}, schemas: {{{schemas}}}}}\n"
        )))
    };
    let plain = of("");
    assert!(plain.contains("type Result<T, E = Typed<types::Problem>>"), "{plain}");
    assert!(plain.contains("async fn get_a(&self) -> Result<types::Page>;"), "{plain}");
    assert!(plain.contains("async fn post_a(&self, #[body] body: &types::New) -> Result<types::Page>;"), "{plain}");
    assert_eq!(plain.matches("pub struct ").count(), 3, "{plain}");
    let by_status = document(&format!(
        "  /a: {{get: {{operationId: get_a, responses: {{204: {{description: done}}, 400: {{$ref: '#/components/responses/400'}}}}}}}}\ncomponents: {{responses: {{400: {problem}}}}}\n"
    ));
    assert!(code(&by_status).contains("Typed<types::Error400>"), "{}", code(&by_status));
    let clash = of("Page: {type: object, properties: {size: {type: integer}}}");
    assert!(clash.contains("async fn get_a(&self) -> Result<types::PageResponse>;"), "{clash}");
}

/// The type that the operation returns, for this member of `content`.
fn stream(content: &str) -> String {
    let schemas = "    S: {type: object, required: [x], properties: {x: {type: string}}}\n    T: {type: object, required: [y], properties: {y: {type: string}}}\n";
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
