//! A client whose server runs in the same process.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use async_trait::async_trait;
use tower_service::Service;

use super::{ClientBuilder, Credentials};
use crate::auth::{Beside, Secret, TokenError, TokenSet, TokenSource};
use crate::service::HttpRequest;

/// The token of a client whose server runs in the same process.
const TOKEN: &str = "in-process";

impl ClientBuilder {
    /// Sends requests to this router in the same process, without a network, for tests and single-binary deployments.
    ///
    /// As over a network, the server sees no [`http::Extensions`] of the client.
    ///
    /// Sets the transport, the base URL `http://localhost` and a login with the fixed token `in-process`, which replaces all
    /// credentials and the authenticator that were set before; settings that follow replace these.
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use pointapi::{Client, Method};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> pointapi::Result<()> {
    /// let router = Router::new().route("/orders", get(|| async { "none yet" }));
    /// let client = Client::builder().in_process(router).build()?;
    /// let orders = client.request(Method::GET, "/orders").send().await?;
    /// assert_eq!(*orders, "none yet");
    /// # Ok(())
    /// # }
    /// ```
    pub fn in_process(self, router: axum::Router) -> Self {
        self.transport(InProcess(router)).signed_in_locally()
    }

    /// Sets what a client without a network needs beside its transport.
    pub(crate) fn signed_in_locally(self) -> Self {
        let builder = self.base_url("http://localhost").allow_insecure_loopback();
        Self { credentials: Credentials::Local(Arc::new(FixedToken)), beside: Beside::default(), ..builder }
    }
}

/// A router as the transport of a client.
#[derive(Clone)]
struct InProcess(axum::Router);

impl Service<HttpRequest> for InProcess {
    type Response = axum::response::Response;
    type Error = Infallible;
    type Future = axum::routing::future::RouteFuture<Infallible>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<HttpRequest>::poll_ready(&mut self.0, context)
    }

    fn call(&mut self, mut request: HttpRequest) -> Self::Future {
        // A server takes an extension for what its own layers and verifier know of the caller.
        request.extensions_mut().clear();
        self.0.call(request)
    }
}

/// A login that always returns the same token.
struct FixedToken;

#[async_trait]
impl TokenSource for FixedToken {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new(TOKEN))
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;
    use http::{Extensions, HeaderMap, Method};

    use crate::client::Client;

    #[tokio::test]
    async fn request_reaches_the_router_with_the_fixed_token() {
        let authorization = |headers: HeaderMap| async move { headers["authorization"].to_str().unwrap().to_owned() };
        let router = Router::new().route("/orders", get(authorization));
        let client = Client::builder().in_process(router).build().unwrap();
        let response = client.request(Method::GET, "/orders").send().await.unwrap();
        assert_eq!(*response, "Bearer in-process");
    }

    #[tokio::test]
    async fn later_credentials_replace_the_fixed_token_and_it_replaces_earlier_ones() {
        let credentials = |headers: HeaderMap| async move {
            format!("{:?}", ["authorization", "key"].map(|name| headers.get(name).is_some()))
        };
        let router = || Router::new().route("/", get(credentials));
        for (builder, sent) in [
            (Client::builder().in_process(router()).api_key_header("key", "k"), "[false, true]"),
            (Client::builder().api_key_header("key", "k").in_process(router()), "[true, false]"),
            (Client::builder().in_process(router()).no_auth(), "[false, false]"),
        ] {
            let response = builder.build().unwrap().request(Method::GET, "/").send().await.unwrap();
            assert_eq!(*response, sent);
        }
    }

    #[tokio::test]
    async fn extensions_of_the_client_do_not_reach_the_router() {
        let caller = |extensions: Extensions| async move { format!("{:?}", extensions.get::<u8>()) };
        let router = Router::new().route("/caller", get(caller));
        let options = crate::CallOptions::new().extension(7_u8);
        let client = Client::builder().in_process(router).build().unwrap();
        let response = client.request(Method::GET, "/caller").options(&options).send().await.unwrap();
        assert_eq!(*response, "None");
    }
}
