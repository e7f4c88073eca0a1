//! Endpoints that a server cannot tell apart.

use std::collections::HashSet;

use crate::findings::Findings;
use crate::model::{EndpointOption, Model};

/// Leaves later endpoints of an equal method, path and fixed query out of the server: neither a fragment nor the name of
/// a placeholder routes a request.
pub(crate) fn leave_twins_to_clients(model: &mut Model, findings: &mut Findings) {
    let mut routes = HashSet::new();
    for endpoint in model.traits.iter_mut().flat_map(|of| &mut of.endpoints) {
        if !routes.insert((endpoint.http_method.clone(), shape(&endpoint.path))) {
            endpoint.options.push(EndpointOption::ClientOnly);
            let reason = "an earlier operation has the same method and path; a server has only that one";
            findings.add_at(endpoint.file, &endpoint.pointer, reason);
        }
    }
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
