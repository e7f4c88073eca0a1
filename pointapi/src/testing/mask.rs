//! Secrets in messages, replaced before anything is written.

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use serde_json::Value;

use crate::endpoint::Endpoint;
use crate::media_type::MediaType;

const MASK: &str = "***";

/// The ends of names whose values are secrets, in lower case and without separators; their plurals are too.
const SECRETS: &[&str] = &[
    "accesskey",
    "apikey",
    "assertion",
    "authorization",
    "codeverifier",
    "cookie",
    "credential",
    "devicecode",
    "otp",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "secret",
    "signature",
    "signingkey",
    "token",
];

/// The names whose values are masked, beside those of secrets.
#[derive(Debug, Clone, Default)]
pub(super) struct Masks(pub(super) Vec<String>);

/// The names of the `#[sensitive]` arguments of one role.
struct Sensitive(Vec<&'static str>);

impl Sensitive {
    fn of(endpoint: &Endpoint, role: &str) -> Self {
        let names = endpoint.sensitive.iter().filter(|(own, _)| *own == role);
        Self(names.map(|(_, name)| *name).collect())
    }

    /// True for a pair of an argument, and for every pair if one may be of a struct, which has no name among them.
    fn contains(&self, pair: &str, pairs: &[&str]) -> bool {
        let is_there = |name: &&str| pairs.iter().any(|pair| base_name(pair) == *name);
        self.0.contains(&base_name(pair)) || !self.0.iter().all(is_there)
    }
}

impl Masks {
    pub(super) fn add(&mut self, name: &str) {
        self.0.push(plain(name));
    }

    fn hides(&self, name: &str) -> bool {
        let name = plain(name);
        let one = name.strip_suffix('s').unwrap_or(&name);
        self.0.contains(&name) || SECRETS.iter().any(|secret| name.ends_with(secret) || one.ends_with(secret))
    }

    /// The path and query.
    pub(super) fn target(&self, uri: &Uri, endpoint: &Endpoint) -> String {
        match uri.query() {
            Some(query) => format!("{}?{}", uri.path(), self.pairs(query, &Sensitive::of(endpoint, "query"))),
            None => uri.path().to_owned(),
        }
    }

    pub(super) fn headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        headers.iter().map(|(name, value)| (name.to_string(), self.header(name, value))).collect()
    }

    fn header(&self, name: &HeaderName, value: &HeaderValue) -> String {
        let is_secret = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE].contains(name);
        if is_secret || value.is_sensitive() || self.hides(name.as_str()) {
            return MASK.to_owned();
        }
        // A link of the response may hold a secret in its query.
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        if text.contains('?') { self.link(&text) } else { text }
    }

    fn link(&self, text: &str) -> String {
        let pieces = text.split_inclusive(['?', '&', '>', '#', ' ']);
        let masked = pieces.map(|piece| {
            let pair = piece.trim_end_matches(['?', '&', '>', '#', ' ']);
            let end = &piece[pair.len()..];
            format!("{}{end}", self.pair(pair, false))
        });
        masked.collect()
    }

    /// The body as it is recorded: a masked JSON document or form, or the bytes.
    pub(super) fn body(&self, headers: &HeaderMap, body: &Bytes, endpoint: &Endpoint) -> Bytes {
        let media_type = MediaType::of(headers);
        let is = |expected: &str| media_type.is_some_and(|media_type| media_type.is(expected));
        if body.is_empty() {
            return Bytes::new();
        }
        if !Sensitive::of(endpoint, "body").0.is_empty() {
            return Bytes::from_static(MASK.as_bytes());
        }
        if let Ok(mut json) = serde_json::from_slice::<Value>(body) {
            return if self.json(&mut json) { json.to_string().into() } else { body.clone() };
        }
        if is("application/x-www-form-urlencoded") {
            return self.pairs(&String::from_utf8_lossy(body), &Sensitive::of(endpoint, "form")).into();
        }
        if is("multipart/form-data") {
            return self.parts(body, &Sensitive::of(endpoint, "part"));
        }
        body.clone()
    }

    fn pairs(&self, text: &str, sensitive: &Sensitive) -> String {
        let pairs: Vec<&str> = text.split('&').collect();
        let masked = pairs.iter().map(|pair| self.pair(pair, sensitive.contains(pair, &pairs)));
        masked.collect::<Vec<_>>().join("&")
    }

    fn pair(&self, pair: &str, is_secret: bool) -> String {
        match pair.split_once('=') {
            Some((name, _)) if is_secret || self.hides(name) => format!("{name}={MASK}"),
            _ => pair.to_owned(),
        }
    }

    /// Parts under a fixed boundary, since that of a request is random. A secret among them masks all.
    fn parts(&self, body: &Bytes, sensitive: &Sensitive) -> Bytes {
        let text = String::from_utf8_lossy(body);
        let mut names = text.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next());
        if names.any(|name| self.hides(name) || sensitive.0.contains(&name)) {
            return Bytes::from_static(MASK.as_bytes());
        }
        let boundary = body.split(|byte| *byte == b'\r').next().unwrap_or_default();
        replaced(body, boundary, b"--boundary").into()
    }

    /// Masks the members of a secret's name; false without any.
    fn json(&self, value: &mut Value) -> bool {
        match value {
            Value::Object(members) => members.iter_mut().fold(false, |is_masked, (name, value)| {
                let has_secret = if self.hides(name) { mask(value) } else { self.json(value) };
                has_secret | is_masked
            }),
            Value::Array(items) => items.iter_mut().fold(false, |is_masked, item| self.json(item) | is_masked),
            _ => false,
        }
    }
}

/// The text with `new` for each `old`.
fn replaced(mut text: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(text.len());
    while let Some(start) = text.windows(old.len().max(1)).position(|window| window == old) {
        let (before, rest) = text.split_at(start);
        replaced.extend_from_slice(before);
        replaced.extend_from_slice(new);
        text = rest.get(old.len()..).unwrap_or_default();
    }
    replaced.extend_from_slice(text);
    replaced
}

/// Masks every text and number. Presence is no secret, and a value keeps its type.
fn mask(value: &mut Value) -> bool {
    match value {
        Value::String(text) => MASK.clone_into(text),
        Value::Number(number) => *number = 0.into(),
        Value::Array(items) => return items.iter_mut().fold(false, |is_masked, item| mask(item) | is_masked),
        Value::Object(members) => return members.values_mut().fold(false, |is_masked, value| mask(value) | is_masked),
        Value::Null | Value::Bool(_) => return false,
    }
    true
}

/// Input: `API-Key`
///
/// Output: `apikey`
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The name of a pair, without the brackets of a list or a member.
fn base_name(pair: &str) -> &str {
    let name = pair.split('=').next().unwrap_or_default();
    name.split(['[', '%']).next().unwrap_or_default()
}
