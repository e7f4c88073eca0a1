//! From a failure of the token manager to an error of a call.

use std::sync::Arc;

use super::{AuthCause, AuthDetails, Error, ErrorKind};
use crate::auth::{AuthFailure, AuthFailureKind};
use crate::clock::Moment;

impl Error {
    /// The call ends because nobody is there to send it; `text` says what to do.
    pub(crate) fn without_credentials(text: &'static str) -> Self {
        Self::new(ErrorKind::Auth(AuthCause::Missing), text).with_auth(AuthDetails::default())
    }

    /// The call ends because no token could be had; nothing of it was sent.
    pub(crate) fn from_auth(failure: Arc<AuthFailure>, now: Moment) -> Self {
        let (cause, is_transient) = match failure.kind() {
            AuthFailureKind::Rejected { .. } => (AuthCause::Rejected, false),
            AuthFailureKind::Held { .. } => (AuthCause::Unavailable, false),
            AuthFailureKind::Throttled
            | AuthFailureKind::Unavailable
            | AuthFailureKind::FetchLost
            | AuthFailureKind::NoRuntime
            | AuthFailureKind::AcquireTimeout => (AuthCause::Unavailable, true),
            AuthFailureKind::BadAnswer => (AuthCause::BadAnswer, true),
            AuthFailureKind::SignedOut => (AuthCause::SignedOut, false),
            AuthFailureKind::Closed => (AuthCause::Closed, false),
        };
        let details = AuthDetails { is_connect: failure.is_connect(), is_timeout: failure.is_timeout(), is_transient };
        Self::new(ErrorKind::Auth(cause), failure.to_string())
            .with_auth(details)
            .with_retry_after(failure.retry_after(now))
            .with_source(failure)
    }
}
