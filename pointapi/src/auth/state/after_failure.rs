//! The table of failure classes: the next step after an attempt that failed.

use std::time::Duration;

use crate::auth::api::failure::AuthFailureKind;
use crate::auth::api::token_error::{TokenError, TokenErrorClass as Class};
use crate::auth::numbers as n;

/// The pause after a token fetch that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    /// Exponential, with jitter.
    Backoff,
    /// The backoff, and at least this.
    AtLeast(Duration),
    /// As the server says.
    Stated(Duration),
    /// A longer backoff: the response is not one of a login.
    Protocol,
}

impl Pause {
    /// The longest backoff.
    pub(crate) fn cap(self, has_token: bool) -> Duration {
        match (self, has_token) {
            (Self::Protocol, _) => n::PROTOCOL_CAP,
            (_, true) => n::BACKOFF_CAP_WITH_TOKEN,
            (_, false) => n::BACKOFF_CAP_WITHOUT_TOKEN,
        }
    }

    /// The pause that is also at least this long.
    pub(crate) fn at_least(self, length: Duration) -> Self {
        match self {
            Self::Backoff | Self::Protocol => Self::AtLeast(length),
            Self::AtLeast(least) => Self::AtLeast(least.max(length)),
            Self::Stated(stated) => Self::Stated(stated.max(length)),
        }
    }
}

/// The step after a refresh that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterRefresh {
    /// The refresh token is rejected: sign in, in the same fetch.
    SignIn,
    /// Try again in the same fetch.
    Retry,
    /// End the fetch; the third such fetch in a row signs in instead.
    Stop(Pause),
    /// End the fetch and send nothing more before the pause is over.
    Wait(Pause),
}

/// The step after a sign-in that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterSignIn {
    /// It counts towards a lockout.
    Rejected,
    /// It was sent and may have counted; proven credentials try again in the same fetch.
    Unanswered,
    /// The response has no usable token.
    WithoutToken,
    /// It was not sent: try again in the same fetch.
    Retry,
    /// The server asks for a pause of all sign-ins of the account.
    Throttled(Duration),
    /// The response says nothing about the credentials, but the request may have counted.
    Inconclusive(Pause),
    /// It cannot have counted.
    Stop(Pause),
}

pub(crate) fn after_refresh(error: &TokenError) -> AfterRefresh {
    match error.class() {
        Class::Rejected => AfterRefresh::SignIn,
        Class::ServerFault => AfterRefresh::Retry,
        Class::Transient | Class::Missing | Class::Unsent | Class::Unanswered | Class::Malformed => AfterRefresh::Retry,
        Class::RejectedBare | Class::Redirect => AfterRefresh::Stop(Pause::Backoff),
        Class::Protocol => AfterRefresh::Stop(Pause::Protocol),
        Class::Throttled(wait) => AfterRefresh::Wait(Pause::Stated(bounded(wait))),
        Class::Unsupported => AfterRefresh::Wait(Pause::AtLeast(n::UNSUPPORTED_PAUSE)),
        Class::Tls => AfterRefresh::Wait(Pause::AtLeast(n::TLS_HOLD)),
    }
}

pub(crate) fn after_sign_in(error: &TokenError) -> AfterSignIn {
    match error.class() {
        Class::Rejected | Class::RejectedBare => AfterSignIn::Rejected,
        Class::Unsent => AfterSignIn::Retry,
        Class::Unanswered => AfterSignIn::Unanswered,
        Class::Malformed => AfterSignIn::WithoutToken,
        Class::Protocol if error.has_oauth_error() => AfterSignIn::WithoutToken,
        Class::Protocol => AfterSignIn::Inconclusive(Pause::Protocol),
        Class::Redirect => AfterSignIn::Inconclusive(Pause::Backoff),
        Class::ServerFault => AfterSignIn::Inconclusive(Pause::Backoff),
        Class::Unsupported => AfterSignIn::Inconclusive(Pause::AtLeast(n::UNSUPPORTED_PAUSE)),
        Class::Transient | Class::Missing => AfterSignIn::Stop(Pause::Backoff),
        Class::Throttled(wait) => AfterSignIn::Throttled(bounded(wait)),
        Class::Tls => AfterSignIn::Stop(Pause::AtLeast(n::TLS_HOLD)),
    }
}

