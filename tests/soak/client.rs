//! The client process: 64 tasks that call in a loop, and the conditions that must hold.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use pointapi::platform::{OrderQuery, OrdersClient};
use pointapi::{AuthCause, CallOptions, Client, Credentials, Error, ErrorKind};
use tokio::runtime::Handle;

use crate::server::{Server, TOKEN_LIFETIME};

const TASKS: usize = 64;
/// Growth without a leak: caches, fragmentation, thread arenas.
const FLAT: u64 = 16 * 1024 * 1024;

/// The outcomes of all calls.
#[derive(Default)]
struct Log {
    counts: Mutex<BTreeMap<String, u64>>,
    /// Failures that no injected fault explains.
    unexplained: Mutex<Vec<String>>,
    is_over: AtomicBool,
}

pub(crate) async fn soak() {
    let length = std::env::var("SOAK_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let seed = fastrand::u64(..);
    println!("soak of {length} s, seed {seed}");
    let mut server = Server::start(seed);
    let tasks_before = Handle::current().metrics().num_alive_tasks();
    let client = Client::builder()
        .base_url(&server.base_url)
        .allow_insecure_loopback()
        .credentials(Credentials::password("greta", "right"))
        .build()
        .expect("valid settings");

    // Signs in before the faults begin: two sign-ins without a response, with a password never accepted, cause a hold.
    client.sign_in().await.expect("signed in");
    server.begin_faults();

    let log = Arc::new(Log::default());
    let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(call_in_a_loop(client.clone(), Arc::clone(&log)))).collect();
    let (start, length) = (Instant::now(), Duration::from_secs(length));
    tokio::time::sleep(length / 3).await;
    let memory_early = resident_bytes();
    tokio::time::sleep(length.saturating_sub(start.elapsed())).await;
    let memory_late = resident_bytes();
    server.end_faults();
    let has_recovered = recovers(&client).await;
    log.is_over.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.expect("a call panicked");
    }

    drop(client);
    let tasks_left = tasks_left(tasks_before).await;

    println!("sign-ins, refreshes, calls: {}", server.counted());
    for (outcome, count) in &*log.counts.lock().expect("no panic") {
        println!("{count:>8} {outcome}");
    }
    let unexplained = log.unexplained.lock().expect("no panic");
    println!("failures that no fault explains: {} (goal: 0)", unexplained.len());
    println!("tasks left: {tasks_left} (goal: 0)");
    println!("resident memory after a third: {memory_early}, at the end: {memory_late} (goal: + {FLAT} at most)");
    assert!(unexplained.is_empty(), "{:?}", unexplained.first());
    assert!(has_recovered, "calls must succeed after the faults have ended");
    assert!(memory_late <= memory_early + FLAT, "resident memory must not grow");
    assert_eq!(tasks_left, 0, "no task may be left");
}

async fn call_in_a_loop(client: Client, log: Arc<Log>) {
    let orders = OrdersClient::new(client).with(CallOptions::new().timeout(Duration::from_secs(3)));
    while !log.is_over.load(Ordering::Relaxed) {
        let result = orders.query(&OrderQuery::default()).await;
        let outcome = match &result {
            Ok(_) => "succeeded".to_owned(),
            Err(error) => {
                if !is_explained(error) {
                    log.unexplained.lock().expect("no panic").push(format!("{error:?}"));
                }
                format!("{:?} {:?}", error.kind(), error.status())
            }
        };
        *log.counts.lock().expect("no panic").entry(outcome).or_default() += 1;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Returns whether an injected fault explains this error. The password is always right, the client never signs out, and
/// a fetched token is valid, so the other causes are bugs.
fn is_explained(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Auth(cause) => matches!(cause, AuthCause::Unavailable | AuthCause::BadAnswer | AuthCause::Denied),
        ErrorKind::Status => error.status().is_some_and(|status| status.is_server_error() || status == 429),
        ErrorKind::Timeout(_) | ErrorKind::Transport(_) => true,
        _ => false,
    }
}

/// Returns whether calls succeed again after the longest backoff, and keep succeeding over several token lifetimes.
async fn recovers(client: &Client) -> bool {
    let orders = OrdersClient::new(client.clone());
    let deadline = Instant::now() + Duration::from_secs(70);
    while orders.query(&OrderQuery::default()).await.is_err() {
        if Instant::now() > deadline {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let several_lifetimes = Instant::now() + TOKEN_LIFETIME * 3;
    while Instant::now() < several_lifetimes {
        if let Err(error) = orders.query(&OrderQuery::default()).await {
            println!("after the faults: {error:?}");
            return false;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    true
}

/// Counts the remaining tasks. Connections close in their own tasks, shortly after the client is dropped.
async fn tasks_left(before: usize) -> usize {
    let deadline = Instant::now() + Duration::from_secs(10);
    let left = || Handle::current().metrics().num_alive_tasks().saturating_sub(before);
    while left() > 0 && Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    left()
}

/// Returns the resident memory, or 0 on a system without `/proc`.
fn resident_bytes() -> u64 {
    const PAGE: u64 = 4096;
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split_whitespace().nth(1).and_then(|pages| pages.parse::<u64>().ok()).map_or(0, |pages| pages * PAGE)
}
