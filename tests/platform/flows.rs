//! Placing an order, waiting for it, and resuming in another process.

use std::time::Duration;

use futures_util::TryStreamExt;
use http_body_util::BodyExt;
use pointapi::platform::{Billing, OrderFault, OrderState, OrderTicket, Point};
use pointapi::{Body, BoxError, ErrorKind, HttpRequest, HttpResponse, PollPolicy};
use pointapi_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};
use tokio::time::Instant;
use tower::ServiceExt;

use crate::{sample, twin};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn every_order_is_accepted_and_completed() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    for order in sample::every_order() {
        let product = order.product();
        let report = point.place(order).await.unwrap().until_done().await.unwrap();
        assert!(!report.documents().is_empty(), "{product}");
        for document in report.documents() {
            assert!(document.bytes().unwrap().starts_with(b"%PDF-"));
            assert!(document.file_name().ends_with(".pdf"));
        }
    }
    assert_eq!(sandbox.stats().orders, 9);
}

#[tokio::test(start_paused = true)]
async fn order_states_run_from_placement_to_completion() {
    let sandbox = sample::sandbox();
    sandbox.polls_until_done(3);
    let handle = sample::point(&sandbox).place(sample::adv()).await.unwrap();
    let states: Vec<_> = handle.states().map_ok(|report| report.state()).try_collect().await.unwrap();
    use OrderState::{Done, Pending};
    assert_eq!(states, [Pending, Pending, Pending, Done]);
}

#[tokio::test(start_paused = true)]
async fn another_process_resumes_an_order() {
    let sandbox = sample::sandbox();
    let saved = {
        let handle = sample::point(&sandbox).place(sample::irs4506t_joint()).await.unwrap();
        serde_json::to_string(&handle).unwrap()
    };
    for secret in ["900112222", "Ostrander", "Bearer"] {
        assert!(!saved.contains(secret));
    }
    let ticket: OrderTicket = serde_json::from_str(&saved).unwrap();
    assert_eq!(ticket.product().as_str(), "IRS4506TTranscript");
    let report = sample::point(&sandbox).resume(ticket).until_done().await.unwrap();
    assert_eq!(report.documents().len(), 2);
}

/// A Point whose order is placed, while the response reports a failure of this code.
fn reporting(code: &'static str, sandbox: &Sandbox) -> Point {
    let service = sandbox.service();
    let transport = tower::service_fn(move |request: HttpRequest| {
        let service = service.clone();
        async move {
            let is_order = request.uri().path().contains("/ADV/");
            let (parts, body) = service.oneshot(request).await?.into_parts();
            let text = String::from_utf8_lossy(&body.collect().await?.to_bytes()).into_owned();
            let text = if is_order { text.replace("I004", code).replace("U001", "S001") } else { text };
            Ok::<_, BoxError>(HttpResponse::from_parts(parts, Body::from(text)))
        }
    });
    sample::builder(sandbox).transport(transport).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_order_whose_placement_failed_for_now_can_still_be_polled() {
    let sandbox = sample::sandbox();
    let point = reporting("E020", &sandbox);
    let error = point.place(sample::adv()).await.unwrap_err();
    let fault = OrderFault::of(&error).unwrap();
    assert!(error.is_fault() && fault.is_passing() && *fault.billing() == Billing::Billable);
    let ticket = OrderTicket::of(&error).unwrap().clone();
    assert!(ticket.reference().is_some() && !format!("{fault:?}").contains("http"));
    assert!(point.resume(ticket).until_done().await.unwrap().is_done());
    assert_eq!(sandbox.stats().orders, 1);
}

#[tokio::test(start_paused = true)]
async fn an_order_that_failed_for_good_has_no_ticket_to_poll_it_with() {
    let sandbox = sample::sandbox();
    let error = reporting("E012", &sandbox).place(sample::adv()).await.unwrap_err();
    assert!(OrderFault::of(&error).unwrap().ticket().is_some());
    assert!(OrderTicket::of(&error).is_none());
}

#[tokio::test(start_paused = true)]
async fn waiting_lasts_for_an_order_that_takes_a_day() {
    let sandbox = sample::sandbox();
    sandbox.done_after(1440 * MINUTE);
    let begin = Instant::now();
    let handle = sample::point(&sandbox).place(sample::adv()).await.unwrap();
    assert!(handle.until_done().await.unwrap().is_done());
    let minutes = begin.elapsed().as_secs() / 60;
    assert!((1440..1452).contains(&minutes), "{minutes}");
}

#[tokio::test(start_paused = true)]
async fn a_fault_ends_the_waiting_with_its_code() {
    let sandbox = sample::sandbox();
    let handle = sample::point(&sandbox).place(sample::adv()).await.unwrap();
    sandbox.fail_next(1, Fault::Order("E012"));
    let error = handle.until_done().await.unwrap_err();
    assert_eq!(*OrderFault::of(&error).unwrap().code(), "E012");
    assert!(std::error::Error::source(&error).is_none(), "the text says what the fault says");
}

#[tokio::test(start_paused = true)]
async fn a_transient_fault_is_waited_out_within_a_limit() {
    let sandbox = sample::sandbox();
    sandbox.access_lifetime(1440 * MINUTE);
    let handle = sample::point(&sandbox).place(sample::adv()).await.unwrap();
    for code in ["E008", "E009", "E015", "E020"] {
        sandbox.fail_next(1, Fault::Order(code));
    }
    let states: Vec<_> = handle.states().map_ok(|report| report.state()).try_collect().await.unwrap();
    assert_eq!(*states.last().unwrap(), OrderState::Done);
    let calls = sandbox.stats().calls;
    sandbox.fail_next(20, Fault::Order("E009"));
    let error = handle.clone().polling(PollPolicy::default().most_failures(5)).until_done().await.unwrap_err();
    assert_eq!(*OrderFault::of(&error).unwrap().code(), "E009");
    assert_eq!(sandbox.stats().calls, calls + 5);
}

#[tokio::test(start_paused = true)]
async fn a_transient_fault_ends_the_placing_of_an_order() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    point.client().sign_in().await.unwrap();
    sandbox.fail_next(1, Fault::Order("E009"));
    assert!(point.place(sample::adv()).await.unwrap_err().is_fault());
    assert_eq!(sandbox.stats().calls, 1);
}

