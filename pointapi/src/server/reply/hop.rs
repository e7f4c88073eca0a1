//! Headers that are about one connection and are not passed on (RFC 9110, section 7.6.1).

use http::header::{CONNECTION, CONTENT_LENGTH, HeaderName, TE, TRAILER, TRANSFER_ENCODING, UPGRADE};
use http::{HeaderMap, HeaderValue};

const KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");

/// Removes the headers of a connection, those that `Connection` names, and `Content-Length`.
pub(super) fn remove(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers.get_all(CONNECTION).into_iter().flat_map(names).collect();
    let proxy = headers.keys().filter(|name| name.as_str().starts_with("proxy-")).cloned();
    let fixed = [CONNECTION, CONTENT_LENGTH, KEEP_ALIVE, TE, TRAILER, TRANSFER_ENCODING, UPGRADE];
    for name in named.into_iter().chain(proxy.collect::<Vec<_>>()).chain(fixed) {
        headers.remove(name);
    }
}

fn names(connection: &HeaderValue) -> impl Iterator<Item = HeaderName> {
    connection.as_bytes().split(|byte| *byte == b',').filter_map(|name| HeaderName::from_bytes(name.trim_ascii()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_a_connection_are_removed_with_those_that_it_names() {
        let mut headers = HeaderMap::new();
        let gone = [
            "Content-Length",
            "Keep-Alive",
            "Proxy-Authenticate",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "X-Own",
        ];
        for name in gone.into_iter().chain(["ETag", "X-Other"]) {
            headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_static("v"));
        }
        headers.append(CONNECTION, HeaderValue::from_static("close"));
        headers.append(CONNECTION, HeaderValue::from_static("Keep-Alive, x-own"));
        remove(&mut headers);
        let mut left: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
        left.sort_unstable();
        assert_eq!(left, ["etag", "x-other"]);
    }
}
