//! Each response of the sandbox, checked by the schemas of the platform's document.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use http_body_util::BodyExt;
use pointapi::platform::{
    OrderQuery, Point, Refresh, SignIn, TestMode, TransactionId, WebhookTest, WebhooksClient, property,
};
use pointapi::{Body, HttpRequest, HttpResponse, Method, StatusCode};
use pointapi_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};
use tower_service::Service;

use crate::{sample, twin};

/// The statuses of responses that the document describes, with the ids of their operations, and of those that it does not.
#[derive(Default)]
struct Seen {
    described: BTreeSet<(String, u16)>,
    others: BTreeSet<u16>,
}

/// Checks a response by the schema of its operation and status.
fn check(seen: &mut Seen, method: &Method, path: &str, status: StatusCode, body: &[u8]) {
    let operation = twin::operation(method, path).unwrap();
    let Some(response) = operation["responses"].get(status.as_str()) else {
        seen.others.insert(status.as_u16());
        return;
    };
    seen.described.insert((operation["operationId"].to_string(), status.as_u16()));
    let Some(schema) = response.pointer("/content/application~1json/schema") else { return };
    let body: Value = serde_json::from_slice(body).unwrap();
    let errors = twin::errors(schema, &body);
    assert!(errors.is_empty(), "{method} {path} {status}: {errors:?}");
}

/// A client of the sandbox whose transport checks each response.
fn checked(sandbox: &Sandbox) -> (Point, Arc<Mutex<Seen>>) {
    let seen = Arc::new(Mutex::new(Seen::default()));
    let (service, log) = (sandbox.service(), Arc::clone(&seen));
    let transport = tower::service_fn(move |request: HttpRequest| {
        let (mut service, log) = (service.clone(), Arc::clone(&log));
        async move {
            let (method, path) = (request.method().clone(), request.uri().path().to_owned());
            let (parts, body) = service.call(request).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            check(&mut log.lock().unwrap(), &method, &path, parts.status, &body);
            Ok::<_, pointapi::BoxError>(HttpResponse::from_parts(parts, Body::from(body)))
        }
    });
    (sample::builder(sandbox).transport(transport).build().unwrap(), seen)
}

#[tokio::test(start_paused = true)]
async fn every_response_of_the_sandbox_is_valid_by_the_document() {
    let sandbox = sample::sandbox();
    sandbox.add_sample_orders(3);
    let (point, seen) = checked(&sandbox);
    for order in sample::every_order() {
        let handle = point.place(order).await.unwrap();
        handle.poll().await.unwrap();
        assert!(handle.poll().await.unwrap().is_done());
    }
    point.orders().place_irs8821("PDF-001", &sample::irs8821_in(TestMode::Invalid)).await.unwrap();
    assert!(point.orders().report("0").await.unwrap_err().is_fault());
    let page =
        point.orders().query(&OrderQuery::default().matching(property::PRODUCT_TYPE.equals("ADV"))).await.unwrap();
    let adv = &page.results.last().unwrap().order_guid;
    let refresh = sample::adv().refresh(TransactionId::from("7")).unwrap();
    assert!(point.orders().refresh_adv(adv, &refresh).await.unwrap_err().is_fault());
    for order in failing_orders() {
        let path = "/riskinsight-services-ws/resources/v1/sami/IRS4506TTranscript/PDF-001";
        point.client().request(Method::POST, path).json(&order).fetch::<Value>().await.ok();
    }
    sandbox.fail_next(1, Fault::Order("E009"));
    assert!(point.orders().report("0").await.unwrap_err().is_fault());
    for query in [OrderQuery::default().marker("made up"), OrderQuery::default().filter("Mood", "eq", "x")] {
        assert!(point.orders().query(&query).await.unwrap_err().is_status(400));
    }
    tokens(&point).await;
    test_call(&point).await;
    let seen = seen.lock().unwrap();
    assert_eq!(seen.others, BTreeSet::from([422]));
    let statuses = |status| seen.described.iter().filter(|(_, seen)| *seen == status).count();
    assert_eq!([200, 400, 403].map(statuses), [11, 2, 2], "{:?}", seen.described);
}

/// An order without a preference, one with an unacceptable value, and one that is malformed.
fn failing_orders() -> [Value; 3] {
    let mut orders = [(); 3].map(|()| twin::request("/IRS4506TTranscript/{model}", "joint"));
    orders[0]["Preferences"]["Preference"].as_array_mut().unwrap().remove(0);
    orders[1]["Terms"]["Term"][0]["Person"]["SSN"] = json!("9");
    orders[2]["Mood"] = json!("x");
    orders
}

async fn tokens(point: &Point) {
    let users = point.user_management();
    assert!(users.sign_in_with_password(&SignIn::new("greta", "wrong")).await.unwrap_err().is_status(403));
    assert!(users.sign_in_with_password(&SignIn::new("", "")).await.unwrap_err().is_status(400));
    assert!(users.refresh_id_token(&Refresh::new("wrong")).await.unwrap_err().is_status(403));
    let tokens = users.sign_in_with_password(&SignIn::new("greta", "right")).await.unwrap();
    let refresh = Refresh::new(tokens.refresh_token().unwrap().expose());
    assert!(users.refresh_id_token(&refresh).await.is_ok());
}

async fn test_call(point: &Point) {
    let body = json!({"order_id": "31415"});
    let test = WebhookTest::new("https://hooks.larchfield.example/point", &body).unwrap();
    let webhooks = WebhooksClient::new(point.client().clone());
    webhooks.test_webhook("orders/placed", "product:adv/adv-120", "OU9001", "7", "2031-07-8", &test).await.unwrap();
}

#[test]
fn a_response_without_a_mandatory_member_is_found() {
    let path = "/riskinsight-services-ws/resources/v1/sami/7";
    let operation = twin::operation(&Method::GET, path).unwrap();
    let schema = operation.pointer("/responses/200/content/application~1json/schema").unwrap();
    let valid = json!({"TransactionID": "7", "Messages": {"Message": [{"Category": "Info", "Code": "I004"}]},
        "Status": {"Code": "U001"}});
    assert!(twin::errors(schema, &valid).is_empty());
    let mut invalid = valid;
    invalid.as_object_mut().unwrap().remove("Status");
    assert_eq!(twin::errors(schema, &invalid).len(), 1);
}
