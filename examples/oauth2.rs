//! The client credentials of OAuth 2: the login is one line of the builder.
//!
//! `cargo run --example oauth2` needs no account and no network. The login is `oauth2-mock-server`, if
//! `tests/npm/install` has installed it, otherwise a stub, and the program says which.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use pointapi::auth::oauth2::ClientCredentials;
use pointapi::{Client, point_api};
use serde_json::{Value, json};

const ID: &str = "larch:1";
const SECRET: &str = "s&cret %/é+";

/// An API whose tokens come from another server.
#[point_api(auth = bearer)]
trait Ledger {
    #[point_endpoint(GET "/balance")]
    async fn balance(&self) -> pointapi::Result<i64>;
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let login = Login::start().await?;
    println!("the login is {}", login.name);

    let client = Client::builder()
        .base_url(api().await?)
        .allow_insecure_loopback()
        .token_source(ClientCredentials::new(&login.token_url, ID, SECRET).scope("ledger:read"))
        .build()?;
    let ledger = LedgerClient::new(client.clone());
    println!("the balance is {}", ledger.balance().await?);

    // A revoked token is replaced by the next call.
    client.invalidate_token();
    println!("the balance is still {}", ledger.balance().await?);

    let wrong = client.with_token_source(ClientCredentials::new(&login.token_url, ID, "wrong"));
    match LedgerClient::new(wrong).balance().await {
        Err(error) if error.is_auth() => println!("with a wrong secret: {error}"),
        _ => return Err("a wrong secret must be rejected".into()),
    }
    Ok(())
}

/// The server that hands out the tokens.
struct Login {
    name: &'static str,
    token_url: String,
    process: Option<Child>,
}

impl Login {
    async fn start() -> std::io::Result<Self> {
        match Self::real() {
            Some(login) => Ok(login),
            None => {
                let url = serve(Router::new().route("/token", post(token))).await?;
                let name = "a stub: `tests/npm/install` installs oauth2-mock-server";
                Ok(Self { name, token_url: format!("{url}/token"), process: None })
            }
        }
    }

    /// Starts `oauth2-mock-server`, which prints its URL.
    fn real() -> Option<Self> {
        let mut command = Command::new("node");
        command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/npm/oauth2-server.mjs"));
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let url = BufReader::new(process.stdout.take()?).lines().next().and_then(Result::ok);
        let token_url = url.as_ref().map(|url| format!("{url}/token")).unwrap_or_default();
        let login = Self { name: "oauth2-mock-server", token_url, process: Some(process) };
        url.map(|_| login)
    }
}

impl Drop for Login {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            process.kill().ok();
            process.wait().ok();
        }
    }
}

/// The token endpoint of the stub.
async fn token(headers: HeaderMap) -> (StatusCode, Json<Value>) {
    // The percent-encoded id and secret in base 64.
    let expected = "Basic bGFyY2glM0ExOnMlMjZjcmV0KyUyNSUyRiVDMyVBOSUyQg==";
    match headers.get("authorization").is_some_and(|value| value == expected) {
        true => (StatusCode::OK, Json(json!({"access_token": "made-up", "token_type": "Bearer", "expires_in": 3600}))),
        false => (StatusCode::UNAUTHORIZED, Json(json!({"error": "invalid_client"}))),
    }
}

/// Starts the API and returns its URL. It accepts every token; a real one verifies the signature.
async fn api() -> std::io::Result<String> {
    async fn balance(headers: HeaderMap) -> (StatusCode, Json<Value>) {
        let token = headers.get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        if token.is_some() { (StatusCode::OK, Json(json!(42))) } else { (StatusCode::UNAUTHORIZED, Json(json!(null))) }
    }
    serve(Router::new().route("/balance", get(balance))).await
}

async fn serve(router: Router) -> std::io::Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(url)
}
