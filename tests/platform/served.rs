//! Point Services served from its traits, and called by its own client.

use std::sync::Mutex;
use std::time::Duration;

use pointapi::http::HeaderMap;
use pointapi::platform::*;
use pointapi::{Bytes, Client, Error, Response, Result, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};

use crate::sample;

/// Keeps what it receives, and responds that each order is in progress.
#[derive(Default)]
struct Recorder(Mutex<Vec<Value>>);

impl Recorder {
    fn keep(&self, received: impl Serialize + std::fmt::Debug) -> Result<OrderReport> {
        let shown = format!("{received:?}");
        assert!(!shown.contains("Ostrander") && !shown.contains("900"), "{shown}");
        self.0.lock().unwrap().push(serde_json::to_value(received).unwrap());
        OrderReport::from_json(pending().to_string())
    }
}

fn pending() -> Value {
    json!({"TransactionID": "7", "Messages": {"Message": [{"Category": "Info", "Code": "I004"}]}, "Status": {"Code": "U001"}})
}

#[pointapi::async_trait]
impl Orders for &'static Recorder {
    async fn query(&self, query: &OrderQuery) -> Result<OrderPage> {
        self.0.lock().unwrap().push(serde_json::to_value(query).unwrap());
        let mut page = OrderPage::default();
        page.results.push(OrderRow::new("0000000000000888001"));
        Ok(page)
    }

    async fn place_adv(&self, model: &str, order: &AdvOrder) -> Result<OrderReport> {
        assert_eq!(model, "ADV-120");
        self.keep(order)
    }

    async fn refresh_adv(&self, order_guid: &OrderGuid, refresh: &AdvRefresh) -> Result<OrderReport> {
        assert_eq!(*order_guid, "0000000000000888001");
        self.keep(refresh)
    }

    async fn place_detailed_blj(&self, _: &str, order: &DetailedBljOrder) -> Result<OrderReport> {
        self.keep(order)
    }

    async fn place_irs4506t(&self, _: &str, order: &Irs4506TOrder) -> Result<OrderReport> {
        self.keep(order)
    }

    async fn place_irs8821(&self, _: &str, order: &Irs8821Order) -> Result<OrderReport> {
        self.keep(order)
    }

    async fn place_ssa89(&self, _: &str, order: &Ssa89Order) -> Result<OrderReport> {
        self.keep(order)
    }

    async fn report(&self, _: &str) -> Result<OrderReport> {
        let mut failed = pending();
        failed["Messages"]["Message"][0] = json!({"Category": "Fault", "Code": "E014"});
        Err(Error::respond(StatusCode::OK, failed))
    }
}

#[pointapi::async_trait]
impl UserManagement for &'static Recorder {
    async fn sign_in_with_password(&self, credentials: &SignIn) -> Result<Tokens> {
        let seen = (credentials.username(), credentials.password().expose(), credentials.useralias());
        assert_eq!(seen, ("greta", "right", Some("branch")));
        Ok(Tokens::new("made-up-access", "made-up-refresh", Duration::from_secs(3600)))
    }

    async fn refresh_id_token(&self, refresh: &Refresh) -> Result<Tokens> {
        assert_eq!(refresh.refresh_token().expose(), "made-up-refresh");
        let denied = json!({"error": "access_denied", "error_description": "The refresh token is not valid."});
        Err(Error::respond(StatusCode::FORBIDDEN, denied))
    }
}

#[pointapi::async_trait]
impl Webhooks for &'static Recorder {
    async fn test_webhook(
        &self,
        topic: &str,
        _: &str,
        _: &str,
        _: &str,
        _: &str,
        test: &WebhookTest<'_>,
    ) -> Result<Response<Bytes>> {
        assert_eq!(topic, "orders/placed");
        self.0.lock().unwrap().push(json!({"address": test.address(), "testData": test.test_data()}));
        Ok(Response::new(StatusCode::OK, HeaderMap::new(), Bytes::new()))
    }
}

impl PointServices for &'static Recorder {}

fn point() -> (Point, &'static Recorder) {
    let recorder: &'static Recorder = Box::leak(Box::default());
    let server = PointServicesServer::new(recorder).unprotected();
    let client = Client::builder().in_process(server.router()).build().unwrap();
    (Point::new(client), recorder)
}

