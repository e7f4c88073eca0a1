//! Bearer tokens of an issuer, verified by its published keys.

use std::time::Duration;

use pointapi::server::{Caller, Jwt};
use pointapi::{Client, Result, point_api};
use pointapi_sandbox::{Sandbox, SandboxWebhooks};
use serde_json::Value;

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
        let sandbox = Sandbox::in_process();
        let issuer = sandbox.webhooks();
        let jwt = Jwt::builder(issuer.issuer(), issuer.audience())
            .jwks_url(issuer.jwks_url())
            .allow_insecure_loopback()
            .fetch_with(Client::builder().transport(sandbox.service()))
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
