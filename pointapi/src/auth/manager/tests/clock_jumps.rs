//! Clocks that diverge: an event is logged, and nothing else changes.

use std::{fmt::Debug, sync::Mutex, time::SystemTime};

use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, Registry, layer::Context, prelude::*};

use super::{super::*, script::*};
use crate::metrics::subscriber::subscribe;

/// The divergence that each clock jump event reported.
#[derive(Clone, Default)]
struct Jumps(Arc<Mutex<Vec<String>>>);

impl Visit for &Jumps {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "divergence" {
            self.0.lock().expect("no panic").push(format!("{value:?}"));
        }
    }
}

impl<S: Subscriber> Layer<S> for Jumps {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut &*self);
    }
}

/// Moves the wall clock while a token is in its advisory window, then calls. Returns the reported divergences, the
/// numbers of sign-ins and refreshes, and the token served.
async fn outcome_after(wall_moved: impl FnOnce(SystemTime) -> SystemTime) -> (Vec<String>, (u32, u32), String) {
    let jumps = Jumps::default();
    let _subscribed = subscribe(Registry::default().with(jumps.clone()));
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR - seconds(200));
    stage.clock.set_wall(wall_moved(stage.clock.wall()));
    let served = stage.token().await.expect("served at once");
    stage.settle().await;
    let reported = jumps.0.lock().expect("no panic").clone();
    (reported, stage.counts(), served)
}

#[tokio::test(start_paused = true)]
async fn divergence_over_30_s_is_an_event_either_way_and_no_other_action() {
    let calm = outcome_after(|wall| wall).await;
    assert_eq!(calm, (vec![], (1, 1), "access-0".to_owned()));
    for seconds_apart in [-30, 30] {
        assert_eq!(outcome_after(|wall| moved(wall, seconds_apart)).await, calm);
    }
    for seconds_apart in [-31, 31] {
        let (reported, counts, served) = outcome_after(|wall| moved(wall, seconds_apart)).await;
        assert_eq!(reported, ["31s"], "{seconds_apart}");
        assert_eq!((counts, &*served), ((1, 1), "access-0"), "as without a jump");
    }
}

fn moved(wall: SystemTime, by: i64) -> SystemTime {
    let distance = seconds(by.unsigned_abs());
    if by < 0 { wall - distance } else { wall + distance }
}
