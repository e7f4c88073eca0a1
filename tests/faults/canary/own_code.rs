//! The program's own code: each trait that it may implement fails with a text that holds secrets.

use std::future::ready;

use futures_util::stream;
use http::request::Parts;
use pointapi::auth::{Authenticator, CredentialsProvider, Why};
use pointapi::server::{Earlier, KeyedRequest, Rejection, ResponseStore, StoredResponse, Verify};
use pointapi::store::{Commit, Lease, StoreKey, StoredRecord, TokenRecord, TokenStore};
use pointapi::{
    Body, BoxError, Bytes, Client, ClientBuilder, Codec, Credentials, Error, HttpRequest, HttpResponse, Method, Part,
    Result, point_api,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower::util::MapResultLayer;

use super::scenarios::{Login, Shown};
use super::secrets::{PASSWORD, SSN};
use crate::api::builder;
use crate::server::{Server, json, script};

fn leak() -> BoxError {
    format!("https://greta:{PASSWORD}@db.example.com/?ssn={SSN}").into()
}

/// Fails wherever it is asked.
struct Leaky;

#[pointapi::async_trait]
impl TokenStore for Leaky {
    async fn load(&self, _: &StoreKey) -> Result<Option<StoredRecord>, BoxError> {
        Err(leak())
    }

    async fn commit(&self, _: &StoreKey, _: &TokenRecord, _: u64) -> Result<Commit, BoxError> {
        Err(leak())
    }

    async fn lease(&self, _: &StoreKey) -> Result<Option<Lease>, BoxError> {
        Err(leak())
    }
}

#[pointapi::async_trait]
impl Authenticator for Leaky {
    async fn authorize(&self, _: &mut Parts) -> Result<(), BoxError> {
        Err(leak())
    }
}

#[pointapi::async_trait]
impl CredentialsProvider for Leaky {
    async fn credentials(&self, _: Why) -> Result<Credentials, BoxError> {
        Err(leak())
    }
}

impl Codec for Leaky {
    const CONTENT_TYPE: &'static str = "application/json";

    fn encode<T: Serialize + ?Sized>(_: &T) -> Result<Bytes, BoxError> {
        Err(leak())
    }

    fn decode<T: DeserializeOwned>(_: &[u8]) -> Result<T, BoxError> {
        Err(leak())
    }
}

#[pointapi::async_trait]
impl Verify for Leaky {
    async fn verify(&self, _: &mut Parts) -> Result<(), Rejection> {
        Ok(())
    }
}

#[pointapi::async_trait]
impl ResponseStore for Leaky {
    async fn claim(&self, _: &KeyedRequest, _: std::time::Duration) -> Result<Earlier, BoxError> {
        Err(leak())
    }

    async fn finish(&self, _: &KeyedRequest, _: &StoredResponse) -> Result<(), BoxError> {
        Err(leak())
    }

    async fn release(&self, _: &KeyedRequest) -> Result<(), BoxError> {
        Err(leak())
    }
}

#[point_api(server, attempts = 1)]
trait Leaks {
    #[point_endpoint(GET "/read", codec = Leaky)]
    async fn read(&self) -> Result<u32>;

    #[point_endpoint(POST "/write")]
    async fn write(&self, #[body(codec = Leaky)] number: &u32) -> Result<u32>;

    #[point_endpoint(POST "/keyed", idempotency_key = "Idempotency-Key")]
    async fn keyed(&self) -> Result<u32>;

    #[point_endpoint(POST "/upload", client_only)]
    async fn upload(&self, #[part("file")] file: Part) -> Result<u32>;
}

struct Served;

#[pointapi::async_trait]
impl Leaks for Served {
    async fn read(&self) -> Result<u32> {
        Ok(1)
    }

    async fn write(&self, _: &u32) -> Result<u32> {
        Err(Error::respond(http::StatusCode::BAD_REQUEST, "no"))
    }

    async fn keyed(&self) -> Result<u32> {
        Ok(1)
    }

    async fn upload(&self, _: Part) -> Result<u32> {
        Ok(1)
    }
}

fn leaking_body() -> Body {
    Body::from_stream(stream::iter([Ok(Bytes::from_static(b"[")), Err(leak())]))
}

/// A client whose transport fails, with its head or with its body.
fn transport(has_head: bool) -> ClientBuilder {
    let transport = tower::service_fn(move |_: HttpRequest| {
        ready(if has_head { Ok(HttpResponse::new(leaking_body())) } else { Err(leak()) })
    });
    Client::builder().base_url("https://api.example.com").transport(transport)
}

pub(super) async fn run(shown: &mut Shown) {
    let server = Server::start([json(200, "1"), json(200, "1"), script().read()]).await;
    let fails = || MapResultLayer::new(|_: Result<HttpResponse, BoxError>| Err::<HttpResponse, _>(leak()));
    let clients = [
        builder(&server).token_source(Login).token_store(Leaky),
        builder(&server).authenticator(Leaky),
        builder(&server).credentials_provider(Leaky),
        transport(false).token_source(Login),
        transport(true).token_source(Login),
        builder(&server).token_source(Login).layer::<_, Body>(fails()),
        builder(&server).token_source(Login).attempt_layer::<_, Body>(fails()),
    ];
    for client in clients {
        shown.own_code(client.build().unwrap()).await;
    }
    let router = LeaksServer::new(Served).verify(Leaky).idempotency(Leaky).router();
    let client = Client::builder().in_process(router).token_source(Login).build().unwrap();
    shown.error(&LeaksClient::new(client).keyed().await.unwrap_err());
}

impl Shown {
    async fn own_code(&mut self, client: Client) {
        let leaks = LeaksClient::new(client.clone());
        let file = || Part::stream(stream::iter([Ok(Bytes::from_static(b"a")), Err(leak())]), 2);
        let by_hand = client.request(Method::PUT, "/").body(leaking_body()).send().await.map(|_| 1);
        for outcome in [leaks.read().await, leaks.write(&1).await, leaks.upload(file()).await, by_hand] {
            match outcome {
                Ok(_) => self.0.push("a success".into()),
                Err(error) => self.error(&error),
            }
        }
        self.debug(&client);
    }
}
