//! What an operator counts, and how it gets out: as events of one target, whose fields are named as
//! `tracing_opentelemetry::MetricsLayer` reads them.
//!
//! In: what happened, from the `metrics` modules of the layers and of the token manager. Out: one event, or nothing
//! while nobody listens, which costs one atomic load; nothing at all without the feature `tracing`. No label holds a
//! user name, a URL or a value of a call. The guide's page on observability lists every name.

use tokio::time::Instant;

/// Tells those who listen; for nobody the values are not even made.
macro_rules! metric {
    ($($fields:tt)+) => {
        #[cfg(feature = "tracing")]
        tracing::event!(target: "pointapi::metrics", tracing::Level::DEBUG, $($fields)+);
    };
}
pub(crate) use metric;

/// False where whatever is told is lost; one atomic load.
#[inline]
pub(crate) fn is_listened_to() -> bool {
    #[cfg(feature = "tracing")]
    return tracing::level_filters::LevelFilter::current() >= tracing::Level::DEBUG;
    #[cfg(not(feature = "tracing"))]
    false
}

/// Begins to measure how long something takes; reads no clock while nobody listens.
pub(crate) fn start() -> Option<Instant> {
    is_listened_to().then(Instant::now)
}

/// What a histogram of times counts in.
pub(crate) fn seconds_since(started: Option<Instant>) -> Option<f64> {
    started.map(|started| started.elapsed().as_secs_f64())
}

#[cfg(all(test, feature = "tracing"))]
pub(crate) mod listener;
