//! Every request of the client, against a mock that rejects what the platform's OpenAPI document does not allow.
//!
//! The mock is Prism, which `tests/npm/install` installs. Without it the tests print that they are skipped; with
//! `CI=true` they fail.

mod prism;

use std::sync::{Arc, Mutex};

use pointapi::platform::{
    OrderQuery, Point, QueryDate, Refresh, SignIn, TestMode, TextProperty, TransactionId, WebhookTest, WebhooksClient,
    property,
};
use pointapi::{Credentials, Error, HttpRequest, Method, StatusCode};
use pointapi_sandbox::Sandbox;
use serde_json::json;
use tower::util::MapRequestLayer;

use crate::{sample, twin};
use prism::Prism;

const SAMI: &str = "/riskinsight-services-ws/resources/v1/sami";

type Seen = Arc<Mutex<Vec<HttpRequest>>>;

/// A client of the mock, and its requests without their bodies.
fn point(prism: &Prism) -> (Point, Seen) {
    let seen = Seen::default();
    let log = Arc::clone(&seen);
    let record = MapRequestLayer::new(move |request: HttpRequest| {
        let mut copy = HttpRequest::default();
        *copy.method_mut() = request.method().clone();
        *copy.uri_mut() = request.uri().clone();
        *copy.headers_mut() = request.headers().clone();
        log.lock().unwrap().push(copy);
        request
    });
    let builder = Point::builder().base_url(prism.base_url()).allow_insecure_loopback().rebase_refs();
    (builder.token_source(sample::FixedToken).attempt_layer(record).build().unwrap(), seen)
}

#[track_caller]
fn assert_accepted<T>(result: Result<T, Error>, prism: &Prism) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{error}\n{}\n{}", error.snippet().unwrap_or_default(), prism.log()),
    }
}

#[tokio::test]
async fn every_request_is_accepted_with_accept_and_authorization() {
    let Some(prism) = Prism::mock(twin::FILE) else { return };
    let (point, seen) = point(&prism);
    for order in sample::every_order() {
        let handle = assert_accepted(point.place(order).await, &prism);
        assert_accepted(handle.poll().await, &prism);
    }
    assert_accepted(point.refresh_adv(&"0000000000000888001".into(), &sample::adv_refresh()).await, &prism);
    let own = format!("{}{SAMI}/7", prism.base_url());
    assert_accepted(point.orders().report_at(&own).await, &prism);
    for order in sample::every_order() {
        let address = format!("{}{SAMI}/{}/{}", prism.base_url(), order.product(), order.model());
        assert_accepted(point.orders().place_at(&address, &order).await, &prism);
    }
    let address = format!("{}{SAMI}/ADV/refresh/0000000000000888001", prism.base_url());
    assert_accepted(point.orders().refresh_adv_at(&address, &sample::adv_refresh()).await, &prism);
    for query in every_query() {
        assert_accepted(point.orders().query(&query).await, &prism);
    }
    assert_accepted(test_webhook(&point).await, &prism);
    let seen = seen.lock().unwrap();
    assert!(seen.len() > 60, "{}", seen.len());
    for request in &*seen {
        // The response to a test call is undocumented, so any media type is accepted.
        let accept = if request.uri().path() == "/test-webhook" { "*/*" } else { "application/json" };
        assert_eq!(request.headers()["accept"], accept, "{}", request.uri());
        assert_eq!(request.headers()["authorization"], "Bearer made-up-token");
        let content_type = (request.method() == Method::POST).then_some("application/json");
        assert_eq!(request.headers().get("content-type").map(|value| value.to_str().unwrap()), content_type);
    }
}

#[tokio::test]
async fn signing_in_is_accepted_without_authorization() {
    let Some(prism) = Prism::mock(twin::FILE) else { return };
    let (point, seen) = point(&prism);
    let users = point.user_management();
    assert_accepted(users.sign_in_with_password(&SignIn::new("greta", "not-a-real-one")).await, &prism);
    assert_accepted(users.sign_in_with_password(&SignIn::new("shared", "not-a-real-one").alias("greta")).await, &prism);
    assert_accepted(users.refresh_id_token(&Refresh::new("made-up-refresh-token_1")).await, &prism);
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 3);
    for request in &*seen {
        assert!(!request.headers().contains_key("authorization"));
        assert_eq!(request.headers()["accept"], "application/json");
    }
}

