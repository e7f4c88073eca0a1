//! The server process: a sandbox with random faults, started by the client process.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use pointapi_sandbox::{Fault, Sandbox};

use crate::wire::{Wire, WireFault};

const SEED: &str = "POINTAPI_SOAK_SEED";
/// Begins each line that the server process prints for the client process.
const PREFIX: &str = "> ";
pub(crate) const TOKEN_LIFETIME: Duration = Duration::from_secs(2);

/// Returns the seed if this is the server process.
pub(crate) fn seed_of_this_process() -> Option<u64> {
    std::env::var(SEED).ok()?.parse().ok()
}

/// Serves without faults until the first line of input, with faults until the second, and without faults until the
/// third. Then prints its counters.
pub(crate) async fn serve(seed: u64) {
    let sandbox = Sandbox::start().await.expect("a free port");
    sandbox.user("greta", "right");
    sandbox.access_lifetime(TOKEN_LIFETIME);
    let wire = Wire::to(sandbox.base_url()).await;
    say(&wire.base_url());

    next_line().await;
    let mut end = tokio::spawn(next_line());
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut faults, mut requests) = (0, 0);
    while !end.is_finished() {
        let stats = sandbox.stats();
        let requests_now = stats.sign_ins + stats.refreshes + stats.calls;
        faults = u64::saturating_sub(faults, requests_now - requests);
        requests = requests_now;
        // A fault waits for a request. A client that backs off sends few requests, so faults must not accumulate.
        if faults == 0 && !wire.is_at_fault() {
            faults = inject_fault(&sandbox, &wire, &mut random);
        }
        tokio::time::sleep(Duration::from_millis(random.u64(20..200))).await;
    }
    (&mut end).await.expect("a line");
    wire.end_faults();
    sandbox.rotate_refresh_tokens(false);
    say("faults ended");
    next_line().await;
    let stats = sandbox.stats();
    say(&format!("{} {} {}; {}", stats.sign_ins, stats.refreshes, stats.calls, wire.counts()));
}

/// Injects a random fault and returns the number of sandbox requests that it affects.
fn inject_fault(sandbox: &Sandbox, wire: &Wire, random: &mut fastrand::Rng) -> u64 {
    let (count, fault) = match random.u8(0..13) {
        0..4 => (random.usize(1..9), Fault::Status(random.choice([500, 502, 503]).unwrap_or(500))),
        4 => (1, Fault::Hang),
        5 | 6 => (random.usize(1..5), Fault::CutShort),
        7 => (random.usize(1..3), Fault::Throttle(Duration::from_secs(1))),
        8 => {
            sandbox.rotate_refresh_tokens(random.bool());
            return 0;
        }
        9..12 => {
            let faults = [WireFault::ResetUnread, WireFault::ResetRead, WireFault::Garbage];
            wire.fail_next(random.usize(1..5), random.choice(faults).unwrap_or(WireFault::Garbage));
            return 0;
        }
        _ => {
            sandbox.revoke_access_tokens();
            return 0;
        }
    };
    sandbox.fail_next(count, fault);
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Begins a new line, since the test harness leaves its own unfinished.
fn say(text: &str) {
    println!("\n{PREFIX}{text}");
}

async fn next_line() {
    let read = || std::io::stdin().lock().read_line(&mut String::new());
    tokio::task::spawn_blocking(read).await.expect("no panic").expect("a line");
}

/// The client process's handle to the server process.
pub(crate) struct Server {
    pub(crate) base_url: String,
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    pub(crate) fn start(seed: u64) -> Self {
        let mut process = Command::new(std::env::current_exe().expect("a path"))
            .args(["server_process", "--exact", "--nocapture"])
            .env(SEED, seed.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a second process");
        let input = process.stdin.take().expect("piped");
        let output = BufReader::new(process.stdout.take().expect("piped"));
        let mut server = Self { base_url: String::new(), process, input, output };
        server.base_url = server.line();
        server
    }

    pub(crate) fn begin_faults(&mut self) {
        writeln!(self.input).expect("the server process runs");
    }

    /// Ends the faults.
    pub(crate) fn end_faults(&mut self) {
        writeln!(self.input).expect("the server process runs");
        assert_eq!(self.line(), "faults ended");
    }

    /// Returns the counters: sign-ins, refreshes, calls, and faults of the wire.
    pub(crate) fn counted(&mut self) -> String {
        writeln!(self.input).expect("the server process runs");
        self.line()
    }

    /// Returns the next line of the server; lines of the test harness are skipped.
    fn line(&mut self) -> String {
        let mut line = String::new();
        while self.output.read_line(&mut line).expect("the server process runs") > 0 {
            if let Some(text) = line.trim_end().strip_prefix(PREFIX) {
                return text.to_owned();
            }
            line.clear();
        }
        panic!("the server process ended early");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
