//! The base URL of a client, and clients for another one.

use std::sync::Arc;

use super::Client;
use crate::error::Result;

/// The base URL.
impl Client {
    /// Returns the base URL, without a `/` at its end.
    ///
    /// ```
    /// # fn main() -> pointapi::Result<()> {
    /// let client = pointapi::Client::builder().base_url("https://api.example.com/v2/").build()?;
    /// assert_eq!(client.base_url(), "https://api.example.com/v2");
    /// # Ok(())
    /// # }
    /// ```
    pub fn base_url(&self) -> &str {
        self.shared.base.as_str()
    }

    /// Returns a client of the same settings and login for another base URL, such as that of another version or region.
    ///
    /// The tokens of this client are sent to the new base URL too, so use it only for servers of the same operator. The
    /// login stays where it is, with its sign-in guard and its token store. The new client has connections and limits of
    /// its own.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the base URL cannot be used.
    pub fn with_base_url(&self, url: &str) -> Result<Self> {
        let mut shared = (self.shared.at_base_url)(url)?;
        // The login stays where it is, so its sign-in guard and its token store are those of this client.
        shared.guards = Arc::clone(&self.shared.guards);
        shared.store = Arc::clone(&self.shared.store);
        Ok(Self { shared: Arc::new(shared), sender: Arc::clone(&self.sender) })
    }
}
