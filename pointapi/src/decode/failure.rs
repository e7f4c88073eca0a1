//! What is said of an answer that could not be read, without a word of its content.

use std::error::Error as StdError;

use http::header::CONTENT_TYPE;

use super::Answer;
#[cfg(feature = "json")]
use super::json_path;
use super::question::MemberNames;
#[cfg(feature = "json")]
use crate::codec::Json;
use crate::error::{DecodeCause, Error};

/// There is no value, and the type must have one.
pub(super) fn absent(answer: &Answer) -> String {
    format!("the answer ({}) has no body; return `Result<Option<T>>` if that may be", answer.status.as_u16())
}

/// The codec refused the body; its own words are dropped, since they may quote the body.
pub(super) fn undecodable(
    answer: &Answer,
    error: &(dyn StdError + Send + Sync + 'static),
    member_names: MemberNames,
) -> Error {
    let is_html = media_type(answer).is_some_and(|media_type| media_type.starts_with("text/html"));
    match cause_and_text("the answer", error, &answer.body, member_names) {
        (DecodeCause::Syntax, _) if is_html => {
            answer.error(DecodeCause::ContentType, "the answer is an HTML page, perhaps a proxy's".into())
        }
        (cause, text) => answer.error(cause, text),
    }
}

/// What can be said of a codec's error about `what`: where it is, and of which kind. Of the keys on the way only those
/// are shown that the type itself has.
pub(crate) fn cause_and_text(
    what: &str,
    error: &(dyn StdError + Send + Sync + 'static),
    body: &[u8],
    member_names: MemberNames,
) -> (DecodeCause, String) {
    let (cause, place) = cause_and_place(error, body, member_names);
    (cause, format!("{what} could not be read as the type{place}"))
}

#[cfg(feature = "json")]
fn cause_and_place(
    error: &(dyn StdError + Send + Sync + 'static),
    body: &[u8],
    member_names: MemberNames,
) -> (DecodeCause, String) {
    use serde_json::error::Category;

    let Some(error) = error.downcast_ref::<serde_json::Error>() else {
        return (DecodeCause::Syntax, String::new());
    };
    let (line, column) = (error.line(), error.column());
    let place = match json_path::path_at(Json::without_mark(body), line, column, member_names()) {
        // An untagged enum reads all of it before it refuses it.
        _ if line == 0 => String::new(),
        path if path.is_empty() => format!(" at line {line} column {column}"),
        path => format!(" at `{path}`, line {line} column {column}"),
    };
    match error.classify() {
        Category::Data => (DecodeCause::Shape, format!("{place}: a member is missing or of another kind")),
        Category::Eof => (DecodeCause::Eof, format!("{place}: it ends too early")),
        Category::Syntax | Category::Io => (DecodeCause::Syntax, format!("{place}: it is not JSON")),
    }
}

#[cfg(not(feature = "json"))]
fn cause_and_place(_: &(dyn StdError + Send + Sync + 'static), _: &[u8], _: MemberNames) -> (DecodeCause, String) {
    (DecodeCause::Syntax, String::new())
}

fn media_type(answer: &Answer) -> Option<&str> {
    answer.headers.get(CONTENT_TYPE)?.to_str().ok()
}
