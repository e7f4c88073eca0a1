//! The client's side: 64 tasks that call without end, and what must be true of it.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use pointapi::{
    AuthCause, CallOptions, Client, Credentials, Error, ErrorKind,
    platform::{OrderQuery, OrdersClient},
};
use tokio::runtime::Handle;

use crate::server::{Server, TOKEN_LIFE};

const TASKS: usize = 64;
/// What a process grows by without leaking: caches, fragments, a thread's arena.
const FLAT: u64 = 16 * 1024 * 1024;

/// How often what happened.
#[derive(Default)]
struct Log {
    counts: Mutex<BTreeMap<String, u64>>,
    /// Failures that no fault explains.
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
        .expect("settings that can be used");

    // Before the trouble: two sign-ins with a password that has never worked, both unanswered, would be a hold.
    client.sign_in().await.expect("signed in");
    server.begin_trouble();

    let log = Arc::new(Log::default());
    let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(call_without_end(client.clone(), Arc::clone(&log)))).collect();
    let (start, length) = (Instant::now(), Duration::from_secs(length));
    tokio::time::sleep(length / 3).await;
    let memory_early = resident_bytes();
    tokio::time::sleep(length.saturating_sub(start.elapsed())).await;
    let memory_late = resident_bytes();
    server.calm_down();
    let all_is_well = mended(&client).await;
    log.is_over.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.expect("no call panics");
    }

    drop(client);
    let tasks_left = tasks_left(tasks_before).await;

    println!("sign-ins, refreshes, calls: {}", server.counted());
    for (what, count) in &*log.counts.lock().expect("no panic") {
        println!("{count:>8} {what}");
    }
    let unexplained = log.unexplained.lock().expect("no panic");
    println!("failed calls that no fault explains: {} (goal: 0)", unexplained.len());
    println!("tasks left: {tasks_left} (goal: 0)");
    println!("resident memory after a third: {memory_early}, at the end: {memory_late} (goal: + {FLAT} at most)");
    assert!(unexplained.is_empty(), "{:?}", unexplained.first());
    assert!(all_is_well, "calm mends everything");
    assert!(memory_late <= memory_early + FLAT, "memory is flat");
    assert_eq!(tasks_left, 0, "no task is left");
}

async fn call_without_end(client: Client, log: Arc<Log>) {
    let orders = OrdersClient::new(client).with(CallOptions::new().timeout(Duration::from_secs(3)));
    while !log.is_over.load(Ordering::Relaxed) {
        let outcome = orders.query(&OrderQuery::default()).await;
        let what = match &outcome {
            Ok(_) => "went through".to_owned(),
            Err(error) => {
                if !is_explained(error) {
                    log.unexplained.lock().expect("no panic").push(format!("{error:?}"));
                }
                format!("{:?} {:?}", error.kind(), error.status())
            }
        };
        *log.counts.lock().expect("no panic").entry(what).or_default() += 1;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Whether a fault of the server may end a call so. A right password is never rejected, nobody signs out, and a
/// token that was had is of use.
fn is_explained(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Auth(cause) => matches!(cause, AuthCause::Unavailable | AuthCause::BadAnswer | AuthCause::Denied),
        ErrorKind::Status => error.status().is_some_and(|status| status.is_server_error() || status == 429),
        ErrorKind::Timeout(_) | ErrorKind::Transport(_) => true,
        _ => false,
    }
}

/// Whether calls go through again once the longest pause is over, token after token.
async fn mended(client: &Client) -> bool {
    let orders = OrdersClient::new(client.clone());
    let patience = Instant::now() + Duration::from_secs(70);
    while orders.query(&OrderQuery::default()).await.is_err() {
        if Instant::now() > patience {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let a_few_lives = Instant::now() + TOKEN_LIFE * 3;
    while Instant::now() < a_few_lives {
        if let Err(error) = orders.query(&OrderQuery::default()).await {
            println!("in the calm: {error:?}");
            return false;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    true
}

/// Connections close in tasks of their own, a little after the client.
async fn tasks_left(before: usize) -> usize {
    let patience = Instant::now() + Duration::from_secs(10);
    let left = || Handle::current().metrics().num_alive_tasks().saturating_sub(before);
    while left() > 0 && Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    left()
}

/// Nothing where the system does not tell.
fn resident_bytes() -> u64 {
    const PAGE: u64 = 4096;
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split_whitespace().nth(1).and_then(|pages| pages.parse::<u64>().ok()).map_or(0, |pages| pages * PAGE)
}
