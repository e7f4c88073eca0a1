//! The checks of a token before its signature: the `Authorization` header and the JOSE header (RFC 7515).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use super::fault::TokenFault;
use super::rules::Rules;

const MAX_HEADER_BYTES: usize = 8 * 1024;
const MAX_KEY_ID_BYTES: usize = 128;
/// The accepted algorithm. A token does not choose it.
const ALGORITHM: &str = "RS256";

/// Returns the token of a request with exactly one `Authorization: Bearer` header.
pub(super) fn bearer(headers: &HeaderMap) -> Result<&str, TokenFault> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = match (values.next(), values.next()) {
        (Some(value), None) => value,
        (None, _) => return Err(TokenFault::rejected("the request has no Authorization header")),
        (Some(_), Some(_)) => {
            return Err(TokenFault::rejected("the request has more than one Authorization header"));
        }
    };
    if value.len() > MAX_HEADER_BYTES {
        return Err(TokenFault::rejected("the Authorization header is longer than 8 KiB"));
    }
    let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("Bearer") {
        return Err(TokenFault::rejected("the Authorization header is not `Bearer` with a token"));
    }
    // Any number of spaces separates them (RFC 6750, section 2.1).
    Ok(token.trim_start_matches(' '))
}

/// The header of a token. `jsonwebtoken::decode_header` does not report an unknown algorithm as such, and takes
/// `"crit": null` for an absent one.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
    #[serde(rename = "typ")]
    kind: Option<String>,
    #[serde(default, rename = "crit")]
    critical: Critical,
}

/// True if the token has critical extensions; none is supported.
#[derive(Default)]
struct Critical(bool);

impl<'de> Deserialize<'de> for Critical {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self(true))
    }
}

/// Returns the key id of a token, after the checks of its form and its header.
///
/// Other members of the header, such as `jku`, `x5u` and `jwk`, are ignored.
pub(super) fn key_id(token: &str, rules: Rules) -> Result<String, TokenFault> {
    let mut segments = token.split('.');
    let (Some(header), Some(_), Some(_), None) = (segments.next(), segments.next(), segments.next(), segments.next())
    else {
        return Err(TokenFault::rejected("the token does not have three segments"));
    };
    if !token.split('.').all(is_base64url) {
        return Err(TokenFault::rejected("a segment of the token is not base64url without padding"));
    }
    let header = URL_SAFE_NO_PAD.decode(header).ok();
    let header = header.and_then(|header| serde_json::from_slice::<Header>(&header).ok());
    let header =
        header.ok_or_else(|| TokenFault::rejected("the token's header lacks `alg` or `kid`, or is malformed"))?;
    if header.alg != ALGORITHM {
        return Err(TokenFault::rejected("the token's algorithm is not RS256"));
    }
    if header.critical.0 {
        return Err(TokenFault::rejected("the token has critical extensions"));
    }
    if header.kind.is_some_and(|kind| !(rules.is_kind)(&kind)) {
        return Err(TokenFault::rejected("the token's type is not JWT"));
    }
    if !is_key_id(&header.kid) || !(rules.is_key_id)(&header.kid) {
        return Err(TokenFault::rejected("malformed key id"));
    }
    Ok(header.kid)
}

fn is_base64url(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Any text that is not empty, of a length that can be kept: the structure of a key id is unspecified (RFC 7517, section
/// 4.5), and it is only compared.
pub(super) fn is_key_id(text: &str) -> bool {
    (1..=MAX_KEY_ID_BYTES).contains(&text.len())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::super::fault::FaultKind;
    use super::*;

    fn headers(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (AUTHORIZATION, HeaderValue::from_str(value).expect("a value"))).collect()
    }

    #[test]
    fn a_token_needs_exactly_one_bearer_header() {
        assert_eq!(bearer(&headers(&["Bearer a.b.c"])).expect("one"), "a.b.c");
        assert_eq!(bearer(&headers(&["bearer a.b.c"])).expect("RFC 7235: in any case"), "a.b.c");
        assert_eq!(bearer(&headers(&["Bearer   a.b.c"])).expect("RFC 6750: any number of spaces"), "a.b.c");
        let long = format!("Bearer {}", "a".repeat(MAX_HEADER_BYTES));
        for values in [&[][..], &["Bearer a", "Bearer a"], &["Basic a"], &["Bearer"], &["a.b.c"], &[&long]] {
            assert_eq!(bearer(&headers(values)).expect_err("rejected").kind(), FaultKind::Rejected, "{values:?}");
        }
    }

    const RULES: Rules =
        Rules { is_kind: |kind| kind == "JWT", is_key_id: |id| !id.contains('/'), needs_issue_time: false };

    fn of_header(header: &str) -> Result<String, TokenFault> {
        key_id(&format!("{}.e30.c2ln", URL_SAFE_NO_PAD.encode(header)), RULES)
    }

    #[test]
    fn the_header_names_rs256_a_key_and_no_critical_extension() {
        for header in [
            r#"{"alg":"RS256","kid":"k.1_-"}"#,
            r#"{"alg":"RS256","kid":"k.1_-","typ":"JWT"}"#,
            r#"{"alg":"RS256","kid":"k.1_-","jku":"https://evil.example","x5u":1,"jwk":{}}"#,
        ] {
            assert_eq!(of_header(header).expect(header), "k.1_-");
        }
        for header in [
            r#"{"alg":"none","kid":"k"}"#,
            r#"{"alg":"rs256","kid":"k"}"#,
            r#"{"alg":"HS256","kid":"k"}"#,
            r#"{"alg":"RS512","kid":"k"}"#,
            r#"{"alg":["RS256"],"kid":"k"}"#,
            r#"{"kid":"k"}"#,
            r#"{"alg":"RS256"}"#,
            r#"{"alg":"RS256","kid":""}"#,
            r#"{"alg":"RS256","kid":"../k"}"#,
            r#"{"alg":"RS256","kid":"k","typ":"at+jwt"}"#,
            r#"{"alg":"RS256","kid":"k","crit":["b64"]}"#,
            r#"{"alg":"RS256","kid":"k","crit":null}"#,
            r#"{"alg":"RS256","alg":"RS256","kid":"k"}"#,
            "[]",
            "",
        ] {
            assert_eq!(of_header(header).expect_err(header).kind(), FaultKind::Rejected);
        }
        assert!(of_header(&format!(r#"{{"alg":"RS256","kid":"{}"}}"#, "k".repeat(129))).is_err());
    }

    #[test]
    fn a_token_has_three_segments_without_padding() {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256","kid":"k"}"#);
        assert!(key_id(&format!("{header}.e30.c2ln"), RULES).is_ok());
        for rest in
            ["", ".e30", ".e30.", "..c2ln", ".e30.c2ln.e30", ".e30.c2ln=", ".e30.dGVzdA==", ".e+0.c2ln", ".e30. c2ln"]
        {
            assert!(key_id(&format!("{header}{rest}"), RULES).is_err(), "{rest}");
        }
    }
}
