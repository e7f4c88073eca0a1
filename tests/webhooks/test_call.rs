//! The call that makes the platform send a test event.

use pointapi::auth::Authenticator;
use pointapi::platform::{WebhookTest, WebhooksClient};
use pointapi::{BoxError, Client, Credentials, HttpRequest, HttpResponse, async_trait};
use pointapi_sandbox::Sandbox;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use http_body_util::BodyExt;

use crate::scene::Scene;

struct Key;

#[async_trait]
impl Authenticator for Key {
    async fn authorize(&self, request: &mut http::request::Parts) -> Result<(), BoxError> {
        request.headers.insert("authorization", "Bearer made-up".parse()?);
        Ok(())
    }
}

#[tokio::test]
async fn f2_the_test_call_has_five_headers_and_accepts_any_response() {
    let seen = Arc::new(Mutex::new(None));
    let noted = Arc::clone(&seen);
    let transport = tower::service_fn(move |request: HttpRequest| {
        let noted = Arc::clone(&noted);
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.expect("a body").to_bytes();
            *noted.lock().unwrap() = Some((parts, body));
            Ok::<_, Infallible>(HttpResponse::new("queued".into()))
        }
    });
    let client = Client::builder().base_url("https://hooks.example").authenticator(Key).transport(transport);
    let webhooks = WebhooksClient::new(client.build().expect("a client"));
    let body = serde_json::json!({"order_id": "31415", "note": "made up"});
    let test = WebhookTest::new("https://hooks.larchfield.example/point", &body).expect("public");
    let (id, time) = ("5b0e7c1a-1111-4222-8333-444455556666", "2031-07-8T14:20:30.1234567Z");
    let response = webhooks.test_webhook("orders/placed", "product:adv/adv-120", "OU9001", id, time, &test).await;
    assert_eq!(&response.expect("a response")[..], b"queued");

    let (parts, sent) = seen.lock().unwrap().take().expect("a request");
    assert_eq!((parts.method.as_str(), parts.uri.path()), ("POST", "/test-webhook"));
    for (name, value) in [
        ("authorization", "Bearer made-up"),
        ("content-type", "application/json"),
        ("x-pps-topic", "orders/placed"),
        ("x-pps-sub-topic", "product:adv/adv-120"),
        ("x-pps-tenant-id", "OU9001"),
        ("x-pps-webhook-id", id),
        ("x-pps-triggered-at", time),
    ] {
        assert_eq!(parts.headers[name], value, "{name}");
    }
    let sent: serde_json::Value = serde_json::from_slice(&sent).expect("JSON");
    assert_eq!(sent, serde_json::json!({"address": "https://hooks.larchfield.example/point", "testData": body}));
}

/// A client of this sandbox.
fn caller(sandbox: &Sandbox) -> WebhooksClient {
    sandbox.user("greta", "right");
    let client = Client::builder().base_url(sandbox.base_url()).allow_insecure_loopback().clock(sandbox.clock());
    let client = client.transport(sandbox.service()).credentials(Credentials::password("greta", "right"));
    WebhooksClient::new(client.build().expect("a client"))
}

const ID: &str = "5b0e7c1a-1111-4222-8333-444455556666";

async fn call(webhooks: &WebhooksClient, tenant: &str, address: &str) -> pointapi::Result<()> {
    let body = serde_json::json!({"order_id": "31415"});
    let test = WebhookTest::new(address, &body)?;
    webhooks.test_webhook("orders/updated", "product:cdv/cdv-120", tenant, ID, "2031-07-8T14:20:30Z", &test).await?;
    Ok(())
}

#[tokio::test]
async fn the_sandbox_delivers_the_test_event_to_a_receiver() {
    let scene = Scene::new();
    let caller = caller(&scene.sandbox);
    let address = "https://hooks.larchfield.example/point";
    call(&caller, scene.webhooks.tenant_id(), address).await.expect("a response without a receiver");
    assert_eq!(scene.handled.count(), 0);

    scene.webhooks.receive_tests_with(scene.receiver.clone());
    call(&caller, scene.webhooks.tenant_id(), address).await.expect("a response");
    let event = scene.handled.last();
    assert_eq!((event.topic(), event.sub_topic()), ("orders/updated", Some("product:cdv/cdv-120")));
    assert_eq!(event.id().to_string(), ID);
    assert_eq!(event.json::<serde_json::Value>().expect("JSON"), serde_json::json!({"order_id": "31415"}));
    call(&caller, scene.webhooks.tenant_id(), address).await.expect("a response to a duplicate");
    assert_eq!(scene.handled.count(), 1);
}

#[tokio::test]
async fn the_sandbox_rejects_an_invalid_test_call() {
    let scene = Scene::new();
    scene.webhooks.receive_tests_with(scene.receiver.clone());
    let caller = caller(&scene.sandbox);
    let by_hand = |tenant: &str, address: &str| {
        let headers = [
            ("x-pps-topic", "orders/placed"),
            ("x-pps-sub-topic", "product:adv/adv-120"),
            ("x-pps-tenant-id", tenant),
            ("x-pps-webhook-id", ID),
            ("x-pps-triggered-at", "2031-07-8T14:20:30Z"),
        ];
        let request = caller.client().request(http::Method::POST, "/test-webhook");
        let request = headers.into_iter().fold(request, |request, (name, value)| request.header(name, value));
        request.json(&serde_json::json!({"address": address, "testData": {}})).send()
    };
    for (tenant, address) in
        [("OU9001", "http://hooks.larchfield.example/point"), ("OU9001", "hooks"), ("", "https://a.example")]
    {
        let error = by_hand(tenant, address).await.expect_err(address);
        assert!(error.is_status(422), "{error}");
    }
    let stranger = Client::builder().base_url(scene.sandbox.base_url()).allow_insecure_loopback();
    let stranger = stranger.transport(scene.sandbox.service()).authenticator(Key).build().expect("a client");
    let error = call(&WebhooksClient::new(stranger), "OU9001", "https://a.example").await.expect_err("401");
    assert!(error.is_status(401), "{error}");
    assert_eq!(scene.handled.count(), 0);
}
