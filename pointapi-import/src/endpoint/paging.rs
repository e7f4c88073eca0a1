//! Recognizes pagination by its parameters and headers.

use std::collections::HashMap;

use crate::cursor::{Cursor, Place};
use crate::endpoint::declared::Parameter;
use crate::endpoint::media_type::{Media, MediaType};
use crate::lower::kind::kinds;
use crate::lower::merged::Merged;
use crate::lower::null::only;
use crate::names::words;

/// Query parameters that hold the number of a page.
const PAGE_NUMBERS: [&str; 3] = ["page", "page_number", "pageNumber"];

/// Query parameters that hold the number of items before the page.
const OFFSETS: [&str; 3] = ["offset", "skip", START];

/// The name of an offset, or of the beginning of a time range.
const START: &str = "start";

/// The names of the end of a time range.
const ENDS: [&str; 3] = ["end", "to", "until"];

/// The name of a marker, or of the beginning of a time range, often in seconds.
const AFTER: &str = "after";

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
    AFTER,
    "next_marker",
];

/// Words of members whose values lead to the next page.
const LEADING: [&str; 6] = ["next", "cursor", "marker", "token", "after", "continue"];

/// The depth to which a response is searched for its list: `{"data": {"items": []}}`. It also ends the search of a schema
/// that leads back to itself.
const SEARCHED: usize = 2;

/// The doc line that names the `Pager` constructor for a list.
pub(super) fn sentence(
    method: &str,
    operation: &Cursor<'_>,
    parameters: &[Parameter<'_>],
    pages: &mut Pages,
) -> Option<String> {
    if method != "GET" {
        return None;
    }
    let declared = |name: &str| parameters.iter().find(|of| of.place == "query" && of.name == name);
    let query = |names: &[&'static str], is_usable: &dyn Fn(&Parameter<'_>) -> bool| {
        names.iter().find(|name| declared(name).is_some_and(is_usable)).copied()
    };
    let is_range = ENDS.iter().any(|name| declared(name).is_some());
    if has_link_header(operation) {
        return Some("Paged: the `Link` header has the URL of the next page, for `Pager::by_link`.".to_owned());
    }
    if [&MARKERS[..], &PAGE_NUMBERS, &OFFSETS].iter().all(|names| query(names, &|_| true).is_none()) {
        return None;
    }
    let page = pages.of(operation).filter(|page| page.has_list)?;
    let is_seconds = |marker: &Parameter<'_>| marker.name == AFTER && says_number(marker) && !page.leads_on;
    let is_marker = |marker: &Parameter<'_>| !is_time(marker) && !is_seconds(marker);
    // A cursor is named as a number of a page where the response names the next one.
    let is_named_page = |marker: &Parameter<'_>| !is_time(marker) && !is_number(marker) && page.leads_on;
    if let Some(name) = query(&MARKERS, &is_marker).or_else(|| query(&PAGE_NUMBERS, &is_named_page)) {
        return Some(format!("Paged: `{name}` takes the marker of the next page, for `Pager::by_marker`."));
    }
    if let Some(name) = query(&PAGE_NUMBERS, &is_number) {
        return Some(format!("Paged: `{name}` takes the number of the page, for `Pager::by_page_number`."));
    }
    query(&OFFSETS, &is_number)
        .filter(|name| *name != START || !is_range)
        .map(|name| format!("Paged: `{name}` takes the number of items before the page, for `Pager::by_offset`."))
}

/// The pages that a schema describes.
#[derive(Debug, Clone, Copy, Default)]
struct Page {
    /// True for a list, and for an object with one.
    has_list: bool,
    /// True for an object with a member that may hold the marker of the next page.
    leads_on: bool,
}

/// The pages of the schemas that were read so far, by the number of objects below them that were searched.
#[derive(Debug, Default)]
pub(super) struct Pages {
    known: HashMap<(Place, usize), Page>,
}

impl Pages {
    /// The page of the first success whose body is JSON with a schema.
    fn of(&mut self, operation: &Cursor<'_>) -> Option<Page> {
        let declared = operation.members_of("responses");
        let has_other = declared.iter().any(|(status, _)| status.starts_with(['2', '3']));
        let is_success = |status: &str| status.starts_with('2') || (status == "default" && !has_other);
        let responses = declared.into_iter().filter(|(status, _)| is_success(status));
        let mut contents = responses.flat_map(|(_, response)| {
            response.resolve().map(|response| response.members_of("content")).unwrap_or_default()
        });
        let is_json = |name: &str| MediaType::parse(name).is_some_and(|media_type| media_type.media() == Media::Json);
        let schema = contents.find_map(|(name, content)| content.get("schema").filter(|_| is_json(name)))?;
        Some(self.of_schema(&schema, SEARCHED))
    }

    fn of_schema(&mut self, schema: &Cursor<'_>, depth: usize) -> Page {
        let schema = only(schema);
        let key = (schema.place(), depth);
        if let Some(page) = self.known.get(&key) {
            return *page;
        }
        let mut page = Page { has_list: is_list(&schema), leads_on: false };
        if let Some(below) = depth.checked_sub(1) {
            let members = ["oneOf", "anyOf"].iter().flat_map(|name| schema.items_of(name));
            let properties = Merged::of([&schema]).properties;
            page.leads_on = properties.keys().any(|name| leads_on(name));
            for inner in members.chain(properties.into_values().filter_map(|mut schemas| schemas.pop())) {
                let inner = self.of_schema(&inner, below);
                page.has_list |= inner.has_list;
                page.leads_on |= inner.leads_on;
            }
        }
        self.known.insert(key, page);
        page
    }
}

fn leads_on(name: &str) -> bool {
    words(name).iter().any(|word| LEADING.contains(&word.as_str()))
}

fn is_list(schema: &Cursor<'_>) -> bool {
    kinds(schema).contains(&"array") || schema.has("items")
}

/// True for an instant: `start` and `after` are the names of those too.
fn is_time(parameter: &Parameter<'_>) -> bool {
    let format = parameter.schema.get("schema").and_then(|schema| only(&schema).str("format"));
    format.is_some_and(|format| format.contains("date") || format.contains("time"))
}

/// True unless the schema says that the value is not a number, or is an instant.
fn is_number(parameter: &Parameter<'_>) -> bool {
    !is_time(parameter) && (kinds_of(parameter).is_empty() || says_number(parameter))
}

fn says_number(parameter: &Parameter<'_>) -> bool {
    kinds_of(parameter).iter().any(|kind| matches!(*kind, "integer" | "number"))
}

fn kinds_of<'d>(parameter: &Parameter<'d>) -> Vec<&'d str> {
    parameter.schema.get("schema").map(|schema| kinds(&only(&schema))).unwrap_or_default()
}

fn has_link_header(operation: &Cursor<'_>) -> bool {
    operation.members_of("responses").iter().filter(|(status, _)| status.starts_with('2')).any(|(_, response)| {
        let headers = response.resolve().map(|response| response.members_of("headers")).unwrap_or_default();
        headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("link"))
    })
}