#[tokio::test]
async fn every_order_is_received_as_it_was_sent() {
    let (point, recorder) = point();
    for order in sample::every_order() {
        assert!(point.place(order).await.is_ok());
    }
    let refresh = sample::adv_refresh();
    point.orders().refresh_adv(&"0000000000000888001".into(), &refresh).await.unwrap();
    let mut sent: Vec<Value> =
        sample::every_order().into_iter().map(|order| serde_json::to_value(order).unwrap()).collect();
    sent.push(serde_json::to_value(refresh).unwrap());
    assert_eq!(*recorder.0.lock().unwrap(), sent);
}

#[tokio::test]
async fn a_received_order_accepts_further_terms_and_has_one_property() {
    let order: AdvOrder = serde_json::from_value(json!({
        "CorrelationID": "loan-7731", "Terms": {"Term": [{"Property": {"Address": {}}}, {"Person": {}}]},
    }))
    .unwrap();
    let home = Address::new("410 Quarry Bend", "Jackson", "WY", "83001").unwrap();
    let terms = serde_json::to_value(order.property(home)).unwrap()["Terms"]["Term"].clone();
    assert_eq!(terms[0], json!({"Person": {}}));
    assert_eq!(terms[1]["Property"]["Address"]["City"], "Jackson");
}

#[tokio::test]
async fn an_order_with_an_unknown_member_is_422() {
    let (point, recorder) = point();
    for (pointer, product) in [("", "ADV"), ("/Terms", "ADV"), ("/Preferences/Preference/0", "SSAForm89ECBSV")] {
        let order = sample::every_order().into_iter().find(|order| order.product().as_str() == product).unwrap();
        let mut order = serde_json::to_value(order).unwrap();
        order.pointer_mut(pointer).unwrap()["Mood"] = json!("x");
        let path = format!("/riskinsight-services-ws/resources/v1/sami/{product}/M");
        let error = point.client().request(pointapi::Method::POST, &path).json(&order).send().await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY), "{pointer}");
    }
    assert!(recorder.0.lock().unwrap().is_empty());
}

#[tokio::test]
async fn queries_reports_and_failed_orders_come_back() {
    let (point, recorder) = point();
    let query = OrderQuery::default().limit(7).marker("3").matching(property::STATUS.one_of(["a", "b"]));
    let page = point.orders().query(&query).await.unwrap();
    assert_eq!(page.results, [OrderRow::new("0000000000000888001")]);
    assert_eq!(recorder.0.lock().unwrap().pop().unwrap(), serde_json::to_value(&query).unwrap());
    let error = point.orders().report("7").await.unwrap_err();
    assert_eq!(OrderFault::of(&error).unwrap().code(), &"E014");
}

#[tokio::test]
async fn a_limit_that_is_no_page_size_is_received_as_100() {
    for limit in [json!(0), json!(-1), json!(101), json!(u64::from(u32::MAX))] {
        let query: OrderQuery = serde_json::from_value(json!({ "limit": limit })).unwrap();
        assert_eq!(query, OrderQuery::default().limit(100), "{limit}");
    }
}

#[tokio::test]
async fn tokens_are_issued_and_refused() {
    let (point, _) = point();
    let users = point.user_management();
    let tokens = users.sign_in_with_password(&SignIn::new("greta", "right").alias("branch")).await.unwrap();
    assert_eq!(tokens.access_token().expose(), "made-up-access");
    assert_eq!(tokens.refresh_token().unwrap().expose(), "made-up-refresh");
    assert_eq!(tokens.expires_in(), Duration::from_secs(3600));
    assert!(users.refresh_id_token(&Refresh::new("made-up-refresh")).await.unwrap_err().is_status(403));
}

#[tokio::test]
async fn the_data_of_a_test_event_is_received_as_it_was_sent() {
    let (point, recorder) = point();
    let body = r#"{"testData": {"b": 1.50,  "a": [ 1 ]}, "address": "https:\/\/hooks.larchfield.example"}"#;
    let mut request = point.client().request(pointapi::Method::POST, "/test-webhook");
    for header in ["X-Pps-Sub-Topic", "X-Pps-Tenant-Id", "X-Pps-Webhook-Id", "X-Pps-Triggered-At"] {
        request = request.header(header, "x");
    }
    let request = request.header("X-Pps-Topic", "orders/placed").header("Content-Type", "application/json");
    request.body(body).send().await.unwrap();
    let received = recorder.0.lock().unwrap().pop().unwrap();
    assert_eq!(received["address"], "https://hooks.larchfield.example");
    assert_eq!(received["testData"], r#"{"b": 1.50,  "a": [ 1 ]}"#);
}
