//! Converts a failure of the token manager to the error of a call.

use std::borrow::Cow;
use std::sync::Arc;

use super::{AuthCause, AuthDetails, Error, ErrorKind};
use crate::auth::{AuthFailure, AuthFailureKind};
use crate::clock::Moment;

impl Error {
    /// The call needs credentials and has none that it can use; `text` says what to do.
    pub(crate) fn without_credentials(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Auth(AuthCause::Missing), text).with_auth(AuthDetails::default())
    }

    /// The call failed because there is no access token; nothing of it was sent.
    pub(crate) fn from_auth(failure: Arc<AuthFailure>, now: Moment) -> Self {
        let (cause, is_transient) = match failure.kind() {
            AuthFailureKind::Rejected { .. } => (AuthCause::Rejected, false),
            AuthFailureKind::Held { .. } => (AuthCause::Unavailable, false),
            AuthFailureKind::Throttled
            | AuthFailureKind::Unavailable
            | AuthFailureKind::NeedsPerson
            | AuthFailureKind::FetchLost
            | AuthFailureKind::NoRuntime
            | AuthFailureKind::SignOutUnsaved
            | AuthFailureKind::AcquireTimeout { .. } => (AuthCause::Unavailable, true),
            AuthFailureKind::Missing => (AuthCause::Missing, false),
            AuthFailureKind::BadAnswer => (AuthCause::BadAnswer, true),
            AuthFailureKind::SignedOut => (AuthCause::SignedOut, false),
            AuthFailureKind::Closed => (AuthCause::Closed, false),
        };
        let details = AuthDetails {
            is_connect: failure.is_connect(),
            is_timeout: failure.is_timeout(),
            is_transient: is_transient && !failure.is_permanent(),
            is_throttled: failure.kind() == AuthFailureKind::Throttled,
        };
        Self::new(ErrorKind::Auth(cause), failure.to_string())
            .with_auth(details)
            .with_retry_after(failure.retry_after(now))
    }
}
