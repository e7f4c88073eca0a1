//! The server's side: a sandbox with faults at random, in a process that the client's starts.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use pointapi::sandbox::{Fault, Sandbox};

use crate::wire::{Wire, WireFault};

const SEED: &str = "POINTAPI_SOAK_SEED";
pub(crate) const TOKEN_LIFE: Duration = Duration::from_secs(2);

/// Set in the process that is to be the server.
pub(crate) fn seed_of_this_process() -> Option<u64> {
    std::env::var(SEED).ok()?.parse().ok()
}

/// Answers as it should until a line comes in, makes trouble until the next, answers as it should again until the
/// third, and says what it counted.
pub(crate) async fn serve(seed: u64) {
    let sandbox = Sandbox::start().await.expect("a free port");
    sandbox.user("greta", "right");
    sandbox.access_lifetime(TOKEN_LIFE);
    let wire = Wire::to(sandbox.base_url()).await;
    println!("{}", wire.base_url());

    next_line().await;
    let mut calm = tokio::spawn(next_line());
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut faults, mut requests) = (0, 0);
    while !calm.is_finished() {
        let stats = sandbox.stats();
        let requests_now = stats.sign_ins + stats.refreshes + stats.calls;
        faults = u64::saturating_sub(faults, requests_now - requests);
        requests = requests_now;
        // Faults wait for requests, and a client that backs off sends few: they must not pile up.
        if faults == 0 && !wire.is_at_fault() {
            faults = make_trouble(&sandbox, &wire, &mut random);
        }
        tokio::time::sleep(Duration::from_millis(random.u64(20..200))).await;
    }
    (&mut calm).await.expect("a line");
    wire.calm_down();
    sandbox.rotate_refresh_tokens(false);
    println!("calm");
    next_line().await;
    let stats = sandbox.stats();
    println!("{} {} {}; {}", stats.sign_ins, stats.refreshes, stats.calls, wire.met());
}

/// Returns how many requests of the sandbox will meet it.
fn make_trouble(sandbox: &Sandbox, wire: &Wire, random: &mut fastrand::Rng) -> u64 {
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

async fn next_line() {
    let read = || std::io::stdin().lock().read_line(&mut String::new());
    tokio::task::spawn_blocking(read).await.expect("no panic").expect("a line");
}

/// The server as the client's side sees it.
pub(crate) struct Server {
    pub(crate) base_url: String,
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    pub(crate) fn start(seed: u64) -> Self {
        let mut process = Command::new(std::env::current_exe().expect("a path"))
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

    pub(crate) fn begin_trouble(&mut self) {
        writeln!(self.input).expect("it listens");
    }

    /// Ends the trouble.
    pub(crate) fn calm_down(&mut self) {
        writeln!(self.input).expect("it listens");
        assert_eq!(self.line(), "calm");
    }

    /// What it counted: sign-ins, refreshes, calls; faults of the wire.
    pub(crate) fn counted(&mut self) -> String {
        writeln!(self.input).expect("it listens");
        self.line()
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("it speaks");
        line.trim_end().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
