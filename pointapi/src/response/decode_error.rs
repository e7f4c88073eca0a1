//! Errors about a response that cannot be decoded. They hold no content of it.

use std::error::Error as StdError;
use std::io;

use http::header::CONTENT_ENCODING;
use http_body::Body as _;

use super::RawResponse;
use super::field_names::FieldNames;
#[cfg(feature = "json")]
use super::{json_path, reason};
use crate::box_error::BoxError;
#[cfg(feature = "json")]
use crate::codec::Json;
use crate::error::{DecodeCause, Error, Result};
use crate::media_type::MediaType;

/// The content encodings that an error names.
const KNOWN_ENCODINGS: [&str; 8] = ["br", "compress", "dcb", "dcz", "deflate", "gzip", "x-gzip", "zstd"];

/// Values of `Content-Encoding` for a body without one; servers send the last two by mistake.
const NO_ENCODINGS: [&str; 4] = ["", "identity", "none", "utf-8"];

impl RawResponse {
    /// An error of kind [`ErrorKind::Decode`](crate::ErrorKind::Decode): the response is not what the type needs.
    ///
    /// For a `serde_json::Error` the reason and the place are shown, without keys and values of the response.
    /// [`Error::expose_source`] returns `why`; nothing else shows it.
    pub fn unreadable(&self, why: impl Into<BoxError>) -> Error {
        let why = why.into();
        self.undecodable(&*why, |_| Vec::new()).with_foreign_source(why)
    }

    /// The codec rejected the body. Its own message is dropped, since it may quote the body.
    pub(super) fn undecodable(&self, error: &(dyn StdError + Send + Sync + 'static), field_names: FieldNames) -> Error {
        if let Err(error) = self.require_decoded() {
            return error;
        }
        let is_html = MediaType::of(&self.headers).is_some_and(|media_type| media_type.is("text/html"));
        match cause_and_text("the response", error, &self.body, field_names) {
            (DecodeCause::Syntax, _) if is_html => {
                self.error(DecodeCause::ContentType, "the response is an HTML page, perhaps from a proxy".into())
            }
            (cause, text) => self.error(cause, text),
        }
    }

    /// The body is not text in UTF-8.
    pub(super) fn not_utf8(&self) -> Error {
        match self.require_decoded() {
            Err(error) => error,
            Ok(()) => self.error(DecodeCause::Syntax, "the response is not text in UTF-8".into()),
        }
    }

    /// An error if the body has a content encoding left: the transport decodes a single gzip that the client asked for.
    pub(crate) fn require_decoded(&self) -> Result<()> {
        if self.stream.as_ref().is_some_and(|stream| stream.body.is_end_stream()) {
            return Ok(());
        }
        let values = self.headers.get_all(CONTENT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let mut encodings = values.flat_map(|value| value.split(',')).map(str::trim_ascii);
        let is_one_of = |names: &[&'static str], encoding: &str| {
            names.iter().copied().find(|name| name.eq_ignore_ascii_case(encoding))
        };
        let Some(last) = encodings.rfind(|encoding| is_one_of(&NO_ENCODINGS, encoding).is_none()) else {
            return Ok(());
        };
        let text = match is_one_of(&KNOWN_ENCODINGS, last) {
            Some(name) => format!("the response has the content encoding `{name}`, which was not decoded"),
            None => "the response has a content encoding that is not supported".to_owned(),
        };
        Err(self.error(DecodeCause::ContentEncoding, text))
    }
}

/// The cause of a codec's error about `subject`, and a message with reason and place. Keys on the way to the place are
/// shown only if they are fields of the type.
pub(crate) fn cause_and_text(
    subject: &str,
    error: &(dyn StdError + Send + Sync + 'static),
    body: &[u8],
    field_names: FieldNames,
) -> (DecodeCause, String) {
    let (cause, why) = cause_and_reason(error, body, field_names);
    (cause, format!("could not decode {subject}{why}"))
}

#[cfg(feature = "json")]
fn cause_and_reason(
    error: &(dyn StdError + Send + Sync + 'static),
    body: &[u8],
    field_names: FieldNames,
) -> (DecodeCause, String) {
    use serde_json::error::Category;

    let Some(error) = error.downcast_ref::<serde_json::Error>() else { return of_another_format(error) };
    let is_cut = error.is_eof() || (error.is_syntax() && Json::ends_too_early(body));
    match error.classify() {
        _ if is_cut => {
            (DecodeCause::Eof, format!(": it ends too early{}", place(error, &path(error, body, field_names))))
        }
        Category::Data => (DecodeCause::Shape, shape_reason(error, body, field_names)),
        Category::Syntax | Category::Eof | Category::Io => {
            (DecodeCause::Syntax, format!(": it is not JSON{}", place(error, &path(error, body, field_names))))
        }
    }
}

/// The reason and the place of a value that does not fit the type.
#[cfg(feature = "json")]
fn shape_reason(error: &serde_json::Error, body: &[u8], field_names: FieldNames) -> String {
    let text = error.to_string();
    let json = Json::without_mark(body);
    let steps = match text.starts_with("invalid length") {
        // It is about the list, not about its last item.
        true => json_path::steps_to(json, error.line(), error.column()),
        false => json_path::steps_to_rejected(json, error.line(), error.column()),
    };
    let mut path = json_path::show(&steps, &field_names(&steps));
    let reason = match reason::reason_of(&text) {
        Some(reason::Reason::Missing(name)) => {
            path.push_str(if path.is_empty() { "" } else { "." });
            path.push_str(name);
            format!("missing field `{name}`")
        }
        Some(reason::Reason::Other(reason)) => reason,
        None => "a value does not fit the type".into(),
    };
    format!(": {reason}{}", place(error, &path))
}

#[cfg(feature = "json")]
fn path(error: &serde_json::Error, body: &[u8], field_names: FieldNames) -> String {
    let steps = json_path::steps_to(Json::without_mark(body), error.line(), error.column());
    json_path::show(&steps, &field_names(&steps))
}

#[cfg(feature = "json")]
fn place(error: &serde_json::Error, path: &str) -> String {
    match (error.line(), error.column()) {
        // An untagged enum buffers the value before it rejects it, so the place is lost.
        (0, _) => String::new(),
        (line, column) if path.is_empty() => format!(" at line {line} column {column}"),
        (line, column) => format!(" at `{path}`, line {line} column {column}"),
    }
}

#[cfg(not(feature = "json"))]
fn cause_and_reason(error: &(dyn StdError + Send + Sync + 'static), _: &[u8], _: FieldNames) -> (DecodeCause, String) {
    of_another_format(error)
}

/// The cause of an error of a codec without `serde_json`.
fn of_another_format(error: &(dyn StdError + Send + Sync + 'static)) -> (DecodeCause, String) {
    match error.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(io::ErrorKind::UnexpectedEof) => (DecodeCause::Eof, ": it ends too early".into()),
        _ => (DecodeCause::Syntax, String::new()),
    }
}
