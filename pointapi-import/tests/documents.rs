//! Small documents that together have every shape, against the code that they become.

use std::path::Path;

use pointapi_import::{Change, Import};

fn assert_snapshot(folder: &str, settings: fn(Import) -> Import) {
    assert_snapshot_as("api", folder, settings);
}

/// Compares with the files beside the document; with `UPDATE_SNAPSHOTS` set it writes them instead.
fn assert_snapshot_as(name: &str, folder: &str, settings: fn(Import) -> Import) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let imported = settings(Import::new(&folder)).run().expect("the document is valid");
    let out = folder.join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        imported.write(&out).expect("written");
    }
    let changes = imported.check(&out).expect("readable");
    assert!(changes.is_empty(), "the code differs from its snapshot:\n{changes}");
}

fn document(paths: &str) -> Import {
    Import::from_text("api.yaml", format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}"))
}

fn code(import: &Import) -> String {
    let imported = import.run().expect("the document is valid");
    imported.modules().map(|(_, text)| text.to_owned()).collect()
}

fn reasons(import: &Import) -> Vec<String> {
    import.run().expect("the document is valid").findings().iter().map(ToString::to_string).collect()
}

#[test]
fn every_shape_becomes_its_snapshot() {
    assert_snapshot("shop", |import| import);
}

#[test]
fn credentials_become_their_snapshot() {
    assert_snapshot("accounts", |import| import);
}

#[test]
fn a_served_trait_becomes_its_snapshot() {
    assert_snapshot("served", Import::server);
    assert_snapshot_as("served", "shop", Import::server);
}

#[test]
fn a_changed_row_of_the_format_table_shows_credentials() {
    let import = document(
        "  /a:\n    post: {requestBody: {content: {application/json: {schema: {type: object, properties: {password: {type: string}, pin: {type: string, format: password}}}}}}, responses: {200: {description: fine}}}\n",
    );
    assert_eq!(code(&import).matches("Option<pointapi::auth::Secret>").count(), 2);
    assert_eq!(code(&import.format("password", "String")).matches("Option<String>").count(), 2);
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let import = document("  /a:\n    get: {operationId: a, responses: {200: {description: fine}}}\n");
    let out = folder.path().join("api");
    let first = import.run().expect("valid").write(&out).expect("written");
    assert_eq!(first.iter().map(|(_, change)| change).collect::<Vec<_>>(), [Change::Added, Change::Added]);
    assert!(import.run().expect("valid").write(&out).expect("written").is_empty());
}

#[test]
fn a_trait_that_is_gone_loses_its_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("api");
    let operation = "    get: {responses: {200: {description: fine}}}\n";
    document(&format!("  /a:\n{operation}  /b:\n{operation}")).run().expect("valid").write(&out).expect("written");
    let changes = document(&format!("  /a:\n{operation}")).run().expect("valid").write(&out).expect("written");
    assert!(changes.iter().any(|(path, change)| change == Change::Removed && path.ends_with("b.rs")), "{changes}");
}

#[test]
fn the_order_of_a_document_does_not_change_names() {
    let a = "  /a:\n    get: {operationId: getThing, tags: [x], responses: {200: {description: fine}}}\n";
    let b = "  /b:\n    get: {operationId: get-thing, tags: [x], responses: {200: {description: fine}}}\n";
    for import in [document(&format!("{a}{b}")), document(&format!("{b}{a}"))] {
        let code = code(&import);
        let (first, second) = (code.find("GET \"/a\"").expect("printed"), code.find("GET \"/b\"").expect("printed"));
        let name = |from: usize| {
            code[from..].split("async fn ").nth(1).and_then(|rest| rest.split('(').next()).map(str::to_owned)
        };
        assert_eq!(name(first).as_deref(), Some("get_thing"));
        assert_eq!(name(second).as_deref(), Some("get_thing2"));
    }
}

#[test]
fn swagger_2_names_the_conversion() {
    let error = Import::from_text("api.json", "{\"swagger\": \"2.0\"}").run().expect_err("not OpenAPI 3");
    assert!(error.to_string().starts_with("api.json:1:1: this is Swagger 2.0"), "{error}");
}

#[test]
fn a_dangling_reference_is_a_finding_with_its_place() {
    let import = document(
        "  /a:\n    get:\n      responses:\n        200:\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Missing'}\n",
    );
    let found = reasons(&import);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("api.yaml:10:23: the reference `#/components/schemas/Missing` names nothing"),
        "{found:?}"
    );
    assert!(import.clone().strict().run().expect_err("strict").is_strict());
}

