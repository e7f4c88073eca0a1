//! The bearer header of RFC 6750.

use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

use super::secret::Secret;
use crate::auth::numbers::MAX_TOKEN_BYTES;

const SCHEME: &str = "Bearer ";

const CHARACTERS: &str = "the access token has characters that cannot be sent";

/// Returns `Bearer <token>`, or why the token cannot be sent: that check makes header injection impossible.
///
/// The last clone of the value wipes the buffer.
pub(crate) fn header(token: &Secret) -> Result<HeaderValue, &'static str> {
    check(token)?;
    let token = token.expose();
    // Exact capacity: a buffer that grows would leave copies behind.
    let mut buffer = Zeroizing::new(Vec::with_capacity(SCHEME.len() + token.len()));
    buffer.extend_from_slice(SCHEME.as_bytes());
    buffer.extend_from_slice(token.as_bytes());
    let mut header = HeaderValue::from_maybe_shared(Bytes::from_owner(buffer)).map_err(|_| CHARACTERS)?;
    header.set_sensitive(true);
    Ok(header)
}

/// Checks that a token can be sent.
///
/// A token of OAuth is any visible ASCII (RFC 6749, appendix A.12), more than the token68 of RFC 6750: logins issue tokens
/// with `!`, `|` and an inner `=`. Only `"`, `,` and `\`, which mean something in a list of header values, are excluded.
pub(crate) fn check(token: &Secret) -> Result<(), &'static str> {
    let is_sent = |byte: u8| byte.is_ascii_graphic() && !b"\",\\".contains(&byte);
    match token.expose() {
        "" => Err("the access token is empty"),
        text if text.len() > MAX_TOKEN_BYTES => Err("the access token is longer than 16 KiB"),
        text if !text.bytes().all(is_sent) => Err(CHARACTERS),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_becomes_a_sensitive_header() {
        let header = header(&Secret::new("made-up.access.token==")).expect("a token");
        assert_eq!(header, "Bearer made-up.access.token==");
        assert!(header.is_sensitive());
    }

    #[test]
    fn tokens_of_any_visible_character_are_sent() {
        // The forms of Bitbucket, Salesforce, Laravel Sanctum and Facebook.
        for text in
            ["ATCTT3x=5E1B2F3A", "00Dxx!AQ.made_up", "1|made-up", "1234|made-up", "=", "~!#$%&'()*+-./:;<=>?@[]^_`{|}"]
        {
            assert_eq!(header(&Secret::new(text)).expect("a token"), format!("Bearer {text}"));
        }
    }

    #[test]
    fn other_characters_make_no_header() {
        for text in ["", "a b", " a", "a\r\nb", "a\n", "tök", "\"a\"", "a,b", "a\\b", "a\0", "a\t", "a\u{7f}"] {
            assert!(header(&Secret::new(text)).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_token_over_16_kib_makes_no_header() {
        assert!(header(&Secret::new("a".repeat(MAX_TOKEN_BYTES))).is_ok());
        assert!(header(&Secret::new("a".repeat(MAX_TOKEN_BYTES + 1))).is_err());
    }
}
