//! The base URL: the first server, with the defaults of its variables.

use crate::cursor::Cursor;

/// The URL of the first server that has a host, or of the first.
pub(crate) fn base_url(root: &Cursor<'_>) -> Option<String> {
    let urls: Vec<String> = root.items_of("servers").iter().filter_map(resolved).collect();
    urls.iter().find(|url| url.contains("://")).or(urls.first()).map(|url| url.trim_end_matches('/').to_owned())
}

fn resolved(server: &Cursor<'_>) -> Option<String> {
    let mut url = server.str("url")?.to_owned();
    for (name, variable) in server.members_of("variables") {
        let default = variable.str("default").unwrap_or_default();
        url = url.replace(&format!("{{{name}}}"), default);
    }
    Some(url)
}
