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
    let schema = "{type: object, properties: {id: {type: string, xml: {attribute: true}}, '@own': {type: string, xml: {attribute: true, name: own}}, items: {type: array, xml: {wrapped: true}, items: {type: string}}, b: {type: string, xml: {}}}}";
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
