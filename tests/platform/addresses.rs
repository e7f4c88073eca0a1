//! Addresses of orders and reports that the platform or its account representative assigned.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use pointapi::platform::{OrderTicket, Point, PointBuilder, Product, Reconciliation, UnreadableOrder};
use pointapi::{Body, ErrorKind, HttpRequest};
use pointapi_sandbox::{Fault, Sandbox};
use serde_json::json;
use tokio::time::Instant;
use tower::ServiceExt;

use crate::{sample, twin};

const SAMI: &str = "/riskinsight-services-ws/resources/v1/sami";

/// A client of a sandbox that serves orders at other addresses.
fn builder_elsewhere(sandbox: &Sandbox) -> PointBuilder {
    let moved = sandbox.service().map_request(|mut request: HttpRequest| {
        let address = request.uri().to_string().replace("/handed-out/", &format!("{SAMI}/"));
        *request.uri_mut() = address.parse().unwrap();
        request
    });
    let builder = sample::builder(sandbox).transport(moved);
    let builder = builder.adv_refresh_address("/handed-out/ADV/refresh/{order_guid}");
    Product::ALL.iter().fold(builder, |builder, product| {
        builder.order_address(product.clone(), format!("http://localhost/handed-out/{product}/{{model}}"))
    })
}

/// A client whose requests are logged; each response is a completed order.
fn logging(builder: PointBuilder) -> (Point, Arc<Mutex<Vec<String>>>) {
    let log = Arc::new(Mutex::new(Vec::new()));
    let sent = Arc::clone(&log);
    let response = twin::response("/sami/{transactionId}", "completed").to_string();
    let transport = tower::service_fn(move |request: HttpRequest| {
        sent.lock().unwrap().push(request.uri().to_string());
        let response = http::Response::new(Body::from(response.clone()));
        async move { Ok::<_, std::convert::Infallible>(response) }
    });
    (builder.transport(transport).token_source(sample::FixedToken).build().unwrap(), log)
}

fn ticket(reference: &str) -> OrderTicket {
    let ticket = json!({"product": "ADV", "correlation_id": "x", "transaction_id": "7", "reference": reference});
    serde_json::from_value(ticket).unwrap()
}

#[tokio::test(start_paused = true)]
async fn orders_and_refreshes_use_assigned_addresses() {
    let sandbox = sample::sandbox();
    let point = builder_elsewhere(&sandbox).build().unwrap();
    let mut loan = None;
    for order in sample::every_order() {
        let handle = point.place(order).await.unwrap();
        assert!(handle.until_done().await.unwrap().is_done());
        if *handle.ticket().product() == Product::ADV {
            loan = handle.ticket().transaction_id().cloned();
        }
    }
    let Reconciliation::Found(row) = point.reconcile("loan-7731-adv").await.unwrap() else { panic!("not found") };
    let refresh = sample::adv().refresh(loan.expect("an order of ADV")).unwrap();
    point.refresh_adv(&row.order_guid, &refresh).await.unwrap();
    assert_eq!(sandbox.stats().orders, 10);
}

