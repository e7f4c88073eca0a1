//! An in-process transport with scripted responses that records the requests.

use std::convert::Infallible;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderValue;
use http::request::Parts;
use pointapi::auth::{Authenticator, Secret};
use pointapi::{Body, BoxError, Client, Endpoint, HttpRequest, HttpResponse, Result};

/// The sequence of calls and their results.
pub(crate) struct Script {
    exchange: Arc<Mutex<Exchange>>,
    mistakes: usize,
    endpoints: Vec<&'static str>,
}

/// The next response and the last request.
#[derive(Default)]
struct Exchange {
    response: String,
    line: String,
    endpoint: Option<&'static Endpoint>,
}

impl Script {
    pub(crate) fn new() -> Self {
        Self { exchange: Arc::default(), mistakes: 0, endpoints: Vec::new() }
    }

    /// A client whose transport is this script.
    pub(crate) fn client(&self) -> Result<Client> {
        let exchange = Arc::clone(&self.exchange);
        let transport = tower::service_fn(move |request: HttpRequest| {
            let response = note(&mut exchange.lock().unwrap_or_else(PoisonError::into_inner), &request);
            async move { Ok::<_, Infallible>(HttpResponse::new(Body::from(response))) }
        });
        Client::builder()
            .base_url("https://crates.io")
            .authenticator(ApiToken("cio_not_a_real_one".into()))
            .transport(transport)
            .build()
    }

    /// Makes one call and checks its request line.
    pub(crate) async fn step<T>(
        &mut self,
        line: &str,
        response: &str,
        call: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        *self.exchange() = Exchange { response: response.to_owned(), ..Exchange::default() };
        let outcome = call.await;
        let Exchange { line: sent, endpoint, .. } = std::mem::take(&mut *self.exchange());
        println!("{sent}");
        if sent != line {
            println!("    expected: {line}");
            self.mistakes += 1;
        }
        self.endpoints.extend(endpoint.map(Endpoint::name));
        outcome
    }

    /// Returns success if every request line was right and every endpoint was called.
    pub(crate) fn verdict(mut self, endpoints: &[&Endpoint]) -> ExitCode {
        self.endpoints.sort_unstable();
        self.endpoints.dedup();
        println!("{} of {} endpoints, {} wrong lines", self.endpoints.len(), endpoints.len(), self.mistakes);
        if self.mistakes == 0 && self.endpoints.len() == endpoints.len() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    fn exchange(&self) -> impl std::ops::DerefMut<Target = Exchange> {
        self.exchange.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn note(exchange: &mut Exchange, request: &HttpRequest) -> String {
    let target = request.uri().path_and_query().map_or("", http::uri::PathAndQuery::as_str);
    exchange.line = format!("{} {target}", request.method());
    exchange.endpoint = request.extensions().get::<&'static Endpoint>().copied();
    std::mem::take(&mut exchange.response)
}

/// crates.io expects its token without `Bearer`.
struct ApiToken(Secret);

#[pointapi::async_trait]
impl Authenticator for ApiToken {
    async fn authorize(&self, request: &mut Parts) -> Result<(), BoxError> {
        let mut value = HeaderValue::from_str(self.0.expose())?;
        value.set_sensitive(true);
        request.headers.insert(http::header::AUTHORIZATION, value);
        Ok(())
    }
}
