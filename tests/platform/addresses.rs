//! Where orders are sent, and where they are asked for: addresses that the platform or its account representative gave.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use pointapi::platform::{OrderTicket, Point, PointBuilder, Product, Reconciliation, UnreadableOrder};
use pointapi::sandbox::{Fault, Sandbox};
use pointapi::{Body, ErrorKind, HttpRequest};
use serde_json::json;
use tokio::time::Instant;
use tower::ServiceExt;

use crate::{sample, twin};

const SAMI: &str = "/riskinsight-services-ws/resources/v1/sami";

/// A sandbox that has its orders at other addresses.
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

/// What a client that is given these addresses puts on the wire, with the answer of a done order.
fn logging(builder: PointBuilder) -> (Point, Arc<Mutex<Vec<String>>>) {
    let log = Arc::new(Mutex::new(Vec::new()));
    let sent = Arc::clone(&log);
    let answer = twin::answer("/sami/{transactionId}", "completed").to_string();
    let transport = tower::service_fn(move |request: HttpRequest| {
        sent.lock().unwrap().push(request.uri().to_string());
        let answer = http::Response::new(Body::from(answer.clone()));
        async move { Ok::<_, std::convert::Infallible>(answer) }
    });
    (builder.transport(transport).token_source(sample::FixedToken).build().unwrap(), log)
}

fn ticket(reference: &str) -> OrderTicket {
    let ticket = json!({"product": "ADV", "correlation_id": "x", "transaction_id": "7", "reference": reference});
    serde_json::from_value(ticket).unwrap()
}

#[tokio::test(start_paused = true)]
async fn orders_and_refreshes_go_where_the_account_representative_says() {
    let sandbox = sample::sandbox();
    let point = builder_elsewhere(&sandbox).build().unwrap();
    for order in sample::every_order() {
        assert!(point.place(order).await.unwrap().until_done().await.unwrap().is_done());
    }
    let Reconciliation::Found(row) = point.reconcile("loan-7731-adv").await.unwrap() else { panic!("not found") };
    point.refresh_adv(&row.order_guid, &sample::adv_refresh()).await.unwrap();
    assert_eq!(sandbox.stats().orders, 10);
}

#[tokio::test]
async fn an_address_is_sent_to_as_it_was_given() {
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
async fn an_order_at_an_address_of_its_own_is_sent_once_and_has_five_minutes() {
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
async fn a_blank_part_of_an_address_is_refused_and_nothing_is_sent() {
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
async fn a_ref_of_our_own_origin_is_followed_as_it_is() {
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
async fn any_other_ref_is_refused_with_what_is_wrong_and_what_helps() {
    let (point, log) = logging(Point::builder());
    let origin = "another origin";
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
        (format!("https://api.pointservices.com{SAMI}/7\t"), "blank"),
        (format!("https://api.pointservices.com{SAMI}/%2e%2e/7"), "`..`"),
        (format!("//api.pointservices.com{SAMI}/7"), "absolute"),
        (format!("{SAMI}/7"), "absolute"),
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
async fn a_ref_that_is_rebased_gives_its_id_alone() {
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
async fn an_order_whose_answer_cannot_be_read_has_a_ticket_to_go_on_with() {
    let reference = format!("https://api.pointservices.com{SAMI}/0000000000000777202");
    let broken = json!({"TransactionID": null, "Messages": {"Message": ["900-11-2222"]}, "Ref": reference}).to_string();
    for answer in [broken.clone(), broken.replace("\"Messages\":", "\"Messages\" ")] {
        let point = Point::new(sample::answering(200, answer));
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
async fn an_answer_without_any_id_has_no_ticket() {
    let point = Point::new(sample::answering(200, "<html>".into()));
    let error = point.place(sample::adv()).await.unwrap_err();
    assert!(UnreadableOrder::of(&error).unwrap().ticket().is_none() && error.was_sent());
    let ticket = serde_json::from_value(json!({"product": "ADV", "correlation_id": "x"})).unwrap();
    let error = point.resume(ticket).poll().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Request(_)) && !error.was_sent());
}
