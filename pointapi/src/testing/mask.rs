//! Secrets in messages, replaced before anything is written.

mod body;
mod xml;

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use crate::auth::QueryKeys;
use crate::endpoint::Endpoint;

const MASK: &str = "***";

/// The words by which a name is that of a secret wherever they stand in it, in lower case and without separators.
const SECRET_PARTS: &[&str] = &["credential", "passcode", "passphrase", "passwd", "password", "secret"];

/// The ends of names whose values are secrets or identify a person; their plurals are too, and those with a number.
const SECRETS: &[&str] = &[
    "accesskey",
    "apikey",
    "assertion",
    "auth",
    "authorization",
    "birthdate",
    "codeverifier",
    "cookie",
    "cvc",
    "cvv",
    "dateofbirth",
    "devicecode",
    "dob",
    "iban",
    "jwt",
    "otp",
    "pin",
    "privatekey",
    "pwd",
    "sessionid",
    "sessionkey",
    "signature",
    "signingkey",
    "socialsecuritynumber",
    "ssn",
    "taxid",
    "token",
];

/// The names that are those of secrets in links and forms only.
const SECRETS_OF_PAIRS: &[&str] = &["code", "key", "sig"];

/// The words by which the name of a cookie is that of a secret.
const SECRETS_OF_COOKIES: &[&str] = &["auth", "csrf", "login", "remember", "sess", "sid", "user", "xsrf"];

/// The value of a header, masked if it is a secret.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum MaskedValue {
    Text(String),
    /// A value that is not UTF-8 and holds no secret, as it was sent.
    Bytes {
        base64: String,
    },
}

impl MaskedValue {
    /// The text that two requests are compared by.
    pub(super) fn text(&self) -> &str {
        let (Self::Text(text) | Self::Bytes { base64: text }) = self;
        text
    }

    pub(super) fn to_header(&self) -> Option<HeaderValue> {
        match self {
            Self::Text(text) => text.parse().ok(),
            Self::Bytes { base64 } => HeaderValue::try_from(STANDARD.decode(base64).ok()?).ok(),
        }
    }
}

/// The names whose values are masked, beside those of secrets.
#[derive(Debug, Clone, Default)]
pub(super) struct Masks(pub(super) Vec<String>);

impl Masks {
    pub(super) fn add(&mut self, name: &str) {
        self.0.push(plain(name));
    }

    /// True for the name, or a segment of it, of a secret.
    ///
    /// Input: `person%5Bpassword%5D`
    fn hides(&self, name: &str) -> bool {
        let name = decoded(name);
        let segments = name.split(|letter: char| !letter.is_alphanumeric() && !"_- ".contains(letter));
        segments.chain([&*name]).any(|segment| {
            let name = plain(segment);
            let base = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
            let one = base.strip_suffix('s').unwrap_or(base);
            self.0.contains(&name)
                || SECRET_PARTS.iter().any(|part| name.contains(part))
                || SECRETS.iter().any(|secret| base.ends_with(secret) || one.ends_with(secret))
        })
    }

    /// The path and query. A sensitive argument may be a struct with members of any name, so it hides every value.
    pub(super) fn target(&self, parts: &Parts, endpoint: &Endpoint) -> String {
        if has_sensitive(endpoint, "url") {
            return MASK.to_owned();
        }
        let keys = parts.extensions.get::<QueryKeys>();
        let is_key = |name: &str| keys.is_some_and(|keys| keys.0.iter().any(|key| *key == *name));
        let is_secret = |name: &str| has_sensitive(endpoint, "query") || is_key(name);
        let query = parts.uri.query().map(|query| format!("?{}", self.pairs(query, is_secret)));
        format!("{}{}", parts.uri.path(), query.unwrap_or_default())
    }

    pub(super) fn request_headers(&self, headers: &HeaderMap, endpoint: &Endpoint) -> Vec<(String, MaskedValue)> {
        if has_sensitive(endpoint, "headers") {
            return headers.keys().map(|name| (name.to_string(), MaskedValue::Text(MASK.to_owned()))).collect();
        }
        let mut masked = self.headers(headers);
        for (_, cookies) in masked.iter_mut().filter(|(name, _)| *name == COOKIE.as_str()) {
            *cookies = MaskedValue::Text(self.cookies(headers, endpoint));
        }
        masked
    }

