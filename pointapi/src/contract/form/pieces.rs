//! The pieces of a message.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST};
use http::{HeaderMap, Request, Response};

use crate::endpoint::Endpoint;
use crate::media_type::MediaType;
use crate::server::rehearsal::Rehearsal;

/// A text of a message, with the name of its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub(super) place: String,
    pub(super) text: String,
}

/// The order of the items of a list, and of the texts of one place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    AsSent,
    /// One order for all messages with the same texts.
    Sorted,
}

pub(super) struct Pieces {
    list: Vec<Piece>,
    order: Order,
}

impl Pieces {
    pub(super) fn of_request(request: &Request<Bytes>, rehearsal: &Rehearsal, order: Order) -> Vec<Piece> {
        let mut pieces = Self { list: Vec::new(), order };
        let path = request.uri().path();
        pieces.push("the path", path);
        for (name, value) in rehearsal.path_values(path) {
            pieces.push(format!("the path parameter `{name}`"), value);
        }
        pieces.pairs("query", request.uri().query().unwrap_or_default(), '&');
        pieces.headers(request.headers(), rehearsal.endpoint());
        pieces.body(request.headers(), request.body());
        // A value that differs is named before the path around it.
        pieces.list.rotate_left(1);
        pieces.list
    }

    pub(super) fn of_response(response: &Response<Bytes>, rehearsal: &Rehearsal, order: Order) -> Vec<Piece> {
        let mut pieces = Self { list: Vec::new(), order };
        pieces.push("the status", response.status().as_str());
        pieces.headers(response.headers(), rehearsal.endpoint());
        pieces.body(response.headers(), response.body());
        pieces.list
    }

    fn push(&mut self, place: impl Into<String>, text: impl Into<String>) {
        self.list.push(Piece { place: place.into(), text: text.into() });
    }

    fn pairs(&mut self, kind: &str, text: &str, separator: char) {
        let pairs = text.split(separator).map(str::trim).filter(|pair| !pair.is_empty());
        let mut pairs: Vec<_> = pairs.map(|pair| (pair.split('=').next().unwrap_or_default(), pair)).collect();
        pairs.sort_by_key(|(name, pair)| (*name, self.sorted(*pair)));
        for (name, pair) in pairs {
            self.push(format!("the {kind} parameter `{name}`"), pair);
        }
    }

    /// A method may get a cookie as an argument and among all headers, and hand on both.
    fn cookies(&mut self, text: &str) {
        let mut distinct = Vec::new();
        for pair in text.split(';').map(str::trim) {
            if !distinct.contains(&pair) {
                distinct.push(pair);
            }
        }
        self.pairs("cookie", &distinct.join(";"), ';');
    }

    fn headers(&mut self, headers: &HeaderMap, endpoint: &Endpoint) {
        let mut names: Vec<_> = headers.keys().collect();
        names.sort_by_key(|name| name.as_str());
        let is_own = |name: &http::HeaderName| {
            [AUTHORIZATION, CONTENT_LENGTH, HOST].contains(name) || endpoint.key_header() == Some(name.as_str())
        };
        for name in names.into_iter().filter(|name| !is_own(name)) {
            let mut values: Vec<_> =
                headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
            values.sort_by_key(|value| self.sorted(value.clone()));
            for value in values {
                match *name {
                    COOKIE => self.cookies(&value),
                    CONTENT_TYPE => self.push("the header `content-type`", value.split(';').next().unwrap_or_default()),
                    _ => self.push(format!("the header parameter `{name}`"), value),
                }
            }
        }
    }

    fn body(&mut self, headers: &HeaderMap, body: &Bytes) {
        let media_type = MediaType::of(headers);
        let is = |expected: &str| media_type.is_some_and(|media_type| media_type.is(expected));
        let json = media_type.filter(|media_type| media_type.is_json()).map(|_| serde_json::from_slice(body));
        let text = || String::from_utf8_lossy(body);
        match json {
            Some(Ok(json)) => self.json("the body", &json),
            _ if is("application/x-www-form-urlencoded") => self.pairs("form", &text(), '&'),
            _ if is("multipart/form-data") => self.parts(&text()),
            _ => self.push("the body", text()),
        }
    }

    /// The parts of a multipart body, whose first line is its boundary.
    fn parts(&mut self, body: &str) {
        let Some((boundary, _)) = body.split_once("\r\n") else { return self.push("the body", body) };
        let mut parts: Vec<_> = body.split(boundary).map(|part| part.trim_matches(['\r', '\n', '-'])).collect();
        parts.sort_by_key(|part| self.sorted(*part));
        for part in parts {
            let name = part.split_once(" name=\"").and_then(|(_, rest)| rest.split('"').next());
            if let Some(name) = name {
                self.push(format!("the multipart parameter `{name}`"), part);
            }
        }
    }

    /// The scalars of a JSON document, with their places.
    fn json(&mut self, place: &str, value: &serde_json::Value) {
        match value {
            serde_json::Value::Object(members) if !members.is_empty() => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by_key(|(name, _)| *name);
                members.into_iter().for_each(|(name, value)| self.json(&below(place, name), value));
            }
            serde_json::Value::Array(items) if !items.is_empty() => {
                let mut items: Vec<Vec<Piece>> = items.iter().map(|item| self.of_item(item)).collect();
                items.sort_by_key(|item| self.sorted(item.clone()));
                for (index, item) in items.into_iter().enumerate() {
                    let place = below(place, &index.to_string());
                    self.list.extend(item.into_iter().map(|Piece { place: inner, text }| {
                        let inner = inner.strip_prefix("the item at `").and_then(|inner| inner.strip_suffix('`'));
                        Piece { place: inner.map_or_else(|| place.clone(), |inner| below(&place, inner)), text }
                    }));
                }
            }
            serde_json::Value::Number(number) => self.push(place, plain_number(number)),
            scalar => self.push(place, scalar.to_string()),
        }
    }

    fn of_item(&self, item: &serde_json::Value) -> Vec<Piece> {
        let mut pieces = Self { list: Vec::new(), order: self.order };
        pieces.json("the item", item);
        pieces.list
    }

    /// The key by which something is sorted; that of all is the same where they keep the order in which they were sent.
    fn sorted<T>(&self, key: T) -> Option<T> {
        Some(key).filter(|_| self.order == Order::Sorted)
    }
}

/// Input: "the body at `a`", `b`
///
/// Output: "the body at `a.b`"
fn below(place: &str, name: &str) -> String {
    match place.strip_suffix('`') {
        Some(place) => format!("{place}.{name}`"),
        None => format!("{place} at `{name}`"),
    }
}

/// `1` for `1.0`.
fn plain_number(number: &serde_json::Number) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = number.as_f64().filter(|_| number.is_f64()).filter(|value| value.fract() == 0.0 && value.abs() < EXACT);
    whole.map_or_else(|| number.to_string(), |value| format!("{value:.0}"))
}
