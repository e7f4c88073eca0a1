//! Orders placed under all faults at once: none is delivered twice, and no call reports a wrong outcome.

mod world;

use world::World;

/// A failure prints the seed that repeats its run.
const SEED: u64 = 0x0005_eed0;

#[tokio::test(start_paused = true)]
async fn twenty_thousand_orders_are_neither_doubled_nor_lost() {
    let tally = World::new(SEED).place(20_000).await;
    assert_eq!(tally.placed + tally.known_failed + tally.unknown, 20_000);
    // Every outcome must be frequent; otherwise the faults are too weak to prove anything.
    assert!(tally.placed > 2_000 && tally.known_failed > 2_000 && tally.unknown > 2_000, "{tally:?}");
    assert!(tally.repeated > 1_000, "{tally:?}");
}

/// `cargo test --profile long --test faults simulation -- --ignored --nocapture`; `SEED=0x5eed0 ORDERS=20000` repeats a
/// run.
#[tokio::test(start_paused = true)]
#[ignore = "runs for minutes"]
async fn a_million_orders_are_neither_doubled_nor_lost() {
    let seed = number("SEED").unwrap_or_else(|| fastrand::u64(..));
    let orders = number("ORDERS").unwrap_or(1_000_000);
    println!("{orders} orders, seed {seed:#x}");
    let tally = World::new(seed).place(orders).await;
    println!("{tally:#?}");
    assert_eq!(tally.placed + tally.known_failed + tally.unknown, orders);
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    let digits = text.trim_start_matches("0x");
    Some(u64::from_str_radix(digits, if digits == text { 10 } else { 16 }).expect("a number"))
}
