//! Endpoints that a server cannot tell apart, or whose path it cannot read.

use std::collections::HashSet;

use crate::findings::Findings;
use crate::model::{EndpointOption, Model};

/// Leaves later endpoints of an equal method, path and fixed query out of the server: neither a fragment nor the name of
/// a placeholder routes a request.
///
/// A path of which a server could not read the values again is left out too.
pub(crate) fn leave_to_clients(model: &mut Model, findings: &mut Findings) {
    let mut routes = HashSet::new();
    for endpoint in model.traits.iter_mut().flat_map(|of| &mut of.endpoints) {
        let reason = if has_inseparable_values(&endpoint.path) {
            "a server cannot separate the values of this path; only clients have this endpoint"
        } else if !routes.insert((endpoint.http_method.clone(), shape(&endpoint.path))) {
            "an earlier operation has the same method, path and fixed query; only clients have this endpoint"
        } else {
            continue;
        };
        endpoint.options.push(EndpointOption::ClientOnly);
        findings.add_at(endpoint.file, &endpoint.pointer, reason);
    }
}

/// True for `/{a}{b}`, and for several segments that are not all between two slashes: `/{a*}:cancel`.
fn has_inseparable_values(path: &str) -> bool {
    let (path, _) = path.split_once('?').unwrap_or((path, ""));
    let mut pieces = path.split('{');
    let mut before = pieces.next().unwrap_or_default();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let (name, behind) = piece.split_once('}').unwrap_or((piece, ""));
        let is_last = pieces.peek().is_none();
        let is_whole = before.ends_with('/') && (behind.starts_with('/') || (behind.is_empty() && is_last));
        if (behind.is_empty() && !is_last) || (name.ends_with('*') && !is_whole) {
            return true;
        }
        before = behind;
    }
    false
}

/// `/a/{id}?c=2&b=1` → `/a/{}` with `b=1` and `c=2`
fn shape(path: &str) -> (String, Vec<String>) {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut query: Vec<String> = query.split('&').map(str::to_owned).collect();
    query.sort_unstable();
    let mut pieces = path.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    let shape = pieces.fold(first, |shape, piece| {
        let (name, behind) = piece.split_once('}').unwrap_or((piece, ""));
        let rest = if name.ends_with('*') { "*" } else { "" };
        format!("{shape}{{{rest}}}{behind}")
    });
    (shape, query)
}
