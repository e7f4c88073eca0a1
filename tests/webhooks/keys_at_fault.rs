//! Faulty key servers and wrong clocks.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pointapi::clock::{Clock, ManualClock};
use pointapi::{Body, Client, HttpRequest, HttpResponse};
use pointapi_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::scene::{HOUR, Handled, SECOND, Scene, again, assert_forbidden, trusting};

type KeyResponse = Box<dyn Fn() -> HttpResponse + Send>;

/// A key server with a settable response.
#[derive(Clone)]
struct Server {
    response: Arc<Mutex<KeyResponse>>,
    requests: Arc<AtomicUsize>,
}

impl Server {
    fn responding(response: impl Fn() -> HttpResponse + Send + 'static) -> Self {
        Self { response: Arc::new(Mutex::new(Box::new(response))), requests: Arc::default() }
    }

    fn respond_with(&self, response: impl Fn() -> HttpResponse + Send + 'static) {
        *self.response.lock().unwrap() = Box::new(response);
    }

    fn scene(&self) -> Scene {
        let server = self.clone();
        let transport = tower::service_fn(move |_: HttpRequest| {
            server.requests.fetch_add(1, Ordering::Relaxed);
            let response = server.response.lock().unwrap()();
            async move { Ok::<_, Infallible>(response) }
        });
        Scene::with(|verifier, _| verifier.fetch_with(Client::builder().transport(transport)), |receiver| receiver)
    }
}

fn json_response(value: &Value) -> HttpResponse {
    let mut response = HttpResponse::new(Body::from(value.to_string()));
    response.headers_mut().insert("content-type", "application/json".parse().expect("a value"));
    response
}

fn status(status: u16) -> HttpResponse {
    let mut response = HttpResponse::new(Body::empty());
    *response.status_mut() = status.try_into().expect("a status");
    response
}

/// Returns the keys that the scene's sandbox publishes.
pub(crate) async fn published(scene: &Scene) -> Value {
    published_at(scene).await.0
}

/// Returns the keys, and the `Date` of the response.
async fn published_at(scene: &Scene) -> (Value, http::HeaderValue) {
    let client = crate::scene::in_process(&scene.sandbox).base_url("http://localhost").allow_insecure_loopback();
    let client = client.authenticator(NoCredentials).build().expect("a client");
    let response = client.request(http::Method::GET, "/.well-known/jwks.json").send().await.expect("keys");
    let date = response.headers()["date"].clone();
    (serde_json::from_slice(&response.into_inner()).expect("JSON"), date)
}

struct NoCredentials;

#[pointapi::async_trait]
impl pointapi::auth::Authenticator for NoCredentials {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), pointapi::BoxError> {
        Ok(())
    }
}

