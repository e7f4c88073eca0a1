//! Machines whose clocks differ.

use crate::child::Outcome;
use crate::location::Location;
use crate::scene::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn two_machines_whose_clocks_are_10_minutes_apart_share_through_redis() {
    let Some(location) = Location::redis() else { return };
    for (first, then) in [(0, 600), (600, 0)] {
        let scene = Scene::new(Location::redis().expect("as before"), "right").await;
        for clock_ahead in [first, then] {
            let mut instructions = scene.instructions.clone();
            instructions.clock_ahead = clock_ahead;
            let outcome = scene.outcome(&instructions);
            assert!(matches!(outcome, Outcome::SignedIn { seconds_left: 3500..=3600 }), "{outcome:?}");
        }
        assert_eq!(scene.counts(), (1, 0));
    }
    drop(location);
}
