//! From an `Authorization` header to a token that may be worth a signature check.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use super::error::WebhookError;

/// The longest `Authorization` header that is read.
const LONGEST_HEADER: usize = 8 * 1024;
const LONGEST_KEY_ID: usize = 128;
/// The one algorithm that is taken. It is written here and never read from a token.
const ALGORITHM: &str = "RS256";

/// The token of a request: of exactly one `Authorization: Bearer` header.
pub(super) fn bearer(headers: &HeaderMap) -> Result<&str, WebhookError> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = match (values.next(), values.next()) {
        (Some(value), None) => value,
        (None, _) => return Err(WebhookError::forbidden("there is no Authorization header")),
        (Some(_), Some(_)) => return Err(WebhookError::forbidden("there is more than one Authorization header")),
    };
    if value.len() > LONGEST_HEADER {
        return Err(WebhookError::forbidden("the Authorization header is longer than 8 KiB"));
    }
    let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("Bearer") {
        return Err(WebhookError::forbidden("the Authorization header is not `Bearer` and a token"));
    }
    Ok(token)
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
    #[serde(rename = "typ")]
    kind: Option<String>,
    #[serde(default, rename = "crit")]
    demands: Demands,
}

/// Whether a token demands that extensions be understood, whatever they are.
#[derive(Default)]
struct Demands(bool);

impl<'de> Deserialize<'de> for Demands {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self(true))
    }
}

/// The id of the key that a token claims to be signed with.
///
/// Everything about its shape and its header is checked here; `jku`, `x5u`, `jwk` and whatever else the header holds
/// is not looked at.
pub(super) fn key_id(token: &str) -> Result<String, WebhookError> {
    let mut segments = token.split('.');
    let (Some(header), Some(_), Some(_), None) = (segments.next(), segments.next(), segments.next(), segments.next())
    else {
        return Err(WebhookError::forbidden("the token has not three segments"));
    };
    if !token.split('.').all(is_base64url) {
        return Err(WebhookError::forbidden("a segment of the token is not base64url without padding"));
    }
    let header = URL_SAFE_NO_PAD.decode(header).ok();
    let header = header.and_then(|header| serde_json::from_slice::<Header>(&header).ok());
    let header = header.ok_or_else(|| WebhookError::forbidden("the token's header is not one with `alg` and `kid`"))?;
    if header.alg != ALGORITHM {
        return Err(WebhookError::forbidden("the token's algorithm is not RS256"));
    }
    if header.demands.0 {
        return Err(WebhookError::forbidden("the token has critical extensions"));
    }
    if header.kind.is_some_and(|kind| kind != "JWT") {
        return Err(WebhookError::forbidden("the token is of another type than JWT"));
    }
    if !is_key_id(&header.kid) {
        return Err(WebhookError::forbidden("the token's key id is not one"));
    }
    Ok(header.kid)
}

fn is_base64url(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// `[A-Za-z0-9_.-]{1,128}`
pub(super) fn is_key_id(text: &str) -> bool {
    (1..=LONGEST_KEY_ID).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (AUTHORIZATION, HeaderValue::from_str(value).expect("a value"))).collect()
    }

    #[test]
    fn a_token_comes_from_exactly_one_bearer_header() {
        assert_eq!(bearer(&headers(&["Bearer a.b.c"])).expect("one"), "a.b.c");
        assert_eq!(bearer(&headers(&["bearer a.b.c"])).expect("RFC 7235: in any case"), "a.b.c");
        let long = format!("Bearer {}", "a".repeat(LONGEST_HEADER));
        for values in [&[][..], &["Bearer a", "Bearer a"], &["Basic a"], &["Bearer"], &["a.b.c"], &[&long]] {
            assert_eq!(bearer(&headers(values)).expect_err("refused").status(), 403, "{values:?}");
        }
    }

    fn of_header(header: &str) -> Result<String, WebhookError> {
        key_id(&format!("{}.e30.c2ln", URL_SAFE_NO_PAD.encode(header)))
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
            assert_eq!(of_header(header).expect_err(header).status(), 403);
        }
        assert!(of_header(&format!(r#"{{"alg":"RS256","kid":"{}"}}"#, "k".repeat(129))).is_err());
    }

    #[test]
    fn a_token_has_three_segments_without_padding() {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256","kid":"k"}"#);
        assert!(key_id(&format!("{header}.e30.c2ln")).is_ok());
        for rest in
            ["", ".e30", ".e30.", "..c2ln", ".e30.c2ln.e30", ".e30.c2ln=", ".e30.dGVzdA==", ".e+0.c2ln", ".e30. c2ln"]
        {
            assert!(key_id(&format!("{header}{rest}")).is_err(), "{rest}");
        }
    }
}
