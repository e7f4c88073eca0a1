//! The logins of OAuth 2 against a real server on another origin than the API.
//!
//! The server is `oauth2-mock-server`, which `tests/npm/install` installs. Without it the tests print that they are
//! skipped; with `CI=true` they fail.

mod server;

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use http::Method;
use pointapi::auth::oauth2::{ClientCredentials, RefreshToken};
use pointapi::clock::ManualClock;
use pointapi::store::MemoryStore;
use pointapi::{AuthCause, Client, ClientBuilder, ErrorKind};
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

use server::OAuthServer;

const ID: &str = "larch:1";
const SECRET: &str = "s&cret %/é+";
const HOUR: Duration = Duration::from_secs(3600);

async fn api() -> MockServer {
    let api = MockServer::start().await;
    Mock::given(matchers::any()).respond_with(ResponseTemplate::new(200)).mount(&api).await;
    api
}

fn builder(api: &MockServer) -> ClientBuilder {
    crate::transport::chosen(Client::builder().base_url(api.uri()).allow_insecure_loopback())
}

/// Returns the claims of the tokens that the API received.
async fn received_claims(api: &MockServer) -> Vec<Value> {
    let requests = api.received_requests().await.unwrap();
    requests.iter().map(|request| claims(request.headers["authorization"].to_str().unwrap())).collect()
}

fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

async fn call(client: &Client) {
    client.request(Method::GET, "/items").send().await.unwrap();
}

#[tokio::test]
async fn client_credentials_fetch_a_token_for_the_api_of_another_origin() {
    let Some(server) = OAuthServer::start() else { return };
    let login = ClientCredentials::new(server.token_url(), ID, SECRET).scope("read").scope("write").audience("the-api");
    for (login, by) in [(login.clone(), "basic"), (login.client_secret_post(), "post")] {
        let api = api().await;
        let client = builder(&api).token_source(login).build().unwrap();
        call(&client).await;
        call(&client).await;
        let claims = received_claims(&api).await;
        assert_eq!(claims[0], claims[1], "one token serves both calls");
        let shown = ["by", "client_id", "scope", "audience"].map(|name| claims[0][name].clone());
        assert_eq!(shown, [json!(by), json!(ID), json!("read write"), json!("the-api")]);
    }
}

#[tokio::test]
async fn a_wrong_secret_is_a_rejection_that_echoes_nothing() {
    let Some(server) = OAuthServer::start() else { return };
    let api = api().await;
    let login = ClientCredentials::new(server.token_url(), ID, "canary");
    let client = builder(&api).token_source(login).build().unwrap();
    let error = client.request(Method::GET, "/items").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth(AuthCause::Rejected));
    let shown = format!("{error} {error:?} {:?}", client.auth_status());
    assert!(shown.contains("invalid_client"), "{shown}");
    assert!(!shown.contains("canary") && !shown.contains("Basic"), "{shown}");
    assert!(api.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_rotating_refresh_token_is_followed_and_survives_a_restart() {
    let Some(server) = OAuthServer::start() else { return };
    let (api, store, clock) = (api().await, MemoryStore::new(), ManualClock::starting_at(SystemTime::now()));
    let client = || {
        let login = RefreshToken::new(server.token_url(), ID, "refresh-0").client_secret(SECRET).account("greta");
        let builder = builder(&api).clock(clock.clone()).token_store(store.clone()).token_source(login);
        builder.build().unwrap()
    };
    let first = client();
    for _ in 0..3 {
        call(&first).await;
        clock.advance(HOUR);
    }
    // The process that comes next knows only the first refresh token, which is spent.
    call(&client()).await;
    let uses: Vec<_> = received_claims(&api).await.iter().map(|claims| claims["uses"].clone()).collect();
    assert_eq!(uses, [json!(0), json!(1), json!(2), json!(3)]);
}
