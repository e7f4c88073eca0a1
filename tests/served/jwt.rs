//! Bearer tokens of an issuer, verified by its published keys.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http_body_util::BodyExt;
use pointapi::server::{Caller, Jwt};
use pointapi::{Body, BoxError, Client, HttpRequest, HttpResponse, Result, point_api};
use pointapi_sandbox::{Sandbox, SandboxWebhooks};
use serde_json::Value;
use tower::ServiceExt;

#[point_api(server)]
trait Account {
    #[point_endpoint(GET "/me")]
    async fn me(&self, #[extension] caller: Option<Caller>) -> Result<String>;
}

struct Accounts;

#[pointapi::async_trait]
impl Account for Accounts {
    async fn me(&self, caller: Option<Caller>) -> Result<String> {
        Ok(caller.map(|caller| caller.name().to_owned()).unwrap_or_default())
    }
}

/// A server that trusts the keys of the sandbox.
struct Scene {
    sandbox: Sandbox,
    issuer: SandboxWebhooks,
    router: axum::Router,
}

impl Scene {
    fn new() -> Self {
        Self::publishing(|_, keys| keys)
    }

    /// A server whose issuer publishes what this makes of each fetch's number and the sandbox's keys.
    fn publishing(keys: impl Fn(usize, Value) -> Value + Clone + Send + Sync + 'static) -> Self {
        let sandbox = Sandbox::in_process();
        let issuer = sandbox.webhooks();
        let (service, fetches) = (sandbox.service(), Arc::new(AtomicUsize::new(0)));
        let published = tower::service_fn(move |request: HttpRequest| {
            let (service, keys, number) = (service.clone(), keys.clone(), fetches.fetch_add(1, Ordering::Relaxed));
            async move {
                let own = service.oneshot(request).await?.into_body().collect().await?.to_bytes();
                let published = keys(number, serde_json::from_slice(&own)?);
                Ok::<_, BoxError>(HttpResponse::new(Body::from(published.to_string())))
            }
        });
        let jwt = Jwt::builder(issuer.issuer(), issuer.audience())
            .jwks_url(issuer.jwks_url())
            .allow_insecure_loopback()
            .fetch_with(Client::builder().transport(published))
            .clock(sandbox.clock());
        let router = AccountServer::new(Accounts).verify(jwt.build().unwrap()).router();
        Self { sandbox, issuer, router }
    }

    async fn me(&self, token: &str) -> Result<String> {
        let client = Client::builder().in_process(self.router.clone()).bearer_token(token).build().unwrap();
        AccountClient::new(client).me(None).await
    }

    fn signed(&self, claims: &Value) -> String {
        self.issuer.sign(&self.issuer.token_header(), claims)
    }

    async fn assert_rejected(&self, token: &str, what: &str) {
        let error = self.me(token).await.unwrap_err();
        assert!(error.is_status(401), "{what}: {error}");
        assert_eq!(error.headers().unwrap()["www-authenticate"], "Bearer error=\"invalid_token\"", "{what}");
    }
}

#[tokio::test]
async fn the_subject_of_a_signed_token_is_the_caller() {
    let scene = Scene::new();
    let claims = scene.issuer.claims();
    assert_eq!(scene.me(&scene.signed(&claims)).await.unwrap(), claims["sub"].as_str().unwrap());
}

#[tokio::test]
async fn a_token_of_any_case_and_form_of_its_type_is_accepted() {
    let scene = Scene::new();
    for (kind, is_accepted) in [
        ("JWT", true),
        ("jwt", true),
        ("at+jwt", true),
        ("AT+JWT", true),
        ("application/at+jwt", true),
        ("logout+jwt", false),
    ] {
        let mut header = scene.issuer.token_header();
        header["typ"] = kind.into();
        let result = scene.me(&scene.issuer.sign(&header, &scene.issuer.claims())).await;
        assert_eq!(result.is_ok(), is_accepted, "{kind}");
    }
}

#[tokio::test]
async fn a_token_need_not_say_when_it_was_issued() {
    let scene = Scene::new();
    let mut claims = scene.issuer.claims();
    claims.as_object_mut().unwrap().remove("iat");
    scene.me(&scene.signed(&claims)).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_invalid_is_a_401_without_a_reason() {
    let scene = Scene::new();
    let with = |name: &str, value: Value| {
        let mut claims = scene.issuer.claims();
        claims[name] = value;
        scene.signed(&claims)
    };
    scene.assert_rejected(&with("aud", "another".into()), "another audience").await;
    scene.assert_rejected(&with("iss", "https://evil.example".into()), "another issuer").await;
    scene.assert_rejected(&with("sub", "".into()), "no subject").await;
    scene.assert_rejected("not-a-jwt", "not a JWT").await;
    let genuine = scene.signed(&scene.issuer.claims());
    let (unsigned, _) = genuine.rsplit_once('.').unwrap();
    // A newer key could cure this until the keys are fetched again: 503 first, and the client retries.
    scene.assert_rejected(&format!("{unsigned}.AAAA"), "another signature").await;
    scene.sandbox.advance(Duration::from_secs(25 * 3600));
    scene.assert_rejected(&genuine, "expired").await;
}

#[tokio::test]
async fn a_request_without_a_token_is_asked_for_one() {
    let scene = Scene::new();
    let client =
        Client::builder().base_url("http://localhost").allow_insecure_loopback().transport(scene.router.clone());
    let error = AccountClient::new(client.build().unwrap()).me(None).await.unwrap_err();
    assert!(error.is_status(401));
    assert_eq!(error.headers().unwrap()["www-authenticate"], "Bearer");
}

#[tokio::test]
async fn a_request_with_credentials_of_another_scheme_is_asked_for_a_token() {
    let scene = Scene::new();
    let client = Client::builder().base_url("http://localhost").allow_insecure_loopback();
    let client = client.basic_auth("otto", "canary").transport(scene.router.clone());
    let error = AccountClient::new(client.build().unwrap()).me(None).await.unwrap_err();
    assert!(error.is_status(401));
    assert_eq!(error.headers().unwrap()["www-authenticate"], "Bearer");
}

#[tokio::test(start_paused = true)]
async fn a_token_is_503_until_newer_keys_may_be_fetched() {
    // The first key set has another key under the same id.
    let replaced = Scene::publishing(|number, mut keys| {
        if number == 0 {
            keys["keys"][0]["e"] = "Aw".into();
        }
        keys
    });
    let token = replaced.signed(&replaced.issuer.claims());
    replaced.assert_rejected(&token, "by the keys of its time").await;
    replaced.sandbox.advance(Duration::from_secs(1));
    let begun = tokio::time::Instant::now();
    replaced.me(&token).await.unwrap();
    // 503 with `Retry-After: 30`, after which the client calls again.
    assert!(begun.elapsed() >= Duration::from_secs(30), "{:?}", begun.elapsed());

    let many = Scene::publishing(|_, mut keys| {
        let list = keys["keys"].as_array_mut().unwrap();
        let others = (0..32).map(|number| {
            let mut other = list[0].clone();
            other["kid"] = format!("other-{number}").into();
            other
        });
        *list = others.chain([list[0].clone()]).collect();
        keys
    });
    assert!(many.me(&many.signed(&many.issuer.claims())).await.unwrap_err().is_status(503), "the 33rd key");
}
