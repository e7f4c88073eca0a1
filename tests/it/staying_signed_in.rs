//! Tokens against the sandbox: the server counts sign-ins, refreshes and calls.

use std::time::Duration;

use futures_util::future::join_all;
use pointapi::auth::{CredentialsProvider, Why};
use pointapi::platform::{OrderQuery, Orders, OrdersClient};
use pointapi::store::MemoryStore;
use pointapi::{AuthCause, BoxError, Client, ClientBuilder, Credentials, ErrorKind};
use pointapi_sandbox::Sandbox;

const HOUR: Duration = Duration::from_secs(3600);

fn builder(sandbox: &Sandbox, password: &str) -> ClientBuilder {
    let builder = Client::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .clock(sandbox.clock())
        .credentials(Credentials::password("greta", password));
    crate::transport::chosen(builder)
}

/// A sandbox with the user greta, and a client with her credentials.
async fn signed_up() -> (Sandbox, OrdersClient) {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.user("greta", "right");
    let orders = OrdersClient::new(builder(&sandbox, "right").build().unwrap());
    (sandbox, orders)
}

fn counts(sandbox: &Sandbox) -> (u64, u64, u64) {
    let stats = sandbox.stats();
    (stats.sign_ins, stats.refreshes, stats.calls)
}

async fn call_at_once(orders: &OrdersClient, callers: usize) {
    let calls = (0..callers).map(|_| async {
        orders.query(&OrderQuery::default()).await.unwrap();
    });
    join_all(calls).await;
}

#[tokio::test]
async fn ten_thousand_first_calls_sign_in_once() {
    let (sandbox, orders) = signed_up().await;
    call_at_once(&orders, 10_000).await;
    assert_eq!(counts(&sandbox), (1, 0, 10_000));
}

#[tokio::test]
async fn a_hundred_calls_at_expiry_refresh_once() {
    let (sandbox, orders) = signed_up().await;
    call_at_once(&orders, 1).await;
    sandbox.advance(HOUR);
    call_at_once(&orders, 100).await;
    assert_eq!(counts(&sandbox), (1, 1, 101));
}

#[tokio::test]
async fn a_hundred_calls_with_a_revoked_token_refresh_once_and_replay() {
    let (sandbox, orders) = signed_up().await;
    call_at_once(&orders, 1).await;
    sandbox.revoke_access_tokens();
    call_at_once(&orders, 100).await;
    let stats = sandbox.stats();
    assert_eq!((stats.sign_ins, stats.refreshes), (1, 1));
    assert_eq!(stats.calls, 101 + stats.unauthorized);
}

#[tokio::test]
async fn an_expired_refresh_token_causes_a_sign_in() {
    let (sandbox, orders) = signed_up().await;
    call_at_once(&orders, 1).await;
    sandbox.advance(49 * HOUR);
    call_at_once(&orders, 10).await;
    assert_eq!(counts(&sandbox), (2, 0, 11));
}

#[tokio::test]
async fn a_rejected_refresh_causes_one_sign_in() {
    let (sandbox, orders) = signed_up().await;
    call_at_once(&orders, 1).await;
    sandbox.revoke_refresh_tokens();
    sandbox.advance(HOUR);
    call_at_once(&orders, 10).await;
    assert_eq!(counts(&sandbox), (2, 1, 11));
}

#[tokio::test]
async fn a_thousand_calls_with_a_wrong_password_sign_in_once() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.user("greta", "right");
    let orders = OrdersClient::new(builder(&sandbox, "wrong").build().unwrap());
    let results = join_all((0..1000).map(|_| async { orders.query(&OrderQuery::default()).await })).await;
    for result in results {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth(AuthCause::Rejected));
        assert!(error.is_auth() && !error.is_retryable() && error.retry_after().is_some());
        assert_eq!((error.endpoint(), error.attempts()), (Some("query"), 0));
    }
    assert_eq!(counts(&sandbox), (1, 0, 0));
}

/// Provides greta's password with one of her aliases.
struct AliasOf(&'static str);

#[pointapi::async_trait]
impl CredentialsProvider for AliasOf {
    async fn credentials(&self, _: Why) -> std::result::Result<Credentials, BoxError> {
        Ok(Credentials::password("greta", "right").alias(self.0))
    }
}

#[tokio::test]
async fn aliases_of_a_provider_never_share_a_stored_token() {
    let (sandbox, _) = signed_up().await;
    let store = MemoryStore::new();
    let sign_in = async |alias| {
        let client = builder(&sandbox, "right").credentials_provider(AliasOf(alias)).token_store(store.clone());
        client.build().unwrap().access_token().await.unwrap().expose().to_owned()
    };
    let (one, other) = (sign_in("branch-1").await, sign_in("branch-2").await);
    assert_ne!(one, other);
    assert_eq!(sign_in("branch-1").await, one, "its own token is found again");
    assert_eq!(counts(&sandbox), (2, 0, 0));
}

#[tokio::test]
async fn calls_work_through_the_trait_object() {
    let (sandbox, orders) = signed_up().await;
    sandbox.add_sample_orders(3);
    let shared: std::sync::Arc<dyn Orders> = std::sync::Arc::new(orders);
    assert_eq!(shared.query(&OrderQuery::default()).await.unwrap().count, 3);
}
