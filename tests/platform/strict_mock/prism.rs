//! Prism as a child process.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

const PACKAGE: &str = "@stoplight/prism-cli@5.14.2";
const TWIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/platform/point-openapi.yaml");

/// A running mock; it ends when it is dropped.
pub(crate) struct Prism {
    process: Child,
    base_url: String,
    log: Arc<Mutex<String>>,
}

impl Prism {
    /// Starts a mock that responds with the document's examples.
    pub(crate) fn mock() -> Option<Self> {
        Self::start(&["mock", TWIN])
    }

    /// Starts a proxy to a server that rejects requests and responses that the document does not allow.
    pub(crate) fn proxy(server: &str) -> Option<Self> {
        Self::start(&["proxy", "--errors", TWIN, server])
    }

    /// Starts on a free port; `None`, with one line that says so, where Prism cannot be had.
    fn start(arguments: &[&str]) -> Option<Self> {
        let started = program().and_then(|program| Self::spawn(&program, arguments));
        if started.is_none() {
            assert!(std::env::var("CI").is_err(), "the strict mock cannot be started: `npx {PACKAGE}` is needed");
            println!("skipped: the strict mock cannot be started, `npx {PACKAGE}` is needed");
        }
        started
    }

    fn spawn(program: &str, arguments: &[&str]) -> Option<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).ok()?.local_addr().ok()?.port();
        let mut process = Command::new(program)
            .args(arguments)
            .args(["--port", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut lines = BufReader::new(process.stdout.take()?).lines().map_while(Result::ok);
        if !lines.any(|line| line.contains("is listening")) {
            process.kill().ok();
            return None;
        }
        let log = Arc::new(Mutex::new(String::new()));
        let target = Arc::clone(&log);
        std::thread::spawn(move || lines.for_each(|line| target.lock().unwrap().push_str(&(line + "\n"))));
        Some(Self { process, base_url: format!("http://127.0.0.1:{port}"), log })
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// What it said of the requests so far, which tells why one was refused.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Where the program is: to run it through `npx` would leave it running when `npx` is ended.
fn program() -> Option<String> {
    let output = Command::new("npx")
        .args(["--yes", "--package", PACKAGE, "--call", "command -v prism"])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let path = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !path.is_empty()).then_some(path)
}
