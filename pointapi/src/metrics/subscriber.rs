//! Subscribers of one thread, for tests.

use std::sync::Once;

use tracing::{Metadata, Subscriber, subscriber::DefaultGuard, subscriber::Interest};
use tracing_subscriber::{Layer, Registry, layer::Context, prelude::*};

/// Makes `subscriber` the default of this thread until the guard is dropped.
///
/// Tests call this instead of `tracing::subscriber::set_default`. `tracing` keeps for each event and span whether it is
/// of interest. While there is one subscriber, it asks that of the thread that gets there first, and a thread without
/// a subscriber switches the event off for all. So all other threads get a subscriber that must be asked each time.
pub(crate) fn subscribe(subscriber: impl Subscriber + Send + Sync) -> DefaultGuard {
    static OTHERS: Once = Once::new();
    OTHERS.call_once(|| {
        tracing::subscriber::set_global_default(Registry::default().with(Undecided)).expect("the only global one");
    });
    #[expect(clippy::disallowed_methods, reason = "all threads have a subscriber")]
    tracing::subscriber::set_default(subscriber)
}

/// Takes nothing, and is asked each time.
struct Undecided;

impl<S: Subscriber> Layer<S> for Undecided {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, _: &Metadata<'_>, _: Context<'_, S>) -> bool {
        false
    }
}
