//! The challenges of `WWW-Authenticate` (RFC 9110, section 11.6.1).

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use crate::param::header::list_items;

/// True for a challenge `Bearer` with the error `invalid_token` (RFC 6750, section 3.1), among others or alone.
pub(super) fn name_invalid_token(headers: &HeaderMap) -> bool {
    headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok()).any(is_invalid_token)
}

fn is_invalid_token(challenges: &str) -> bool {
    let mut is_bearer = false;
    list_items(challenges).any(|part| {
        let (word, rest) = part.split_at(part.find([' ', '\t', '=']).unwrap_or(part.len()));
        // A word that no `=` follows is the scheme of the next challenge.
        let parameter = match rest.trim_ascii_start() {
            rest if rest.starts_with('=') => part,
            rest => {
                is_bearer = word.eq_ignore_ascii_case("bearer");
                rest
            }
        };
        is_bearer && is_error_invalid_token(parameter)
    })
}

fn is_error_invalid_token(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let value = value.trim_ascii();
    let value = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
    name.trim_ascii().eq_ignore_ascii_case("error") && value == "invalid_token"
}
