//! The child process: its instructions, its work and its outcome.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, SystemTime};

use pointapi::clock::{Clock, ManualClock};
use pointapi::{AuthCause, Client, Credentials, ErrorKind};

use crate::location::Address;
use crate::stopping::{Step, Stopping};

const INSTRUCTIONS: &str = "POINTAPI_TEST_INSTRUCTIONS";

/// The instructions of a child process.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Instructions {
    pub(crate) base_url: String,
    pub(crate) password: String,
    pub(crate) address: Address,
    /// The step at which it stops forever.
    pub(crate) stop_at: Option<Step>,
    /// The seconds by which its machine's clock is ahead.
    pub(crate) clock_ahead: u64,
}

/// The outcome of its sign-in.
#[derive(Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Outcome {
    /// It has a token; the remaining lifetime is by its own clock.
    SignedIn {
        seconds_left: u64,
    },
    Rejected,
    Failed(String),
}

/// A running child process.
pub(crate) struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// The entry point of the child process. Does nothing in an ordinary test run.
#[test]
fn child() {
    let Ok(instructions) = std::env::var(INSTRUCTIONS) else { return };
    let instructions: Instructions = serde_json::from_str(&instructions).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    say("ready");
    std::io::stdin().lock().read_line(&mut String::new()).unwrap();
    let outcome = runtime.block_on(carry_out(&instructions));
    say(&format!("outcome {}", serde_json::to_string(&outcome).unwrap()));
}

async fn carry_out(instructions: &Instructions) -> Outcome {
    let clock = ManualClock::starting_at(SystemTime::now() + Duration::from_secs(instructions.clock_ahead));
    let client = Client::builder()
        .base_url(&instructions.base_url)
        .allow_insecure_loopback()
        .clock(clock.clone())
        .credentials(Credentials::password("greta", instructions.password.as_str()))
        .token_store(Stopping::new(instructions.address.open(), instructions.stop_at))
        .build()
        .unwrap();
    match client.sign_in().await {
        Ok(()) => {
            let expires_at = client.auth_status().access_expires_at().unwrap();
            let left = expires_at.duration_since(clock.wall()).unwrap_or_default();
            Outcome::SignedIn { seconds_left: left.as_secs() }
        }
        Err(error) if error.kind() == ErrorKind::Auth(AuthCause::Rejected) => Outcome::Rejected,
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

/// Prints a line for the parent. Begins a new line, since the test harness leaves its own unfinished.
pub(crate) fn say(text: &str) {
    println!("\n> {text}");
}

impl Process {
    /// Starts a process and waits until it is ready.
    pub(crate) fn start(instructions: &Instructions) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["child::child", "--exact", "--nocapture", "--test-threads=1"])
            .env(INSTRUCTIONS, serde_json::to_string(instructions).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        let mut process = Self { child, input, output };
        assert_eq!(process.next_word(), "ready");
        process
    }

    pub(crate) fn go(&mut self) {
        // The process starts its work at the end of its input.
        drop(self.input.take());
    }

    /// Waits until it has stopped at its step, and kills it.
    pub(crate) fn kill_when_stopped(mut self) {
        assert_eq!(self.next_word(), "stopped");
        self.kill();
    }

    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn outcome(mut self) -> Outcome {
        let text = self.next_word();
        assert!(self.child.wait().unwrap().success());
        serde_json::from_str(text.strip_prefix("outcome ").expect("an outcome")).unwrap()
    }

    /// Returns the next line that it printed for the parent.
    fn next_word(&mut self) -> String {
        let mut line = String::new();
        while self.output.read_line(&mut line).unwrap() > 0 {
            if let Some(text) = line.trim_end().strip_prefix("> ") {
                return text.to_owned();
            }
            line.clear();
        }
        panic!("the process ended without a message");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A failed test leaves no process running.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
