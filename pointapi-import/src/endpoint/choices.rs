//! The user's choices about endpoints.

use crate::select::Selection;

/// The user's choices about endpoints.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choices {
    pub(crate) selection: Selection,
    /// Media types that are preferred to JSON.
    pub(crate) media_types: Vec<String>,
    /// True if docs say how to page through lists.
    pub(crate) has_paging: bool,
}
