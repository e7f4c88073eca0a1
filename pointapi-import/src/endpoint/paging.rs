//! Recognizes pagination by its parameters and headers.

use crate::cursor::Cursor;
use crate::endpoint::declared::Parameter;

/// Query parameters that hold the number of a page.
const PAGE_NUMBERS: [&str; 3] = ["page", "page_number", "pageNumber"];

/// Query parameters that hold the number of items before the page.
const OFFSETS: [&str; 3] = ["offset", "skip", "start"];

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
    let query = |names: &[&'static str]| -> Option<&'static str> {
        let is_declared = |name: &&&'static str| {
            parameters.iter().any(|parameter| parameter.place == "query" && parameter.name == **name)
        };
        names.iter().find(is_declared).copied()
    };
    if has_link_header(operation) {
        return Some("Paged: the `Link` header has the URL of the next page, for `Pager::by_link`.".to_owned());
    }
    if let Some(name) = query(&MARKERS) {
        return Some(format!("Paged: `{name}` takes the marker of the next page, for `Pager::by_marker`."));
    }
    if let Some(name) = query(&PAGE_NUMBERS) {
        return Some(format!("Paged: `{name}` takes the number of the page, for `Pager::by_page_number`."));
    }
    query(&OFFSETS)
        .map(|name| format!("Paged: `{name}` takes the number of items before the page, for `Pager::by_offset`."))
}

fn has_link_header(operation: &Cursor<'_>) -> bool {
    operation.members_of("responses").iter().filter(|(status, _)| status.starts_with('2')).any(|(_, response)| {
        let headers = response.resolve().map(|response| response.members_of("headers")).unwrap_or_default();
        headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("link"))
    })
}