#[test]
fn a_finding_stands_as_a_comment_at_its_method() {
    let import = document(
        "  /a:\n    get:\n      requestBody: {content: {application/json: {schema: {type: string}}}}\n      responses: {200: {description: fine}}\n",
    );
    assert!(
        code(&import).contains("    // Import: a `GET` request carries no body; the request body is left out"),
        "{}",
        code(&import)
    );
}

#[test]
fn null_beside_a_reference_is_meant() {
    let import = Import::from_text(
        "api.yaml",
        "openapi: 3.0.3\npaths:\n  /a:\n    get: {responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}\ncomponents:\n  schemas:\n    A: {type: object, required: [b], properties: {b: {$ref: '#/components/schemas/B', nullable: true}}}\n    B: {type: object, properties: {c: {type: string}}}\n",
    );
    assert!(code(&import).contains("pub b: Option<B>"), "{}", code(&import));
}

#[test]
fn only_what_is_selected_is_imported() {
    let operation = "    get: {responses: {200: {description: fine}}}\n";
    let import = document(&format!("  /a/x:\n{operation}  /b/y:\n{operation}")).only("path:/a/*");
    assert_eq!(import.run().expect("valid").endpoints(), 1);
}

#[test]
fn a_lenient_import_requires_nothing_of_responses() {
    let schema = "{type: object, required: [id], properties: {id: {type: string}}}";
    let import = document(&format!(
        "  /a:\n    get: {{responses: {{200: {{content: {{application/json: {{schema: {schema}}}}}}}}}}}\n"
    ));
    assert!(code(&import).contains("pub id: String"));
    assert!(code(&import.lenient()).contains("pub id: Option<String>"));
}

#[test]
fn a_lenient_import_accepts_null_for_a_map() {
    let import = document(
        "  /a:\n    post: {responses: {202: {content: {application/json: {schema: {type: object}}}}}}\n  /b:\n    post: {responses: {200: {content: {application/json: {schema: {type: array, items: {type: string}}}}}, 202: {content: {application/json: {schema: {type: object, additionalProperties: {type: string}}}}}}}\n",
    );
    assert!(code(&import).contains("Result<BTreeMap<String, Value>>"), "{}", code(&import));
    let code = code(&import.lenient());
    assert!(code.contains("Result<Option<BTreeMap<String, Value>>>"), "{code}");
    assert!(code.contains("Accepted(Option<BTreeMap<String, String>>)"), "{code}");
}

#[test]
fn a_changed_format_is_used() {
    let import = document(
        "  /a:\n    get: {parameters: [{name: at, in: query, schema: {type: string, format: date-time}}], responses: {200: {description: fine}}}\n",
    );
    assert!(code(&import.format("date-time", "jiff::Timestamp")).contains("at: Option<&jiff::Timestamp>"));
}

#[test]
fn documents_in_circles_are_imported() {
    let import = Import::from_text(
        "api.yaml",
        "openapi: 3.0.0\npaths:\n  /a:\n    get: {responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}\ncomponents:\n  schemas:\n    A: {allOf: [{$ref: '#/components/schemas/B'}]}\n    B: {allOf: [{$ref: '#/components/schemas/A'}]}\n",
    );
    assert!(code(&import).contains("Result<Value>"), "{}", code(&import));
}

#[test]
fn an_operation_of_another_server_is_reported() {
    let import = document(
        "  /a:\n    get: {servers: [{url: 'https://uploads.example'}], responses: {200: {description: fine}}}\n  /b:\n    get: {responses: {200: {description: fine}}}\n",
    );
    let found = reasons(&import);
    assert!(found.iter().any(|reason| reason.contains("the server `https://uploads.example`")), "{found:?}");
}

#[test]
fn a_framing_header_is_reported_and_left_out() {
    let import = document(
        "  /a:\n    get: {parameters: [{name: Host, in: header, schema: {type: string}}], responses: {200: {description: fine}}}\n",
    );
    assert!(reasons(&import).iter().any(|reason| reason.contains("`Host` is set by the client")));
    assert!(code(&import).contains("async fn get_a(&self) -> Result<()>;"), "{}", code(&import));
}