/// The failure that callers see, unless it is about the credentials.
pub(crate) fn kind(error: &TokenError) -> AuthFailureKind {
    match error.class() {
        Class::Malformed | Class::Unsupported | Class::Protocol | Class::Redirect => AuthFailureKind::BadAnswer,
        Class::Throttled(_) => AuthFailureKind::Throttled,
        Class::Missing => AuthFailureKind::Missing,
        Class::ServerFault => AuthFailureKind::Unavailable,
        Class::Rejected | Class::RejectedBare | Class::Transient | Class::Unsent | Class::Unanswered | Class::Tls => {
            AuthFailureKind::Unavailable
        }
    }
}

fn bounded(wait: Duration) -> Duration {
    wait.clamp(n::RETRY_AFTER_LEAST, n::RETRY_AFTER_MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::api::token_error::RejectionBody;

    const MINUTE: Duration = Duration::from_secs(60);

    fn status(status: u16, body: RejectionBody) -> TokenError {
        TokenError::from_status(http::StatusCode::from_u16(status).expect("a status"), body, None)
    }

    fn error_body() -> RejectionBody {
        RejectionBody::Readable { code: None }
    }

    #[test]
    fn a_rejection_signs_in_on_refresh_and_holds_on_sign_in() {
        assert_eq!(after_refresh(&TokenError::rejected("")), AfterRefresh::SignIn);
        assert_eq!(after_sign_in(&TokenError::rejected("")), AfterSignIn::Rejected);
        let bare = status(403, RejectionBody::Bare);
        assert_eq!(after_refresh(&bare), AfterRefresh::Stop(Pause::Backoff), "perhaps a proxy's");
        assert_eq!(after_sign_in(&bare), AfterSignIn::Rejected, "it may have counted");
    }

    #[test]
    fn a_missing_login_backs_off_and_counts_only_with_an_oauth_error() {
        for code in [404, 405, 410, 415, 422] {
            let bare = status(code, RejectionBody::Bare);
            assert_eq!(after_refresh(&bare), AfterRefresh::Stop(Pause::Protocol));
            assert_eq!(after_sign_in(&bare), AfterSignIn::Inconclusive(Pause::Protocol));
            assert_eq!(after_sign_in(&status(code, error_body())), AfterSignIn::WithoutToken);
        }
    }

    #[test]
    fn an_unknown_token_type_pauses_for_15_minutes() {
        let error = TokenError::unsupported("");
        assert_eq!(after_refresh(&error), AfterRefresh::Wait(Pause::AtLeast(15 * MINUTE)));
        assert_eq!(after_sign_in(&error), AfterSignIn::Inconclusive(Pause::AtLeast(15 * MINUTE)));
    }

    #[test]
    fn a_redirect_is_never_followed_nor_tried_again_in_the_fetch() {
        let error = status(307, error_body());
        assert_eq!(after_refresh(&error), AfterRefresh::Stop(Pause::Backoff));
        assert_eq!(after_sign_in(&error), AfterSignIn::Inconclusive(Pause::Backoff));
    }

    #[test]
    fn a_server_error_is_retried_only_on_refresh() {
        for code in [408, 425, 500, 502] {
            let error = status(code, error_body());
            assert_eq!(after_refresh(&error), AfterRefresh::Retry);
            assert_eq!(after_sign_in(&error), AfterSignIn::Stop(Pause::Backoff));
        }
    }

    #[test]
    fn a_success_without_a_token_counts_on_sign_in() {
        assert_eq!(after_refresh(&TokenError::malformed("")), AfterRefresh::Retry);
        assert_eq!(after_sign_in(&TokenError::malformed("")), AfterSignIn::WithoutToken);
    }

    #[test]
    fn retry_after_is_believed_from_a_second_to_an_hour() {
        for (stated, bounded) in [(0, 1), (3, 3), (600, 600), (9999, 3600)] {
            let (error, bounded) = (TokenError::throttled(Duration::from_secs(stated)), Duration::from_secs(bounded));
            assert_eq!(after_refresh(&error), AfterRefresh::Wait(Pause::Stated(bounded)));
            assert_eq!(after_sign_in(&error), AfterSignIn::Throttled(bounded));
        }
    }

    #[test]
    fn an_unsent_attempt_is_tried_again() {
        assert_eq!(after_refresh(&TokenError::unsent("")), AfterRefresh::Retry);
        assert_eq!(after_sign_in(&TokenError::unsent("")), AfterSignIn::Retry);
    }

    #[test]
    fn an_invalid_certificate_pauses_for_a_minute() {
        let error = TokenError::tls("");
        assert_eq!(after_refresh(&error), AfterRefresh::Wait(Pause::AtLeast(MINUTE)));
        assert_eq!(after_sign_in(&error), AfterSignIn::Stop(Pause::AtLeast(MINUTE)));
    }
}
