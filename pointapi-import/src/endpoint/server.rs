//! The base URL, with the defaults of its variables.

use crate::cursor::Cursor;

/// The base URL of a document, and the URLs that an operation may name without leaving it.
#[derive(Debug)]
pub(super) struct Servers {
    pub(super) base_url: Option<String>,
    documented: Vec<String>,
}

impl Servers {
    /// The base URL is the server of every operation, if they all name the same one; otherwise the first of the document
    /// that has a host, or its first.
    pub(super) fn of(root: &Cursor<'_>, of_operations: &[Option<String>]) -> Self {
        let mut documented: Vec<String> = root.items_of("servers").iter().filter_map(resolved).collect();
        // Some documents repeat one server at each path or operation.
        if let [Some(first), others @ ..] = of_operations
            && others.iter().all(|other| other.as_ref() == Some(first))
        {
            documented.insert(0, first.clone());
        }
        let base_url = documented.iter().find(|url| url.contains("://")).or(documented.first());
        Self { base_url: base_url.map(|url| url.trim_end_matches('/').to_owned()), documented }
    }

    pub(super) fn includes(&self, url: &String) -> bool {
        self.documented.contains(url)
    }
}

/// The server that an operation or its path item names.
pub(super) fn own_url(item: &Cursor<'_>, operation: &Cursor<'_>) -> Option<String> {
    [operation, item].into_iter().find_map(|holder| holder.items_of("servers").first().and_then(resolved))
}

fn resolved(server: &Cursor<'_>) -> Option<String> {
    let mut url = server.str("url")?.to_owned();
    for (name, variable) in server.members_of("variables") {
        let default = variable.str("default").unwrap_or_default();
        url = url.replace(&format!("{{{name}}}"), default);
    }
    Some(url)
}