/// The proxy checks every response of the sandbox against the OpenAPI document.
#[tokio::test]
async fn every_response_of_the_sandbox_matches_the_document() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.add_sample_orders(3);
    sandbox.user("greta", "right");
    let Some(prism) = Prism::proxy(twin::FILE, sandbox.base_url()) else { return };
    let builder = Point::builder().base_url(prism.base_url()).allow_insecure_loopback().rebase_refs();
    let point = builder.credentials(Credentials::password("greta", "right")).build().unwrap();
    for order in sample::every_order() {
        let handle = assert_accepted(point.place(order).await, &prism);
        assert_accepted(handle.poll().await, &prism);
        assert!(assert_accepted(handle.poll().await, &prism).is_done());
    }
    assert_accepted(point.orders().query(&OrderQuery::default().limit(5)).await, &prism);
    let fault = point.orders().report("0").await.unwrap_err();
    assert!(fault.is_fault(), "{fault}\n{}", prism.log());
    let invalid = sample::irs8821_in(TestMode::Invalid);
    let report = assert_accepted(point.orders().place_irs8821("PDF-001", &invalid).await, &prism);
    assert_eq!(report.errors().count(), 1);
    let placed = OrderQuery::default().matching(property::ORDER_GUID.starts_with("0000000000004"));
    let placed = placed.matching(property::PRODUCT_TYPE.equals("ADV"));
    let adv = assert_accepted(point.orders().query(&placed).await, &prism).results[0].order_guid.clone();
    let refresh = sample::adv().refresh(TransactionId::from("0000000000000000007")).unwrap();
    let fault = point.orders().refresh_adv(&adv, &refresh).await.unwrap_err();
    assert!(fault.is_fault(), "{fault}\n{}", prism.log());
    let rejection = point.orders().query(&OrderQuery::default().marker("made up")).await.unwrap_err();
    assert!(rejection.is_status(400), "{rejection}\n{}", prism.log());
    assert_accepted(test_webhook(&point).await, &prism);
}

async fn test_webhook(point: &Point) -> Result<(), Error> {
    let body = json!({"order_id": "31415", "note": "made up"});
    let test = WebhookTest::new("https://hooks.larchfield.example/point", &body)?;
    let id = "5b0e7c1a-1111-4222-8333-444455556666";
    let webhooks = WebhooksClient::new(point.client().clone());
    webhooks.test_webhook("orders/placed", "product:adv/adv-120", "OU9001", id, "2031-07-8T14:20:30Z", &test).await?;
    Ok(())
}

#[tokio::test]
async fn the_mock_is_strict() {
    let Some(prism) = Prism::mock(twin::FILE) else { return };
    let (point, _) = point(&prism);
    let mut order = twin::request("/sami/ADV/{model}", "full");
    order["Mood"] = json!("x");
    let path = format!("{SAMI}/ADV/ADV-120");
    let error = point.client().request(Method::POST, &path).json(&order).send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    let query = OrderQuery::default().filter("Mood", "eq", "x");
    assert!(point.orders().query(&query).await.unwrap_err().is_status(400));
}

/// Every property with each of its operators, and the other settings of a query.
fn every_query() -> Vec<OrderQuery> {
    let texts: [TextProperty; 10] = [
        property::ORDER_GUID,
        property::ORDER_SUMMARY,
        property::OWNER_COMPANY_NAME,
        property::OWNER_USER_CONTACT_MECHANISM,
        property::OWNER_USER_DISPLAY_NAME,
        property::PRODUCT_DISPLAY_NAME,
        property::PRODUCT_TYPE,
        property::REFERENCE_NUMBER,
        property::SOURCE_ALIASES,
        property::STATUS,
    ];
    let mut filters = Vec::new();
    for text in texts {
        filters.extend([text.equals("x"), text.differs_from("x"), text.one_of(["x"]), text.one_of(["x", "y"])]);
        filters.extend([text.greater_than("x"), text.less_than("x"), text.at_least("x"), text.at_most("x")]);
        filters.extend([text.starts_with("x"), text.starts_with_ignore_case("x")]);
    }
    for date in [property::COMPLETED, property::CREATED, property::FULFILLED] {
        let day = || QueryDate::parse("2031-07-04T09:15:30.250Z").unwrap();
        let zoned = || QueryDate::parse("Fri, 04 Jul 2031 09:15:30 -0500").unwrap();
        filters.extend([date.equals(day()), date.differs_from(zoned()), date.one_of([day(), zoned()])]);
        filters.extend([date.greater_than(day()), date.less_than(std::time::SystemTime::now())]);
        filters.extend([date.at_least(day()), date.at_most(day())]);
    }
    let flag = property::REPORT_AVAILABLE;
    filters.extend([flag.equals(true), flag.differs_from(true), flag.one_of([true, false])]);
    let mut queries: Vec<_> = filters.into_iter().map(|filter| OrderQuery::default().matching(filter)).collect();
    queries.push(OrderQuery::default());
    queries.push(OrderQuery::default().limit(5).marker("4611686018427387904"));
    queries
}
