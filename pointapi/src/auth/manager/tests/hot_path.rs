//! The cost of reading the current header: no lock, no allocation.

use std::{hint::black_box, time::Instant as Stopwatch};

use super::{super::*, script::*};
use crate::auth::environment::Identity;
use crate::clock::SystemClock;

/// A manager with the system clock and a fresh token.
async fn signed_in() -> TokenManager {
    let world = World::new();
    let environment = Environment {
        clock: Arc::new(SystemClock::new()),
        jitter_seed: 1,
        guard: world.guard,
        store: world.store,
        login_timeout: None,
        identity: Identity { origin: "https://api.example".to_owned(), login: None, alias: None },
    };
    let manager = TokenManager::new(Arc::new(Login::of("greta")), environment);
    manager.authorize(None).await.expect("signed in");
    manager
}

#[tokio::test]
async fn reading_the_current_header_allocates_nothing() {
    let manager = signed_in().await;
    // The first read on a thread allocates in arc-swap.
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
    let session = manager.shared.lock();
    // With the lock held by this very thread, a second one would hang or panic.
    assert!(manager.current(None).is_some());
    manager.accepted(ENDPOINT);
    drop(session);
}

/// `cargo test --profile long -p pointapi --lib header_read -- --ignored --nocapture`
///
/// Measures the read and, in turn, its parts: both clocks, the snapshot, the clone of the header. Other load on the
/// machine affects both, so the ratio is more reliable than the nanoseconds. For instructions, build with
/// `--features rustix/use-libc`, run it under `valgrind --tool=callgrind` with `HEADER_READS` at two values, and take
/// the difference.
#[tokio::test]
#[ignore = "a figure, which only a release build gives"]
async fn header_read_in_nanoseconds() {
    let reads = std::env::var("HEADER_READS").ok().and_then(|reads| reads.parse().ok()).unwrap_or(200_000);
    let manager = signed_in().await;
    let shared = &manager.shared;
    let time = |read: &dyn Fn()| {
        let start = Stopwatch::now();
        (0..reads).for_each(|_| read());
        start.elapsed() / reads
    };
    let pair = || {
        let ours = time(&|| drop(black_box(manager.current(black_box(None)))));
        let parts = time(&|| {
            black_box(shared.now());
            black_box(shared.snapshot.load().token.as_ref().map(|token| token.token.header().clone()));
        });
        (ours, parts)
    };
    let (mut ours, mut parts): (Vec<_>, Vec<_>) = (0..51).map(|_| pair()).unzip();
    let mut ratios: Vec<_> =
        ours.iter().zip(&parts).map(|(ours, parts)| ours.as_secs_f64() / parts.as_secs_f64()).collect();
    ours.sort_unstable();
    parts.sort_unstable();
    ratios.sort_unstable_by(f64::total_cmp);
    println!("header read: p50 {:?} (goal: <= 60ns), fastest {:?}", ours[25], ours[0]);
    println!("its parts: p50 {:?}, fastest {:?}; ratio, median of pairs: {:.2}", parts[25], parts[0], ratios[25]);
}
