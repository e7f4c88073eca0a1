//! Metrics, emitted as events of one target with the field names that `tracing_opentelemetry::MetricsLayer` reads.
//!
//! In: events of the send path and of the token manager, from their `metrics` modules. Out: one event, or nothing without
//! a subscriber, which costs one atomic load. No label holds a user name, a URL or a value of a call. The guide's page on
//! observability lists every name.

use tokio::time::Instant;

/// Emits one event; without a subscriber the values are not computed.
macro_rules! metric {
    ($($fields:tt)+) => {
        #[cfg(feature = "tracing")]
        tracing::event!(target: "pointapi::metrics", tracing::Level::DEBUG, $($fields)+);
    };
}
pub(crate) use metric;

/// Returns whether a subscriber receives the events; costs one atomic load.
#[inline]
pub(crate) fn is_listened_to() -> bool {
    #[cfg(feature = "tracing")]
    return tracing::level_filters::LevelFilter::current() >= tracing::Level::DEBUG;
    #[cfg(not(feature = "tracing"))]
    false
}

/// Starts a measurement; reads no clock without a subscriber.
pub(crate) fn start() -> Option<Instant> {
    is_listened_to().then(Instant::now)
}

/// Returns the seconds since the start of a measurement.
pub(crate) fn seconds_since(started: Option<Instant>) -> Option<f64> {
    started.map(|started| started.elapsed().as_secs_f64())
}

#[cfg(all(test, feature = "tracing"))]
pub(crate) mod listener;
#[cfg(all(test, feature = "tracing"))]
pub(crate) mod subscriber;
