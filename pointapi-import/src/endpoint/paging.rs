//! Recognizes pagination by its parameters and headers.

use crate::cursor::Cursor;
use crate::endpoint::declared::Parameter;
use crate::lower::kind::kinds;
use crate::lower::object;

/// Query parameters that hold the number of a page.
const PAGE_NUMBERS: [&str; 3] = ["page", "page_number", "pageNumber"];

/// Query parameters that hold the number of items before the page.
const OFFSETS: [&str; 3] = ["offset", "skip", START];

/// The name of an offset, or of the beginning of a time range.
const START: &str = "start";

/// The names of the end of a time range.
const ENDS: [&str; 3] = ["end", "to", "until"];

/// Query parameters that hold a marker from the previous response.
const MARKERS: [&str; 12] = [
    "cursor",
    "marker",
    "page_token",
    "pageToken",
    "PageToken",
    "next_token",
    "nextToken",
    "continue",
    "starting_after",
    "start_cursor",
    "after",
    "next_marker",
];

/// The doc line that names the `Pager` constructor for a list.
pub(super) fn sentence(method: &str, operation: &Cursor<'_>, parameters: &[Parameter<'_>]) -> Option<String> {
    if method != "GET" {
        return None;
    }
    let declared = |name: &str| parameters.iter().find(|of| of.place == "query" && of.name == name);
    let query = |names: &[&'static str], is_usable: fn(&Parameter<'_>) -> bool| {
        names.iter().find(|name| declared(name).is_some_and(is_usable)).copied()
    };
    let is_range = ENDS.iter().any(|name| declared(name).is_some());
    if has_link_header(operation) {
        return Some("Paged: the `Link` header has the URL of the next page, for `Pager::by_link`.".to_owned());
    }
    if let Some(name) = query(&MARKERS, |marker| !is_time(marker)) {
        return Some(format!("Paged: `{name}` takes the marker of the next page, for `Pager::by_marker`."));
    }
    if let Some(name) = query(&PAGE_NUMBERS, is_number) {
        return Some(format!("Paged: `{name}` takes the number of the page, for `Pager::by_page_number`."));
    }
    query(&OFFSETS, is_number)
        .filter(|name| *name != START || !is_range)
        .map(|name| format!("Paged: `{name}` takes the number of items before the page, for `Pager::by_offset`."))
}

/// True for an instant: `start` and `after` are the names of those too.
fn is_time(parameter: &Parameter<'_>) -> bool {
    format(parameter).is_some_and(|format| format.contains("date") || format.contains("time"))
}

/// True unless the schema says that the value is not a number, or is an instant.
fn is_number(parameter: &Parameter<'_>) -> bool {
    let schema = parameter.schema.get("schema").and_then(|schema| schema.resolve().ok());
    let kinds = schema.map(|schema| kinds(&schema)).unwrap_or_default();
    !is_time(parameter) && (kinds.is_empty() || kinds.iter().any(|kind| matches!(*kind, "integer" | "number")))
}

fn format<'d>(parameter: &Parameter<'d>) -> Option<&'d str> {
    object::said(&parameter.schema.get("schema")?, "format")?.as_str()
}

fn has_link_header(operation: &Cursor<'_>) -> bool {
    operation.members_of("responses").iter().filter(|(status, _)| status.starts_with('2')).any(|(_, response)| {
        let headers = response.resolve().map(|response| response.members_of("headers")).unwrap_or_default();
        headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("link"))
    })
}