#[tokio::test(start_paused = true)]
async fn placing_is_never_repeated() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    point.client().sign_in().await.unwrap();
    for fault in [Fault::Status(503), Fault::Status(500), Fault::CutShort] {
        let calls = sandbox.stats().calls;
        sandbox.fail_next(1, fault);
        assert!(point.place(sample::adv()).await.unwrap_err().outcome_unknown());
        assert_eq!(sandbox.stats().calls, calls + 1);
    }
    assert_eq!(sandbox.stats().orders, 0);
}

#[tokio::test(start_paused = true)]
async fn placing_times_out_after_five_minutes_with_unknown_outcome() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    point.client().sign_in().await.unwrap();
    for order in sample::every_order() {
        sandbox.fail_next(1, Fault::Hang);
        let begin = Instant::now();
        let error = point.place(order).await.unwrap_err();
        assert!(error.is_timeout() && error.outcome_unknown(), "{error}");
        assert_eq!(begin.elapsed().as_secs(), 300);
    }
}

#[tokio::test]
async fn the_address_endpoint_accepts_only_its_origin() {
    let path = "/riskinsight-services-ws/resources/v1/sami/7";
    let response = twin::response("/sami/{transactionId}", "completed").to_string();
    let point = Point::new(sample::responding(200, response));
    assert!(point.orders().report_at(&format!("https://api.pointservices.com{path}")).await.is_ok());
    let error = point.orders().report_at(&format!("https://evil.example{path}")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::ForeignOrigin, 0));
}

#[tokio::test(start_paused = true)]
async fn rebase_refs_polls_the_mock_that_names_the_real_host() {
    let sandbox = sample::sandbox();
    let point = sample::builder(&sandbox).rebase_refs().build().unwrap();
    let saved = serde_json::to_value(point.place(sample::adv()).await.unwrap()).unwrap();
    let elsewhere = saved["reference"].as_str().unwrap().replace("http://localhost", "https://api.pointservices.com");
    let ticket: OrderTicket = serde_json::from_value(merged(saved, json!({"reference": elsewhere}))).unwrap();
    let strict = sample::builder(&sandbox).build().unwrap();
    let error = strict.resume(ticket.clone()).until_done().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignOrigin);
    assert!(point.resume(ticket).until_done().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn without_a_ref_the_transaction_is_polled() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    let saved = serde_json::to_value(point.place(sample::adv()).await.unwrap()).unwrap();
    let ticket = serde_json::from_value(merged(saved, json!({"reference": null}))).unwrap();
    assert!(point.resume(ticket).until_done().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_poll_policy_overrides_the_builders() {
    let sandbox = sample::sandbox();
    sandbox.polls_until_done(1000);
    let policy = PollPolicy::default().give_up_after(30 * MINUTE);
    let handle = sample::point(&sandbox).place(sample::adv()).await.unwrap().polling(policy);
    let error = handle.until_done().await.unwrap_err();
    assert!(error.is_timeout() && !error.outcome_unknown());
}

fn merged(mut value: Value, over: Value) -> Value {
    value.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    value
}
