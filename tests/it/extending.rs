//! Every extension point, implemented outside the crate with public items only.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderValue, Method};
use pointapi::auth::{Authenticator, Credentials, CredentialsProvider, TokenError, TokenSet, TokenSource, Why};
use pointapi::platform::{OrderQuery, OrdersClient};
use pointapi::store::{Commit, Lease, MemoryStore, StoreKey, StoredRecord, TokenRecord, TokenStore};
use pointapi::{
    BoxError, Client, Codec, Endpoint, FromResponse, HttpRequest, HttpResponse, HttpService, Result, point_api,
};
use pointapi_sandbox::Sandbox;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tower_layer::Layer;
use tower_service::Service;

use crate::recorder::Recorder;

/// JSON after a marker.
struct Marked;

impl Codec for Marked {
    const CONTENT_TYPE: &'static str = "application/x-marked";

    fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, BoxError> {
        Ok([b"!".as_slice(), &serde_json::to_vec(value)?].concat().into())
    }

    fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError> {
        Ok(serde_json::from_slice(bytes.strip_prefix(b"!").ok_or("not marked")?)?)
    }
}

/// The length of a response body.
struct Length(usize);

impl FromResponse for Length {
    fn from_response<C: Codec>(response: pointapi::RawResponse) -> Result<Self> {
        Ok(Self(response.body().len()))
    }
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct Number(u32);

/// A response of a server that always sends 200.
#[derive(Debug)]
struct Checked(Number);

#[derive(Debug, Deserialize)]
struct CheckedFault {
    fault: String,
}

impl std::fmt::Display for CheckedFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.fault)
    }
}

impl std::error::Error for CheckedFault {}

impl FromResponse for Checked {
    fn from_response<C: Codec>(response: pointapi::RawResponse) -> Result<Self> {
        match C::decode::<CheckedFault>(response.body()) {
            Ok(fault) => Err(response.fault(fault)),
            Err(_) => C::decode(response.body()).map(Self).map_err(|error| response.unreadable(error)),
        }
    }
}

/// A static scheme that an endpoint names.
struct Key;

#[pointapi::async_trait]
impl Authenticator for Key {
    async fn authorize(&self, request: &mut http::request::Parts) -> Result<(), BoxError> {
        request.headers.insert("x-key", HeaderValue::from_static("k"));
        Ok(())
    }
}

