//! Log events: reasons, never a token, a claim or a header value.

use crate::error::Error;

/// Logs a failed key fetch, or a set without usable keys.
pub(super) fn keys_not_fetched(error: &Error) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "pointapi::jwt", %error, "could not fetch the signing keys");
    #[cfg(not(feature = "tracing"))]
    let _ = error;
}
