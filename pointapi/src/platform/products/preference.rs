//! The preferences and the attached form of the three form products.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::lists::{Attachments, Preferences};
use crate::auth::Secret;
use crate::platform::Document;

/// A setting of an order; its value is a string, also for numbers and flags.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields)]
pub(super) struct Preference {
    #[serde(rename = "Key")]
    key: Cow<'static, str>,
    #[serde(rename = "Value", serialize_with = "exposed")]
    #[cfg_attr(feature = "openapi", schemars(with = "String"))]
    value: Secret,
}

impl Preference {
    pub(super) fn new(key: &'static str, value: impl fmt::Display) -> Self {
        Self { key: Cow::Borrowed(key), value: Secret::new(value.to_string()) }
    }
}

impl Preferences<Preference> {
    /// Sets a preference, instead of an earlier one with the key: the platform responds with `I005` to a repeated key.
    pub(super) fn with(mut self, key: &'static str, value: impl fmt::Display) -> Self {
        self.items.retain(|preference| preference.key != key);
        self.items.push(Preference::new(key, value));
        self
    }
}

fn exposed<S: serde::Serializer>(value: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.expose())
}

/// The signed form under the classifier of its product.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(inline))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields)]
pub(super) struct Attachment {
    #[serde(rename = "Classifier")]
    classifier: Cow<'static, str>,
    #[serde(rename = "ContentType")]
    content_type: Cow<'static, str>,
    #[serde(rename = "Document")]
    document: Document,
}

impl Attachments<Attachment> {
    /// The one attachment of a form product.
    pub(super) fn of(classifier: &'static str, document: Document) -> Self {
        let (classifier, content_type) = (Cow::Borrowed(classifier), Cow::Borrowed("application/pdf"));
        Attachment { classifier, content_type, document }.into()
    }
}
