//! A Redis server for one test.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    process::{Child, Command, Stdio},
};

/// A server on a free loopback port without persistence; stopped on drop.
pub(crate) struct RedisServer {
    process: Child,
    port: u16,
}

impl RedisServer {
    /// Starts a server. Without `redis-server` it prints that the test is skipped and returns `None`.
    ///
    /// # Panics
    ///
    /// Without `redis-server` and with `CI=true`.
    pub(crate) fn start() -> Option<Self> {
        // Another process may take the port between the two steps.
        for _ in 0..10 {
            let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
            let port = listener.local_addr().expect("an address").port();
            drop(listener);
            match spawn(port) {
                Ok(process) => {
                    let mut server = Self { process, port };
                    if server.is_ready() {
                        return Some(server);
                    }
                }
                Err(error) => {
                    let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
                    assert!(!is_ci, "could not start redis-server: {error}");
                    // Not `eprintln!`, whose output the test harness hides.
                    writeln!(std::io::stderr(), "SKIPPED a test: could not start redis-server: {error}").ok();
                    return None;
                }
            }
        }
        panic!("redis-server ended before it was ready");
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Waits until the server is ready. Returns false if it ends first.
    fn is_ready(&mut self) -> bool {
        let output = self.process.stdout.take().expect("piped");
        BufReader::new(output).lines().map_while(Result::ok).any(|line| line.contains("Ready to accept connections"))
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // Fails only if the process has already ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn spawn(port: u16) -> std::io::Result<Child> {
    let port = port.to_string();
    Command::new("redis-server")
        .args(["--port", &port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}