fn invalid_responses() -> Vec<(&'static str, KeyResponse)> {
    vec![
        ("an empty set", Box::new(|| json_response(&json!({"keys": []})))),
        (
            "no usable key",
            Box::new(|| json_response(&json!({"keys": [{"kty": "oct", "kid": "sandbox-0", "k": "AA"}, 7]}))),
        ),
        ("no set", Box::new(|| json_response(&json!(["keys"])))),
        ("a page", Box::new(|| HttpResponse::new(Body::from("<html>not found</html>")))),
        ("nothing", Box::new(|| HttpResponse::new(Body::empty()))),
        ("257 KiB", Box::new(|| json_response(&json!({"keys": [], "padding": " ".repeat(257 * 1024)})))),
        ("deep nesting", Box::new(|| HttpResponse::new(Body::from("[".repeat(100_000))))),
        ("404", Box::new(|| status(404))),
        ("500", Box::new(|| status(500))),
        (
            "a redirect",
            Box::new(|| {
                let mut response = status(302);
                response.headers_mut().insert("location", "https://evil.example/keys".parse().expect("a value"));
                response
            }),
        ),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_failed_or_empty_fetch_never_replaces_valid_keys() {
    for (what, response) in invalid_responses() {
        let server = Server::responding(|| status(500));
        let scene = server.scene();
        let keys = published(&scene).await;
        server.respond_with(move || json_response(&keys));
        assert_eq!(scene.send().await, 200);
        server.respond_with(response);
        scene.sandbox.advance(2 * HOUR);
        assert_eq!(scene.send().await, 200, "{what}");
        assert_eq!(server.requests.load(Ordering::Relaxed), 2, "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_invalid_key_response_is_503_and_fetched_once() {
    for (what, response) in invalid_responses() {
        let server = Server::responding(response);
        let scene = server.scene();
        assert_eq!(scene.send().await, 503, "{what}");
        assert_eq!(server.requests.load(Ordering::Relaxed), 1, "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_for_another_use_or_type_verifies_nothing() {
    for (member, value) in [("use", "enc"), ("alg", "RS512"), ("kty", "oct"), ("n", "AQAB"), ("e", "AQ")] {
        let server = Server::responding(|| status(500));
        let scene = server.scene();
        let mut keys = published(&scene).await;
        let mut good = keys["keys"][0].clone();
        good["kid"] = "other".into();
        keys["keys"][0][member] = value.into();
        keys["keys"].as_array_mut().expect("keys").push(good);
        server.respond_with(move || json_response(&keys));
        assert_forbidden(scene.send_token(&scene.webhooks.token()).await, "no key");
    }
}

/// A response with these keys that a cache kept for `age` seconds.
fn cached_response(keys: &Value, age: &'static str) -> HttpResponse {
    let mut response = json_response(keys);
    response.headers_mut().insert("age", age.parse().expect("a value"));
    response
}

#[tokio::test(start_paused = true)]
async fn a_cached_key_set_without_the_new_key_is_503_until_the_cache_catches_up() {
    let server = Server::responding(|| status(500));
    let scene = server.scene();
    let old = published(&scene).await;
    server.respond_with(move || cached_response(&old, "300"));
    scene.webhooks.rotate_keys();
    let headers = scene.webhooks.headers("orders/placed");
    assert_eq!(scene.status(again(&headers)).await, 503, "the cache may hide the new key");

    let new = published(&scene).await;
    server.respond_with(move || cached_response(&new, "0"));
    scene.sandbox.advance(30 * SECOND);
    assert_eq!(scene.status(again(&headers)).await, 200);
    assert_eq!((server.requests.load(Ordering::Relaxed), scene.handled.count()), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_key_set_that_is_old_by_its_date_is_503_and_never_403() {
    for is_known_id in [false, true] {
        let server = Server::responding(|| status(500));
        let (scene, other) = (server.scene(), server.scene());
        let (keys, date) = published_at(if is_known_id { &other } else { &scene }).await;
        server.respond_with(move || {
            let mut response = json_response(&keys);
            response.headers_mut().insert("date", date.clone());
            response
        });
        scene.sandbox.advance(300 * SECOND);
        if !is_known_id {
            scene.webhooks.rotate_keys();
        }
        assert_eq!(scene.send().await, 503, "a cache may hide the new key");
        assert_eq!(server.requests.load(Ordering::Relaxed), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_key_under_a_known_id_is_fetched_within_the_cool_down() {
    let server = Server::responding(|| status(500));
    let (scene, replaced) = (server.scene(), server.scene());
    assert_eq!(replaced.webhooks.token_header(), scene.webhooks.token_header(), "the same key id");
    let old = published(&replaced).await;
    server.respond_with(move || json_response(&old));
    assert!(scene.send_token(&replaced.webhooks.token()).await.is_ok());

    let new = published(&scene).await;
    server.respond_with(move || json_response(&new));
    scene.sandbox.advance(SECOND);
    let headers = scene.webhooks.headers("orders/placed");
    assert_eq!(scene.status(again(&headers)).await, 503, "a newer key may have signed it");
    scene.sandbox.advance(29 * SECOND);
    assert_eq!(scene.status(again(&headers)).await, 200);
    assert_forbidden(scene.send_token(&replaced.webhooks.token()).await, "signature is wrong");
    assert_eq!(server.requests.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn wrong_signatures_cause_a_fetch_every_30_seconds() {
    let server = Server::responding(|| status(500));
    let (scene, stranger) = (server.scene(), Sandbox::in_process().webhooks());
    let keys = published(&scene).await;
    server.respond_with(move || json_response(&keys));
    assert_eq!(scene.send().await, 200);
    for second in 1..=90 {
        scene.sandbox.advance(SECOND);
        let error = scene.send_token(&stranger.token()).await.expect_err("a forged token");
        assert_eq!(error.status(), if second % 30 == 0 { 403 } else { 503 }, "after {second} s");
    }
    assert_eq!(server.requests.load(Ordering::Relaxed), 1 + 3);
}

#[tokio::test(start_paused = true)]
async fn an_old_and_a_new_key_may_share_an_id() {
    let server = Server::responding(|| status(500));
    let (scene, other) = (server.scene(), server.scene());
    let (mut keys, mut others) = (published(&scene).await, published(&other).await);
    keys["keys"].as_array_mut().expect("keys").append(others["keys"].as_array_mut().expect("keys"));
    server.respond_with(move || json_response(&keys));
    for token in [scene.webhooks.token(), other.webhooks.token()] {
        assert!(scene.send_token(&token).await.is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_beyond_the_first_32_is_503_and_never_403() {
    let server = Server::responding(|| status(500));
    let scene = server.scene();
    let mut keys = published(&scene).await;
    let list = keys["keys"].as_array_mut().expect("keys");
    let right = list[0].clone();
    for number in 0..32 {
        let mut other = right.clone();
        other["kid"] = format!("other-{number}").into();
        list.insert(0, other);
    }
    server.respond_with(move || json_response(&keys));
    for _ in 0..10 {
        assert_eq!(scene.send().await, 503);
        scene.sandbox.advance(SECOND);
    }
    assert_eq!(server.requests.load(Ordering::Relaxed), 1);
}

/// A receiver of the sandbox's webhooks with another clock.
fn by(clock: &ManualClock, sandbox: &Sandbox) -> (pointapi::webhook::Receiver, Handled) {
    let handled = Handled::default();
    let verifier = trusting(sandbox).clock(clock.clone()).build().expect("a verifier");
    let receiver = pointapi::webhook::Receiver::builder(verifier).tenant("OU9001");
    (receiver.build(handled.handler()).expect("a receiver"), handled)
}

#[tokio::test(start_paused = true)]
async fn a_clock_wrong_by_over_a_minute_is_503_and_never_403() {
    let sandbox = Sandbox::in_process();
    let time = sandbox.clock().wall();
    for (off, is_behind) in [(2 * HOUR, false), (2 * HOUR, true), (90 * SECOND, true), (25 * HOUR, false)] {
        let clock = ManualClock::starting_at(if is_behind { time - off } else { time + off });
        let (receiver, handled) = by(&clock, &sandbox);
        let response = receiver.receive(sandbox.webhooks().request("orders/placed", "{}")).await;
        assert_eq!((response.status().as_u16(), handled.count()), (503, 0));
        assert_eq!(response.headers()["retry-after"], "30");

        clock.set_wall(sandbox.clock().wall());
        assert_eq!(receiver.receive(sandbox.webhooks().request("orders/placed", "{}")).await.status(), 200);
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_wrong_by_less_is_tolerated() {
    let sandbox = Sandbox::in_process();
    let clock = ManualClock::starting_at(sandbox.clock().wall() - Duration::from_secs(50));
    let (receiver, _) = by(&clock, &sandbox);
    assert_eq!(receiver.receive(sandbox.webhooks().request("orders/placed", "{}")).await.status(), 200);
}

#[tokio::test(start_paused = true)]
async fn a_forged_token_is_403_unless_the_clock_hides_the_age_of_the_keys() {
    let (sandbox, stranger) = (Sandbox::in_process(), Sandbox::in_process());
    let time = sandbox.clock().wall();
    for (wall, status) in [(time - HOUR, 403), (time, 403), (time + HOUR, 503)] {
        let (receiver, _) = by(&ManualClock::starting_at(wall), &sandbox);
        let forged = stranger.webhooks().request("orders/placed", "{}");
        assert_eq!(receiver.receive(forged).await.status().as_u16(), status);
    }
}

#[tokio::test(start_paused = true)]
async fn after_sleep_the_keys_are_refetched_before_a_clock_error() {
    let sandbox = Sandbox::in_process();
    let clock = ManualClock::starting_at(sandbox.clock().wall());
    let (receiver, _) = by(&clock, &sandbox);
    assert_eq!(receiver.receive(sandbox.webhooks().request("orders/placed", "{}")).await.status(), 200);
    // During sleep the wall clock continues and the monotonic clock stops.
    clock.advance(31 * SECOND);
    sandbox.advance(31 * SECOND + HOUR / 2);
    clock.set_wall(sandbox.clock().wall());
    assert_eq!(receiver.receive(sandbox.webhooks().request("orders/placed", "{}")).await.status(), 200);
    assert_eq!(sandbox.webhooks().jwks_fetches(), 2);
}
