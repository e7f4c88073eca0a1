//! The sandbox as a server, and events from it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tokio::task::block_in_place;

use super::stage::{PASSWORD, Ran, Stage};

/// A program that prints one line once it is ready.
struct Server {
    child: Child,
    ready: String,
}

impl Server {
    fn start(mut command: Command, reads_stderr: bool) -> Self {
        let (kept, dropped) = (Stdio::piped(), Stdio::null());
        if reads_stderr {
            command.stderr(kept).stdout(Stdio::piped());
        } else {
            command.stdout(kept).stderr(dropped);
        }
        let mut child = command.stdin(Stdio::null()).spawn().unwrap();
        let mut ready = String::new();
        let line = |source: &mut dyn BufRead, ready: &mut String| block_in_place(|| source.read_line(ready)).unwrap();
        if reads_stderr {
            line(&mut BufReader::new(child.stderr.as_mut().unwrap()), &mut ready);
        } else {
            line(&mut BufReader::new(child.stdout.as_mut().unwrap()), &mut ready);
        }
        Self { child, ready }
    }

    /// Presses Ctrl-C, and returns the exit code.
    fn interrupt(mut self) -> Option<i32> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        block_in_place(|| self.child.wait()).unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A sandbox that runs as a program, and a user who is logged in there.
struct Running {
    stage: Stage,
    server: Server,
    ready: Value,
}

impl Running {
    async fn start(arguments: &[&str]) -> Self {
        let stage = Stage::new().await;
        let server = Server::start(stage.command(&[&["sandbox"], arguments].concat()), false);
        let ready: Value = serde_json::from_str(&server.ready).unwrap();
        let running = Self { stage, server, ready };
        assert_eq!(running.pipe(&["login", "--username", "greta", "--password-stdin"], PASSWORD).code, 0);
        running
    }

    fn pipe(&self, arguments: &[&str], stdin: &str) -> Ran {
        let mut command = self.stage.command(arguments);
        command.env("POINTAPI_BASE_URL", self.ready["base_url"].as_str().unwrap());
        self.stage.run(command, stdin)
    }

    fn control(&self, path: &str, body: &str) -> i32 {
        self.pipe(&["call", "POST", &format!("/sandbox/{path}"), "--data", body], "").code
    }

    fn stats(&self) -> Value {
        serde_json::from_str(&self.pipe(&["call", "GET", "/sandbox/stats"], "").stdout).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_has_seeds_faults_and_a_clock() {
    let sandbox = Running::start(&["--orders", "3"]).await;
    assert_eq!(sandbox.pipe(&["orders", "query"], "").stdout.lines().count(), 3);
    assert_eq!(sandbox.control("orders", r#"{"count": 2}"#), 0);
    assert_eq!(sandbox.control("users", r#"{"username": "otto"}"#), 0);
    assert_eq!(sandbox.control("faults", r#"{"fault": "status:403"}"#), 0);
    assert_eq!(sandbox.pipe(&["orders", "query"], "").code, 3);
    assert_eq!(sandbox.control("clock", r#"{"advance": "2h"}"#), 0);
    let rows = sandbox.pipe(&["orders", "query"], "").stdout;
    assert_eq!(rows.lines().count(), 5, "the token is refreshed");
    assert!((0..5).all(|number| rows.contains(&format!("\"sample-{number}\""))), "{rows}");
    let stats = sandbox.stats();
    assert_eq!((&stats["sign_ins"], &stats["refreshes"]), (&1.into(), &1.into()), "{stats}");
    for (path, body) in [
        ("clock", r#"{"advance": "soon"}"#),
        ("clock", r#"{"advance": "80000000h"}"#),
        ("faults", r#"{"fault": "x"}"#),
        ("users", "{}"),
    ] {
        assert_eq!(sandbox.control(path, body), 1, "{path}");
    }
    assert_eq!(sandbox.server.interrupt(), Some(130));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_that_is_started_again_has_other_ids() {
    let place = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json"];
    let mut ids = Vec::new();
    for _ in 0..2 {
        let sandbox = Running::start(&[]).await;
        let placed: Value = serde_json::from_str(&sandbox.pipe(&place, "").stdout).unwrap();
        ids.push(placed["transaction_id"].as_str().unwrap().to_owned());
        let codes: Vec<_> = ids.iter().map(|id| sandbox.pipe(&["orders", "get", id], "").code).collect();
        assert_eq!(codes, [&[2][..], &[5]].concat()[2 - ids.len()..], "{ids:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_event_is_verified_and_printed_once() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let receiver = format!("http://127.0.0.1:{port}/");
    let sandbox = Running::start(&["--webhook-receiver", &receiver]).await;
    let text = |name: &str| sandbox.ready[name].as_str().unwrap();
    assert_eq!(sandbox.control("clock", r#"{"advance": "2h"}"#), 0);
    let listen = sandbox.stage.command(&[
        "webhooks",
        "listen",
        "--listen",
        &format!("127.0.0.1:{port}"),
        "--issuer",
        text("issuer"),
        "--audience",
        text("audience"),
        "--jwks-url",
        text("jwks_url"),
        "--tenant",
        text("tenant"),
        "--count",
        "1",
    ]);
    let mut listener = Server::start(listen, true);
    assert!(listener.ready.contains("listening on"), "{}", listener.ready);
    let test = ["webhooks", "test", "https://hooks.larchfield.example/point", "--tenant", text("tenant")];
    let ran = sandbox.pipe(&[&test[..], &["--body", r#"{"order_id": "31415"}"#]].concat(), "");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(block_in_place(|| listener.child.wait()).unwrap().code(), Some(0));
    let lines: Vec<_> =
        BufReader::new(listener.child.stdout.as_mut().unwrap()).lines().collect::<Result<_, _>>().unwrap();
    let event: Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(
        (lines.len(), &event["topic"], &event["body"]["order_id"]),
        (1, &"orders/placed".into(), &"31415".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_in_use_is_a_mistake_of_usage() {
    let stage = Stage::new().await;
    let port = stage.sandbox.base_url().rsplit(':').next().unwrap().to_owned();
    assert_eq!(stage.pipe(&["sandbox", "--port", &port], "").code, 2);
}
