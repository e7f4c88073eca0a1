//! Placing, waiting, going on elsewhere, and finding an order whose answer was lost.

use std::time::Duration;

use futures_util::TryStreamExt;
use pointapi::platform::{OrderFault, OrderState, OrderTicket, Point, Reconciliation};
use pointapi::sandbox::Fault;
use pointapi::{ErrorKind, PollPolicy};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{sample, twin};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn every_order_is_taken_and_done_in_the_end() {
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
async fn the_states_of_an_order_begin_with_the_answer_to_it_and_end_when_it_is_done() {
    let sandbox = sample::sandbox();
    sandbox.polls_until_done(3);
    let handle = sample::point(&sandbox).place(sample::adv()).await.unwrap();
    let states: Vec<_> = handle.states().map_ok(|report| report.state()).try_collect().await.unwrap();
    use OrderState::{Done, Pending};
    assert_eq!(states, [Pending, Pending, Pending, Done]);
}

#[tokio::test(start_paused = true)]
async fn another_process_goes_on_with_an_order() {
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

#[tokio::test(start_paused = true)]
async fn an_order_that_takes_a_day_is_waited_for() {
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
    sandbox.fail_next(1, Fault::Order("E009"));
    let error = handle.until_done().await.unwrap_err();
    assert_eq!(*OrderFault::of(&error).unwrap().code(), "E009");
}

#[tokio::test(start_paused = true)]
async fn an_order_whose_answer_is_lost_is_found_and_not_placed_again() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    point.client().sign_in().await.unwrap();
    sandbox.fail_next(1, Fault::LoseAnswer);
    let error = point.place(sample::adv()).await.unwrap_err();
    assert!(error.outcome_unknown() && !error.is_retryable());
    let Reconciliation::Found(row) = point.reconcile("loan-7731-adv").await.unwrap() else { panic!("not found") };
    assert_eq!(row.reference_number.as_deref(), Some("loan-7731-adv"));
    assert_eq!(sandbox.stats().orders, 1);
}

#[tokio::test(start_paused = true)]
async fn an_order_that_is_nowhere_is_looked_for_three_times() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    let begin = Instant::now();
    assert_eq!(point.reconcile("loan-1").await.unwrap(), Reconciliation::NotFound);
    assert_eq!((begin.elapsed().as_secs(), sandbox.stats().calls, sandbox.stats().orders), (17, 3, 0));
}

#[tokio::test(start_paused = true)]
async fn two_orders_of_one_name_are_for_a_person_to_tell_apart() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    point.place(sample::adv()).await.unwrap();
    point.place(sample::adv()).await.unwrap();
    let outcome = point.reconcile(sample::adv().correlation_id()).await.unwrap();
    assert!(matches!(outcome, Reconciliation::Unclear(rows) if rows.len() == 2));
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
async fn an_order_may_take_five_minutes_and_then_its_outcome_is_unknown() {
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

/// Point Services at its real address, answered by the twin's example of a pending order.
fn at_the_real_host(reference: &str) -> (Point, OrderTicket) {
    let point = Point::new(sample::answering(200, twin::answer("/sami/{transactionId}", "completed").to_string()));
    let ticket = json!({"product": "ADV", "correlation_id": "x", "transaction_id": "7", "reference": reference});
    (point, serde_json::from_value(ticket).unwrap())
}

#[tokio::test]
async fn a_ref_of_another_origin_is_refused_and_nothing_is_sent() {
    let path = "/riskinsight-services-ws/resources/v1/sami/7";
    let (point, ticket) = at_the_real_host(&format!("https://intg.pointservices.com{path}"));
    let error = point.resume(ticket).poll().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::ForeignOrigin, 0));
    assert!(!format!("{error} {error:?}").contains("intg"));
    let (point, ticket) = at_the_real_host(&format!("https://api.pointservices.com{path}"));
    assert!(point.resume(ticket).poll().await.unwrap().is_done());
}

#[tokio::test]
async fn the_endpoint_for_addresses_takes_those_of_its_origin_alone() {
    let path = "/riskinsight-services-ws/resources/v1/sami/7";
    let (point, _) = at_the_real_host("");
    assert!(point.orders().report_at(&format!("https://api.pointservices.com{path}")).await.is_ok());
    let error = point.orders().report_at(&format!("https://evil.example{path}")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::ForeignOrigin, 0));
}

#[tokio::test(start_paused = true)]
async fn a_mock_that_names_the_real_host_is_asked_itself() {
    let sandbox = sample::sandbox();
    let point = sample::builder(&sandbox).rebase_refs().build().unwrap();
    let saved = serde_json::to_value(point.place(sample::adv()).await.unwrap()).unwrap();
    let elsewhere = saved["reference"].as_str().unwrap().replace("http://localhost", "https://api.pointservices.com");
    let ticket = serde_json::from_value(merged(saved, json!({"reference": elsewhere}))).unwrap();
    assert!(point.resume(ticket).until_done().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn without_a_ref_the_transaction_is_asked_for() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    let saved = serde_json::to_value(point.place(sample::adv()).await.unwrap()).unwrap();
    let ticket = serde_json::from_value(merged(saved, json!({"reference": null}))).unwrap();
    assert!(point.resume(ticket).until_done().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn an_order_can_be_waited_for_otherwise_than_the_builder_says() {
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
