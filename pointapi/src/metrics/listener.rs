//! A subscriber for tests that collects the kinds of metrics that this crate records: counters of `u64`, histograms and
//! gauges of `f64`.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::Context;
use tracing_subscriber::prelude::*;
use tracing_subscriber::{Layer, Registry};

use super::subscriber::subscribe;

/// One value of one metric.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    /// With its prefix: `histogram.pointapi.call.duration`.
    pub(crate) metric: &'static str,
    pub(crate) value: f64,
    pub(crate) labels: Vec<(&'static str, String)>,
}

impl Recorded {
    pub(crate) fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(label, _)| *label == name).map(|(_, value)| value.as_str())
    }
}

/// Collects the metrics of the thread that created it, until it is dropped.
pub(crate) struct Listener {
    layer: RecordingLayer,
    _subscribed: DefaultGuard,
}

impl Listener {
    pub(crate) fn listen() -> Self {
        let layer = RecordingLayer::default();
        Self { _subscribed: subscribe(Registry::default().with(layer.clone())), layer }
    }

    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.layer.0.lock().expect("no thread panicked while recording").clone()
    }

    /// Returns the values of one metric that have at least these labels, oldest first.
    pub(crate) fn values(&self, metric: &str, labels: &[(&str, &str)]) -> Vec<f64> {
        let has_all = |recorded: &Recorded| labels.iter().all(|(name, value)| recorded.label(name) == Some(value));
        self.all()
            .into_iter()
            .filter(|recorded| recorded.metric == metric && has_all(recorded))
            .map(|recorded| recorded.value)
            .collect()
    }

    /// Returns the sum of the counter `pointapi.<counter>`; 0 if it never counted.
    pub(crate) fn count(&self, counter: &str, labels: &[(&str, &str)]) -> f64 {
        self.values(&format!("monotonic_counter.pointapi.{counter}"), labels).into_iter().sum()
    }
}

#[derive(Clone, Default)]
struct RecordingLayer(Arc<Mutex<Vec<Recorded>>>);

impl<S: Subscriber> Layer<S> for RecordingLayer {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == "pointapi::metrics"
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let Fields { metrics, labels } = fields;
        let recorded = metrics.into_iter().map(|(metric, value)| Recorded { metric, value, labels: labels.clone() });
        self.0.lock().expect("no thread panicked while recording").extend(recorded);
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
        let is_metric = name.starts_with("histogram.") || name.starts_with("gauge.");
        assert!(is_metric, "{name}: this crate records no such metric");
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