    /// Declared cookies, unless they are secret; of others only the mask.
    fn cookies(&self, headers: &HeaderMap, endpoint: &Endpoint) -> String {
        let cookies = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let pairs = cookies.flat_map(|cookies| cookies.split(';')).map(str::trim);
        let masked = pairs.map(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            let of_secret = plain(name);
            let is_shown = endpoint.declared.contains(&("cookie", name))
                && !endpoint.sensitive.contains(&("cookie", name))
                && !SECRETS_OF_COOKIES.iter().any(|part| of_secret.contains(part));
            if is_shown { self.pair(pair, false) } else { format!("{name}={MASK}") }
        });
        masked.collect::<Vec<_>>().join("; ")
    }

    pub(super) fn headers(&self, headers: &HeaderMap) -> Vec<(String, MaskedValue)> {
        headers.iter().map(|(name, value)| (name.to_string(), self.header(name, value))).collect()
    }

    fn header(&self, name: &HeaderName, value: &HeaderValue) -> MaskedValue {
        let is_secret = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE].contains(name);
        if is_secret || value.is_sensitive() || self.hides(name.as_str()) {
            return MaskedValue::Text(MASK.to_owned());
        }
        let text = String::from_utf8_lossy(value.as_bytes());
        let masked = self.string(&text);
        match text {
            Cow::Owned(text) if text == masked => MaskedValue::Bytes { base64: STANDARD.encode(value) },
            _ => MaskedValue::Text(masked),
        }
    }

    /// A value that may be a link with a secret in its query or fragment, or a document of its own.
    fn string(&self, text: &str) -> String {
        if is_inner_document(text) { MASK.to_owned() } else { self.link(text) }
    }

    fn link(&self, text: &str) -> String {
        let masked = text.split_inclusive(SEPARATORS).map(|piece| {
            let pair = piece.trim_end_matches(SEPARATORS);
            format!("{}{}", self.pair(&without_user(pair), false), &piece[pair.len()..])
        });
        masked.collect()
    }

    fn pairs(&self, text: &str, is_secret: impl Fn(&str) -> bool) -> String {
        let masked = text.split('&').map(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            self.pair(pair, is_secret(&decoded(name)))
        });
        masked.collect::<Vec<_>>().join("&")
    }

    fn pair(&self, pair: &str, is_secret: bool) -> String {
        let hides = |name, value| is_secret || self.hides_of_pair(name) || self.is_secret(value);
        match pair.split_once('=') {
            Some((name, value)) if hides(name, value) => format!("{name}={MASK}"),
            _ if is_encoded_document(pair) => MASK.to_owned(),
            None if is_secret && !pair.is_empty() => MASK.to_owned(),
            _ => pair.to_owned(),
        }
    }

    /// True for the name of a secret, which may have the path of a link before it.
    fn hides_of_pair(&self, name: &str) -> bool {
        let name = decoded(name);
        let name = name.rsplit('?').next().unwrap_or_default();
        SECRETS_OF_PAIRS.contains(&&*plain(name)) || self.hides(name)
    }

    /// True for an encoded value that is itself a document or a link with a secret.
    fn is_secret(&self, value: &str) -> bool {
        let value = decoded(value);
        let mut names = value.split(SEPARATORS).filter_map(|piece| Some(piece.split_once('=')?.0));
        let is_document = is_inner_document(&value) || is_encoded_document(&value);
        is_document || matches!(without_user(&value), Cow::Owned(_)) || names.any(|name| self.hides_of_pair(name))
    }
}

/// The ends of the pairs of links. A value may have a question mark.
const SEPARATORS: [char; 7] = ['&', '>', '#', ' ', '\t', '\r', '\n'];

/// True if an argument of this role is `#[sensitive]`.
fn has_sensitive(endpoint: &Endpoint, role: &str) -> bool {
    endpoint.sensitive.iter().any(|(own, _)| *own == role)
}

/// True for the beginning of an object or a list of JSON, also behind the separator of JSON sequences (RFC 7464).
fn is_document(text: &str) -> bool {
    text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{1e}').starts_with(['{', '['])
}

/// True for a value that is a document of its own. Members have names in quotes; `[draft] one` is no document.
fn is_inner_document(text: &str) -> bool {
    is_document(text) && text.contains(['"', '\''])
}

/// True for JSON in base64, as each part of a signed token is. Marks around it, such as quotes, do not count.
fn is_encoded_document(text: &str) -> bool {
    let is_mark = |letter: char| !letter.is_ascii_alphanumeric();
    text.trim_matches(is_mark).split('.').any(|part| {
        let part = part.trim_end_matches('=').replace('+', "-").replace('/', "_");
        URL_SAFE_NO_PAD.decode(part).is_ok_and(|bytes| is_inner_document(&String::from_utf8_lossy(&bytes)))
    })
}

/// Masks the user and the password of a link.
///
/// Input: `https://greta:password@host/path`
fn without_user(link: &str) -> Cow<'_, str> {
    let masked = link.split_once("://").and_then(|(scheme, rest)| {
        let authority = rest.split(['/', '?']).next()?;
        let (_, host) = authority.rsplit_once('@')?;
        Some(format!("{scheme}://{MASK}@{host}{}", rest.strip_prefix(authority)?))
    });
    masked.map_or(Cow::Borrowed(link), Cow::Owned)
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Input: `API-Key`
///
/// Output: `apikey`
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
