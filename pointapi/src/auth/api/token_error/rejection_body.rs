//! The body of a response that brought no token.

/// The body of a response that brought no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RejectionBody {
    /// It is not a JSON object with an `error`.
    Bare,
    /// It has an `error`, whose code is kept only if it is registered.
    Readable { code: Option<&'static str> },
}

/// The error codes of RFC 6749 (4.1.2.1, 5.2), RFC 6750 (3.1), RFC 8628 (3.5), RFC 8707 and OpenID Connect (3.1.2.6).
///
/// Any other `error` is never shown: a login may echo a password there.
const REGISTERED_CODES: [&str; 21] = [
    "access_denied",
    "account_selection_required",
    "authorization_pending",
    "consent_required",
    "expired_token",
    "insufficient_scope",
    "interaction_required",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "invalid_target",
    "invalid_token",
    "login_required",
    "server_error",
    "slow_down",
    "temporarily_unavailable",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
    "unsupported_token_type",
];

impl RejectionBody {
    /// Creates the body with this `error`.
    pub(crate) fn with_code(code: &str) -> Self {
        Self::Readable { code: REGISTERED_CODES.into_iter().find(|registered| *registered == code) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_code_is_kept_only_if_it_is_registered() {
        let code = |text: &str| match RejectionBody::with_code(text) {
            RejectionBody::Readable { code } => code,
            RejectionBody::Bare => None,
        };
        assert_eq!(code("access_denied"), Some("access_denied"));
        for text in ["", "a b", "a\r\nb", "hunter2", "access_denied2"] {
            assert_eq!(code(text), None, "{text:?}");
        }
    }
}
