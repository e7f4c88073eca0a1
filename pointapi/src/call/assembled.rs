//! A body that several arguments contribute to.

#[cfg(feature = "multipart")]
use crate::codec::multipart::Multipart;

/// Form fields or parts; the macro rejects endpoints that have both.
#[derive(Default)]
pub(super) struct Assembled {
    #[cfg(feature = "form")]
    pub(super) form: Option<String>,
    #[cfg(feature = "multipart")]
    pub(super) multipart: Option<Multipart>,
}
