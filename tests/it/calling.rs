//! The generated client: unboxed calls, trait objects, fakes and `Client::request`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use http::Method;
use pointapi::auth::{TokenError, TokenSet, TokenSource};
use pointapi::clock::ManualClock;
use pointapi::platform::{OrderQuery, Orders, OrdersClient};
use pointapi::{
    Body, BoxError, CallOptions, Client, Credentials, ErrorKind, HttpRequest, HttpResponse, Result, point_api,
};

use crate::recorder::Recorder;

fn orders() -> OrdersClient {
    OrdersClient::new(Client::builder().build().unwrap())
}

#[test]
fn an_inherent_call_is_unboxed_and_a_trait_call_is_boxed() {
    let orders = orders();
    let query = OrderQuery::default();
    let inherent = orders.query(&query);
    assert!(!std::any::type_name_of_val(&inherent).contains("Box"));
    assert!(size_of_val(&inherent) > 2 * size_of::<usize>());
    let boxed = Orders::query(&orders, &query);
    assert!(std::any::type_name_of_val(&boxed).contains("Box"));
}

#[test]
fn a_client_crosses_tasks() {
    fn crosses_tasks<T: Clone + Send + Sync + 'static>(_: &T) {}
    let orders = orders();
    crosses_tasks(&orders);
    crosses_tasks(orders.client());
    let shared: Arc<dyn Orders> = Arc::new(orders);
    crosses_tasks(&shared);
}

#[point_api]
trait Greeter {
    #[point_endpoint(GET "/greeting/{name}")]
    async fn greeting(&self, name: &str) -> Result<String>;
}

struct Fake;

#[pointapi::async_trait]
impl Greeter for Fake {
    async fn greeting(&self, name: &str) -> Result<String> {
        Ok(format!("hello {name}"))
    }
}

#[tokio::test]
async fn a_fake_replaces_the_client() {
    let greeter: Arc<dyn Greeter> = Arc::new(Fake);
    assert_eq!(greeter.greeting("greta").await.unwrap(), "hello greta");
}

