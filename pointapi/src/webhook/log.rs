//! What is logged: reasons, never a token, a claim, a header value or a body.
#![cfg_attr(not(feature = "tracing"), allow(unused_variables, reason = "without `tracing` nobody listens"))]

use super::error::{WebhookError, WebhookErrorKind};
use crate::error::Error;

/// A webhook was not processed. What the sender did wrong is no alarm: anybody can send anything.
pub(super) fn not_processed(error: &WebhookError) {
    #[cfg(feature = "tracing")]
    {
        let status = error.status().as_u16();
        if status >= 500 && error.kind() != WebhookErrorKind::UnknownKey {
            tracing::warn!(target: "pointapi::webhook", status, reason = %error, "webhook not processed");
        } else {
            tracing::info!(target: "pointapi::webhook", status, reason = %error, "webhook not processed");
        }
    }
}

/// The keys could not be fetched, or there was none among them.
pub(super) fn keys_not_fetched(error: &Error) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "pointapi::webhook", %error, "the keys could not be fetched");
}

/// Anything else that deserves a look.
pub(super) fn warn(complaint: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "pointapi::webhook", complaint);
}
