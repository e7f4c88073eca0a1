//! The header that carries a token, built once for each token.

use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

use super::secret::Secret;
use crate::auth::numbers::MAX_TOKEN_BYTES;

const SCHEME: &str = "Bearer ";

/// `Bearer <token>`, or nothing when the text is no token of RFC 6750: that check makes header injection impossible.
///
/// The last clone of the value wipes the buffer.
pub(crate) fn header(token: &Secret) -> Option<HeaderValue> {
    let token = token.expose();
    if token.len() > MAX_TOKEN_BYTES || !is_token(token) {
        return None;
    }
    // Exact capacity: a buffer that grows would leave copies behind.
    let mut buffer = Zeroizing::new(Vec::with_capacity(SCHEME.len() + token.len()));
    buffer.extend_from_slice(SCHEME.as_bytes());
    buffer.extend_from_slice(token.as_bytes());
    let mut header = HeaderValue::from_maybe_shared(Bytes::from_owner(buffer)).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// The token in a header that [`header`] built.
pub(crate) fn token(header: &HeaderValue) -> Secret {
    let text = header.to_str().unwrap_or_default();
    Secret::from(text.strip_prefix(SCHEME).unwrap_or_default())
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
        assert_eq!(token(&header).expose(), "made-up.access.token==");
    }

    #[test]
    fn what_is_outside_the_token_characters_is_no_token() {
        for text in ["", "=", "a b", "a\r\nb", "a\n", "tök", "a=b", "\"a\"", "a,b", "a\0"] {
            assert_eq!(header(&Secret::new(text)), None, "{text:?}");
        }
    }

    #[test]
    fn a_token_over_16_kib_is_no_token() {
        assert!(header(&Secret::new("a".repeat(MAX_TOKEN_BYTES))).is_some());
        assert!(header(&Secret::new("a".repeat(MAX_TOKEN_BYTES + 1))).is_none());
    }
}
