//! The seam between the framework and the login of a platform.

use std::sync::Arc;

use super::TokenSource;

/// A login that can act for other aliases of its account.
pub(crate) trait Login: Send + Sync {
    /// Returns the source of the tokens.
    fn source(&self) -> Arc<dyn TokenSource>;

    /// Returns the origin that it signs in at.
    fn origin(&self) -> String;

    /// Returns the alias that the tokens act for.
    fn alias(&self) -> Option<&str>;

    /// Returns the same login for another alias.
    ///
    /// # Errors
    ///
    /// The reason why the alias cannot be used.
    fn with_alias(&self, alias: String) -> Result<Arc<dyn Login>, &'static str>;
}
