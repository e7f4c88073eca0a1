use super::*;

fn document(schema: &str, parameters: &str) -> Import {
    let text = format!(
        "openapi: 3.0.0\npaths:\n  /orders:\n    post:\n      operationId: place\n      parameters: {parameters}\n      requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}\n      responses: {{200: {{content: {{application/json: {{schema: {schema}}}}}}}}}\n"
    );
    Import::from_text("api.yaml", text)
}

fn words(old: &Import, new: &Import) -> Vec<String> {
    diff(old, new).expect("both import").iter().map(ToString::to_string).collect()
}

const SCHEMA: &str =
    "{title: Order, type: object, properties: {id: {type: string}, b: {type: string}, c: {type: integer}}}";

#[test]
fn equal_documents_do_not_differ() {
    assert_eq!(words(&document(SCHEMA, "[]"), &document(SCHEMA, "[]")), Vec::<String>::new());
}

#[test]
fn a_field_that_is_gone_breaks_a_caller() {
    let fewer = "{type: object, properties: {id: {type: string}, b: {type: string}}}";
    let found = words(&document(SCHEMA, "[]"), &document(fewer, "[]"));
    assert!(found.iter().any(|line| line.starts_with("breaking:") && line.ends_with(".c` is gone")), "{found:?}");
}

#[test]
fn a_new_optional_field_is_compatible() {
    let more =
        "{type: object, properties: {id: {type: string}, b: {type: string}, c: {type: integer}, d: {type: string}}}";
    let found = words(&document(SCHEMA, "[]"), &document(more, "[]"));
    assert!(found.iter().all(|line| line.starts_with("compatible:")), "{found:?}");
    assert!(!found.is_empty());
}

#[test]
fn a_new_required_field_of_a_request_breaks_a_caller() {
    let more = "{type: object, required: [d, e], properties: {id: {type: string}, b: {type: string}, c: {type: integer}, d: {type: string}, e: {type: string, nullable: true}}, additionalProperties: {type: string}}";
    let found = words(&document(SCHEMA, "[]"), &document(more, "[]"));
    let breaking: Vec<&String> = found.iter().filter(|line| line.starts_with("breaking:")).collect();
    assert!(matches!(breaking.as_slice(), [only] if only.ends_with(".d` is new: `String`")), "{found:?}");
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn a_new_argument_breaks_a_caller() {
    let found = words(&document(SCHEMA, "[]"), &document(SCHEMA, "[{name: page, in: query, schema: {type: integer}}]"));
    assert!(found.iter().any(|line| line.contains("takes `# [query] page : Option<i64>`")), "{found:?}");
}
