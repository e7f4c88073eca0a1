//! Each operation of the imported Point Services, against the sandbox and against a strict mock.

use pointapi::Client;
use pointapi::auth::Secret;
use pointapi_built::point::auth::Auth;
use pointapi_built::point::orders::Orders;
use pointapi_built::point::query::Query;
use pointapi_built::point::types::{RefreshRequest, SignInRequest};
use pointapi_built::point::webhooks::Webhooks;
use pointapi_built::point::{PointClient, types};
use pointapi_sandbox::Sandbox;
use serde::de::DeserializeOwned;

use crate::prism::Prism;
use crate::twin;

const PASSWORD: &str = "not-a-real-one";

/// The documented request of this name.
fn request<T: DeserializeOwned>(path_end: &str, name: &str) -> T {
    serde_json::from_value(twin::request(path_end, name)).unwrap()
}

fn client(base_url: &str) -> pointapi::ClientBuilder {
    Client::builder().base_url(base_url).allow_insecure_loopback()
}

/// Signs in and refreshes, as a program does that knows the API from its document alone.
async fn signed_in(base_url: &str) -> PointClient {
    let anonymous = PointClient::new(client(base_url).no_auth().build().unwrap());
    let login = SignInRequest { username: "greta".into(), password: Secret::new(PASSWORD), useralias: None };
    let tokens = anonymous.sign_in_with_password(&login).await.unwrap();
    let refresh = RefreshRequest { refresh_token: tokens.refresh_token.clone() };
    let tokens = anonymous.refresh_id_token(&refresh).await.unwrap();
    PointClient::new(client(base_url).bearer_token(tokens.access_token.clone()).build().unwrap())
}

/// Calls each operation but those of the login.
async fn call_each(point: &PointClient) {
    let orders: &dyn Orders = point;
    let placed = orders.adv("ADV-120", &request("/sami/ADV/{model}", "full")).await.unwrap();
    orders.detailed_blj("PDF-001", &request("/DetailedBLJ/{model}", "minimal")).await.unwrap();
    for name in ["individual", "joint", "company"] {
        orders.irs4506_t("PDF-001", &request("/IRS4506TTranscript/{model}", name)).await.unwrap();
    }
    for name in ["individual", "company"] {
        orders.irs8821("PDF-001", &request("/IRS8821Transcript/{model}", name)).await.unwrap();
    }
    for name in ["wetInk", "electronic"] {
        orders.ssa_form89("PDF-001", &request("/SSAForm89ECBSV/{model}", name)).await.unwrap();
    }
    let polled = orders.get_order(&placed.transaction_id).await.unwrap();
    assert!(!polled.transaction_id.is_empty());
    let found = point.orders(Some(&request("/orders/query", "byReference"))).await.unwrap();
    let first = found.results.first().expect("orders were placed");
    let mut refresh: types::AdvRefreshRequest = request("/ADV/refresh/{orderGuid}", "full");
    refresh.transaction_id.clone_from(&placed.transaction_id);
    orders.refresh_adv(&first.order_guid, &refresh).await.unwrap();
    let test: types::WebhookTestRequest = request("/test-webhook", "sample");
    let at = "2031-07-8T14:20:30Z";
    let id = "5b0e7c1a-1111-4222-8333-444455556666";
    point.test_webhook("orders/placed", "product:adv/adv-120", "OU9001", id, at, &test).await.unwrap();
}

#[tokio::test]
async fn every_operation_is_served_by_the_sandbox() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.user("greta", PASSWORD);
    let point = signed_in(sandbox.base_url()).await;
    call_each(&point).await;
}

#[tokio::test]
async fn every_operation_is_accepted_by_a_strict_mock() {
    let Some(prism) = Prism::mock(twin::FILE) else {
        return;
    };
    let point = signed_in(prism.base_url()).await;
    call_each(&point).await;
}
