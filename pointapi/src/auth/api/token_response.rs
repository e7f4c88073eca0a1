//! Reads the body of a token endpoint, the same for sign-in and refresh.
//!
//! In: bytes from a server that is not trusted. Out: a [`TokenSet`], or an error by the rules of
//! [`crate::auth`], "Responses of a login".
//! No text of the response gets into an error.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::bearer;
use super::secret::Secret;
use super::token_error::{RejectionBody, TokenError};
use super::token_set::{Lifetime, TokenSet};
use crate::auth::numbers::MAX_RESPONSE_BYTES;

/// The members that are read. `expires_in` is kept raw, so that `1e400` cannot spoil the whole body.
#[derive(Deserialize)]
struct Received<'a> {
    access_token: Option<String>,
    refresh_token: Option<String>,
    token_type: Option<String>,
    #[serde(borrow)]
    expires_in: Option<&'a RawValue>,
    #[serde(borrow)]
    scope: Option<&'a RawValue>,
}

/// Returns the tokens in the body of a 2xx.
pub(crate) fn parse(body: &[u8]) -> Result<TokenSet, TokenError> {
    parse_accepting(body, None)
}

/// Returns the tokens in the body of a 2xx, also if they are of this type.
pub(crate) fn parse_accepting(body: &[u8], token_type: Option<&str>) -> Result<TokenSet, TokenError> {
    let without_token = |text| match rejection(StatusCode::OK, body) {
        RejectionBody::Bare => TokenError::malformed(text),
        readable => TokenError::rejected_with(readable),
    };
    let Some(received) = object::<Received<'_>>(body) else {
        return Err(without_token("the response is not a token response"));
    };
    let Some(access_token) = received.access_token.map(Secret::from) else {
        return Err(without_token("the response has no access token"));
    };
    bearer::check(&access_token).map_err(without_token)?;
    if !is_sent_as_bearer(received.token_type.as_deref(), token_type) {
        return Err(TokenError::unsupported("the server's token is not a bearer token"));
    }
    let tokens = TokenSet::new(access_token).lifetime(lifetime(received.expires_in)).scope(received.scope.map(text_of));
    Ok(match received.refresh_token {
        Some(token) => tokens.refresh_token(token),
        None => tokens,
    })
}

/// Returns the `error` of a response without a token.
///
/// It is a code, or with a status that rejects anything, such as the object of Google's Identity Toolkit.
pub(crate) fn rejection(status: StatusCode, body: &[u8]) -> RejectionBody {
    #[derive(Deserialize)]
    struct ErrorBody<'a> {
        #[serde(borrow)]
        error: Option<&'a RawValue>,
    }

    let Some(ErrorBody { error: Some(error) }) = object(body) else { return RejectionBody::Bare };
    let code: String = serde_json::from_str(error.get()).unwrap_or_default();
    match status.as_u16() {
        _ if !code.is_empty() => RejectionBody::with_code(&code),
        400 | 401 | 403 => RejectionBody::Readable { code: None },
        _ => RejectionBody::Bare,
    }
}

/// A JSON object; serde would take an array for a struct as well.
pub(crate) fn object<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Option<T> {
    if body.len() > MAX_RESPONSE_BYTES {
        return None;
    }
    let text = std::str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_ascii_start().starts_with('{') {
        return None;
    }
    serde_json::from_str(text).ok()
}

fn is_sent_as_bearer(token_type: Option<&str>, accepted: Option<&str>) -> bool {
    let name = token_type.unwrap_or_default().trim();
    name.is_empty() || ["bearer"].into_iter().chain(accepted).any(|accepted| name.eq_ignore_ascii_case(accepted))
}

fn lifetime(raw: Option<&RawValue>) -> Lifetime {
    match raw {
        None => Lifetime::Assumed,
        Some(raw) => seconds_of(raw).map_or(Lifetime::Unreadable, Lifetime::Stated),
    }
}

/// The text of a JSON string, or the JSON of anything else.
fn text_of(raw: &RawValue) -> String {
    serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned())
}

/// Returns the seconds in a JSON number or string.
pub(crate) fn seconds_of(raw: &RawValue) -> Option<Duration> {
    seconds(text_of(raw).trim())
}

/// Parses seconds, rounded down; a negative number becomes 0, and one beyond a float becomes the longest.
fn seconds(number: &str) -> Option<Duration> {
    // `f64` would take "inf" and "nan" as well.
    if !number.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) {
        return None;
    }
    let seconds: f64 = number.parse().ok()?;
    // A float becomes an integer by rounding towards zero and stopping at the ends.
    Some(Duration::from_secs(seconds as u64))
}

#[cfg(test)]
mod tests;