#[test]
fn types_named_as_imports_of_the_code_do_not_clash() {
    let schema = "{oneOf: [{type: string}, {type: integer}]}";
    let import = Import::from_text(
        "api.yaml",
        format!(
            "openapi: 3.0.0\npaths:\n  /a:\n    get: {{responses: {{200: {{content: {{application/json: {{schema: {schema}}}}}}}}}}}\n"
        ),
    );
    let code = code(&import);
    assert!(code.contains("    Text(String),"), "{code}");
    assert!(code.contains("use pointapi::Result;"), "{code}");
}

#[test]
fn the_documents_own_server_at_a_path_is_not_reported() {
    let import = Import::from_text(
        "api.yaml",
        "openapi: 3.0.0\nservers: [{url: 'https://a.example'}]\npaths:\n  /a:\n    servers: [{url: 'https://a.example'}]\n    get: {responses: {200: {description: fine}}}\n",
    );
    assert_eq!(reasons(&import), Vec::<String>::new());
}

#[test]
fn a_server_that_every_operation_repeats_is_the_base_url() {
    let operation = "get: {servers: [{url: 'https://a.example/v1/'}], responses: {200: {description: fine}}}";
    let both = document(&format!("  /a:\n    {operation}\n  /b:\n    {operation}\n"));
    assert!(code(&both).contains("BASE_URL: &str = \"https://a.example/v1\""), "{}", code(&both));
    assert_eq!(reasons(&both), Vec::<String>::new());
    let one =
        document(&format!("  /a:\n    {operation}\n  /b:\n    get: {{responses: {{200: {{description: fine}}}}}}\n"));
    assert!(!code(&one).contains("BASE_URL"));
    assert_eq!(reasons(&one).len(), 1);
}

#[test]
fn what_an_export_adds_to_the_docs_is_not_added_again() {
    let parameters = "parameters: [{name: page, in: query, schema: {type: integer}}]";
    let response = "{200: {content: {application/json: {schema: {type: array, items: {type: string}}}}}}";
    let first = document(&format!("  /a:\n    get: {{operationId: list_a, {parameters}, responses: {response}}}\n"));
    let sentence = "Paged: `page` takes the number of the page, for `Pager::by_page_number`.";
    assert_eq!(code(&first).matches(sentence).count(), 1);
    let docs = format!(
        "summary: List a, description: '{}'",
        sentence.replace(" the number", "\n\n      the number").replace("\n\n", "\n")
    );
    let again =
        document(&format!("  /a:\n    get: {{operationId: list_a, {docs}, {parameters}, responses: {response}}}\n"));
    assert_eq!(code(&again).matches("/// Paged:").count(), 1, "{}", code(&again));
    assert!(!code(&again).contains("/// List a"), "{}", code(&again));
}

#[test]
fn a_method_does_not_repeat_the_name_of_its_trait() {
    let operation = "get: {operationId: secret_list, tags: [SecretApi], responses: {200: {description: fine}}}";
    assert!(code(&document(&format!("  /a:\n    {operation}\n"))).contains("async fn list(&self)"));
}

#[test]
fn an_openapi_trait_describes_its_arguments() {
    let import = document(
        "  /a:\n    get: {operationId: findA, parameters: [{name: id, in: query, description: The number., schema: {type: string}}], responses: {200: {description: fine}}}\n",
    );
    assert!(code(&import).contains("/// - `id`: The number."));
    let code = code(&import.openapi());
    assert!(code.contains("        /// The number.\n        #[query]\n        id: Option<&str>,\n"), "{code}");
    assert!(code.contains("#[point_endpoint(GET \"/a\", name = \"findA\")]"), "{code}");
    assert!(code.contains("#[pointapi::point_api(openapi)]"), "{code}");
}

#[test]
fn a_value_of_an_enum_is_no_doctest() {
    let import = document(
        "  /a:\n    get: {parameters: [{name: b, in: query, schema: {enum: [\"`\\n```\\n\", c]}}], responses: {200: {description: fine}}}\n",
    );
    assert!(code(&import).contains(r#" = "\u{60}\n\u{60}\u{60}\u{60}\n","#), "{}", code(&import));
}

#[test]
fn a_module_hides_no_crate_of_the_code() {
    let import = document("  /a:\n    get: {tags: [Serde], operationId: a, responses: {200: {description: fine}}}\n");
    assert!(code(&import).contains("pub mod serde2;"), "{}", code(&import));
}
