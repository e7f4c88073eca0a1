//! The call that lets the platform send a test event.

use pointapi::auth::Authenticator;
use pointapi::platform::{WebhookTest, WebhooksClient};
use pointapi::{BoxError, Client, HttpRequest, HttpResponse, async_trait};
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use http_body_util::BodyExt;

struct Key;

#[async_trait]
impl Authenticator for Key {
    async fn authorize(&self, request: &mut http::request::Parts) -> Result<(), BoxError> {
        request.headers.insert("authorization", "Bearer made-up".parse()?);
        Ok(())
    }
}

#[tokio::test]
async fn f2_the_test_call_carries_the_five_headers_and_takes_any_answer() {
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
    let test = WebhookTest::new("https://hooks.larchfield.example/point", &body);
    let (id, time) = ("5b0e7c1a-1111-4222-8333-444455556666", "2031-07-8T14:20:30.1234567Z");
    let answer = webhooks.test_webhook("orders/placed", "product:adv/adv-120", "OU9001", id, time, &test).await;
    assert_eq!(&answer.expect("an answer")[..], b"queued");

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
