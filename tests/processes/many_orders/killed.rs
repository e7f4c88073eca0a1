//! Real processes, killed and started again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::Response;
use pointapi::Body;
use pointapi_sandbox::Sandbox;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use super::{example, labels, list, ordered, tear};

const FOLDER: &str = "POINTAPI_TEST_FOLDER";
/// Far longer than any event of these tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// The entry point of the child process. Does nothing in an ordinary test run.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let exit = runtime.block_on(example::order_all(Some(PathBuf::from(folder)))).unwrap();
    assert_eq!(exit, ExitCode::SUCCESS);
}

/// A sandbox behind a socket that can withhold the responses to orders.
struct Server {
    sandbox: Sandbox,
    base_url: String,
    /// The number of orders that receive a response.
    responses: Arc<AtomicUsize>,
}

impl Server {
    async fn start() -> Self {
        let sandbox = Sandbox::in_process();
        sandbox.user("greta", "right");
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let responses = Arc::new(AtomicUsize::new(usize::MAX));
        let (service, own, inner, left) =
            (sandbox.service(), base_url.clone(), sandbox.base_url().to_owned(), Arc::clone(&responses));
        let relay = move |request: Request| {
            let (service, own, inner, left) = (service.clone(), own.clone(), inner.clone(), Arc::clone(&left));
            async move {
                let is_order = request.method() == "POST" && request.uri().path().contains("/sami/");
                let (parts, body) = request.into_parts();
                let body = Body::from(to_bytes(body, usize::MAX).await.unwrap());
                let response = service.oneshot(http::Request::from_parts(parts, body)).await.unwrap();
                let is_kept = is_order
                    && left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err();
                if is_kept {
                    std::future::pending::<()>().await;
                }
                let (mut parts, body) = response.into_parts();
                let body = to_bytes(axum::body::Body::new(body), usize::MAX).await.unwrap();
                let body = String::from_utf8(body.to_vec()).unwrap().replace(&inner, &own);
                parts.headers.remove("content-length");
                Response::from_parts(parts, axum::body::Body::from(body))
            }
        };
        tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(relay)).await });
        Self { sandbox, base_url, responses }
    }

    /// Starts a process that orders the loans of the folder.
    fn process(&self, folder: &Path) -> Process {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["many_orders::killed::child", "--exact", "--nocapture", "--test-threads=1"])
            .env(FOLDER, folder)
            .env("POINTAPI_BASE_URL", &self.base_url)
            .env("POINTAPI_USERNAME", "greta")
            .env("POINTAPI_PASSWORD", "right")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Process(child.unwrap())
    }
}

struct Process(Child);

impl Process {
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    async fn ends_well(mut self) -> bool {
        let end = async {
            loop {
                match self.0.try_wait().unwrap() {
                    Some(status) => return status.success(),
                    None => sleep(Duration::from_millis(5)).await,
                }
            }
        };
        timeout(PATIENCE, end).await.expect("it ends")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A failed test leaves no process running.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn until(what: impl Fn() -> bool) {
    let wait = async {
        while !what() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, wait).await.expect("it happens");
}

#[tokio::test]
async fn a_process_killed_while_placing_is_resumed_by_the_next() {
    const LOANS: usize = 20;
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.sandbox.polls_until_done(0);
    list(folder.path(), &labels(LOANS));
    server.responses.store(5, Ordering::Relaxed);
    let process = server.process(folder.path());
    until(|| server.sandbox.stats().orders == 5 + 8).await;
    process.kill();
    tear(&folder.path().join("journal.jsonl"));

    server.responses.store(usize::MAX, Ordering::Relaxed);
    assert!(server.process(folder.path()).ends_well().await);
    assert_eq!(ordered(&server.sandbox), labels(LOANS));
    let report = fs::read_to_string(folder.path().join("report.csv")).unwrap();
    assert_eq!(report.matches("its response was lost").count(), 8);
    assert_eq!(report.matches(",yes\n").count(), LOANS);
}

#[tokio::test]
async fn a_process_killed_while_waiting_loses_no_order() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.sandbox.done_after(Duration::from_secs(3600));
    list(folder.path(), &labels(4));
    let journal = folder.path().join("journal.jsonl");
    let process = server.process(folder.path());
    until(|| fs::read_to_string(&journal).is_ok_and(|journal| journal.matches(r#""event":"placed""#).count() == 4))
        .await;
    assert!(!server.process(folder.path()).ends_well().await, "another run is active");
    process.kill();

    server.sandbox.advance(Duration::from_secs(3600));
    list(folder.path(), &labels(3));
    assert!(server.process(folder.path()).ends_well().await);
    let report = fs::read_to_string(folder.path().join("report.csv")).unwrap();
    assert_eq!(report.matches("done, billable, 1 document").count(), 4);
    assert_eq!(ordered(&server.sandbox), labels(4));
}

#[tokio::test]
async fn a_process_with_a_failed_loan_fails() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.sandbox.polls_until_done(0);
    list(folder.path(), &labels(2));
    let path = folder.path().join("loans.csv");
    fs::write(&path, fs::read_to_string(&path).unwrap().replacen("900112222", "9", 1)).unwrap();
    assert!(!server.process(folder.path()).ends_well().await);
    assert_eq!(server.sandbox.stats().orders, 1);
    list(folder.path(), &labels(2));
    assert!(server.process(folder.path()).ends_well().await);
    assert_eq!(ordered(&server.sandbox), labels(2));
}
