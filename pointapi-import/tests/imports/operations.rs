//! Operations: where a document may keep them, and what of a path becomes one.

use crate::folders::folder;
use crate::parameters::header;
use crate::{code, document, reasons, response};

const DONE: &str = "responses: {204: {description: done}}";

#[test]
fn an_operation_may_be_a_reference() {
    let list = "operationId: droplets_list\ntags: [Droplets]\nparameters: [{name: page, in: query, schema: {type: integer}}]\nresponses: {200: {content: {application/json: {schema: {type: string, enum: [a, b]}}}}}\n";
    let root = "paths: {/droplets: {get: {$ref: resources/list.yml}, post: {$ref: resources/gone.yml}}}\n";
    let (_folder, import) = folder(&[("resources/list.yml", list)], root);
    let code = code(&import);
    assert!(
        code.contains("pub trait Droplets {") && code.contains("async fn list(&self, #[query] page: Option<i64>)"),
        "{code}"
    );
    assert_eq!(
        reasons(&import),
        ["the reference `resources/gone.yml` names a file that does not exist; the operation is left out"]
    );
}

#[test]
fn a_path_has_the_members_of_its_reference_too() {
    let import = document(&format!(
        "  /a: {{$ref: '#/components/pathItems/A', {}, post: {{operationId: own, tags: [x], {DONE}}}}}\n  /b: {{$ref: '#/components/pathItems/Gone', get: {{operationId: b, tags: [x], {DONE}}}}}\ncomponents:\n  pathItems:\n    A: {{{}, get: {{operationId: get_a, tags: [x], {DONE}}}, post: {{operationId: hidden, tags: [x], {DONE}}}}}\n",
        header("X-Own"),
        header("X-Shared")
    ));
    let code = code(&import);
    for method in ["own", "get_a"] {
        let (_, arguments) = code.split_once(&format!("async fn {method}(")).expect(method);
        let arguments = arguments.split(";\n").next().unwrap_or_default();
        assert!(arguments.contains("X-Own") && arguments.contains("X-Shared"), "{method}: {arguments}");
    }
    assert!(code.contains("async fn b(") && !code.contains("hidden"), "{code}");
    assert_eq!(
        reasons(&import),
        [
            "the reference `#/components/pathItems/Gone` names nothing in the document; the operations that it names are left out"
        ]
    );
}

#[test]
fn operations_of_other_methods_are_endpoints() {
    let operation = |id: &str| format!("{{operationId: {id}, tags: [x], {DONE}}}");
    let import = document(&format!(
        "  /a: {{summary: A, x-b: 1, get: {}, additionalOperations: {{COPY: {}, 'M/N': {}}}}}\n  /b: {{GET: {}}}\n",
        operation("a"),
        operation("copy"),
        operation("odd"),
        operation("capital")
    ));
    assert!(code(&import).contains("#[point_endpoint(COPY \"/a\")]\n    async fn copy(&self)"), "{}", code(&import));
    assert_eq!(
        reasons(&import),
        [
            "an endpoint cannot have the method `M/N`; the operation is left out",
            "`GET` is neither an operation nor another part of a path; it is left out"
        ]
    );
}

#[test]
fn a_reference_may_stand_for_a_map() {
    let files = [
        ("paths.yaml", "/a: {get: {$ref: a.yaml}}\n"),
        (
            "a.yaml",
            "operationId: a\ntags: [x]\nparameters: {$ref: parameters.yaml}\nresponses: {$ref: responses.yaml}\n",
        ),
        ("parameters.yaml", "[{name: q, in: query, schema: {type: integer}}]\n"),
        ("responses.yaml", "200: {content: {$ref: content.yaml}}\n"),
        ("content.yaml", "application/json: {$ref: media.yaml}\n"),
        ("media.yaml", "schema: {type: object, properties: {$ref: properties.yaml}}\n"),
        ("properties.yaml", "{name: {type: string}, size: {type: integer}}\n"),
        ("schemes.yaml", "key: {type: http, scheme: bearer}\n"),
        ("components.yaml", "securitySchemes: {$ref: schemes.yaml}\n"),
    ];
    let (_folder, import) = folder(&files, "paths: {$ref: paths.yaml}\ncomponents: {$ref: components.yaml}\n");
    let code = code(&import);
    assert_eq!(reasons(&import), Vec::<String>::new());
    assert!(code.contains("async fn a(&self, #[query] q: Option<i64>)"), "{code}");
    assert!(code.contains("pub name: Option<String>,\n    pub size: Option<i64>,\n"), "{code}");
    assert!(code.contains("Authentication `key`: `Client::builder().bearer_token(token)`."), "{code}");
}

#[test]
fn a_reference_to_nothing_where_a_map_is_expected_is_reported() {
    for (members, name) in [
        ("parameters: {$ref: gone.yaml}, responses: {204: {description: done}}", "parameters"),
        ("responses: {$ref: gone.yaml}", "responses"),
        ("responses: {200: {content: {$ref: gone.yaml}}}", "content"),
        ("responses: {400: {content: {$ref: gone.yaml}}}", "content"),
        (
            "responses: {200: {content: {application/json: {schema: {type: object, properties: {$ref: gone.yaml}}}}}}",
            "properties",
        ),
        (
            "responses: {200: {content: {application/json: {schema: {type: object, patternProperties: {$ref: gone.yaml}}}}}}",
            "patternProperties",
        ),
    ] {
        let import = document(&format!("  /a: {{get: {{operationId: a, {members}}}}}\n"));
        assert_eq!(
            reasons(&import),
            [format!("the reference `gone.yaml` names a file that does not exist; `{name}` is left out")]
        );
    }
    let subschemas = "{allOf: [{properties: {a: {type: string}}}, {properties: {$ref: gone.yaml}}]}";
    let reason = "the reference `gone.yaml` names a file that does not exist; `properties` is left out";
    assert_eq!(reasons(&response(subschemas, "")), [reason]);
    let import =
        document(&format!("  /a: {{get: {{{DONE}}}}}\ncomponents: {{securitySchemes: {{$ref: gone.yaml}}}}\n"));
    assert!(!code(&import).contains("Authentication"));
    assert_eq!(reasons(&import).len(), 1);
}

#[test]
fn a_long_chain_of_paths_is_cut() {
    let link = |index: usize| format!("  /{index}: {{$ref: '#/paths/~1{}'}}\n", index + 1);
    let chain: String = (0..200).map(link).collect();
    let import = document(&format!("{chain}  /200: {{get: {{operationId: last, tags: [x], {DONE}}}}}\n"));
    assert_eq!(import.run().expect("valid").endpoints(), 65);
    let cut = reasons(&import);
    assert!(cut.len() == 136 && cut.iter().all(|reason| reason.contains("or through more than 64 others")), "{cut:?}");
}
