//! Discovery of the key set through the issuer (F4).

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use pointapi::webhook::{Verifier, VerifierBuilder, WebhookErrorKind};
use pointapi::{Body, Client, ErrorKind, HttpRequest, HttpResponse};
use pointapi_sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::certificate::Certificate;
use crate::keys_at_fault::published;
use crate::scene::{HOUR, Scene};

const KEYS: &str = "/.well-known/jwks.json";

/// An issuer with this discovery document that serves the sandbox's keys at every other path.
#[derive(Clone)]
struct Issuer {
    configuration: Arc<Mutex<Value>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Issuer {
    fn with_document(configuration: Value) -> Self {
        Self { configuration: Arc::new(Mutex::new(configuration)), asked: Arc::default() }
    }

    fn set_document(&self, configuration: Value) {
        *self.configuration.lock().unwrap() = configuration;
    }

    fn verifier(&self, builder: VerifierBuilder, sandbox: &Sandbox) -> VerifierBuilder {
        let (issuer, keys) = (self.clone(), sandbox.service());
        let transport = tower::service_fn(move |mut request: HttpRequest| {
            let (issuer, keys) = (issuer.clone(), keys.clone());
            async move {
                issuer.asked.lock().unwrap().push(request.uri().to_string());
                if request.uri().path().ends_with("/openid-configuration") {
                    let configuration = issuer.configuration.lock().unwrap().to_string();
                    return Ok::<_, Infallible>(HttpResponse::new(Body::from(configuration)));
                }
                *request.uri_mut() = KEYS.parse().expect("a path");
                let response = tower::ServiceExt::oneshot(keys, request).await;
                Ok(response.unwrap_or_else(|_| HttpResponse::new(Body::empty())))
            }
        });
        builder.fetch_with(Client::builder().transport(transport)).discover_keys()
    }

    fn scene(&self) -> Scene {
        Scene::with(|builder, sandbox| self.verifier(builder, sandbox), |receiver| receiver)
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

const ISSUER: &str = "https://securetoken.google.com/larchfield";
const CONFIGURATION: &str = "https://securetoken.google.com/larchfield/.well-known/openid-configuration";

#[tokio::test(start_paused = true)]
async fn f4_the_issuer_names_the_key_url_on_any_server() {
    let issuer =
        Issuer::with_document(json!({"issuer": ISSUER, "jwks_uri": "https://keys.example/v1?set=3", "more": [1]}));
    let scene = issuer.scene();
    assert_eq!((scene.send().await, scene.send().await), (200, 200));
    assert_eq!(issuer.asked(), [CONFIGURATION, "https://keys.example/v1?set=3"]);
    scene.sandbox.advance(HOUR);
    issuer.set_document(json!({"issuer": ISSUER, "jwks_uri": "https://moved.example/keys"}));
    assert_eq!(scene.send().await, 200);
    assert_eq!(issuer.asked(), [CONFIGURATION, "https://moved.example/keys"]);
}

#[tokio::test(start_paused = true)]
async fn an_untrusted_key_url_is_503_and_not_fetched() {
    for configuration in [
        json!({"issuer": "https://securetoken.google.com/other", "jwks_uri": "https://keys.example"}),
        json!({"issuer": format!("{ISSUER}/"), "jwks_uri": "https://keys.example"}),
        json!({"jwks_uri": "https://keys.example"}),
        json!({"issuer": ISSUER}),
        json!({"issuer": ISSUER, "jwks_uri": ["https://keys.example"]}),
        json!({"issuer": ISSUER, "jwks_uri": "http://keys.example"}),
        json!({"issuer": ISSUER, "jwks_uri": "https://user:canary@keys.example"}),
        json!({"issuer": ISSUER, "jwks_uri": "https://keys.example/#canary"}),
        json!({"issuer": ISSUER, "jwks_uri": "file:///canary"}),
        json!({"issuer": ISSUER, "jwks_uri": "/keys"}),
        json!({"issuer": ISSUER, "jwks_uri": ""}),
        json!({"issuer": ISSUER, "jwks_uri": "https://keys.example", "padding": " ".repeat(257 * 1024)}),
        json!("nothing"),
    ] {
        let issuer = Issuer::with_document(configuration.clone());
        let scene = issuer.scene();
        let error = scene.receiver.process(scene.webhooks.request("t", "{}")).await.expect_err("no keys");
        assert_eq!((error.kind(), error.status().as_u16()), (WebhookErrorKind::Keys, 503), "{configuration}");
        assert!(!format!("{error:?}").contains("canary"));
        assert_eq!(issuer.asked(), [CONFIGURATION]);
    }
}

#[tokio::test(start_paused = true)]
async fn known_keys_are_used_while_discovery_fails() {
    let issuer = Issuer::with_document(json!({"issuer": ISSUER, "jwks_uri": "https://keys.example"}));
    let scene = issuer.scene();
    assert_eq!(scene.send().await, 200);
    issuer.set_document(json!({}));
    scene.sandbox.advance(2 * HOUR);
    assert_eq!(scene.send().await, 200);
}

#[test]
fn an_issuer_without_discovery_is_a_build_error() {
    for issuer in [
        "larchfield",
        "http://securetoken.example/larchfield",
        "https://issuer.example/larchfield?x",
        "https://issuer.example/larchfield#x",
    ] {
        let builder = || Verifier::builder(issuer, "larchfield");
        for builder in [builder(), builder().discover_keys()] {
            assert_eq!(builder.build().expect_err(issuer).kind(), ErrorKind::Config);
        }
        assert!(
            builder().jwks_url("https://keys.example").build().is_ok(),
            "{issuer} needs no discovery with a key URL"
        );
    }
    let layered = Client::builder().layer(tower::layer::util::Identity::new());
    let error = Verifier::builder(ISSUER, "larchfield").fetch_with(layered).discover_keys().build();
    assert_eq!(error.expect_err("a layer").kind(), ErrorKind::Config);
}

/// A TLS server that responds with its discovery document or with these keys.
async fn issuer_over_tls(certificate: &Certificate, keys: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let issuer = format!("https://localhost:{}", listener.local_addr().expect("an address").port());
    let configuration = json!({"issuer": issuer, "jwks_uri": format!("{issuer}/keys")}).to_string();
    let acceptor = certificate.acceptor();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let Ok(mut socket) = acceptor.accept(socket).await else { continue };
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(socket.read_u8().await.expect("a request"));
            }
            let body = if head.starts_with(b"GET /.well-known/openid-configuration ") { &configuration } else { &keys };
            let response =
                format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            socket.write_all(response.as_bytes()).await.expect("sent");
            socket.shutdown().await.ok();
        }
    });
    issuer
}

#[tokio::test]
async fn keys_are_discovered_only_from_trusted_certificates() {
    let scene = Scene::new();
    let (webhooks, keys) = (&scene.webhooks, published(&scene).await.to_string());
    let certificate = Certificate::good();
    let issuer = issuer_over_tls(&certificate, keys).await;
    let mut claims = webhooks.claims();
    claims["iss"] = issuer.as_str().into();
    let token = webhooks.sign(&webhooks.token_header(), &claims);
    let mut headers = webhooks.headers("orders/placed");
    headers.insert("authorization", format!("Bearer {token}").parse().expect("a value"));
    for (trusted, is_good) in [(certificate.authority_pem(), true), (Certificate::good().authority_pem(), false)] {
        let verifier = Verifier::builder(issuer.as_str(), webhooks.audience())
            .fetch_with(Client::builder().root_certificate(trusted))
            .discover_keys()
            .clock(scene.sandbox.clock())
            .build()
            .expect("a verifier");
        match verifier.verify(&headers).await {
            Ok(sender) => assert!(is_good, "{sender:?}"),
            Err(error) => assert_eq!((error.kind(), is_good), (WebhookErrorKind::Keys, false), "{error:?}"),
        }
    }
}
