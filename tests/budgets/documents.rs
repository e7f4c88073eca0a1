//! The importer of OpenAPI documents.

use bytes::Bytes;
use pointapi_import::Import;

use crate::row::{Row, Scene, repeated};

pub(crate) fn rows() -> Vec<Row> {
    let row = |name, input| Row::new(name, input, import).within(128, 40_000).at_most(256 * 1024);
    vec![
        row("a document of brackets", |n| repeated("{\"a\":", "[", "", n)),
        row("a document of members", |n| repeated("{", "\"a\":1,", "\"openapi\":\"3.1.0\"}", n)),
        row("a document of one long string", |n| repeated("{\"openapi\":\"", "a", "\"}", n)),
        row("a document of paths", |n| document(n, |id| format!(r#""/p{id}":{{"get":{{"responses":{{}}}}}},"#))),
        row("a document of schemas of one name", |n| {
            schemas(n, |id| format!(r#""{}":{{"type":"object"}},"#, dashed(id)))
        }),
        row("a document of values of one name", values),
    ]
}

/// A name that differs from the others in punctuation alone.
fn dashed(id: usize) -> String {
    let dashes = (0..20).map(|bit| if id >> bit & 1 == 0 { '-' } else { '_' });
    format!("a{}", dashes.collect::<String>())
}

fn items(size: usize, item: impl Fn(usize) -> String) -> String {
    let length = item(0).len();
    (0..size / length).map(item).collect()
}

fn document(size: usize, path: fn(usize) -> String) -> Vec<u8> {
    format!(r#"{{"openapi":"3.1.0","paths":{{{}"/end":{{}}}}}}"#, items(size, path)).into_bytes()
}

fn schemas(size: usize, schema: fn(usize) -> String) -> Vec<u8> {
    let references = items(size / 2, |id| format!(r##"{{"$ref":"#/components/schemas/{}"}},"##, dashed(id)));
    let count = references.matches("$ref").count();
    let schemas: String = (0..count).map(schema).collect();
    let body = format!(
        r#"{{"post":{{"requestBody":{{"content":{{"application/json":{{"schema":{{"oneOf":[{references}{{}}]}}}}}}}},"responses":{{}}}}}}"#
    );
    format!(r#"{{"openapi":"3.1.0","paths":{{"/a":{body}}},"components":{{"schemas":{{{schemas}"end":{{}}}}}}}}"#)
        .into_bytes()
}

fn values(size: usize) -> Vec<u8> {
    let values = items(size, |id| format!("\"{}\",", dashed(id)));
    let schema = format!(r#"{{"type":"string","enum":[{values}"end"]}}"#);
    let parameter = format!(r#"{{"name":"a","in":"query","schema":{schema}}}"#);
    format!(r#"{{"openapi":"3.1.0","paths":{{"/a":{{"get":{{"parameters":[{parameter}],"responses":{{}}}}}}}}}}"#)
        .into_bytes()
}

fn import(_: &Scene, document: Bytes) {
    let text = String::from_utf8(document.to_vec()).unwrap();
    let _ = Import::from_text("api.json", text).run().map_err(|error| error.to_string());
}
