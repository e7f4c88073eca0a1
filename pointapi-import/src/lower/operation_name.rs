//! Names of schemas that stand inside of an operation.

use crate::cursor::Cursor;
use crate::pointer;

/// `#/paths/~1users/get/responses/200/content/application~1json/schema/items` → `getUsers_response_body_item`
///
/// A name begins with its operation, so that neither other operations nor their order change it. The types of the
/// operation itself have no `body` in their names.
pub(super) fn name_in_operation(schema: &Cursor<'_>) -> Option<String> {
    let tokens: Vec<String> = pointer::tokens(&schema.pointer).collect();
    let [paths, path, method, rest @ ..] = tokens.as_slice() else { return None };
    if paths != "paths" {
        return None;
    }
    let (operation, mut rest) = match method.as_str() {
        "parameters" => (path.clone(), tokens.get(2..)?),
        method => {
            let operation = above(schema, 3);
            let id = operation.as_ref().and_then(|operation| operation.str("operationId"));
            (id.map_or_else(|| format!("{method} {path}"), str::to_owned), rest)
        }
    };
    let mut words = vec![operation];
    while let [keyword, behind @ ..] = rest {
        let name = behind.first().map(String::as_str).unwrap_or_default();
        let (word, used) = match keyword.as_str() {
            "responses" => (response(name), 2),
            "parameters" => (parameter(schema, tokens.len() - rest.len() + 2).unwrap_or(name).to_owned(), 2),
            "content" if name == "application/json" => ("body".to_owned(), 2),
            "content" => (format!("body {name}"), 2),
            "headers" | "properties" | "patternProperties" | "$defs" | "definitions" | "oneOf" | "anyOf" | "allOf"
            | "prefixItems" => (name.to_owned(), 2),
            "requestBody" => ("request".to_owned(), 1),
            "items" => ("item".to_owned(), 1),
            "additionalProperties" => ("value".to_owned(), 1),
            "schema" => (String::new(), 1),
            other => (other.to_owned(), 1),
        };
        words.extend(Some(word).filter(|word| !word.is_empty()));
        rest = rest.get(used..).unwrap_or_default();
    }
    Some(words.join("_"))
}

/// The word of a response: each status has its own.
pub(super) fn response(status: &str) -> String {
    match status {
        "200" => "response".to_owned(),
        status if status.starts_with('2') => format!("response {status}"),
        status => format!("error {status}"),
    }
}

/// The name of the parameter that the first tokens of the pointer lead to.
fn parameter<'d>(schema: &Cursor<'d>, tokens: usize) -> Option<&'d str> {
    above(schema, tokens)?.resolve().ok()?.str("name")
}

/// The node that the first tokens of the schema's pointer lead to.
pub(super) fn above<'d>(schema: &Cursor<'d>, tokens: usize) -> Option<Cursor<'d>> {
    let tokens: Vec<&str> = schema.pointer.split('/').take(tokens + 1).collect();
    schema.follow(&tokens.join("/")).ok()
}
