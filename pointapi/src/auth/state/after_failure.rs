//! The table of failure classes: what a token fetch does after an attempt that failed.

use std::time::Duration;

use crate::auth::api::failure::AuthFailureKind;
use crate::auth::api::token_error::{TokenError, TokenErrorClass as Class};
use crate::auth::numbers as n;

/// How long nothing is tried after a token fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    /// Exponential, with jitter.
    Backoff,
    /// That, and at least this.
    AtLeast(Duration),
}

/// What follows a refresh that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterRefresh {
    /// The refresh token is rejected: sign in, in the same token fetch.
    SignIn,
    /// Nobody can tell who rejected: after a few token fetches like this, sign in once.
    Suspicious,
    /// Once more in this token fetch.
    Retry,
    Stop(Pause),
}

/// What follows a sign-in that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterSignIn {
    /// It counts towards a lockout.
    Rejected,
    /// It may have counted.
    Ambiguous,
    /// Once more in this token fetch.
    Retry,
    /// No sign-in of the account for so long.
    Blocked(Duration),
    Stop(Pause),
}

pub(crate) fn after_refresh(error: &TokenError) -> AfterRefresh {
    match error.class() {
        Class::Rejected => AfterRefresh::SignIn,
        Class::RejectedBare => AfterRefresh::Suspicious,
        Class::Transient | Class::Unsent | Class::Unanswered | Class::Malformed => AfterRefresh::Retry,
        Class::Redirect => AfterRefresh::Stop(Pause::Backoff),
        Class::Throttled(wait) => AfterRefresh::Stop(Pause::AtLeast(wait.min(n::RETRY_AFTER_CAP))),
        Class::Protocol | Class::Unsupported => AfterRefresh::Stop(Pause::AtLeast(n::PROTOCOL_HOLD)),
        Class::Tls => AfterRefresh::Stop(Pause::AtLeast(n::TLS_HOLD)),
    }
}

/// `is_proven`: these credentials have already succeeded in this process.
pub(crate) fn after_sign_in(error: &TokenError, is_proven: bool) -> AfterSignIn {
    match error.class() {
        Class::Rejected | Class::RejectedBare => AfterSignIn::Rejected,
        Class::Unsent => AfterSignIn::Retry,
        Class::Unanswered if is_proven => AfterSignIn::Retry,
        Class::Unanswered => AfterSignIn::Ambiguous,
        Class::Transient | Class::Malformed | Class::Redirect => AfterSignIn::Stop(Pause::Backoff),
        Class::Throttled(wait) => AfterSignIn::Blocked(wait.clamp(n::THROTTLED_SIGN_IN, n::RETRY_AFTER_CAP)),
        Class::Protocol | Class::Unsupported => AfterSignIn::Stop(Pause::AtLeast(n::PROTOCOL_HOLD)),
        Class::Tls => AfterSignIn::Stop(Pause::AtLeast(n::TLS_HOLD)),
    }
}

/// What the caller is told, where it is not about the credentials.
pub(crate) fn kind(error: &TokenError) -> AuthFailureKind {
    match error.class() {
        Class::Malformed | Class::Unsupported | Class::Protocol | Class::Redirect => AuthFailureKind::BadAnswer,
        Class::Throttled(_) => AuthFailureKind::Throttled,
        Class::Rejected | Class::RejectedBare | Class::Transient | Class::Unsent | Class::Unanswered | Class::Tls => {
            AuthFailureKind::Unavailable
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::api::token_error::RejectionBody;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn a_rejection_with_an_error_rejects_and_without_one_is_suspicious_on_refresh() {
        let bare = TokenError::from_status(http::StatusCode::FORBIDDEN, RejectionBody::Bare, None);
        assert_eq!(after_refresh(&TokenError::rejected("")), AfterRefresh::SignIn);
        assert_eq!(after_refresh(&bare), AfterRefresh::Suspicious);
        assert_eq!(after_sign_in(&TokenError::rejected(""), true), AfterSignIn::Rejected);
        assert_eq!(after_sign_in(&bare, true), AfterSignIn::Rejected, "it may have counted");
    }

    #[test]
    fn a_wrong_endpoint_and_an_unknown_token_type_hold_for_15_minutes_and_sign_nobody_in() {
        let not_found = TokenError::from_status(http::StatusCode::NOT_FOUND, RejectionBody::Bare, None);
        for error in [not_found, TokenError::unsupported("")] {
            assert_eq!(after_refresh(&error), AfterRefresh::Stop(Pause::AtLeast(15 * MINUTE)));
            assert_eq!(after_sign_in(&error, true), AfterSignIn::Stop(Pause::AtLeast(15 * MINUTE)));
        }
    }

    #[test]
    fn a_redirect_is_never_followed_nor_tried_again_in_the_fetch() {
        let error = TokenError::from_status(http::StatusCode::TEMPORARY_REDIRECT, RejectionBody::Bare, None);
        assert_eq!(after_refresh(&error), AfterRefresh::Stop(Pause::Backoff));
        assert_eq!(after_sign_in(&error, true), AfterSignIn::Stop(Pause::Backoff));
    }

    #[test]
    fn a_server_error_and_a_malformed_answer_are_tried_again_on_refresh_alone() {
        for error in [TokenError::transient(""), TokenError::malformed("")] {
            assert_eq!(after_refresh(&error), AfterRefresh::Retry);
            assert_eq!(after_sign_in(&error, true), AfterSignIn::Stop(Pause::Backoff));
        }
    }

    #[test]
    fn a_throttle_waits_as_told_and_a_sign_in_at_least_a_minute() {
        for (told, refresh, sign_in) in [(0, 0, 60), (120, 120, 120), (9999, 300, 300)] {
            let seconds = Duration::from_secs;
            let error = TokenError::throttled(seconds(told));
            assert_eq!(after_refresh(&error), AfterRefresh::Stop(Pause::AtLeast(seconds(refresh))));
            assert_eq!(after_sign_in(&error, true), AfterSignIn::Blocked(seconds(sign_in)));
        }
    }

    #[test]
    fn what_was_not_sent_is_tried_again() {
        assert_eq!(after_refresh(&TokenError::unsent("")), AfterRefresh::Retry);
        assert_eq!(after_sign_in(&TokenError::unsent(""), false), AfterSignIn::Retry);
    }

    #[test]
    fn an_invalid_certificate_holds_for_a_minute() {
        let error = TokenError::tls("");
        assert_eq!(after_refresh(&error), AfterRefresh::Stop(Pause::AtLeast(MINUTE)));
        assert_eq!(after_sign_in(&error, true), AfterSignIn::Stop(Pause::AtLeast(MINUTE)));
    }

    #[test]
    fn what_was_sent_without_an_answer_is_ambiguous_on_a_sign_in_with_unproven_credentials() {
        let error = TokenError::unanswered("");
        assert_eq!(after_refresh(&error), AfterRefresh::Retry);
        assert_eq!(after_sign_in(&error, false), AfterSignIn::Ambiguous);
        assert_eq!(after_sign_in(&error, true), AfterSignIn::Retry);
    }
}
