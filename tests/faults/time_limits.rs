//! The texts of time limits: each names its setting and the value that was in force.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::join_all;
use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::{ClientBuilder, Download, Error, Result, point_api};
use tokio::time::Instant;

use crate::api::{Class, Order, Receipt, builder, shop, without_pause};
use crate::in_process::{Reply, client};
use crate::names::FullBacklog;
use crate::server::{Server, script};

const SECOND: Duration = Duration::from_secs(1);

#[point_api]
trait Feeds {
    #[point_endpoint(GET "/feed", timeout = "9s")]
    async fn feed(&self) -> Result<Download>;

    #[point_endpoint(GET "/orders", attempt_timeout = "4s", attempts = 1)]
    async fn list(&self) -> Result<Receipt>;

    #[point_endpoint(POST "/token", auth = none, token_endpoint)]
    async fn token(&self) -> Result<Receipt>;

    #[point_endpoint(POST "/orders", timeout = "8s")]
    async fn place(&self, #[body] order: &Order) -> Result<Receipt>;
}

fn hanging() -> ClientBuilder {
    client([Reply::Hang]).0.retry(without_pause().attempts(1))
}

fn feeds(client: ClientBuilder) -> FeedsClient {
    FeedsClient::new(client.build().unwrap())
}

/// A login that does not respond.
struct Silent;

#[pointapi::async_trait]
impl TokenSource for Silent {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        std::future::pending().await
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}

async fn connecting(client: ClientBuilder) -> Error {
    let full = FullBacklog::new();
    tokio::time::pause();
    let client = client.base_url(format!("http://{}", full.address())).allow_insecure_loopback();
    let error = shop(client.retry(without_pause().attempts(1))).call(Class::Safe).await.unwrap_err();
    tokio::time::resume();
    error
}

#[tokio::test]
async fn connect_timeout_names_its_setting_and_value() {
    let client = crate::transport::chosen(pointapi::Client::builder()).connect_timeout(2 * SECOND);
    let text = connecting(client).await.to_string();
    assert!(text.contains("connecting took longer than 2s (`connect_timeout`)"), "{text}");
}

#[tokio::test]
async fn connect_timeout_of_a_given_client_names_its_setting() {
    let given = reqwest::Client::builder().connect_timeout(3 * SECOND).no_proxy().build().unwrap();
    let client = pointapi::Client::builder().connect_timeout(2 * SECOND).reqwest(given);
    let text = connecting(client).await.to_string();
    assert!(text.contains("the `connect_timeout` of the reqwest client"), "{text}");
}

#[tokio::test]
async fn a_timeout_of_a_given_client_is_a_timeout() {
    for script in [script().read().hang(), script().read().write_head(200, &[], Some(9)).write("{").hang()] {
        let given = reqwest::Client::builder().read_timeout(3 * SECOND).no_proxy().build().unwrap();
        let server = Server::start([script]).await;
        let error = shop(builder(&server).reqwest(given)).call(Class::Once).await.unwrap_err();
        assert!(error.is_timeout() && error.outcome_unknown(), "{error:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_timeout_names_its_limit_and_value() {
    let total = shop(hanging().timeout(7 * SECOND)).call(Class::Once).await.unwrap_err();
    let of_the_endpoint = feeds(hanging()).place(&Order::default()).await.unwrap_err();
    let attempt = feeds(hanging()).list().await.unwrap_err();

    let (stalling, _) = client([Reply::Stall]);
    let stalling = shop(stalling.retry(without_pause().attempts(1)));
    let stall = stalling.call(Class::Once).await.unwrap_err();

    let queued = shop(hanging().max_in_flight(2).timeout(10 * SECOND));
    let queue = join_all((0..3).map(|_| queued.call(Class::Once))).await.pop().unwrap().unwrap_err();

    let (streaming, _) = client([Reply::Stall]);
    let mut download = feeds(streaming).feed().await.unwrap();
    let stream = download.next().await.unwrap().unwrap_err();

    let default = shop(hanging()).call(Class::Once).await.unwrap_err();

    for (error, text) in [
        (total, "timed out after 7s (`timeout`)"),
        (of_the_endpoint, "timed out after 8s (`timeout`)"),
        (default, "timed out after 60s (`timeout`)"),
        (attempt, "an attempt timed out after 4s (`attempt_timeout`)"),
        (stall, "no byte arrived for 15s, a fixed limit"),
        (queue, "timed out after 10s (`timeout`) waiting for a request slot (`max_in_flight` is 2)"),
        (stream, "timed out after 9s (`timeout`) while the response arrived"),
    ] {
        assert!(error.to_string().contains(text), "{error}, not {text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_timeout_of_the_login_names_its_limit_and_value() {
    let by_source = |client: ClientBuilder| feeds(client.token_source(Silent));
    for (client, text, seconds) in [
        (hanging().login_timeout(3 * SECOND), "no response within 3s (`login_timeout`)", 3),
        (hanging(), "no response within 10s (the limit of the token source; `login_timeout` sets another)", 10),
        (hanging().timeout(2 * SECOND), "timed out after 2s (`timeout`) waiting for an access token", 2),
    ] {
        let started = Instant::now();
        let error = by_source(client).list().await.unwrap_err();
        assert!(error.is_timeout() && error.to_string().contains(text), "{error}, not {text}");
        assert_eq!(started.elapsed(), seconds * SECOND);
    }
    for (client, text) in [
        (hanging().login_timeout(3 * SECOND), "timed out after 3s (`login_timeout`)"),
        (hanging().timeout(SECOND), "timed out after 10s (`login_timeout`)"),
    ] {
        let error = feeds(client).token().await.unwrap_err();
        assert!(error.is_timeout() && error.to_string().contains(text), "{error}, not {text}");
    }
}
