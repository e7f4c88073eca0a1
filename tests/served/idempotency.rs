//! Requests with an idempotency key: the method runs once, and a repeat gets the first response.

mod failing_stores;
mod sameness;
mod uploads;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, StatusCode};
use pointapi::auth::Secret;
use pointapi::clock::ManualClock;
use pointapi::server::{Basic, Caller, MemoryResponses, Rejection, ResponseStore, Verify};
use pointapi::{CallOptions, Client, Error, Response, Result, point_api};
use tokio::sync::Notify;
use tokio::time::sleep;
use tracing::Instrument;

#[point_api(server, attempts = 1)]
trait Shop {
    #[point_endpoint(POST "/orders", idempotency_key = "Idempotency-Key")]
    async fn place(&self, #[body] name: &str) -> Result<Response<String>>;
}

#[derive(Default)]
struct Orders {
    placed: AtomicU32,
    /// Lets the order `wait` go on.
    go_on: Notify,
}

#[pointapi::async_trait]
impl Shop for Arc<Orders> {
    async fn place(&self, name: &str) -> Result<Response<String>> {
        let number = self.placed.fetch_add(1, Ordering::Relaxed) + 1;
        match name {
            "wait" => self.go_on.notified().await,
            "full" => return Err(Error::respond(StatusCode::SERVICE_UNAVAILABLE, "later")),
            "old" => {
                let etag = HeaderValue::from_static("7");
                return Err(Error::respond(StatusCode::NOT_MODIFIED, ()).with_header(http::header::ETAG, etag));
            }
            "gone" => return Err(Error::respond(StatusCode::NO_CONTENT, ())),
            "panic" => panic!("a method that panics"),
            _ => {}
        }
        let span = tracing::Span::current().metadata().map(|span| span.name());
        let name = if name == "span" { span.unwrap_or_default() } else { name };
        let headers = HeaderMap::from_iter([(http::header::ETAG, HeaderValue::from(number))]);
        Ok(Response::new(StatusCode::CREATED, headers, format!("{name} {number}")))
    }
}

struct Scene {
    orders: Arc<Orders>,
    router: axum::Router,
    clock: Arc<ManualClock>,
}

/// A clock that the test and the store share.
struct Shared(Arc<ManualClock>);

impl pointapi::clock::Clock for Shared {
    fn wall(&self) -> SystemTime {
        self.0.wall()
    }

    fn monotonic(&self) -> Duration {
        self.0.monotonic()
    }
}

/// Accepts every user of the Basic scheme.
struct AnyUser;

#[pointapi::async_trait]
impl Verify for AnyUser {
    async fn verify(&self, request: &mut http::request::Parts) -> Result<(), Rejection> {
        let user = request.headers.get("x-user").and_then(|user| user.to_str().ok()).unwrap_or_default();
        let caller = Caller::new(user);
        request.extensions.insert(caller);
        Ok(())
    }
}

impl Scene {
    fn new() -> Self {
        let orders = Arc::<Orders>::default();
        let clock = Arc::new(ManualClock::starting_at(SystemTime::UNIX_EPOCH));
        let responses = MemoryResponses::with_clock(Shared(Arc::clone(&clock)));
        Self { clock, ..Self::with_store(orders, responses) }
    }

    fn with_store(orders: Arc<Orders>, store: impl ResponseStore) -> Self {
        let router = ShopServer::new(Arc::clone(&orders)).verify(AnyUser).idempotency(store).router();
        Self { orders, router, clock: Arc::new(ManualClock::starting_at(SystemTime::UNIX_EPOCH)) }
    }

    fn shop(&self, user: &str, key: &str) -> ShopClient {
        let client = Client::builder().in_process(self.router.clone()).build().unwrap();
        let options = CallOptions::new().header("x-user", user).unwrap().idempotency_key(key);
        ShopClient::new(client).with(options)
    }

