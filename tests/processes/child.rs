//! What a process of these tests does, and how it is told.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, SystemTime};

use pointapi::clock::{Clock, ManualClock};
use pointapi::{AuthCause, Client, Credentials, ErrorKind};

use crate::place::Address;
use crate::stopping::{Step, Stopping};

const ORDERS: &str = "POINTAPI_TEST_ORDERS";

/// What a process is to do.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Orders {
    pub(crate) base_url: String,
    pub(crate) password: String,
    pub(crate) address: Address,
    /// Where it stops for good.
    pub(crate) stop_at: Option<Step>,
    /// How far its machine's clock is ahead, in seconds.
    pub(crate) clock_ahead: u64,
}

/// What became of its sign-in.
#[derive(Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Outcome {
    /// It has a token, for so many seconds by its own clock.
    SignedIn {
        seconds_left: u64,
    },
    Rejected,
    Failed(String),
}

/// A process that is under way.
pub(crate) struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// The way in of a process. Without orders there is nothing to do.
#[test]
fn child() {
    let Ok(orders) = std::env::var(ORDERS) else { return };
    let orders: Orders = serde_json::from_str(&orders).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    say("ready");
    std::io::stdin().lock().read_line(&mut String::new()).unwrap();
    let outcome = runtime.block_on(carry_out(&orders));
    say(&format!("outcome {}", serde_json::to_string(&outcome).unwrap()));
}

async fn carry_out(orders: &Orders) -> Outcome {
    let clock = ManualClock::starting_at(SystemTime::now() + Duration::from_secs(orders.clock_ahead));
    let client = Client::builder()
        .base_url(&orders.base_url)
        .allow_insecure_loopback()
        .clock(clock.clone())
        .credentials(Credentials::password("greta", orders.password.as_str()))
        .token_store(Stopping::new(orders.address.open(), orders.stop_at))
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

/// Tells the parent; the test harness writes lines of its own before it.
pub(crate) fn say(text: &str) {
    println!("\n> {text}");
}

impl Process {
    /// Starts one and waits until it is ready to go.
    pub(crate) fn start(orders: &Orders) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["child::child", "--exact", "--nocapture", "--test-threads=1"])
            .env(ORDERS, serde_json::to_string(orders).unwrap())
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
        // The end of its input is the sign.
        drop(self.input.take());
    }

    /// Waits until it has stopped where its orders say, and kills it there.
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

    /// What it says next.
    fn next_word(&mut self) -> String {
        let mut line = String::new();
        while self.output.read_line(&mut line).unwrap() > 0 {
            if let Some(text) = line.trim_end().strip_prefix("> ") {
                return text.to_owned();
            }
            line.clear();
        }
        panic!("the process ended without a word");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A test that fails leaves nobody behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
