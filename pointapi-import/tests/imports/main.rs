//! Facts about imports, each shown by a document of a few lines.

use pointapi_import::Import;

mod connections;
mod differences;
mod docs;
mod fields;
mod files;
mod folders;
mod keywords;
mod media_types;
mod names;
mod operations;
mod paging;
mod parameters;
mod responses;
mod schemas;
mod shared_responses;
mod streams;
mod unions;
mod values;

/// A document with these paths.
fn document(paths: &str) -> Import {
    Import::from_text("api.yaml", format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}"))
}

/// A document whose only operation, `get_a` of the tag `orders`, responds with this schema.
fn response(schema: &str, schemas: &str) -> Import {
    document(&format!(
        "  /a:\n    get: {{operationId: get_a, tags: [orders], responses: {{200: {{content: {{application/json: {{schema: {schema}}}}}}}}}}}\ncomponents:\n  schemas:\n{schemas}"
    ))
}

/// All modules, one after the other.
fn code(import: &Import) -> String {
    import.run().expect("the document is valid").modules().map(|(_, text)| text.to_owned()).collect()
}

fn reasons(import: &Import) -> Vec<String> {
    import.run().expect("the document is valid").findings().iter().map(|finding| finding.reason.clone()).collect()
}

/// The type of the field `x`, which has this schema.
fn field(schema: &str) -> String {
    let schemas = "    A: {type: object, required: [a, b], properties: {a: {type: string}, b: {type: string}}}\n";
    let code = code(&response(&format!("{{required: [x], properties: {{x: {schema}}}}}"), schemas));
    let (_, rest) = code.split_once("pub x: ").expect("a field");
    rest.split_once(",\n").expect("a field").0.to_owned()
}
