//! Secrets in bodies.

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_ENCODING;
use serde_json::Value;

use super::{MASK, Masks, has_sensitive, is_document};
use crate::codec::Json;
use crate::endpoint::Endpoint;
use crate::media_type::MediaType;

impl Masks {
    pub(in crate::testing) fn request_body(&self, headers: &HeaderMap, body: &Bytes, endpoint: &Endpoint) -> Bytes {
        if !body.is_empty() && ["body", "part"].iter().any(|role| has_sensitive(endpoint, role)) {
            return Bytes::from_static(MASK.as_bytes());
        }
        if has_sensitive(endpoint, "form") {
            return self.pairs(&String::from_utf8_lossy(body), |_| true).into();
        }
        self.body(headers, body)
    }

    /// The body as it is recorded: a document, lines, a form or parts with their secrets masked, or other bytes. Of
    /// coded bytes, and of JSON that cannot be parsed, nothing is written.
    pub(in crate::testing) fn body(&self, headers: &HeaderMap, body: &Bytes) -> Bytes {
        if headers.contains_key(CONTENT_ENCODING) {
            return Bytes::from_static(MASK.as_bytes());
        }
        let media_type = MediaType::of(headers);
        let is = |expected: &str| media_type.is_some_and(|media_type| media_type.is(expected));
        if is("multipart/form-data") {
            return self.parts(body);
        }
        let text = String::from_utf8_lossy(body);
        if is("application/x-www-form-urlencoded") && !is_document(&text) {
            return self.pairs(&text, |_| false).into();
        }
        let is_json = media_type.is_some_and(MediaType::is_json);
        self.text(body, is_json).unwrap_or_else(|| Bytes::from_static(MASK.as_bytes()))
    }

    /// `None` if it cannot be masked in part.
    fn text(&self, body: &Bytes, is_json: bool) -> Option<Bytes> {
        let bytes = Json::without_mark(body);
        let Ok(text) = std::str::from_utf8(bytes) else {
            let is_binary = !is_json && !is_document(&String::from_utf8_lossy(bytes));
            return is_binary.then(|| body.clone());
        };
        let masked = match self.document(text) {
            Ok(masked) => masked,
            Err(_) if is_json && !text.is_empty() => return None,
            Err(_) if text.trim_start().starts_with('<') => self.xml(text),
            Err(_) => text.split_inclusive(['\r', '\n']).map(|line| self.line(line)).collect::<Option<_>>()?,
        };
        Some(if masked == text { body.clone() } else { masked.into() })
    }

    /// A line, which may be of an event; `None` if it cannot be masked in part.
    fn line(&self, line: &str) -> Option<String> {
        let text = line.trim_end_matches(['\r', '\n']);
        let value = text.strip_prefix("data:").map_or(text, str::trim_start);
        let field = text.strip_suffix(value).unwrap_or_default();
        let masked = match self.document(value) {
            Ok(masked) => masked,
            Err(_) if is_document(value) => return None,
            Err(_) => self.link(value),
        };
        Some(format!("{field}{masked}{}", &line[text.len()..]))
    }

    /// JSON as it is, unless it has a secret. Of several members of one name the last is parsed, so only that is written.
    fn document(&self, text: &str) -> serde_json::Result<String> {
        let mut json = serde_json::from_str(text)?;
        let is_masked = self.json(&mut json);
        let masked = json.to_string();
        Ok(if is_masked || quotes(&masked) != quotes(text) { masked } else { text.to_owned() })
    }

    /// Parts under a fixed boundary, since that of a request is random. A secret among them masks all.
    fn parts(&self, body: &Bytes) -> Bytes {
        let text = String::from_utf8_lossy(body);
        let mut names = text.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let boundary = body.split(|byte| *byte == b'\r').next().unwrap_or_default();
        let parts = split(body, boundary);
        let is_secret = |part: &&[u8]| {
            let content = split(part, b"\r\n\r\n").get(1..).unwrap_or_default().join(b"\r\n\r\n".as_slice()).into();
            self.text(&content, false) != Some(content)
        };
        if names.any(|name| self.hides(name)) || parts.iter().any(is_secret) {
            return Bytes::from_static(MASK.as_bytes());
        }
        parts.join(b"--boundary".as_slice()).into()
    }

    /// Masks the members of a secret's name, and links with one; false without any.
    fn json(&self, value: &mut Value) -> bool {
        match value {
            Value::Object(members) => members.iter_mut().fold(false, |is_masked, (name, value)| {
                let has_secret = if self.hides(name) { mask(value) } else { self.json(value) };
                has_secret | is_masked
            }),
            Value::Array(items) => items.iter_mut().fold(false, |is_masked, item| self.json(item) | is_masked),
            Value::String(text) => {
                let masked = self.string(text);
                std::mem::replace(text, masked) != *text
            }
            _ => false,
        }
    }
}

/// The pieces between the separators.
fn split<'a>(mut text: &'a [u8], separator: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    while let Some(start) = text.windows(separator.len().max(1)).position(|window| window == separator) {
        let (before, rest) = text.split_at(start);
        pieces.push(before);
        text = rest.get(separator.len()..).unwrap_or_default();
    }
    pieces.push(text);
    pieces
}

/// The number of quotes around the strings of JSON, which differs without one of its members.
fn quotes(json: &str) -> usize {
    let mut is_escaped = false;
    let is_quote = |byte: &u8| {
        let is_quote = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_quote
    };
    json.as_bytes().iter().copied().filter(is_quote).count()
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
