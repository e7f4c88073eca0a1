//! The form that comes with an order.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::platform::Document;

/// True if the text is base64 of a PDF, on one line.
pub(super) fn is_pdf(base64: &str) -> bool {
    STANDARD.decode(base64).is_ok_and(|bytes| Document::pdf(bytes).is_ok())
}
