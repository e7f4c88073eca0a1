//! The settings of an import, kept in the code that it wrote, so that a check can repeat it.

use serde_json::{Map, Value, json};

use crate::settings::Settings;

/// The beginning of the line, which is the second one of the root.
const BEGINS: &str = "// Settings: ";

/// The line of these settings; nothing for the usual ones.
pub(crate) fn line(settings: &Settings) -> String {
    let style = &settings.style;
    let members = [
        ("only", json!(settings.only)),
        ("name", json!(settings.name)),
        ("media_types", json!(settings.media_types)),
        ("formats", json!(settings.formats.overrides())),
        ("derives", json!(style.derives)),
        ("lenient", json!(style.is_lenient)),
        ("server", json!(style.is_server)),
        ("openapi", json!(style.is_openapi)),
        ("no_paging", json!(!settings.has_paging)),
    ];
    let is_set = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    };
    let members = members.into_iter().filter(|(_, value)| is_set(value));
    let record: Map<String, Value> = members.map(|(name, value)| (name.to_owned(), value)).collect();
    if record.is_empty() { String::new() } else { format!("{BEGINS}{}\n", Value::Object(record)) }
}

/// The settings that the code was imported with, for the source of `settings`; `None` if the line cannot be read.
pub(crate) fn read(code: &str, settings: &Settings) -> Option<Settings> {
    let mut read = Settings { is_strict: settings.is_strict, ..Settings::new(settings.source.clone()) };
    let Some(line) = code.lines().nth(1).and_then(|line| line.strip_prefix(BEGINS)) else { return Some(read) };
    let record: Value = serde_json::from_str(line).ok()?;
    let strings = |name: &str| {
        let items = record.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let is = |name: &str| record.get(name) == Some(&Value::Bool(true));
    read.only = strings("only");
    read.name = record.get("name").and_then(Value::as_str).map(str::to_owned);
    read.media_types = strings("media_types");
    for (format, path) in record.get("formats").and_then(Value::as_object).into_iter().flatten() {
        read.formats.set(format, path.as_str()?);
    }
    read.style.derives = strings("derives");
    read.style.is_lenient = is("lenient");
    read.style.is_server = is("server");
    read.style.is_openapi = is("openapi");
    read.has_paging = !is("no_paging");
    Some(read)
}