    fn placed(&self) -> u32 {
        self.orders.placed.load(Ordering::Relaxed)
    }
}

#[tokio::test]
async fn a_repeat_gets_the_first_response() {
    let scene = Scene::new();
    let first = scene.shop("a", "k").place("book").await.unwrap();
    let repeat = scene.shop("a", "k").place("book").await.unwrap();
    for response in [first, repeat] {
        assert_eq!((response.status(), &response.headers()["etag"]), (StatusCode::CREATED, &HeaderValue::from(1)));
        assert_eq!(response.into_inner(), "book 1");
    }
    assert_eq!(scene.placed(), 1);
}

#[tokio::test]
async fn a_repeat_gets_a_response_that_has_no_content() {
    for (name, status) in [("old", 304), ("gone", 204)] {
        let scene = Scene::new();
        for _ in 0..2 {
            let error = scene.shop("a", "k").place(name).await.unwrap_err();
            assert!(error.is_status(status), "{error}");
            assert_eq!(error.headers().unwrap().get("content-length"), None);
        }
        assert_eq!(scene.placed(), 1);
    }
}

#[tokio::test]
async fn another_key_or_caller_is_another_request() {
    let scene = Scene::new();
    for (user, key) in [("a", "k"), ("b", "k"), ("a", "l")] {
        scene.shop(user, key).place("book").await.unwrap();
    }
    assert_eq!(scene.placed(), 3);
}

#[tokio::test]
async fn another_body_with_the_key_is_a_422() {
    let scene = Scene::new();
    scene.shop("a", "k").place("book").await.unwrap();
    assert!(scene.shop("a", "k").place("pen").await.unwrap_err().is_status(422));
    assert_eq!(scene.placed(), 1);
}

#[tokio::test]
async fn a_response_is_kept_for_24_hours() {
    let scene = Scene::new();
    scene.shop("a", "k").place("book").await.unwrap();
    scene.clock.advance(Duration::from_secs(24 * 3600 - 1));
    scene.shop("a", "k").place("book").await.unwrap();
    assert_eq!(scene.placed(), 1);
    scene.clock.advance(Duration::from_secs(1));
    scene.shop("a", "k").place("book").await.unwrap();
    assert_eq!(scene.placed(), 2);
}

#[tokio::test]
async fn a_repeat_during_the_first_request_is_a_409() {
    let scene = Scene::new();
    let shop = scene.shop("a", "k");
    let first = tokio::spawn(async move { shop.place("wait").await });
    while scene.placed() == 0 {
        tokio::task::yield_now().await;
    }
    assert!(scene.shop("a", "k").place("wait").await.unwrap_err().is_status(409));
    scene.orders.go_on.notify_one();
    assert_eq!(first.await.unwrap().unwrap().into_inner(), "wait 1");
    assert_eq!(scene.shop("a", "k").place("wait").await.unwrap().into_inner(), "wait 1");
}

#[tokio::test]
async fn a_client_that_went_away_gets_the_response_later() {
    let scene = Scene::new();
    let shop = scene.shop("a", "k");
    let first = tokio::spawn(async move { shop.place("wait").await });
    while scene.placed() == 0 {
        tokio::task::yield_now().await;
    }
    first.abort();
    first.await.unwrap_err();
    scene.orders.go_on.notify_one();
    let repeat = loop {
        match scene.shop("a", "k").place("wait").await {
            Err(error) if error.is_status(409) => tokio::task::yield_now().await,
            repeat => break repeat.unwrap(),
        }
    };
    assert_eq!((repeat.into_inner().as_str(), scene.placed()), ("wait 1", 1));
}

#[tokio::test]
async fn a_response_that_nothing_was_done_is_not_kept() {
    let scene = Scene::new();
    assert!(scene.shop("a", "k").place("full").await.unwrap_err().is_status(503));
    assert!(scene.shop("a", "k").place("full").await.unwrap_err().is_status(503));
    assert_eq!(scene.placed(), 2);
}

#[tokio::test]
async fn a_method_that_panicked_is_not_called_again() {
    let scene = Scene::new();
    assert!(scene.shop("a", "k").place("panic").await.unwrap_err().is_status(500));
    assert!(scene.shop("a", "k").place("panic").await.unwrap_err().is_status(500));
    assert_eq!(scene.placed(), 1);
}

#[tokio::test]
async fn a_server_without_a_time_limit_processes_a_keyed_request() {
    let server = ShopServer::new(Arc::<Orders>::default()).verify(AnyUser).idempotency(MemoryResponses::new());
    let scene = Scene { router: server.timeout(Duration::MAX).router(), ..Scene::new() };
    assert_eq!(scene.shop("a", "k").place("book").await.unwrap().into_inner(), "book 1");
}

#[tokio::test(start_paused = true)]
async fn the_timeout_begins_with_the_head() {
    let scene = Scene::new();
    let body = futures_util::stream::once(async {
        sleep(Duration::from_secs(40)).await;
        Ok::<_, std::io::Error>("\"wait\"")
    });
    let request =
        http::Request::post("/orders").header("idempotency-key", "k").header("content-type", "application/json");
    let request = request.body(axum::body::Body::from_stream(body)).unwrap();
    let begun = tokio::time::Instant::now();
    let response = tower::ServiceExt::oneshot(scene.router.clone(), request).await.unwrap();
    assert_eq!((response.status(), scene.placed()), (StatusCode::SERVICE_UNAVAILABLE, 1));
    assert_eq!(begun.elapsed(), Duration::from_secs(60));
}

#[tokio::test]
async fn a_method_with_a_key_runs_in_the_span_of_its_request() {
    let _default = crate::subscriber::subscribe(tracing_subscriber::registry());
    let scene = Scene::new();
    let request =
        http::Request::post("/orders").header("idempotency-key", "k").header("content-type", "application/json");
    let request = request.body(axum::body::Body::from("\"span\"")).unwrap();
    let response = tower::ServiceExt::oneshot(scene.router.clone(), request).instrument(tracing::info_span!("request"));
    let body = response.await.unwrap().into_body();
    assert_eq!(axum::body::to_bytes(body, usize::MAX).await.unwrap(), "\"request 1\"");
}

#[tokio::test]
async fn a_key_that_is_too_long_is_a_400() {
    let scene = Scene::new();
    assert!(scene.shop("a", &"k".repeat(256)).place("book").await.unwrap_err().is_status(400));
    assert_eq!(scene.placed(), 0);
}

#[tokio::test]
async fn a_ready_made_verifier_names_the_caller() {
    let mut request =
        http::Request::get("/").header("authorization", "Basic dXNlcjpwYXNz").body(()).unwrap().into_parts().0;
    Basic::new("user", Secret::new("pass")).verify(&mut request).await.unwrap();
    assert_eq!(request.extensions.get::<Caller>().unwrap().name(), "user");
}
