//! A subscriber that collects metrics as a `MetricsLayer` does, for tests.

use std::{cell::RefCell, fmt::Debug, marker::PhantomData, sync::Once};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, Registry, layer::Context, prelude::*};

thread_local! {
    /// `None` while no test on this thread collects metrics.
    static HEARD: RefCell<Option<Vec<Heard>>> = const { RefCell::new(None) };
}

/// One value of one metric.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard {
    /// With its prefix: `histogram.pointapi.call.duration`.
    pub(crate) metric: &'static str,
    pub(crate) value: f64,
    pub(crate) labels: Vec<(&'static str, String)>,
}

impl Heard {
    pub(crate) fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(label, _)| *label == name).map(|(_, value)| value.as_str())
    }
}

/// Collects the metrics of its thread until it is dropped.
pub(crate) struct Listener(PhantomData<*const ()>);

impl Listener {
    pub(crate) fn listen() -> Self {
        subscribe_all_threads();
        HEARD.set(Some(Vec::new()));
        Self(PhantomData)
    }

    pub(crate) fn all(&self) -> Vec<Heard> {
        HEARD.with_borrow(|heard| heard.clone().unwrap_or_default())
    }

    /// Returns the values of one metric that have at least these labels, oldest first.
    pub(crate) fn values(&self, metric: &str, labels: &[(&str, &str)]) -> Vec<f64> {
        let has_all = |heard: &Heard| labels.iter().all(|(name, value)| heard.label(name) == Some(value));
        self.all()
            .into_iter()
            .filter(|heard| heard.metric == metric && has_all(heard))
            .map(|heard| heard.value)
            .collect()
    }

    /// Returns the value of a counter of `pointapi`.
    pub(crate) fn count(&self, counter: &str, labels: &[(&str, &str)]) -> f64 {
        self.values(&format!("monotonic_counter.pointapi.{counter}"), labels).into_iter().sum()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        HEARD.set(None);
    }
}

/// Makes sure that no thread is without a subscriber.
///
/// Also for tests with a subscriber of their own: while that is the only one, `tracing` asks the subscriber of whichever
/// thread comes to an event or a span first whether it is of interest, and a thread without one says no for all.
pub(crate) fn subscribe_all_threads() {
    static SUBSCRIBER: Once = Once::new();
    SUBSCRIBER.call_once(|| {
        tracing::subscriber::set_global_default(Registry::default().with(Ears)).expect("the only global one");
    });
}

struct Ears;

impl<S: Subscriber> Layer<S> for Ears {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == "pointapi::metrics"
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        HEARD.with_borrow_mut(|heard| {
            let Some(heard) = heard else { return };
            let mut fields = Fields::default();
            event.record(&mut fields);
            let Fields { metrics, labels } = fields;
            heard.extend(metrics.into_iter().map(|(metric, value)| Heard { metric, value, labels: labels.clone() }));
        });
    }
}

#[derive(Default)]
struct Fields {
    metrics: Vec<(&'static str, f64)>,
    labels: Vec<(&'static str, String)>,
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        let name = field.name();
        let prefix = name.split('.').next().expect("a name");
        assert!(matches!(prefix, "histogram" | "gauge"), "{name}: `MetricsLayer` would take it for a label");
        self.metrics.push((name, value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        match field.name() {
            name if name.starts_with("monotonic_counter.") => self.metrics.push((name, value as f64)),
            _ => self.record_debug(field, &value),
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.labels.push((field.name(), value.to_owned()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.labels.push((field.name(), format!("{value:?}")));
    }
}