#[point_api(auth = none)]
trait Extended {
    #[point_endpoint(POST "/marked", codec = Marked)]
    async fn marked(&self, #[body(codec = Marked)] number: &Number) -> Result<Number>;

    #[point_endpoint(GET "/length")]
    async fn length(&self) -> Result<Length>;

    #[point_endpoint(POST "/checked")]
    async fn checked(&self) -> Result<Checked>;

    #[point_endpoint(GET "/keyed", auth = Key)]
    async fn keyed(&self) -> Result<()>;
}

#[tokio::test]
async fn a_codec_encodes_and_decodes() {
    let recorder = Recorder::responding(200, "!7");
    let client = ExtendedClient::new(recorder.client());
    assert_eq!(client.marked(&Number(5)).await.unwrap(), Number(7));
    let sent = recorder.only();
    assert_eq!((sent.header("content-type"), sent.text()), (Some("application/x-marked"), "!5"));
}

#[tokio::test]
async fn a_custom_return_type_decodes_the_response() {
    let client = ExtendedClient::new(Recorder::responding(200, "12345").client());
    assert_eq!(client.length().await.unwrap().0, 5);
}

#[tokio::test]
async fn a_custom_return_type_separates_faults_successes_and_undecodable_bodies() {
    let checked = async |body| ExtendedClient::new(Recorder::responding(200, body).client()).checked().await;
    assert_eq!(checked("7").await.unwrap().0, Number(7));

    let error = checked(r#"{"fault": "no such person 900-11-2222"}"#).await.unwrap_err();
    assert!(error.is_fault() && error.is_status(200) && !error.is_retryable() && !error.outcome_unknown(), "{error:?}");
    assert_eq!((error.endpoint(), error.attempts()), (Some("checked"), 1));
    let fault = error.expose_source().and_then(|source| source.downcast_ref::<CheckedFault>());
    assert_eq!(fault.map(|fault| fault.fault.as_str()), Some("no such person 900-11-2222"));
    assert!(!format!("{error} {error:?}").contains("900-11"), "{error:?}");

    let error = checked(r#"{"mood": "900-11-2222"}"#).await.unwrap_err();
    assert!(error.is_decode() && error.expose_body().is_some() && error.expose_source().is_some(), "{error:?}");
    assert!(error.to_string().contains("line 1 column") && !error.to_string().contains("900-11"), "{error}");
}

#[tokio::test]
async fn an_authenticator_of_one_endpoint_needs_no_client_credentials() {
    let recorder = Recorder::responding(204, "");
    ExtendedClient::new(recorder.client()).keyed().await.unwrap();
    assert_eq!(recorder.only().header("x-key"), Some("k"));
}

/// A scheme that is rejected until it authorizes a second time.
struct Changing(AtomicU32);

#[pointapi::async_trait]
impl Authenticator for Changing {
    async fn authorize(&self, request: &mut http::request::Parts) -> Result<(), BoxError> {
        let turn = self.0.fetch_add(1, Ordering::Relaxed);
        request.headers.insert(AUTHORIZATION, HeaderValue::try_from(format!("Token {turn}"))?);
        Ok(())
    }

    async fn refused(&self, response: &http::response::Parts) -> bool {
        response.status == 401
    }
}

#[tokio::test]
async fn a_rejected_scheme_authorizes_again_once() {
    let recorder = Recorder::responding(401, "");
    let client = recorder.builder().authenticator(Changing(AtomicU32::new(0))).build().unwrap();
    let error = client.request(Method::POST, "/x").send().await.unwrap_err();
    assert!(error.is_auth() && error.is_status(401));
    assert_eq!(error.attempts(), 2);
    let values: Vec<String> =
        recorder.sent().iter().map(|sent| sent.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(values, ["Token 0", "Token 1"]);
}

/// The login of another platform.
struct DeviceLogin(Arc<AtomicU32>);

#[pointapi::async_trait]
impl TokenSource for DeviceLogin {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(TokenSet::new("device-token").expires_in(Duration::from_secs(600)))
    }
}

#[tokio::test]
async fn a_token_source_signs_in_once_for_all_calls() {
    let (recorder, sign_ins) = (Recorder::responding(204, ""), Arc::new(AtomicU32::new(0)));
    let client = recorder.builder().token_source(DeviceLogin(Arc::clone(&sign_ins))).build().unwrap();
    for _ in 0..3 {
        client.request(Method::GET, "/x").send().await.unwrap();
    }
    assert_eq!(sign_ins.load(Ordering::Relaxed), 1);
    assert!(recorder.sent().iter().all(|sent| sent.header("authorization") == Some("Bearer device-token")));
}

/// Credentials that are right on the second request for them.
struct Rotated(Mutex<Vec<Why>>);

#[pointapi::async_trait]
impl CredentialsProvider for Rotated {
    async fn credentials(&self, why: Why) -> Result<Credentials, BoxError> {
        self.0.lock().unwrap().push(why);
        Ok(Credentials::password("greta", if why == Why::Rejected { "new" } else { "old" }))
    }
}

#[tokio::test]
async fn a_rejection_asks_the_provider_once_more() {
    let sandbox = Sandbox::in_process();
    sandbox.user("greta", "new");
    let client = Client::builder()
        .transport(sandbox.service())
        .clock(sandbox.clock())
        .credentials_provider(Rotated(Mutex::default()))
        .build()
        .unwrap();
    client.sign_in().await.unwrap();
    assert_eq!(sandbox.stats().sign_ins, 2);
}

/// A store that counts its operations.
struct Counting(MemoryStore, Arc<AtomicU32>);

#[pointapi::async_trait]
impl TokenStore for Counting {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, BoxError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.load(key).await
    }

    async fn commit(&self, key: &StoreKey, record: &TokenRecord, expected_epoch: u64) -> Result<Commit, BoxError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.commit(key, record, expected_epoch).await
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, BoxError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.lease(key).await
    }
}

#[tokio::test]
async fn a_store_shares_a_token_between_clients() {
    let sandbox = Sandbox::in_process();
    sandbox.user("greta", "p");
    let (memory, asked) = (MemoryStore::new(), Arc::new(AtomicU32::new(0)));
    let client = || {
        let store = Counting(memory.clone(), Arc::clone(&asked));
        let builder = Client::builder().transport(sandbox.service()).clock(sandbox.clock()).token_store(store);
        OrdersClient::new(builder.credentials(Credentials::password("greta", "p")).build().unwrap())
    };
    client().query(&OrderQuery::default()).await.unwrap();
    client().query(&OrderQuery::default()).await.unwrap();
    assert_eq!(sandbox.stats().sign_ins, 1);
    assert!(asked.load(Ordering::Relaxed) > 2);
}

/// Records the endpoint of each request.
#[derive(Clone)]
struct Noting(Arc<Mutex<Vec<&'static str>>>);

#[derive(Clone)]
struct NotingService(HttpService, Noting);

impl Layer<HttpService> for Noting {
    type Service = NotingService;

    fn layer(&self, inner: HttpService) -> NotingService {
        NotingService(inner, self.clone())
    }
}

impl Service<HttpRequest> for NotingService {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = <HttpService as Service<HttpRequest>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let endpoint = request.extensions().get::<&'static Endpoint>().map_or("none", |endpoint| endpoint.name());
        self.1.0.lock().unwrap().push(endpoint);
        self.0.call(request)
    }
}

#[tokio::test]
async fn layers_see_each_call_and_each_attempt_with_its_endpoint() {
    let sandbox = Sandbox::in_process();
    sandbox.user("greta", "p");
    let (calls, attempts) = (Noting(Arc::default()), Noting(Arc::default()));
    let client = Client::builder()
        .transport(sandbox.service())
        .layer(calls.clone())
        .attempt_layer(attempts.clone())
        .credentials(Credentials::password("greta", "p"))
        .build()
        .unwrap();
    let orders = OrdersClient::new(client);
    orders.query(&OrderQuery::default()).await.unwrap();
    sandbox.revoke_access_tokens();
    orders.query(&OrderQuery::default()).await.unwrap();
    let calls = calls.0.lock().unwrap().iter().filter(|name| **name == "query").count();
    assert_eq!(calls, 2);
    let seen = attempts.0.lock().unwrap().iter().filter(|name| **name == "query").count();
    assert_eq!(seen, 3, "one call, and one call with a replay");
}
