//! Runs interrupted at each of their requests, within one process.

use std::fs;
use std::future::pending;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use http_body_util::BodyExt;
use pointapi::platform::{OrderRow, Point, QueryDate};
use pointapi::{Body, BoxError, Credentials, HttpRequest, HttpResponse, PollPolicy};
use pointapi_cli::batch::{Account, Batch, Event, Item, Journal, Line, Obstacle, Outcome, Stop};
use pointapi_sandbox::{Fault, Sandbox};
use tokio::sync::Notify;
use tower::ServiceExt;

use super::example::loans;
use super::{labels, list, ordered, tear};

/// The moment at which the network fails.
#[derive(Clone, Copy, Debug)]
enum Cut {
    Before(usize),
    After(usize),
}

/// A client whose network fails at a request, and a flag that says so.
fn point(sandbox: &Sandbox, cut: Cut) -> (Point, Arc<Notify>) {
    sandbox.user("greta", "right");
    let (gone, count, service) = (Arc::new(Notify::new()), Arc::new(AtomicUsize::new(0)), sandbox.service());
    let sign = Arc::clone(&gone);
    let transport = tower::service_fn(move |request: HttpRequest| {
        let number = count.fetch_add(1, Ordering::Relaxed) + 1;
        let (service, sign) = (service.clone(), Arc::clone(&sign));
        async move {
            let (Cut::Before(last) | Cut::After(last)) = cut;
            let response = match cut {
                Cut::Before(last) if number >= last => None,
                _ if number > last => None,
                _ => Some(service.oneshot(request).await),
            };
            match response {
                Some(response) if number < last => response,
                _ => {
                    sign.notify_one();
                    pending().await
                }
            }
        }
    });
    let builder = Point::builder().base_url(sandbox.base_url()).allow_insecure_loopback().clock(sandbox.clock());
    let builder = builder.transport(transport).credentials(Credentials::password("greta", "right"));
    (builder.build().unwrap(), gone)
}

fn account(point: &Point) -> Account {
    Account::new(point.client().base_url(), "greta")
}

async fn run(point: &Point, folder: &Path) -> Vec<Line> {
    let journal = Journal::open(&folder.join("journal.jsonl"), &account(point)).unwrap();
    Batch::new(point, &journal).run(&loans::read(&folder.join("loans.csv")).unwrap()).await
}

