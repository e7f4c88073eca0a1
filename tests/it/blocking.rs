//! The blocking client.

use std::thread;

use futures_util::FutureExt;
use http::Method;
use pointapi::{Download, ErrorKind, Result, point_api};

use crate::recorder::Recorder;

#[point_api(auth = none)]
trait Reports {
    #[point_endpoint(GET "/reports/{id}")]
    async fn report(&self, id: u64, #[query] kind: Option<&str>) -> Result<Option<String>>;

    #[point_endpoint(GET "/archive")]
    async fn archive(&self) -> Result<Download>;
}

#[test]
fn a_download_is_saved_without_an_async_runtime() {
    let reports = ReportsClient::new(Recorder::responding(200, "pdf").client()).blocking();
    let path = std::env::temp_dir().join(format!("pointapi-blocking-{}", std::process::id()));
    let error = reports.archive().unwrap().save_to(&path).now_or_never().unwrap().unwrap_err();
    assert!(error.to_string().contains("`save_to_blocking`"), "{error}");
    assert_eq!(reports.archive().unwrap().save_to_blocking(&path).unwrap(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), b"pdf");
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_blocking_method_sends_the_request_of_the_async_one() {
    let recorder = Recorder::responding(200, r#""done""#);
    let reports = ReportsClient::new(recorder.client()).blocking();
    assert_eq!(reports.report(7, Some("full")).unwrap().as_deref(), Some("done"));
    let sent = recorder.only();
    assert_eq!((sent.method, sent.uri.as_str()), (Method::GET, "https://api.example.com/reports/7?kind=full"));
}

#[test]
fn many_threads_share_one_blocking_client() {
    let recorder = Recorder::responding(204, "");
    let reports = ReportsClient::new(recorder.client()).blocking();
    thread::scope(|scope| {
        for id in 0..8 {
            let reports = &reports;
            scope.spawn(move || assert_eq!(reports.report(id, None).unwrap(), None));
        }
    });
    assert_eq!(recorder.sent().len(), 8);
}

#[tokio::test]
async fn a_blocking_call_within_a_runtime_is_an_error_and_no_deadlock() {
    let recorder = Recorder::responding(204, "");
    let error = ReportsClient::new(recorder.client()).blocking().report(7, None).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("use the async client"), "{error}");
    assert!(recorder.sent().is_empty());
}
