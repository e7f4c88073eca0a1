//! The schemas of streams.

use serde_json::{Map, Value};

/// True if the schema of an item would be read as that of the stream: a list of items, the text of all lines, or an
/// event around its data.
pub(super) fn looks_like_stream(media_type: &str, schema: &Value) -> bool {
    const EVENT: [&str; 4] = ["event", "data", "id", "retry"];
    let properties = schema.get("properties").and_then(Value::as_object);
    let is_event = |of: &Map<String, Value>| of.contains_key("data") && of.keys().all(|name| EVENT.contains(&&**name));
    let is_list = schema["type"] == "array";
    match media_type {
        "application/x-ndjson" => is_list || schema["type"] == "string",
        "text/event-stream" => is_list || properties.is_some_and(is_event),
        _ => false,
    }
}
