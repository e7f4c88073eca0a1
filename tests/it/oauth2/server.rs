//! `tests/npm/oauth2-server.mjs` as a child process.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/npm/oauth2-server.mjs");

/// A running server; stopped on drop.
pub(super) struct OAuthServer {
    process: Child,
    base_url: String,
}

impl OAuthServer {
    /// Starts on a free port. Without the program it prints that the test is skipped and returns `None`.
    ///
    /// # Panics
    ///
    /// Without the program and with `CI=true`.
    pub(super) fn start() -> Option<Self> {
        let started = Self::spawn();
        if started.is_none() {
            let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
            assert!(!is_ci, "could not start oauth2-mock-server; run `tests/npm/install`");
            // Not `eprintln!`, whose output the test harness hides.
            writeln!(std::io::stderr(), "SKIPPED a test: no oauth2-mock-server; run `tests/npm/install`").ok();
        }
        started
    }

    fn spawn() -> Option<Self> {
        let mut command = Command::new("node");
        command.arg(PROGRAM).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().ok()?;
        let line = BufReader::new(process.stdout.take()?).lines().next().and_then(Result::ok);
        if line.is_none() {
            process.kill().ok();
            process.wait().ok();
        }
        Some(Self { process, base_url: line? })
    }

    pub(super) fn token_url(&self) -> String {
        format!("{}/token", self.base_url)
    }
}

impl Drop for OAuthServer {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
