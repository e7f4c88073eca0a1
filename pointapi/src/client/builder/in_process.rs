//! A client of a server in the same process.

use async_trait::async_trait;

use super::ClientBuilder;
use crate::auth::{Secret, TokenError, TokenSet, TokenSource};

impl ClientBuilder {
    /// Sends requests to `router` in this process, without a socket: for tests, and for programs that serve and call
    /// the same trait.
    ///
    /// ```
    /// # fn client(router: axum::Router) -> pointapi::Result<pointapi::Client> {
    /// pointapi::Client::builder().in_process(router).build()
    /// # }
    /// ```
    ///
    /// Everything but the connection is as over the network: layers, retries, limits and the token. The base URL is
    /// `http://localhost`, and the client signs in with a fixed token, which a server that is
    /// [`unprotected`](crate::server::Server::unprotected) ignores; a token source that is set after this replaces it.
    pub fn in_process(self, router: axum::Router) -> Self {
        self.base_url("http://localhost").allow_insecure_loopback().transport(router).token_source(FixedToken)
    }
}

/// A login without a request.
struct FixedToken;

#[async_trait]
impl TokenSource for FixedToken {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new(Secret::new("in-process")))
    }
}
