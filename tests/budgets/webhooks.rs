//! The decoders of webhooks: signing keys, tokens, bodies.

use std::convert::Infallible;
use std::time::SystemTime;

use bytes::Bytes;
use http_body_util::StreamBody;
use pointapi::Client;
use pointapi::clock::ManualClock;
use pointapi::webhook::{Receiver, Verifier, WebhookEvent};
use pointapi_sandbox::{Sandbox, SandboxWebhooks};

use crate::row::{Row, Scene, repeated, responding};

/// A receiver that has the signing keys.
pub(crate) struct Webhooks {
    webhooks: SandboxWebhooks,
    receiver: Receiver,
    _sandbox: Sandbox,
}

impl Webhooks {
    pub(crate) async fn new() -> Self {
        let sandbox = Sandbox::in_process();
        let webhooks = sandbox.webhooks();
        let verifier = Verifier::builder(webhooks.issuer(), webhooks.audience())
            .jwks_url(webhooks.jwks_url())
            .allow_insecure_loopback()
            .fetch_with(Client::builder().transport(sandbox.service()).clock(sandbox.clock()))
            .clock(sandbox.clock());
        let receiver = Receiver::builder(verifier.build().unwrap()).tenant(webhooks.tenant_id());
        let receiver = receiver.build(|_: WebhookEvent| async { Ok::<_, Infallible>(()) }).unwrap();
        assert_eq!(receiver.receive(webhooks.request("orders/placed", "{}")).await.status(), 200);
        Self { webhooks, receiver, _sandbox: sandbox }
    }
}

pub(crate) fn rows() -> Vec<Row> {
    let keys = |name, input| Row::new(name, input, keys).at_most(255 * 1024);
    let token = |name, input| Row::new(name, input, token).at_most(8 * 1024);
    vec![
        keys("signing keys of numbers", |n| repeated("{\"keys\":[", "1,", "1]}", n)),
        keys("signing keys of lists", |n| repeated("{\"keys\":[", "[],", "1]}", n)),
        keys("signing keys of incomplete keys", |n| repeated("{\"keys\":[", "{\"kty\":\"RSA\"},", "1]}", n)),
        keys("signing keys of one id", |n| repeated("{\"keys\":[", KEY, "1]}", n)),
        token("a webhook token of dots", |n| repeated("", ".", "", n)),
        token("a webhook token of one segment", |n| repeated("", "e", "", n)),
        token("a webhook token of long segments", |n| {
            [vec![b'e'; n / 2], b".".to_vec(), vec![b'e'; n / 2], b".e".to_vec()].concat()
        }),
        Row::new("a webhook body of one-byte frames", |n| repeated("", " ", "", n), frames).at_most(1024 * 1024),
        Row::new("a webhook body of members", |n| repeated("{", "\"a\":1,", "\"b\":1}", n), body).at_most(1023 * 1024),
        Row::new("a webhook body of brackets", |n| repeated("", "[", "", n), body).at_most(1023 * 1024),
    ]
}

/// A key with what is needed, and a modulus that is too short.
const KEY: &str = r#"{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"},"#;

fn keys(scene: &Scene, body: Bytes) {
    let verifier = Verifier::builder("https://issuer.example", "larchfield");
    let verifier = verifier
        .fetch_with(responding(200, "application/json", body))
        .clock(ManualClock::starting_at(SystemTime::UNIX_EPOCH))
        .build()
        .unwrap();
    let headers = scene.webhooks.webhooks.headers("orders/placed");
    let _ = scene.run(verifier.verify(&headers)).map(drop).map_err(|error| format!("{error} {error:?}"));
}

fn token(scene: &Scene, token: Bytes) {
    let mut request = scene.webhooks.webhooks.request("orders/placed", "{}");
    let value = format!("Bearer {}", String::from_utf8(token.to_vec()).unwrap());
    request.headers_mut().insert("authorization", value.parse().unwrap());
    assert_eq!(scene.run(scene.webhooks.receiver.receive(request)).status(), 403);
}

fn body(scene: &Scene, body: Bytes) {
    let request = scene.webhooks.webhooks.request("orders/placed", body);
    scene.run(scene.webhooks.receiver.receive(request));
}

fn frames(scene: &Scene, body: Bytes) {
    let frames =
        (0..body.len()).map(move |index| Ok::<_, Infallible>(http_body::Frame::data(body.slice(index..=index))));
    let request = scene.webhooks.webhooks.request("orders/placed", "");
    let request = request.map(|_| StreamBody::new(futures_util::stream::iter(frames)));
    assert_eq!(scene.run(scene.webhooks.receiver.receive(request)).status(), 200);
}
