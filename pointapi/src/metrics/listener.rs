//! A subscriber that collects metrics as a `MetricsLayer` does, for tests.

use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    subscriber::DefaultGuard,
};
use tracing_subscriber::{Layer, Registry, layer::Context, prelude::*};

use super::subscriber::subscribe;

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
pub(crate) struct Listener {
    ears: Ears,
    _subscribed: DefaultGuard,
}

impl Listener {
    pub(crate) fn listen() -> Self {
        let ears = Ears::default();
        Self { _subscribed: subscribe(Registry::default().with(ears.clone())), ears }
    }

    pub(crate) fn all(&self) -> Vec<Heard> {
        self.ears.0.lock().expect("no panic").clone()
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

#[derive(Clone, Default)]
struct Ears(Arc<Mutex<Vec<Heard>>>);

impl<S: Subscriber> Layer<S> for Ears {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == "pointapi::metrics"
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let Fields { metrics, labels } = fields;
        let heard = metrics.into_iter().map(|(metric, value)| Heard { metric, value, labels: labels.clone() });
        self.0.lock().expect("no panic").extend(heard);
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
