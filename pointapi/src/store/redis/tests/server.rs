//! A Redis server for one test.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use tempfile::TempDir;

/// A server on a free loopback port without persistence; stopped on drop.
pub(crate) struct RedisServer {
    process: Child,
    /// Where it writes what it copies from another server.
    _directory: TempDir,
    port: u16,
    log: Receiver<String>,
}

impl RedisServer {
    /// Starts a server. Without `redis-server` it prints that the test is skipped and returns `None`.
    ///
    /// # Panics
    ///
    /// Without `redis-server` and with `CI=true`.
    pub(crate) fn start() -> Option<Self> {
        Self::start_with(&[])
    }

    /// Starts a server with further arguments.
    pub(crate) fn start_with(arguments: &[&str]) -> Option<Self> {
        // Another process may take the port between the two steps.
        for _ in 0..10 {
            match Self::spawn(free_port(), arguments) {
                Ok(server) if server.has_logged("Ready to accept connections") => return Some(server),
                Ok(_) => {}
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

    /// Starts a server on this port.
    fn spawn(port: u16, arguments: &[&str]) -> std::io::Result<Self> {
        let mut command = Command::new("redis-server");
        command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
        Self::run(port, command.args(arguments))
    }

    /// Starts a sentinel with this configuration, which it rewrites.
    pub(crate) fn sentinel(port: u16, configuration: &Path) -> std::io::Result<Self> {
        Self::run(port, Command::new("redis-server").arg(configuration).arg("--sentinel"))
    }

    fn run(port: u16, command: &mut Command) -> std::io::Result<Self> {
        let directory = tempfile::tempdir()?;
        command.current_dir(&directory);
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (sender, log) = channel();
        let output = process.stdout.take().expect("piped");
        // Read to the end, or the server would block on a full pipe.
        thread::spawn(move || {
            BufReader::new(output).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)));
        });
        Ok(Self { process, _directory: directory, port, log })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Waits until the server logs a line with this text. Returns false if it ends first.
    pub(crate) fn has_logged(&self, text: &str) -> bool {
        self.log.iter().any(|line| line.contains(text))
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // Fails only if the process has already ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns a port that was free just now.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}
