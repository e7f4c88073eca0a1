//! The urlencoded body of a token request, wiped from memory after it was sent.

use bytes::Bytes;
use zeroize::Zeroizing;

use crate::body::Body;
use crate::encode::FORM;

pub(super) const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// Name and value pairs (RFC 6749, appendix B).
pub(super) struct Form(Zeroizing<String>);

impl Form {
    pub(super) fn new() -> Self {
        Self(Zeroizing::new(String::new()))
    }

    /// Creates the form of a grant.
    pub(super) fn of_grant(grant_type: &str) -> Self {
        Self::new().pair("grant_type", grant_type)
    }

    pub(super) fn pair(mut self, name: &str, value: &str) -> Self {
        // A buffer that grows in place would leave a copy behind; the old one is wiped here.
        let needed = self.0.len() + 3 * (name.len() + value.len()) + 2;
        if needed > self.0.capacity() {
            let mut larger = Zeroizing::new(String::with_capacity(2 * needed));
            larger.push_str(&self.0);
            self.0 = larger;
        }
        if !self.0.is_empty() {
            self.0.push('&');
        }
        FORM.encode_into(name, &mut self.0);
        self.0.push('=');
        FORM.encode_into(value, &mut self.0);
        self
    }

    pub(super) fn into_body(self) -> Body {
        Body::from(Bytes::from_owner(self.0))
    }
}

/// Encodes an id or a secret for `Authorization: Basic` (RFC 6749, section 2.3.1).
pub(super) fn encoded(text: &str) -> Zeroizing<String> {
    let mut encoded = Zeroizing::new(String::with_capacity(3 * text.len()));
    FORM.encode_into(text, &mut encoded);
    encoded
}
