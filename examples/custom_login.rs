//! The tokens of another platform: an OAuth 2 login by client credentials, declared with the same macro.
//!
//! `cargo run --example custom_login` needs no account and no network: a small server plays the platform.

use std::time::Duration;

use axum::extract::Form;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::{Client, Result, point_api};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

/// The login of the platform.
#[point_api(auth = none)]
trait Login {
    #[point_endpoint(POST "/oauth/token", token_endpoint)]
    async fn token(
        &self,
        #[form("grant_type")] grant_type: &str,
        #[form("client_id")] client_id: &str,
        #[form("client_secret")]
        #[sensitive]
        client_secret: &str,
    ) -> Result<TokenResponse>;
}

#[derive(Deserialize)]
struct TokenResponse {
    #[serde(deserialize_with = "secret")]
    access_token: Secret,
    expires_in: u64,
}

/// `Secret` wipes its memory and has no `Debug` output, so the token is never kept as a `String`.
fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Secret, D::Error> {
    String::deserialize(deserializer).map(Secret::from)
}

/// The API of the platform.
#[point_api]
trait Ledger {
    #[point_endpoint(GET "/balance")]
    async fn balance(&self) -> Result<i64>;
}

/// The login of a machine, without a user.
struct ClientCredentials {
    login: LoginClient,
    id: String,
    secret: Secret,
}

#[pointapi::async_trait]
impl TokenSource for ClientCredentials {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let response = self.login.token("client_credentials", &self.id, self.secret.expose()).await;
        let response = response.map_err(|error| match error.status().map(|status| status.as_u16()) {
            Some(400 | 401 | 403) => TokenError::rejected("the client id or its secret is wrong"),
            Some(_) => TokenError::transient("the login failed"),
            None if error.was_sent() => TokenError::unanswered("the login sent no response"),
            None => TokenError::unsent("the login could not be reached"),
        })?;
        Ok(TokenSet::new(response.access_token).expires_in(Duration::from_secs(response.expires_in)))
    }

    fn account(&self) -> String {
        self.id.clone()
    }
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let url = platform().await?;
    let builder = || Client::builder().base_url(&url).allow_insecure_loopback();
    let login = LoginClient::new(builder().build()?);
    let source = ClientCredentials { login, id: "larch".into(), secret: "not-a-real-one".into() };

    let ledger = LedgerClient::new(builder().token_source(source).build()?);
    let balance = ledger.balance().await?;
    println!("signed in with a custom login; the balance is {balance}");
    assert_eq!(balance, 42);
    Ok(())
}

/// Starts the platform and returns its URL.
async fn platform() -> std::io::Result<String> {
    async fn token(Form(form): Form<Value>) -> (StatusCode, Json<Value>) {
        if form["client_secret"] == "not-a-real-one" {
            (StatusCode::OK, Json(json!({"access_token": "made-up", "expires_in": 600})))
        } else {
            (StatusCode::UNAUTHORIZED, Json(json!({"error": "invalid_client"})))
        }
    }
    async fn balance(headers: HeaderMap) -> (StatusCode, Json<Value>) {
        let is_known = headers.get("authorization").is_some_and(|value| value == "Bearer made-up");
        if is_known { (StatusCode::OK, Json(json!(42))) } else { (StatusCode::UNAUTHORIZED, Json(json!({}))) }
    }

    let router = Router::new().route("/oauth/token", post(token)).route("/balance", get(balance));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(url)
}
