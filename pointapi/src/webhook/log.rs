//! Log events: reasons, never a token, a claim, a header value or a body.
#![cfg_attr(not(feature = "tracing"), allow(unused_variables, reason = "without `tracing` there are no events"))]

use super::error::{WebhookError, WebhookErrorKind};

/// Logs a webhook that was not processed. A fault of the sender is no warning: any host can send requests.
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

/// Logs a warning.
pub(super) fn warn(message: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "pointapi::webhook", message);
}
