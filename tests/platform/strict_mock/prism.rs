//! Prism as a child process.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

/// The program itself and not `npx`, which would leave it running when `npx` is killed.
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/npm/node_modules/.bin/prism");
const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

/// A running mock; stopped on drop.
pub(crate) struct Prism {
    process: Child,
    base_url: String,
    log: Arc<Mutex<String>>,
}

impl Prism {
    /// Starts a mock that responds with the examples of a document, which is a file below `tests`.
    pub(crate) fn mock(document: &str) -> Option<Self> {
        Self::start(&["mock", &format!("{TESTS}/{document}")])
    }

    /// Starts a proxy to a server that rejects requests and responses that the document does not allow.
    pub(crate) fn proxy(document: &str, server: &str) -> Option<Self> {
        Self::start(&["proxy", "--errors", &format!("{TESTS}/{document}"), server])
    }

    /// Starts on a free port. Without Prism it prints that the test is skipped and returns `None`.
    ///
    /// # Panics
    ///
    /// Without Prism and with `CI=true`.
    fn start(arguments: &[&str]) -> Option<Self> {
        let started = Self::spawn(arguments);
        if started.is_none() {
            let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
            assert!(!is_ci, "could not start Prism; run `tests/npm/install`");
            // Not `eprintln!`, whose output the test harness hides.
            writeln!(std::io::stderr(), "SKIPPED a test: could not start Prism; run `tests/npm/install`").ok();
        }
        started
    }

    fn spawn(arguments: &[&str]) -> Option<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).ok()?.local_addr().ok()?.port();
        let mut process = Command::new(PROGRAM)
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

    /// Returns its log, which has the reason for each rejected request.
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
