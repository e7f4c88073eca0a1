//! Differences in how a client is built: its server, its authentication.

use pointapi_import::{Import, check_against};

use crate::differences::lines;
use crate::{code, document};

#[test]
fn another_server_breaks_a_caller() {
    let server = |url: &str| {
        let servers = if url.is_empty() { String::new() } else { format!("servers: [{{url: '{url}'}}]\n") };
        let operation = "get: {operationId: a, responses: {204: {description: done}}}";
        Import::from_text("api.yaml", format!("openapi: 3.0.0\n{servers}paths:\n  /a:\n    {operation}\n"))
    };
    let (first, second) = (server("https://a.example"), server("https://b.example"));
    assert_eq!(
        lines(&first, &second),
        ["breaking: `BASE_URL` was `\"https://a.example\"` and is `\"https://b.example\"`"]
    );
    assert_eq!(lines(&first, &server("")), ["breaking: `BASE_URL` is gone"]);
    assert_eq!(lines(&server(""), &first), ["compatible: `BASE_URL` is new"]);
}

#[test]
fn another_authentication_breaks_a_caller() {
    let scheme = |scheme: &str| {
        let operation = "get: {operationId: a, responses: {204: {description: done}}}";
        let schemes = format!("components: {{securitySchemes: {{key: {scheme}}}}}\nsecurity: [{{key: []}}]\n");
        Import::from_text("api.yaml", format!("openapi: 3.0.0\n{schemes}paths:\n  /a:\n    {operation}\n"))
    };
    let (bearer, key) = (scheme("{type: http, scheme: bearer}"), scheme("{type: apiKey, in: header, name: X-Key}"));
    let expected = [
        "breaking: `authentication` no longer by `.bearer_token(token)`",
        "compatible: `authentication` by `.api_key_header(\"X-Key\", key)` is new",
    ];
    assert_eq!(lines(&bearer, &key), expected);
    assert_eq!(lines(&bearer, &bearer), Vec::<String>::new());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("api");
    let long = format!(
        "{{type: oauth2, flows: {{clientCredentials: {{tokenUrl: 'https://{}.example/token', scopes: {{}}}}}}}}",
        ["login"; 20].join(".")
    );
    for scheme in [bearer, scheme(&long)] {
        scheme.run().expect("valid").write(&out).expect("written");
        assert_eq!(check_against(&out, &scheme).expect("readable"), []);
        assert_eq!(check_against(&out, &key).expect("readable").len(), 2);
    }
}

#[test]
fn what_only_a_finding_says_of_servers_and_schemes_is_compared() {
    let document = |servers: &str, security: &str, of_operation: &str| {
        let schemes = "a: {type: http, scheme: bearer}, b: {type: apiKey, in: header, name: X-B}";
        let operation = |id: &str, more: &str| {
            format!("get: {{operationId: {id}, tags: [x], {more}responses: {{204: {{description: done}}}}}}")
        };
        let (a, b) = (operation("a", of_operation), operation("b", ""));
        Import::from_text(
            "api.yaml",
            format!(
                "openapi: 3.0.0\n{servers}security: {security}\npaths: {{/a: {{{a}}}, /b: {{{b}}}}}\ncomponents: {{securitySchemes: {{{schemes}}}}}\n"
            ),
        )
    };
    let (server, a) = ("servers: [{url: /v1}]\n", "[{a: []}]");
    let old = document(server, a, "");
    for (new, expected) in [
        (
            document("servers: [{url: /v2}]\n", a, ""),
            vec!["breaking: `client` now: the server has no host; the client's base URL must end in `/v2`"],
        ),
        (
            document("", a, ""),
            vec!["breaking: `client` no longer: the server has no host; the client's base URL must end in `/v1`"],
        ),
        (
            document(server, a, "servers: [{url: 'https://c.example'}], "),
            vec![
                "breaking: `X::a` now: the operation has the server `https://c.example`; call it through a client with that base URL",
            ],
        ),
        (
            document(server, a, "security: [{b: []}], "),
            vec![
                "breaking: `X::a` now: the operation is authenticated by `b`; call it through a client of that scheme",
            ],
        ),
        (
            document(server, "[{b: []}]", ""),
            vec![
                "breaking: `authentication` no longer by `.bearer_token(token)` for most operations",
                "compatible: `authentication` by `.api_key_header(\"X-B\", key)` for most operations is new",
            ],
        ),
        (document(server, a, "description: A., "), vec![]),
    ] {
        assert_eq!(lines(&old, &new), expected);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let out = folder.path().join("api");
        old.run().expect("valid").write(&out).expect("written");
        assert_eq!(check_against(&out, &new).expect("readable").len(), expected.len());
    }
}

#[test]
fn a_parameter_of_credentials_is_named_as_authentication() {
    let of = |header: &str, others: &str| {
        let parameters = format!("[{{name: {header}, in: header, schema: {{type: string}}}}]");
        let responses = "{204: {description: done}}";
        code(&document(&format!(
            "  /a: {{get: {{operationId: a, parameters: {parameters}, responses: {responses}}}}}\n{others}"
        )))
    };
    let docs = "Authentication `Authorization`: `Client::builder().api_key_header(\"Authorization\", value)`.";
    let unwrapped = |code: String| code.replace("\n//! ", " ");
    assert!(unwrapped(of("authorization", "")).contains(docs));
    let other = "  /b: {get: {operationId: b, responses: {204: {description: done}}}}\n";
    assert!(unwrapped(of("Authorization", other)).contains("Authentication `Authorization` of some operations: "));
    assert!(!of("X-Key", "").contains("Authentication"));
    let schemes = |scheme: &str| format!("components: {{securitySchemes: {{key: {scheme}}}}}\n");
    let bearer = of("authorization", &schemes("{type: http, scheme: bearer}"));
    assert!(!bearer.contains("`Authorization`"), "{bearer}");
    let key = of("authorization", &schemes("{type: apiKey, in: header, name: X-Key}"));
    assert!(key.contains("`Authorization`"), "{key}");
}
