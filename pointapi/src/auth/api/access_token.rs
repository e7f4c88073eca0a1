//! An access token, validated once, and the header that carries it.

use std::borrow::Cow;

use http::{HeaderName, HeaderValue};

use super::secret::Secret;
use super::token_source::TokenSource;
use crate::auth::numbers::MAX_TOKEN_BYTES;
use crate::param::header::{is_reserved, reserved_text};

/// An access token and the header that carries it.
#[derive(Clone, Debug)]
pub(crate) struct AccessToken {
    text: Secret,
    name: HeaderName,
    header: HeaderValue,
}

impl AccessToken {
    /// Validates a token. The error says why no header can be made of it, without the token.
    pub(crate) fn new(text: Secret, source: &dyn TokenSource) -> Result<Self, Cow<'static, str>> {
        const UNUSABLE: Cow<'static, str> = Cow::Borrowed("the access token cannot be sent as a header");
        if text.expose().is_empty() || text.expose().len() > MAX_TOKEN_BYTES {
            return Err(UNUSABLE);
        }
        // The source's own error could quote the token.
        let (name, mut header) = source.header(&text).map_err(|_| UNUSABLE)?;
        if is_reserved(&name, true) {
            let text = format!("the access token cannot be sent: {}", reserved_text(&name));
            return Err(text.into());
        }
        header.set_sensitive(true);
        Ok(Self { text, name, header })
    }

    pub(crate) fn text(&self) -> &Secret {
        &self.text
    }

    pub(crate) fn name(&self) -> &HeaderName {
        &self.name
    }

    pub(crate) fn header(&self) -> &HeaderValue {
        &self.header
    }
}

impl PartialEq for AccessToken {
    fn eq(&self, other: &Self) -> bool {
        self.text.expose() == other.text.expose()
    }
}
