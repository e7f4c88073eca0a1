//! Messages in a form that leaves out what one side may change: the order of names and members, `1.0` for `1`, and the
//! boundary of parts.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST};
use http::{HeaderMap, Request, Response};

use crate::endpoint::Endpoint;
use crate::media_type::MediaType;
use crate::server::rehearsal::Rehearsal;

/// The pieces of a message, each with the name of its place.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    pieces: Vec<Piece>,
    /// Path and query of a request.
    target: String,
    body: String,
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.pieces == other.pieces
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Piece {
    place: String,
    text: String,
}

impl Form {
    pub(super) fn of_request(request: &Request<Bytes>, rehearsal: &Rehearsal) -> Self {
        let mut form = Self::default();
        let path = request.uri().path();
        form.push("the path", path);
        for (name, value) in rehearsal.path_values(path) {
            form.push(format!("the path parameter `{name}`"), value);
        }
        form.pairs("query", request.uri().query().unwrap_or_default(), '&');
        form.headers(request.headers(), rehearsal.endpoint());
        form.body(request.headers(), request.body());
        // A value that differs is named before the path around it.
        form.pieces.rotate_left(1);
        form.target = request.uri().to_string();
        form
    }

    pub(super) fn of_response(response: &Response<Bytes>, rehearsal: &Rehearsal) -> Self {
        let mut form = Self::default();
        form.push("the status", response.status().as_str());
        form.headers(response.headers(), rehearsal.endpoint());
        form.body(response.headers(), response.body());
        form
    }

    /// The first piece that is not the same in `other`: its place, and both texts.
    pub(super) fn difference(&self, other: &Self) -> Option<(String, String, String)> {
        let changed = self.pieces.iter().find(|piece| !other.pieces.contains(piece));
        let place = changed.or_else(|| other.pieces.iter().find(|piece| !self.pieces.contains(piece)))?.place.clone();
        Some((self.texts(&place), other.texts(&place), place)).map(|(own, other, place)| (place, own, other))
    }

    /// True for a message without a body.
    pub(super) fn is_empty(&self) -> bool {
        !self.pieces.iter().any(|piece| piece.place.starts_with("the body") && !piece.text.is_empty())
    }

    /// True for the response of an absent value.
    pub(super) fn is_absent(&self, endpoint: &Endpoint) -> bool {
        let is_declared = |status: &str| endpoint.absent_on.iter().any(|absent| absent.to_string() == status);
        let status = self.pieces.first().map(|piece| piece.text.as_str()).unwrap_or_default();
        self.is_empty() && (status == "204" || is_declared(status))
    }

    /// The texts of the places that `names` mentions in backticks; without any, the body, or the target of a message
    /// without a body.
    pub(super) fn excerpt(&self, names: &str) -> String {
        let is_named = |name: &str| !name.is_empty() && names.contains(&format!("`{name}`"));
        let named = self.pieces.iter().filter(|piece| piece.place.split('`').nth(1).is_some_and(is_named));
        let named: Vec<&str> = named.map(|piece| piece.text.as_str()).collect();
        let text = match named.is_empty() {
            false => named.join(" "),
            true if self.body.is_empty() => self.target.clone(),
            true => self.body.clone(),
        };
        shortened(&text)
    }

    fn texts(&self, place: &str) -> String {
        let at_place = self.pieces.iter().filter(|piece| piece.place == place);
        let texts: Vec<_> = at_place.map(|piece| format!("`{}`", piece.text)).collect();
        if texts.is_empty() { "nothing".to_owned() } else { shortened(&texts.join(" and ")) }
    }

    fn push(&mut self, place: impl Into<String>, text: impl Into<String>) {
        self.pieces.push(Piece { place: place.into(), text: text.into() });
    }

    /// Pairs keep their order within one name.
    fn pairs(&mut self, kind: &str, text: &str, separator: char) {
        let pairs = text.split(separator).map(str::trim).filter(|pair| !pair.is_empty());
        let mut pairs: Vec<_> = pairs.map(|pair| (pair.split('=').next().unwrap_or_default(), pair)).collect();
        pairs.sort_by_key(|(name, _)| *name);
        for (name, pair) in pairs {
            self.push(format!("the {kind} parameter `{name}`"), pair);
        }
    }

    fn headers(&mut self, headers: &HeaderMap, endpoint: &Endpoint) {
        let mut names: Vec<_> = headers.keys().collect();
        names.sort_by_key(|name| name.as_str());
        let is_own = |name: &http::HeaderName| {
            [AUTHORIZATION, CONTENT_LENGTH, HOST].contains(name) || endpoint.key_header() == Some(name.as_str())
        };
        for name in names.into_iter().filter(|name| !is_own(name)) {
            for value in headers.get_all(name) {
                let value = String::from_utf8_lossy(value.as_bytes());
                match *name {
                    COOKIE => self.pairs("cookie", &value, ';'),
                    CONTENT_TYPE => self.push("the header `content-type`", value.split(';').next().unwrap_or_default()),
                    _ => self.push(format!("the header parameter `{name}`"), value),
                }
            }
        }
    }

    fn body(&mut self, headers: &HeaderMap, body: &Bytes) {
        self.body = String::from_utf8_lossy(body).into_owned();
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
        for part in body.split(boundary).map(|part| part.trim_matches(['\r', '\n', '-'])) {
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
                let mut items: Vec<Self> = items.iter().map(Self::of_item).collect();
                // The order of a set is not that of another set with the same items.
                items.sort_by(|one, other| one.pieces.cmp(&other.pieces));
                for (index, item) in items.into_iter().enumerate() {
                    let place = below(place, &index.to_string());
                    self.pieces.extend(item.pieces.into_iter().map(|Piece { place: inner, text }| {
                        let inner = inner.strip_prefix("the item at `").and_then(|inner| inner.strip_suffix('`'));
                        Piece { place: inner.map_or_else(|| place.clone(), |inner| below(&place, inner)), text }
                    }));
                }
            }
            serde_json::Value::Number(number) => self.push(place, plain_number(number)),
            scalar => self.push(place, scalar.to_string()),
        }
    }

    fn of_item(item: &serde_json::Value) -> Self {
        let mut form = Self::default();
        form.json("the item", item);
        form
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

fn shortened(text: &str) -> String {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
