//! The answer's JSON as it is on the wire, with every member that may be missing or `null`.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Message;
use crate::platform::TransactionId;

#[derive(Deserialize)]
pub(super) struct Report<'a> {
    #[serde(rename = "TransactionID")]
    pub(super) transaction_id: TransactionId,
    #[serde(rename = "CorrelationID", default)]
    pub(super) correlation_id: Option<String>,
    #[serde(rename = "Attachments", default, borrow)]
    pub(super) attachments: Option<Attachments<'a>>,
    #[serde(rename = "Messages")]
    pub(super) messages: Messages,
    #[serde(rename = "Status")]
    pub(super) status: Status,
    #[serde(rename = "Ref", default)]
    pub(super) reference: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Messages {
    #[serde(rename = "Message")]
    pub(super) items: Vec<Message>,
}

#[derive(Deserialize)]
pub(super) struct Status {
    #[serde(rename = "Code")]
    pub(super) code: String,
}

#[derive(Deserialize)]
pub(super) struct Attachments<'a> {
    #[serde(rename = "Attachment", default, borrow)]
    pub(super) items: Option<Vec<Attachment<'a>>>,
}

#[derive(Deserialize)]
pub(super) struct Attachment<'a> {
    #[serde(rename = "Classifier", default)]
    pub(super) classifier: Option<String>,
    #[serde(rename = "ContentType", default)]
    pub(super) content_type: Option<String>,
    #[serde(rename = "ContentDisposition", default)]
    pub(super) content_disposition: Option<String>,
    /// Up to many megabytes, so it is not copied here.
    #[serde(rename = "Document", default, borrow)]
    pub(super) document: Option<&'a RawValue>,
    #[serde(rename = "Extension", default)]
    pub(super) extension: Option<Extension>,
}

#[derive(Deserialize)]
pub(super) struct Extension {
    #[serde(rename = "any", default)]
    pub(super) any: Option<String>,
}

/// The text of a JSON value: a part of the answer where nothing in it is escaped, `None` if it is no text.
pub(super) fn text_of(value: &RawValue) -> Option<Cow<'_, str>> {
    let quoted = value.get();
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(quoted).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}