#[tokio::test]
async fn the_escape_hatch_sends_query_headers_and_body() {
    let recorder = Recorder::responding(200, r#"{"a": 1}"#);
    let client = recorder.builder().authenticator(NoCredentials).build().unwrap();
    let response = client
        .request(Method::POST, "/v1/things?x=1")
        .query(&[("limit", 5)])
        .header("X-Run", "7")
        .json(&serde_json::json!({"b": 2}))
        .send()
        .await
        .unwrap();
    assert_eq!((response.status().as_u16(), &response[..]), (200, br#"{"a": 1}"#.as_slice()));
    let sent = recorder.only();
    assert_eq!((sent.method.as_str(), sent.uri.as_str()), ("POST", "https://api.example.com/v1/things?x=1&limit=5"));
    assert_eq!((sent.header("x-run"), sent.text()), (Some("7"), r#"{"b":2}"#));

    let value: serde_json::Value = client.request(Method::GET, "/v1/things").fetch().await.unwrap();
    assert_eq!(value["a"], 1);
}

#[test]
fn the_escape_hatch_encodes_characters_outside_urls() {
    let request = orders().client().request(Method::GET, "/o'hara/{7}/%20?q='a'").build().unwrap();
    assert_eq!(request.uri(), "https://api.pointservices.com/o%27hara/%7B7%7D/%20?q=%27a%27");
}

#[tokio::test]
async fn the_escape_hatch_rejects_paths_that_leave_the_base_url() {
    let recorder = Recorder::responding(200, "");
    let client = recorder.builder().authenticator(NoCredentials).build().unwrap();
    for path in ["//evil.example", "/a b", "/a#b"] {
        let error = client.request(Method::GET, path).send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Request(_) | ErrorKind::ForeignOrigin), "{path}: {error}");
        assert_eq!(error.endpoint(), None);
    }
    let error = client.request(Method::GET, "/").header("Host", "evil.example").send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Request(_)));
    assert!(recorder.sent().is_empty());
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    let recorder = Recorder::responding(204, "");
    let client = recorder.builder().base_url("https://proxy.example.com/point/").authenticator(NoCredentials);
    client.build().unwrap().request(Method::GET, "/x").send().await.unwrap();
    assert_eq!(recorder.only().uri, "https://proxy.example.com/point/x");
}

#[test]
fn an_invalid_setting_is_a_build_error() {
    let error = |builder: pointapi::ClientBuilder| builder.build().unwrap_err();
    for builder in [
        Client::builder().base_url("http://example.com"),
        Client::builder().default_header("a b", "x"),
        Client::builder().default_header("Authorization", "Bearer x"),
        Client::builder().max_in_flight(0),
        Client::builder().proxy(pointapi::ProxyMode::Explicit("no url".into())),
        Client::builder().credentials(pointapi::Credentials::password("u", "p").alias("")),
    ] {
        assert_eq!(error(builder).kind(), ErrorKind::Config);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_at_its_timeout() {
    let hanging =
        tower::service_fn(|_: pointapi::HttpRequest| std::future::pending::<Result<pointapi::HttpResponse>>());
    let client = Client::builder().transport(hanging).authenticator(NoCredentials).build().unwrap();
    let orders = OrdersClient::new(client).with(CallOptions::new().timeout(Duration::from_secs(7)));
    let started = tokio::time::Instant::now();
    let error = orders.query(&OrderQuery::default()).await.unwrap_err();
    assert!(error.is_timeout() && error.is_retryable());
    assert_eq!(started.elapsed().as_secs(), 7);
}

/// An authenticator that adds nothing.
struct NoCredentials;

#[pointapi::async_trait]
impl pointapi::auth::Authenticator for NoCredentials {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), pointapi::BoxError> {
        Ok(())
    }
}

/// A recorder whose login accepts any password.
fn accepting() -> Recorder {
    Recorder::responding(200, r#"{"access_token": "t1", "expires_in": 3600}"#)
}

fn of_greta(recorder: &Recorder) -> Client {
    recorder.builder().credentials(Credentials::password("greta", "secret")).build().unwrap()
}

#[tokio::test]
async fn another_base_url_gets_the_token_of_the_login_at_the_first() {
    let recorder = accepting();
    let region = of_greta(&recorder).with_base_url("https://eu.example.com/v2").unwrap();
    region.request(Method::GET, "/things").send().await.unwrap();
    let [sign_in, call] = recorder.sent().try_into().unwrap();
    assert!(sign_in.uri.starts_with("https://api.example.com/"), "{}", sign_in.uri);
    assert_eq!(
        (call.uri.as_str(), call.header("authorization")),
        ("https://eu.example.com/v2/things", Some("Bearer t1"))
    );
}

#[test]
fn another_base_url_without_tls_is_an_error() {
    let error = of_greta(&accepting()).with_base_url("http://eu.example.com").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
}

#[tokio::test]
async fn a_rejected_password_is_tried_once_whatever_the_base_url() {
    let recorder = Recorder::responding(403, r#"{"error": "access_denied"}"#);
    let client = of_greta(&recorder);
    for region in ["https://eu.example.com", "https://us.example.com", "https://api.example.com"] {
        let branch = client.with_base_url(region).unwrap().with_alias("b");
        assert!(branch.request(Method::GET, "/things").send().await.unwrap_err().is_auth());
    }
    assert_eq!(recorder.sent().len(), 1);
}

/// Signs in once; the next sign-in never ends.
struct Stuck(AtomicBool);

#[pointapi::async_trait]
impl TokenSource for Stuck {
    async fn sign_in(&self) -> std::result::Result<TokenSet, TokenError> {
        if self.0.swap(true, Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
        Ok(TokenSet::new("t1").expires_in(Duration::from_secs(3600)))
    }
}

#[point_api]
trait Doors {
    #[point_endpoint(GET "/locked/{name}")]
    async fn locked(&self, name: &str) -> Result<()>;

    #[point_endpoint(GET "/open", auth = none)]
    async fn open(&self) -> Result<()>;
}

#[tokio::test]
async fn a_call_with_a_token_that_is_soon_replaced_keeps_its_place() {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&sent);
    let transport = tower::service_fn(move |request: HttpRequest| {
        log.lock().unwrap().push(request.uri().path().to_owned());
        async {
            // The other calls wait for this one's permit meanwhile.
            tokio::task::yield_now().await;
            Ok::<_, BoxError>(HttpResponse::new(Body::empty()))
        }
    });
    let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH);
    let client = Client::builder().base_url("https://api.example.com").transport(transport).clock(clock.clone());
    let client = client.max_in_flight(1).token_source(Stuck(AtomicBool::new(false))).build().unwrap();
    client.sign_in().await.unwrap();
    clock.advance(Duration::from_secs(3400));
    let doors = DoorsClient::new(client);
    let (first, second, third) = tokio::join!(doors.locked("1"), doors.locked("2"), doors.open());
    first.and(second).and(third).unwrap();
    assert_eq!(*sent.lock().unwrap(), ["/locked/1", "/locked/2", "/open"]);
}
