//! Errors about a response that cannot be decoded. They hold no content of it.

use std::error::Error as StdError;

use http::header::CONTENT_TYPE;

use super::RawResponse;
#[cfg(feature = "json")]
use super::json_path;
use super::probe::FieldNames;
#[cfg(feature = "json")]
use crate::codec::Json;
use crate::error::{DecodeCause, Error};
use crate::service::BoxError;

impl RawResponse {
    /// An error of kind [`ErrorKind::Decode`](crate::ErrorKind::Decode): the response is not what the type needs.
    ///
    /// For a `serde_json::Error` the place is shown, by line and column and by the indices of lists.
    /// [`Error::expose_source`] returns `why`; nothing else shows it.
    pub fn unreadable(&self, why: impl Into<BoxError>) -> Error {
        let why = why.into();
        self.undecodable(&*why, || &[]).with_foreign_source(why)
    }

    /// The codec rejected the body. Its own message is dropped, since it may quote the body.
    pub(super) fn undecodable(&self, error: &(dyn StdError + Send + Sync + 'static), field_names: FieldNames) -> Error {
        let media_type = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_html = media_type.is_some_and(|media_type| media_type.starts_with("text/html"));
        match cause_and_text("the response", error, &self.body, field_names) {
            (DecodeCause::Syntax, _) if is_html => {
                self.error(DecodeCause::ContentType, "the response is an HTML page, perhaps from a proxy".into())
            }
            (cause, text) => self.error(cause, text),
        }
    }
}

/// The cause of a codec's error about `subject`, and a message with the place. Keys on the way to the place are shown
/// only if they are fields of the type.
pub(crate) fn cause_and_text(
    subject: &str,
    error: &(dyn StdError + Send + Sync + 'static),
    body: &[u8],
    field_names: FieldNames,
) -> (DecodeCause, String) {
    let (cause, place) = cause_and_place(error, body, field_names);
    (cause, format!("could not decode {subject}{place}"))
}

#[cfg(feature = "json")]
fn cause_and_place(
    error: &(dyn StdError + Send + Sync + 'static),
    body: &[u8],
    field_names: FieldNames,
) -> (DecodeCause, String) {
    use serde_json::error::Category;

    let Some(error) = error.downcast_ref::<serde_json::Error>() else {
        return (DecodeCause::Syntax, String::new());
    };
    let (line, column) = (error.line(), error.column());
    let place = match json_path::path_at(Json::without_mark(body), line, column, field_names()) {
        // An untagged enum buffers the value before it rejects it, so the place is lost.
        _ if line == 0 => String::new(),
        path if path.is_empty() => format!(" at line {line} column {column}"),
        path => format!(" at `{path}`, line {line} column {column}"),
    };
    match error.classify() {
        Category::Data => (DecodeCause::Shape, format!("{place}: a field is missing or has another type")),
        Category::Eof => (DecodeCause::Eof, format!("{place}: it ends too early")),
        Category::Syntax | Category::Io => (DecodeCause::Syntax, format!("{place}: it is not JSON")),
    }
}

#[cfg(not(feature = "json"))]
fn cause_and_place(_: &(dyn StdError + Send + Sync + 'static), _: &[u8], _: FieldNames) -> (DecodeCause, String) {
    (DecodeCause::Syntax, String::new())
}
