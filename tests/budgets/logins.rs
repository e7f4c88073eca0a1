//! The decoders of logins: responses of OAuth 2, discovery documents, and the tokens that a served trait receives.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use bytes::Bytes;
use http::Request;
use pointapi::auth::oauth2::{ClientCredentials, DeviceCode};
use pointapi::auth::{Secret, TokenSource};
use pointapi::clock::ManualClock;
use pointapi::server::{Basic, Jwt, Verify};
use pointapi::{Client, Result, point_api};
use pointapi_sandbox::Sandbox;
use tower::ServiceExt;

use crate::row::{Row, Scene, repeated, responding};

/// The largest body of a login.
const BODY: usize = 63 * 1024;

/// The largest token, as text and before base64.
const TOKEN: usize = 8 * 1024 - 64;
const SEGMENT: usize = 6 * 1024 - 64;

#[point_api(server)]
trait Account {
    #[point_endpoint(GET "/me")]
    async fn me(&self) -> Result<()>;
}

struct Quiet;

#[pointapi::async_trait]
impl Account for Quiet {
    async fn me(&self) -> Result<()> {
        Ok(())
    }
}

/// A served trait that has the keys of its issuer.
pub(crate) struct Issuer {
    router: axum::Router,
    /// The header of a token that names a key of the issuer.
    header: String,
    _sandbox: Sandbox,
}

impl Issuer {
    pub(crate) async fn new() -> Self {
        let sandbox = Sandbox::in_process();
        let issuer = sandbox.webhooks();
        let jwt = Jwt::builder(issuer.issuer(), issuer.audience())
            .jwks_url(issuer.jwks_url())
            .allow_insecure_loopback()
            .fetch_with(Client::builder().transport(sandbox.service()).clock(sandbox.clock()))
            .clock(sandbox.clock());
        let router = served(jwt.build().unwrap());
        assert_eq!(status(&router, &format!("Bearer {}", issuer.token())).await, 204);
        let header = issuer.token().split('.').next().unwrap_or_default().to_owned();
        Self { router, header, _sandbox: sandbox }
    }
}

fn served(verify: impl Verify) -> axum::Router {
    AccountServer::new(Quiet).verify(verify).router()
}

async fn status(router: &axum::Router, authorization: &str) -> u16 {
    let request = Request::get("/me").header("authorization", authorization).body(axum::body::Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap().status().as_u16()
}

pub(crate) fn rows() -> Vec<Row> {
    let token = |name, input| Row::new(name, input, client_credentials).at_most(BODY);
    let device = |name, input| Row::new(name, input, device_code).at_most(BODY);
    let found = |name, input| Row::new(name, input, discovery).at_most(255 * 1024);
    let head = |name, input| Row::new(name, input, jwt_header).at_most(SEGMENT);
    vec![
        token("a response of OAuth 2 of members", |n| repeated("{", "\"a\":1,", "\"access_token\":\"a\"}", n)),
        token("a response of OAuth 2 with a long token", |n| repeated("{\"access_token\":\"", "a", "\"}", n)),
        token("a response of OAuth 2 of brackets", |n| repeated("{\"scope\":", "[", "", n)),
        token("a response of OAuth 2 with a long error", |n| repeated("{\"error\":\"", "e", "\"}", n)),
        device("a device authorization of members", |n| repeated("{", "\"interval\":[1],", "\"a\":1}", n)),
        device("a device authorization with a long address", |n| {
            let before = r#"{"device_code":"d","user_code":"u","expires_in":60,"verification_uri":""#;
            repeated(before, "a", "\"}", n)
        }),
        found("a discovery document of members", |n| repeated("{", "\"a\":[1],", "\"issuer\":1}", n)),
        found("a discovery document with a long address", |n| {
            repeated(r#"{"issuer":"https://issuer.example","jwks_uri":"https://issuer.example/"#, "a", "\"}", n)
        }),
        head("a token whose header has members", |n| repeated("{", "\"a\":1,", "\"alg\":\"RS256\"}", n)),
        head("a token whose header has brackets", |n| repeated("{\"jwk\":", "[", "", n)),
        head("a token with a long key id", |n| repeated("{\"alg\":\"RS256\",\"kid\":\"", "a", "\"}", n)),
        head("a token with critical extensions", |n| {
            repeated("{\"alg\":\"RS256\",\"kid\":\"a\",\"crit\":[", "\"a\",", "\"a\"]}", n)
        }),
        Row::new("a token with long claims", |n| repeated("", "e", "", n), jwt_claims).at_most(SEGMENT),
        Row::new("a token with a long signature", |n| repeated("", "e", "", n), jwt_signature).at_most(SEGMENT),
        Row::new("an unsigned token of dots", |n| repeated("", ".", "", n), jwt).at_most(TOKEN),
        Row::new("credentials in base64", |n| repeated("", "YTph", "", n), basic).at_most(BODY),
    ]
}

fn now() -> ManualClock {
    ManualClock::starting_at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_900_000_000))
}

fn sign_in(scene: &Scene, body: Bytes, source: impl TokenSource) {
    let client = responding(200, "application/json", body).token_source(source).build().unwrap();
    let _ = scene.run(client.sign_in()).map_err(|error| format!("{error} {error:?}"));
}

fn client_credentials(scene: &Scene, body: Bytes) {
    sign_in(scene, body, ClientCredentials::new("https://issuer.example/token", "id", "secret"));
}

fn device_code(scene: &Scene, body: Bytes) {
    let url = "https://issuer.example/token";
    sign_in(scene, body, DeviceCode::new(url, url, "id", |_| {}).user_timeout(Duration::ZERO));
}

fn discovery(scene: &Scene, body: Bytes) {
    let jwt = Jwt::builder("https://issuer.example", "larchfield").discover_keys();
    let jwt = jwt.fetch_with(responding(200, "application/json", body)).clock(now());
    let router = served(jwt.build().unwrap());
    let header = BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256","kid":"a"}"#);
    assert_eq!(scene.run(status(&router, &format!("Bearer {header}.e30.c2ln"))), 503);
}

fn jwt_header(scene: &Scene, header: Bytes) {
    let header = BASE64_URL_SAFE_NO_PAD.encode(header);
    let status = scene.run(status(&scene.issuer.router, &format!("Bearer {header}.e30.c2ln")));
    assert_eq!(status, 401);
}

fn jwt_claims(scene: &Scene, claims: Bytes) {
    let claims = BASE64_URL_SAFE_NO_PAD.encode(claims);
    scene.run(status(&scene.issuer.router, &format!("Bearer {}.{claims}.c2ln", scene.issuer.header)));
}

fn jwt_signature(scene: &Scene, signature: Bytes) {
    let signature = BASE64_URL_SAFE_NO_PAD.encode(signature);
    scene.run(status(&scene.issuer.router, &format!("Bearer {}.e30.{signature}", scene.issuer.header)));
}

fn jwt(scene: &Scene, token: Bytes) {
    let token = String::from_utf8(token.to_vec()).unwrap();
    assert_eq!(scene.run(status(&scene.issuer.router, &format!("Bearer {token}"))), 401);
}

fn basic(scene: &Scene, credentials: Bytes) {
    let router = served(Basic::new("a", Secret::new("b")));
    let credentials = String::from_utf8(credentials.to_vec()).unwrap();
    assert_eq!(scene.run(status(&router, &format!("Basic {credentials}"))), 401);
}
