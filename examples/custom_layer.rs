//! Custom layers that count calls and attempts by endpoint, as a metrics exporter does.
//!
//! `cargo run --example custom_layer` needs no account and no network.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use pointapi::platform::{OrderQuery, OrdersClient};
use pointapi::{BoxError, Client, Credentials, Endpoint, HttpRequest, HttpResponse, HttpService, Result};
use pointapi_sandbox::{Fault, Sandbox};
use tower_layer::Layer;
use tower_service::Service;

/// Counts requests by the endpoint in their extensions.
#[derive(Clone, Default)]
struct Counts(Arc<Mutex<BTreeMap<&'static str, u32>>>);

impl Counts {
    fn of(&self, endpoint: &str) -> u32 {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(endpoint).copied().unwrap_or_default()
    }
}

/// The service of the layer.
#[derive(Clone)]
struct Counting {
    inner: HttpService,
    counts: Counts,
}

impl Layer<HttpService> for Counts {
    type Service = Counting;

    fn layer(&self, inner: HttpService) -> Counting {
        Counting { inner, counts: self.clone() }
    }
}

impl Service<HttpRequest> for Counting {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = <HttpService as Service<HttpRequest>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let endpoint =
            request.extensions().get::<&'static Endpoint>().map_or("no endpoint", |endpoint| endpoint.name());
        *self.counts.0.lock().unwrap_or_else(PoisonError::into_inner).entry(endpoint).or_default() += 1;
        self.inner.call(request)
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let sandbox = Sandbox::start().await?;
    sandbox.user("greta", "not-a-real-one");
    let (calls, attempts) = (Counts::default(), Counts::default());
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .layer(calls.clone())
        .attempt_layer(attempts.clone())
        .credentials(Credentials::password("greta", "not-a-real-one"))
        .build()?;
    client.sign_in().await?;

    sandbox.fail_next(2, Fault::Status(503));
    OrdersClient::new(client).query(&OrderQuery::default()).await?;

    println!("query: {} call, {} attempts", calls.of("query"), attempts.of("query"));
    assert_eq!((calls.of("query"), attempts.of("query")), (1, 3));
    Ok(())
}
