//! Responses and bodies that several operations or statuses have.

use crate::{code, document};

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

#[test]
fn equal_errors_of_several_statuses_are_one_type() {
    for fields in ["title: {type: string}", "a: {type: string}, b: {type: string}, c: {type: string}"] {
        let error = |name: &str| {
            format!("{{content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}")
        };
        let schema = |name: &str| format!("{name}: {{type: object, properties: {{{fields}}}}}");
        let code = code(&document(&format!(
            "  /a:\n    get: {{operationId: get_a, tags: [x], responses: {{204: {{description: done}}, 400: {}, 403: {}}}}}\ncomponents: {{schemas: {{{}, {}}}}}\n",
            error("Forbidden"),
            error("BadRequest"),
            schema("Forbidden"),
            schema("BadRequest")
        )));
        assert!(code.contains("async fn get_a(&self) -> Result<(), Typed<types::BadRequest>>;"), "{code}");
        assert!(!code.contains("enum"), "{code}");
    }
}
