//! Calls that carry every secret, and the errors and `Debug` output of each.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::time::Duration;

use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::platform::{OrderQuery, OrdersClient};
use pointapi::{
    CallOptions, Client, ClientBuilder, Credentials, Error, Method, Part, ProxyMode, Response, Result, point_api,
};
use pointapi_sandbox::Sandbox;
use serde::{Deserialize, Serialize};

use super::own_code;
use super::secrets::{ACCESS_TOKEN, COOKIE, DOCUMENT, PASSWORD, REFRESH_TOKEN, SSN};
use crate::api::builder;
use crate::names::NoSuchName;
use crate::server::{Certificate, Script, Server, json, respond, script};

#[derive(Debug, Clone, Serialize)]
struct Person {
    ssn: &'static str,
    document: &'static str,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoded")]
struct Report {
    count: u32,
}

#[point_api]
trait Reports {
    #[point_endpoint(POST "/people/{ssn}/reports")]
    async fn order(
        &self,
        ssn: &str,
        #[query("ssn")] in_query: &str,
        #[header("X-SSN")] in_header: &str,
        #[cookie("session")] cookie: &str,
        #[body] person: &Person,
    ) -> Result<Response<Report>>;

    #[point_endpoint(PUT "/people/{ssn}/document")]
    async fn upload(&self, ssn: &str, #[part("file")] document: Part) -> Result<()>;
}

pub(super) struct Login;

#[pointapi::async_trait]
impl TokenSource for Login {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new(ACCESS_TOKEN).refresh_token(REFRESH_TOKEN).expires_in(Duration::from_secs(600)))
    }

    async fn refresh(&self, refresh_token: &Secret) -> Result<TokenSet, TokenError> {
        assert_eq!(refresh_token.expose(), REFRESH_TOKEN);
        self.sign_in().await
    }
}

/// All errors and `Debug` output of the calls.
#[derive(Default)]
pub(super) struct Shown(pub(super) Vec<String>);

impl Shown {
    pub(super) fn debug(&mut self, value: &impl Debug) {
        self.0.push(format!("{value:?} {value:#?}"));
    }

    pub(super) fn error(&mut self, error: &Error) {
        self.0.push(format!("{error} {error:?} {error:#?} {:?} {:?}", error.snippet(), error.request_id()));
        let mut cause = error.source();
        while let Some(error) = cause {
            self.0.push(format!("{error} {error:?} {error:#?}"));
            cause = error.source();
        }
    }

    async fn calls(&mut self, client: ClientBuilder) {
        self.debug(&client);
        let client = client.token_source(Login).build().unwrap();
        let reports = ReportsClient::new(client.clone());
        let person = Person { ssn: SSN, document: DOCUMENT };
        match reports.order(SSN, SSN, SSN, COOKIE, &person).await {
            Ok(_) => self.0.push("a success".into()),
            Err(error) => self.error(&error),
        }
        let document = Part::bytes(DOCUMENT.as_bytes()).file_name("scan.pdf");
        self.debug(&document);
        if let Err(error) = reports.upload(SSN, document).await {
            self.error(&error);
        }
        let by_hand = client.request(Method::POST, &format!("/x?ssn={SSN}")).json(&person).send().await;
        match by_hand {
            Ok(response) => self.0.push(format!("{} with {} headers", response.status(), response.headers().len())),
            Err(error) => self.error(&error),
        }
        self.debug(&(client.auth_status(), client, reports));
    }
}

/// Runs every kind of success and failure.
pub(crate) async fn run() -> Vec<String> {
    let mut shown = Shown::default();
    for script in over_plain_tcp() {
        let server = Server::start([script]).await;
        shown.calls(builder(&server).timeout(Duration::from_secs(30)).default_header("X-Client", "canary")).await;
    }
    for (certificate, script) in over_tls() {
        let server = Server::start_tls(&certificate, [script]).await;
        shown.calls(builder(&server).root_certificate(certificate.authority_pem())).await;
    }
    shown.calls(NoSuchName::client("Name or service not known")).await;
    let proxy = Server::start([respond(407, &[], b"")]).await;
    let proxy = proxy.base_url().replace("http://", &format!("http://user:{PASSWORD}@"));
    shown.calls(Client::builder().base_url("https://api.example.com").proxy(ProxyMode::Explicit(proxy))).await;
    sandbox(&mut shown).await;
    own_code::run(&mut shown).await;
    let options = CallOptions::new().idempotency_key(SSN).header("X-SSN", SSN).unwrap().extension(SSN);
    shown.debug(&options);
    shown.0
}

fn over_plain_tcp() -> Vec<Script> {
    let echo = format!(r#"{{"message": "no such person {SSN}", "token": "{ACCESS_TOKEN}", "count": "{SSN}"}}"#);
    let unfinished = format!("{{\"count\": \"{SSN}");
    let location = format!("https://elsewhere.example/?token={ACCESS_TOKEN}&ssn={SSN}");
    let request_id = [("X-Request-Id", SSN), ("Set-Cookie", COOKIE)];
    vec![
        respond(200, &[("Set-Cookie", COOKIE), ("X-SSN", SSN)], br#"{"count": 1}"#),
        json(200, &echo),
        json(200, &unfinished),
        json(200, &format!("{DOCUMENT}\0\u{1}")),
        json(400, &echo),
        respond(401, &[("WWW-Authenticate", &format!("Bearer error=\"{ACCESS_TOKEN}\""))], echo.as_bytes()),
        json(403, &echo),
        respond(409, &[("Set-Cookie", COOKIE)], echo.as_bytes()),
        json(429, &echo),
        json(500, &echo),
        respond(503, &[("Retry-After", SSN)], echo.as_bytes()),
        respond(302, &[("Location", &location)], b""),
        respond(200, &[("Content-Encoding", "gzip")], echo.as_bytes()),
        script().read().write_head(200, &request_id[1..], Some(999)).write(&echo).close(),
        script().read().write(format!("HTTP/1.1 200 {SSN}\r\n: {ACCESS_TOKEN}\r\n\r\n")).close(),
        script().read().write(&echo).close(),
        script().read().reset(),
        script().read().close(),
        script().read().hang(),
        script().read().write_head(200, &[], Some(999)).write(&echo).hang(),
        Script::default().close(),
    ]
}

fn over_tls() -> Vec<(Certificate, Script)> {
    vec![
        (Certificate::good(), json(200, r#"{"count": 1}"#)),
        (Certificate::good(), json(500, SSN)),
        (Certificate::good().with_http2(), json(200, "")),
        (Certificate::good().with_http2(), script().refuse_stream()),
        (Certificate::good().with_http2(), script().go_away(0, SSN)),
        (Certificate::expired(), json(200, "")),
        (Certificate::of_another_name(), json(200, "")),
        (Certificate::self_signed(), json(200, "")),
    ]
}

/// Signs in with the right and the wrong password.
async fn sandbox(shown: &mut Shown) {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.user("greta", PASSWORD);
    let client = |password: &str| {
        let credentials = Credentials::password("greta", password);
        Client::builder()
            .base_url(sandbox.base_url())
            .allow_insecure_loopback()
            .credentials(credentials)
            .build()
            .unwrap()
    };
    let right = client(PASSWORD);
    OrdersClient::new(right.clone()).query(&OrderQuery::default()).await.unwrap();
    shown.debug(&(Credentials::password("greta", PASSWORD), &right, right.auth_status(), right.access_token().await));
    let wrong = client(SSN);
    shown.error(&wrong.sign_in().await.unwrap_err());
    shown.debug(&wrong);
}
