//! What reading the current header costs: no lock, no allocation.

use std::{hint::black_box, time::Instant as Stopwatch};

use super::{super::*, script::*};
use crate::clock::SystemClock;

/// One with the machine's own clocks, that has a fresh token.
async fn signed_in() -> TokenManager {
    let world = World::new();
    let environment = Environment {
        clock: Arc::new(SystemClock::new()),
        jitter_seed: 1,
        guard: world.guard,
        store: world.store,
        identity: Identity { origin: "https://api.example".to_owned(), alias: None },
    };
    let manager = TokenManager::new(Arc::new(Login::of("greta")), environment);
    manager.authorize(None).await.expect("signed in");
    manager
}

#[tokio::test]
async fn reading_the_current_header_allocates_nothing() {
    let manager = signed_in().await;
    // The first read of a thread makes room for it in arc-swap.
    drop(manager.current(None));
    let allocations = allocation_counter::measure(|| {
        for _ in 0..1000 {
            black_box(manager.current(black_box(None)).expect("fresh"));
        }
    });
    assert_eq!(allocations.count_total, 0);
}

#[tokio::test]
async fn reading_the_current_header_takes_no_lock() {
    let manager = signed_in().await;
    let coordinator = manager.shared.lock();
    // With the lock held by this very thread, a second one would hang or panic.
    assert!(manager.current(None).is_some());
    manager.accepted();
    drop(coordinator);
}

/// `cargo test --release -p pointapi --lib header_read -- --ignored --nocapture`
#[tokio::test]
#[ignore = "a figure, which only a release build on a quiet machine gives"]
async fn header_read_in_nanoseconds() {
    const ROUNDS: u32 = 200_000;
    let manager = signed_in().await;
    let round = || {
        let start = Stopwatch::now();
        for _ in 0..ROUNDS {
            black_box(manager.current(black_box(None)));
        }
        start.elapsed() / ROUNDS
    };
    let mut rounds: Vec<_> = (0..50).map(|_| round()).collect();
    rounds.sort_unstable();
    println!("header read: p50 {:?}, fastest {:?}", rounds[25], rounds[0]);
}
