//! Twenty thousand orders under every fault at once: none is delivered twice, and none is lost without a word.

mod world;

use world::World;

/// Another seed is another run; a failure prints the one to set here.
const SEED: u64 = 0x0005_eed0;

#[tokio::test(start_paused = true)]
async fn twenty_thousand_orders_are_neither_doubled_nor_lost() {
    let tally = World::new(SEED).place(20_000).await;
    assert_eq!(tally.placed + tally.known_failed + tally.unknown, 20_000);
    // Each way for a call to end was taken often, or the faults were too tame to show anything.
    assert!(tally.placed > 2_000 && tally.known_failed > 2_000 && tally.unknown > 2_000, "{tally:?}");
    assert!(tally.repeated > 1_000, "{tally:?}");
}
