//! An access token, validated once, and the header that carries it.

use http::{HeaderName, HeaderValue};

use super::secret::Secret;
use super::token_source::TokenSource;
use crate::auth::numbers::MAX_TOKEN_BYTES;
use crate::param::header::is_reserved;

/// An access token and the header that carries it.
#[derive(Clone, Debug)]
pub(crate) struct AccessToken {
    text: Secret,
    name: HeaderName,
    header: HeaderValue,
}

impl AccessToken {
    /// Validates a token; `None` if its source makes no header of it.
    pub(crate) fn new(text: Secret, source: &dyn TokenSource) -> Option<Self> {
        if text.expose().is_empty() || text.expose().len() > MAX_TOKEN_BYTES {
            return None;
        }
        let (name, mut header) = source.header(&text).ok().filter(|(name, _)| !is_reserved(name, true))?;
        header.set_sensitive(true);
        Some(Self { text, name, header })
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