#[tokio::test(start_paused = true)]
async fn after_any_interruption_no_order_is_doubled_or_lost() {
    const LOANS: usize = 3;
    let mut whole_runs = 0;
    for cut in (1..).flat_map(|number| [Cut::Before(number), Cut::After(number)]) {
        let (sandbox, folder) = (Sandbox::in_process(), tempfile::tempdir().unwrap());
        sandbox.done_after(Duration::from_secs(1));
        list(folder.path(), &labels(LOANS));
        let (cut_off, gone) = point(&sandbox, cut);
        tokio::select! {
            lines = run(&cut_off, folder.path()) => {
                assert!(lines.iter().all(|line| line.end.is_good()));
                whole_runs += 1;
            }
            () = gone.notified() => {}
        }
        tear(&folder.path().join("journal.jsonl"));
        let lines = run(&point(&sandbox, Cut::Before(usize::MAX)).0, folder.path()).await;
        let mut placed = ordered(&sandbox);
        let all = placed.len();
        placed.dedup();
        assert_eq!(placed.len(), all, "{cut:?}: an order was placed twice");
        for Line { label, end, .. } in &lines {
            assert_eq!(end.is_good(), placed.contains(label), "{cut:?}: {label} {}", end.text);
        }
        assert_eq!(lines.len(), LOANS);
        let again = run(&point(&sandbox, Cut::Before(usize::MAX)).0, folder.path()).await;
        assert!(again.iter().map(|line| &line.end).eq(lines.iter().map(|line| &line.end)), "{cut:?}");
        assert_eq!(ordered(&sandbox).len(), all, "{cut:?}");
        if whole_runs == 2 {
            assert_eq!(placed.len(), LOANS);
            return;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn unplaced_orders_are_reported_and_placed_by_the_next_run() {
    let (sandbox, folder) = (Sandbox::in_process(), tempfile::tempdir().unwrap());
    list(folder.path(), &labels(2));
    let path = folder.path().join("loans.csv");
    let good = fs::read_to_string(&path).unwrap();
    let point = point(&sandbox, Cut::Before(usize::MAX)).0;
    let stop = Stop::default();
    stop.request();
    let journal = Journal::open(&folder.path().join("journal.jsonl"), &account(&point)).unwrap();
    let lines = Batch::new(&point, &journal).stop(stop).run(&loans::read(&path).unwrap()).await;
    assert!(lines.iter().all(|line| line.end.outcome == Outcome::NotPlaced), "{lines:?}");
    drop(journal);
    fs::write(&path, good.replacen("900112222", "not one", 1)).unwrap();
    point.client().sign_in().await.unwrap();
    sandbox.fail_next(1, Fault::Status(422));
    let ends = |lines: Vec<Line>| lines.into_iter().map(|line| line.end).collect::<Vec<_>>();
    for end in ends(run(&point, folder.path()).await) {
        assert!(!end.is_good() && end.text.starts_with("not placed"), "{}", end.text);
        assert!(!end.text.contains("not one"), "a mistyped SSN is personal data too");
    }
    fs::write(&path, good).unwrap();
    assert!(ends(run(&point, folder.path()).await).iter().all(|end| end.is_good()));
    assert_eq!(sandbox.stats().orders, 2);
}

#[tokio::test(start_paused = true)]
async fn a_rejected_order_fails_and_is_not_resent() {
    let (sandbox, folder) = (Sandbox::in_process(), tempfile::tempdir().unwrap());
    list(folder.path(), &labels(1));
    let point = point(&sandbox, Cut::Before(usize::MAX)).0;
    point.client().sign_in().await.unwrap();
    sandbox.fail_next(1, Fault::Order("E024"));
    for _ in 0..2 {
        let lines = run(&point, folder.path()).await;
        assert!(!lines[0].end.is_good() && lines[0].end.text.starts_with("rejected"), "{}", lines[0].end.text);
    }
    assert_eq!(ordered(&sandbox).len(), 1);
}

/// A client whose responses to orders are replaced.
fn replacing(sandbox: &Sandbox, replaced: impl Fn(&str) -> String + Clone + Send + Sync + 'static) -> Point {
    sandbox.user("greta", "right");
    let service = sandbox.service();
    let transport = tower::service_fn(move |request: HttpRequest| {
        let (service, replaced) = (service.clone(), replaced.clone());
        async move {
            let is_order = request.method() == "POST" && request.uri().path().contains("/sami/");
            let (mut parts, body) = service.oneshot(request).await?.into_parts();
            let text = String::from_utf8_lossy(&body.collect().await?.to_bytes()).into_owned();
            parts.headers.remove("content-length");
            let text = if is_order { replaced(&text) } else { text };
            Ok::<_, BoxError>(HttpResponse::from_parts(parts, Body::from(text)))
        }
    });
    let builder = Point::builder().base_url(sandbox.base_url()).allow_insecure_loopback().clock(sandbox.clock());
    builder.transport(transport).credentials(Credentials::password("greta", "right")).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_order_with_an_undecodable_response_is_polled_by_its_ids() {
    for (original, replacement) in [("Messages", "Massages"), ("I004", "E020")] {
        let (sandbox, folder) = (Sandbox::in_process(), tempfile::tempdir().unwrap());
        list(folder.path(), &labels(1));
        let point = replacing(&sandbox, move |text| text.replace(original, replacement));
        let lines = run(&point, folder.path()).await;
        assert!(lines[0].end.is_good() && lines[0].end.text.starts_with("done"), "{}", lines[0].end.text);
        assert_eq!(ordered(&sandbox).len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_passing_fault_without_ids_is_searched_for() {
    const FAULT: &str =
        r#"{"Messages": {"Message": [{"Category": "Fault", "Code": "E020"}]}, "Status": {"Code": "U001"}}"#;
    let (sandbox, folder) = (Sandbox::in_process(), tempfile::tempdir().unwrap());
    list(folder.path(), &labels(1));
    let lines = run(&replacing(&sandbox, |_| FAULT.to_owned()), folder.path()).await;
    assert!(lines[0].end.text.contains("its response was lost"), "{}", lines[0].end.text);
    assert_eq!(ordered(&sandbox).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_older_order_or_one_of_another_product_is_not_the_lost_one() {
    let (sandbox, folder) = (Sandbox::in_process(), tempfile::tempdir().unwrap());
    list(folder.path(), &labels(1));
    let row = |guid: &str, product: &str, age: u64| {
        let mut row = OrderRow::new(guid);
        row.reference_number = Some("loan-00".to_owned());
        row.product_type = Some(product.to_owned());
        row.created = Some(QueryDate::from(SystemTime::now() - Duration::from_secs(age)).to_string());
        row.status = Some("complete".to_owned());
        row
    };
    sandbox.add_orders([row("2", "DetailedBLJ", 0)]);
    let point = point(&sandbox, Cut::Before(usize::MAX)).0;
    point.client().sign_in().await.unwrap();
    sandbox.fail_next(1, Fault::CutShort);
    for text in ["was not found", "an order of this label is older"] {
        for _ in 0..2 {
            let lines = run(&point, folder.path()).await;
            assert!(lines[0].end.text.contains(text), "{}", lines[0].end.text);
        }
        sandbox.add_orders([row("1", "SSAForm89ECBSV", 3600)]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_transient_fault_never_ends_an_order_and_is_named() {
    let (sandbox, folder) = (Sandbox::in_process(), tempfile::tempdir().unwrap());
    list(folder.path(), &labels(1));
    sandbox.user("greta", "right");
    let builder = Point::builder().base_url(sandbox.base_url()).allow_insecure_loopback().clock(sandbox.clock());
    let builder = builder.transport(sandbox.service()).credentials(Credentials::password("greta", "right"));
    let point = builder.polling(PollPolicy::default().most_failures(1)).build().unwrap();
    let loans = loans::read(&folder.path().join("loans.csv")).unwrap();
    let handle = point.place(loans[0].order().unwrap()).await.unwrap();
    let ticket = Box::new(handle.ticket().clone());
    let journal = Journal::open(&folder.path().join("journal.jsonl"), &account(&point)).unwrap();
    journal.note("loan-00", Event::Placed { ticket }).unwrap();
    drop(journal);
    for (fault, obstacle) in [
        (Fault::Order("E020"), None),
        (Fault::Status(503), Some(Obstacle::Server)),
        (Fault::Status(403), Some(Obstacle::Login)),
    ] {
        // Every attempt of the call.
        sandbox.fail_next(if obstacle == Some(Obstacle::Server) { 3 } else { 1 }, fault);
        let end = &run(&point, folder.path()).await[0].end;
        assert!(!end.is_good() && end.text.starts_with("placed"), "{}", end.text);
        assert_eq!(end.obstacle, obstacle, "{}", end.text);
    }
    let lines = run(&point, folder.path()).await;
    assert!(lines[0].end.is_good() && lines[0].end.text.starts_with("done"), "{}", lines[0].end.text);
}

#[tokio::test(start_paused = true)]
async fn an_unavailable_sign_in_is_an_obstacle_of_the_server() {
    let (sandbox, folder) = (Sandbox::in_process(), tempfile::tempdir().unwrap());
    list(folder.path(), &labels(1));
    let point = point(&sandbox, Cut::Before(usize::MAX)).0;
    sandbox.fail_next(100, Fault::Status(503));
    let end = &run(&point, folder.path()).await[0].end;
    assert_eq!(end.obstacle, Some(Obstacle::Server), "{}", end.text);
}

#[test]
fn duplicate_labels_and_a_corrupt_journal_are_rejected() {
    let folder = tempfile::tempdir().unwrap();
    list(folder.path(), &["loan-1".to_owned(), "loan-2".to_owned(), "loan-1".to_owned()]);
    let error = loans::read(&folder.path().join("loans.csv")).err().unwrap();
    assert!(error.to_string().contains("`loan-1` is on two lines"), "{error}");

    let path = folder.path().join("journal.jsonl");
    let account = Account::new("https://api.example", "greta");
    drop(Journal::open(&path, &account).unwrap());
    let first = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{first}{{\"label\":\"a\",\"event\":\"sending\"}}\n{{\"label\":\"b\"}}\n{{\"lab"))
        .unwrap();
    let error = Journal::open(&path, &account).err().unwrap();
    assert!(error.to_string().contains("line 3"), "{error}");
}
