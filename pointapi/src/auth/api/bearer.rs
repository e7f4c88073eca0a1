//! The bearer header of RFC 6750.

use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

use super::secret::Secret;
use crate::auth::numbers::MAX_TOKEN_BYTES;

const SCHEME: &str = "Bearer ";

/// Returns `Bearer <token>`, or `None` if the token has characters outside RFC 6750: that check makes header injection
/// impossible.
///
/// The last clone of the value wipes the buffer.
pub(crate) fn header(token: &Secret) -> Option<HeaderValue> {
    if !is_valid(token) {
        return None;
    }
    let token = token.expose();
    // Exact capacity: a buffer that grows would leave copies behind.
    let mut buffer = Zeroizing::new(Vec::with_capacity(SCHEME.len() + token.len()));
    buffer.extend_from_slice(SCHEME.as_bytes());
    buffer.extend_from_slice(token.as_bytes());
    let mut header = HeaderValue::from_maybe_shared(Bytes::from_owner(buffer)).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// True for a token of RFC 6750 of at most 16 KiB.
pub(crate) fn is_valid(token: &Secret) -> bool {
    token.expose().len() <= MAX_TOKEN_BYTES && is_token(token.expose())
}

/// `1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="`
fn is_token(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty() && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_of_rfc_6750_becomes_a_sensitive_header() {
        let header = header(&Secret::new("made-up.access.token==")).expect("a token");
        assert_eq!(header, "Bearer made-up.access.token==");
        assert!(header.is_sensitive());
    }

    #[test]
    fn other_characters_make_no_header() {
        for text in ["", "=", "a b", "a\r\nb", "a\n", "tök", "a=b", "\"a\"", "a,b", "a\0"] {
            assert_eq!(header(&Secret::new(text)), None, "{text:?}");
        }
    }

    #[test]
    fn a_token_over_16_kib_makes_no_header() {
        assert!(header(&Secret::new("a".repeat(MAX_TOKEN_BYTES))).is_some());
        assert!(header(&Secret::new("a".repeat(MAX_TOKEN_BYTES + 1))).is_none());
    }
}
