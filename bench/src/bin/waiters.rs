//! Measures how long after a token fetch the last of 10 000 waiting callers has its token:
//! `cargo run --release --bin waiters`. Exits with 1 if the goal is missed.
//!
//! Each round is followed by one in which tokio wakes the same number of bare tasks. The ratio of the two does not
//! depend on other load on the machine.

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use pointapi::Client;
use pointapi::auth::{TokenError, TokenSet, TokenSource};
use pointapi_bench::figure::{self, Figure};
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

const CALLERS: usize = 10_000;
const ROUNDS: usize = 21;
/// The median ratio to bare tokio tasks may be at most this.
const GOAL: f64 = 1.3;

/// Holds the login until the gate opens, and records when the login returned.
struct Gate {
    is_open: Semaphore,
    returned_at: Mutex<Option<Instant>>,
}

struct Login(Arc<Gate>);

#[pointapi::async_trait]
impl TokenSource for Login {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let _permit = self.0.is_open.acquire().await;
        *self.0.returned_at.lock().expect("no panic") = Some(Instant::now());
        Ok(TokenSet::new("an-access-token").expires_in(Duration::from_secs(3600)))
    }
}

fn main() -> ExitCode {
    let runtime = Runtime::new().expect("a runtime");
    let (mut ours, mut bare): (Vec<_>, Vec<_>) =
        (0..ROUNDS).map(|_| (runtime.block_on(last_served_after()), runtime.block_on(last_woken_after()))).unzip();
    let ratios = ours.iter().zip(&bare).map(|(ours, bare)| ours.as_secs_f64() / bare.as_secs_f64()).collect();
    ours.sort_unstable();
    bare.sort_unstable();
    let middle = ROUNDS / 2;
    println!("last of {CALLERS} callers served after: median {:?}, minimum {:?}", ours[middle], ours[0]);
    println!("last of {CALLERS} bare tasks woken after: median {:?}, minimum {:?}", bare[middle], bare[0]);
    let subject = format!("last of {CALLERS} callers of a token fetch, to bare tasks");
    figure::print(&[Figure::ratio(subject, figure::median(ratios), GOAL)])
}

/// Returns the time from the login's return until the last caller has its token.
async fn last_served_after() -> Duration {
    let gate = Arc::new(Gate { is_open: Semaphore::new(0), returned_at: Mutex::default() });
    let client = Client::builder().token_source(Login(Arc::clone(&gate))).build().expect("valid settings");
    let last = all_waiting(|| {
        let client = client.clone();
        async move { drop(client.access_token().await.expect("signed in")) }
    })
    .await;
    gate.is_open.add_permits(1);
    let last = last.await;
    let returned_at = gate.returned_at.lock().expect("no panic").expect("the login returned");
    last.duration_since(returned_at)
}

/// Returns the time until the last bare task is woken. Each has a timeout, as a caller has.
async fn last_woken_after() -> Duration {
    let sender = watch::Sender::new(false);
    let last = all_waiting(|| {
        let mut receiver = sender.subscribe();
        async move {
            let woken = timeout(Duration::from_secs(30), receiver.wait_for(|is_there| *is_there)).await;
            woken.expect("in time").expect("sent");
        }
    })
    .await;
    let sent_at = Instant::now();
    sender.send_replace(true);
    last.await.duration_since(sent_at)
}

/// Resolves once all callers wait; the inner future resolves to the instant when the last of them is done.
async fn all_waiting<C: Future<Output = ()> + Send + 'static>(
    mut caller: impl FnMut() -> C,
) -> impl Future<Output = Instant> {
    let waiting = Arc::new(AtomicUsize::new(0));
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (caller, waiting) = (caller(), Arc::clone(&waiting));
            tokio::spawn(async move {
                waiting.fetch_add(1, Ordering::Relaxed);
                caller.await;
                Instant::now()
            })
        })
        .collect();
    while waiting.load(Ordering::Relaxed) < CALLERS {
        sleep(Duration::from_millis(1)).await;
    }
    // A caller increments the counter just before it waits.
    sleep(Duration::from_millis(20)).await;
    async move {
        let mut last = None;
        for caller in callers {
            last = last.max(Some(caller.await.expect("no panic")));
        }
        last.expect("callers")
    }
}
