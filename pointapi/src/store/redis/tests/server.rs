//! A Redis server of a test's own.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
};

/// Runs on a free port of loopback, keeps nothing on disk, and ends with this value.
pub(crate) struct RedisServer {
    process: Child,
    port: u16,
}

impl RedisServer {
    /// Nothing where there is no `redis-server`, which one line says; under `CI=true` that is a failure.
    pub(crate) fn start() -> Option<Self> {
        // Somebody else may take the port between the two steps.
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
                    assert!(!is_ci, "redis-server cannot be started: {error}");
                    println!("skipped: there is no redis-server on this machine");
                    return None;
                }
            }
        }
        panic!("redis-server ends before it is ready");
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Waits until it says so; false if it ends first.
    fn is_ready(&mut self) -> bool {
        let output = self.process.stdout.take().expect("piped");
        BufReader::new(output).lines().map_while(Result::ok).any(|line| line.contains("Ready to accept connections"))
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // It may have ended by itself.
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