#[tokio::test]
async fn an_assigned_address_is_used_unchanged() {
    let builder = Point::builder()
        .base_url("https://gate.example/point")
        .order_address(Product::ADV, "https://gate.example/adv-120?region=us")
        .order_address(Product::SSA_89, "/ssa/{model}/orders")
        .adv_refresh_address("/again/{order_guid}");
    let (point, log) = logging(builder);
    point.place(sample::adv()).await.unwrap();
    point.place(sample::every_order().pop().unwrap()).await.unwrap();
    point.refresh_adv(&"0000000000000888001".into(), &sample::adv_refresh()).await.unwrap();
    point.place(sample::detailed_blj()).await.unwrap();
    assert_eq!(
        *log.lock().unwrap(),
        [
            "https://gate.example/adv-120?region=us",
            "https://gate.example/point/ssa/PDF-001/orders",
            "https://gate.example/point/again/0000000000000888001",
            "https://gate.example/point/riskinsight-services-ws/resources/v1/sami/DetailedBLJ/PDF-001",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn an_order_at_an_assigned_address_is_sent_once_with_five_minutes() {
    let sandbox = sample::sandbox();
    let point = builder_elsewhere(&sandbox).build().unwrap();
    point.client().sign_in().await.unwrap();
    for order in sample::every_order() {
        sandbox.fail_next(1, Fault::Hang);
        let (begin, calls) = (Instant::now(), sandbox.stats().calls);
        let error = point.place(order).await.unwrap_err();
        assert!(error.is_timeout() && error.outcome_unknown(), "{error}");
        assert_eq!((begin.elapsed(), sandbox.stats().calls), (Duration::from_secs(300), calls + 1));
    }
    sandbox.fail_next(1, Fault::Status(503));
    let error = point.refresh_adv(&"7".into(), &sample::adv_refresh()).await.unwrap_err();
    assert!(error.outcome_unknown() && error.attempts() == 1, "{error}");
}

#[tokio::test]
async fn a_blank_address_part_is_rejected_and_nothing_is_sent() {
    let (point, log) = logging(Point::builder());
    let blank = pointapi::platform::DetailedBljOrder::new(
        " ",
        sample::label("loan-1"),
        pointapi::platform::BljPerson::new(sample::wilhelmina(), sample::ssn()),
    );
    let error = point.place(blank).await.unwrap_err();
    assert!(error.to_string().contains("`model`") && !error.was_sent(), "{error}");
    let error = point.refresh_adv(&" ".into(), &sample::adv_refresh()).await.unwrap_err();
    assert!(error.to_string().contains("`OrderGuid`") && !error.was_sent(), "{error}");
    assert!(log.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_ref_of_the_same_origin_is_followed_unchanged() {
    let (point, log) = logging(Point::builder().base_url("https://gate.example/point"));
    let references = [
        &format!("https://gate.example/point{SAMI}/0007"),
        &format!("https://gate.example{SAMI}/0007/"),
        "https://gate.example/resources/sami/001/0007?tenant=OU9001&part=2",
        "https://gate.example/elsewhere",
    ];
    for reference in references {
        assert!(point.resume(ticket(reference)).poll().await.unwrap().is_done());
    }
    assert_eq!(*log.lock().unwrap(), references);
}

#[tokio::test]
async fn another_ref_is_rejected_with_reason_and_advice() {
    let (point, log) = logging(Point::builder());
    let origin = "an origin other than the client's";
    for (reference, why) in [
        (format!("https://evil.example{SAMI}/7"), origin),
        (format!("http://api.pointservices.com{SAMI}/7"), origin),
        (format!("http://api.pointservices.com:443{SAMI}/7"), origin),
        (format!("https://api.pointservices.com.{SAMI}/7"), origin),
        (format!("https://api.pointservices.com:444{SAMI}/7"), origin),
        (format!("https://api.pointservices.com@evil.example{SAMI}/7"), "user name"),
        (format!("https://user@api.pointservices.com{SAMI}/7"), "user name"),
        (format!("https:\\\\api.pointservices.com{SAMI}/7"), "backslash"),
        (format!("https://api.pointservices.com{SAMI}/7#x"), "fragment"),
        (format!("https://api.pointservices.com{SAMI}/7\t"), "space"),
        (format!("https://api.pointservices.com{SAMI}/%2e%2e/7"), "`..`"),
    ] {
        let error = point.resume(ticket(&reference)).poll().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::ForeignOrigin, 0), "{reference}");
        let text = error.to_string();
        assert!(text.contains(why) && text.contains("`PointBuilder::rebase_refs`"), "{reference}: {text}");
        assert!(!format!("{text} {error:?}").contains("evil"));
    }
    assert!(log.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_rebased_ref_contributes_only_its_id() {
    let (point, log) = logging(Point::builder().rebase_refs());
    for reference in
        [format!("https://evil.example{SAMI}/0007?x=1"), format!("{SAMI}/0007"), "http://a@b/sami/0007/".into()]
    {
        point.resume(ticket(&reference)).poll().await.unwrap();
    }
    let own = format!("https://api.pointservices.com{SAMI}/0007");
    assert_eq!(log.lock().unwrap().drain(..).collect::<Vec<_>>(), vec![own; 3]);
    let error = point.resume(ticket("https://evil.example/sami/..")).poll().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::ForeignOrigin, 0));
}

#[tokio::test]
async fn an_order_with_an_undecodable_response_has_a_ticket() {
    let reference = format!("https://api.pointservices.com{SAMI}/0000000000000777202");
    let broken = json!({"TransactionID": null, "Messages": {"Message": ["900-11-2222"]}, "Ref": reference}).to_string();
    for response in [broken.clone(), broken.replace("\"Messages\":", "\"Messages\" ")] {
        let point = Point::new(sample::responding(200, response));
        let refreshed = point.refresh_adv(&"7".into(), &sample::adv_refresh()).await.unwrap_err();
        let placed = point.place(sample::adv()).await.unwrap_err();
        for error in [placed, refreshed] {
            assert!(error.is_decode() && error.is_status(200) && !error.outcome_unknown());
            assert!(!format!("{error} {error:?}").contains("900-11"));
            let ticket = UnreadableOrder::of(&error).unwrap().ticket().unwrap().clone();
            assert_eq!((ticket.product(), ticket.reference()), (&Product::ADV, Some(&*reference)));
            assert_eq!(*ticket.correlation_id(), "loan-7731-adv");
            let (point, log) = logging(Point::builder());
            point.resume(ticket).until_done().await.unwrap();
            assert_eq!(*log.lock().unwrap(), [&*reference]);
        }
    }
}

#[tokio::test]
async fn a_response_without_an_id_has_no_ticket() {
    let point = Point::new(sample::responding(200, "<html>".into()));
    let error = point.place(sample::adv()).await.unwrap_err();
    assert!(UnreadableOrder::of(&error).unwrap().ticket().is_none() && error.was_sent());
    let ticket = serde_json::from_value(json!({"product": "ADV", "correlation_id": "x"})).unwrap();
    let error = point.resume(ticket).poll().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Request(_)) && !error.was_sent());
}
