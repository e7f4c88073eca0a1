//! A collector on loopback that receives OTLP exports and prints them.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{KeyValue, any_value};
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_proto::tonic::metrics::v1::{self as otlp, number_data_point};
use opentelemetry_proto::tonic::trace::v1::{self, status::StatusCode as SpanStatus};
use prost::Message;
use tokio::net::TcpListener;

/// A running collector.
pub(crate) struct Collector {
    url: String,
    received: Arc<Mutex<Received>>,
}

/// The received exports.
#[derive(Clone, Default)]
pub(crate) struct Received {
    spans: Vec<Span>,
    points: Vec<Point>,
}

#[derive(Clone)]
struct Span {
    id: Vec<u8>,
    parent: Vec<u8>,
    name: String,
    began: u64,
    fields: Vec<(String, String)>,
}

/// The value of a metric for one set of labels.
#[derive(Clone)]
struct Point {
    metric: String,
    unit: String,
    labels: Vec<(String, String)>,
    /// The number of values, for a histogram.
    value: f64,
    sum: Option<f64>,
}

impl Collector {
    pub(crate) async fn start() -> io::Result<Self> {
        let received = Arc::<Mutex<Received>>::default();
        let (traces, metrics) = (Arc::clone(&received), Arc::clone(&received));
        let router = Router::new()
            .route("/v1/traces", post(async move |body: Bytes| take(&traces, body, Received::add_spans)))
            .route("/v1/metrics", post(async move |body: Bytes| take(&metrics, body, Received::add_metrics)));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { url, received })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn received(&self) -> Received {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Handles an export. An empty response body means that all of it was accepted.
fn take<T: Message + Default>(received: &Mutex<Received>, body: Bytes, add: fn(&mut Received, T)) -> StatusCode {
    match T::decode(body) {
        Ok(export) => {
            add(&mut received.lock().unwrap_or_else(PoisonError::into_inner), export);
            StatusCode::OK
        }
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

impl Received {
    fn add_spans(&mut self, export: ExportTraceServiceRequest) {
        let scopes = export.resource_spans.into_iter().flat_map(|resource| resource.scope_spans);
        self.spans.extend(scopes.flat_map(|scope| scope.spans).map(Span::from));
    }

    fn add_metrics(&mut self, export: ExportMetricsServiceRequest) {
        let scopes = export.resource_metrics.into_iter().flat_map(|resource| resource.scope_metrics);
        self.points.extend(scopes.flat_map(|scope| scope.metrics).flat_map(points));
    }

    /// Returns whether a span with this name, parent (`-` for a root) and at least these fields was received.
    pub(crate) fn has_span(&self, name: &str, parent: &str, fields: &[(&str, &str)]) -> bool {
        self.spans
            .iter()
            .any(|span| span.name == name && self.parent_of(span) == parent && has_all(&span.fields, fields))
    }

    fn parent_of(&self, span: &Span) -> &str {
        self.spans.iter().find(|other| other.id == span.parent).map_or("-", |parent| &parent.name)
    }

    /// Returns the value of the metric with this unit and at least these labels.
    pub(crate) fn metric(&self, name: &str, unit: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let is_meant = |point: &&Point| point.metric == name && point.unit == unit && has_all(&point.labels, labels);
        self.points.iter().find(is_meant).map(|point| point.value)
    }

    pub(crate) fn print(&self) {
        println!("{} spans received:", self.spans.len());
        let is_root = |span: &&Span| !self.spans.iter().any(|other| other.id == span.parent);
        let mut roots: Vec<_> = self.spans.iter().filter(is_root).collect();
        self.print_spans(&mut roots, 1);
        println!("\n{} metrics received:", self.points.len());
        for Point { metric, unit, labels, value, sum } in &self.points {
            let value = sum.map_or(format!("{value}{unit}"), |sum| format!("{value} in {sum:.4}{unit}"));
            println!("  {metric} = {value}  {}", shown(labels));
        }
    }

    fn print_spans(&self, spans: &mut [&Span], depth: usize) {
        spans.sort_by_key(|span| span.began);
        for span in spans {
            println!("{:1$}{2}  {3}", "", depth * 2, span.name, shown(&span.fields));
            let mut children: Vec<_> = self.spans.iter().filter(|child| child.parent == span.id).collect();
            self.print_spans(&mut children, depth + 1);
        }
    }
}

impl From<v1::Span> for Span {
    fn from(span: v1::Span) -> Self {
        let mut fields = texts(span.attributes);
        if span.status.is_some_and(|status| status.code() == SpanStatus::Error) {
            fields.push(("otel.status".to_owned(), "error".to_owned()));
        }
        let began = span.start_time_unix_nano;
        Self { id: span.span_id, parent: span.parent_span_id, name: span.name, began, fields }
    }
}

fn points(metric: otlp::Metric) -> Vec<Point> {
    let otlp::Metric { name, unit, data, .. } = metric;
    let point = |attributes, value, sum| Point {
        metric: name.clone(),
        unit: unit.clone(),
        labels: texts(attributes),
        value,
        sum,
    };
    let number = |data: otlp::NumberDataPoint| {
        let value = match data.value {
            Some(number_data_point::Value::AsDouble(value)) => value,
            Some(number_data_point::Value::AsInt(value)) => value as f64,
            None => f64::NAN,
        };
        point(data.attributes, value, None)
    };
    match data {
        Some(Data::Sum(sum)) => sum.data_points.into_iter().map(number).collect(),
        Some(Data::Gauge(gauge)) => gauge.data_points.into_iter().map(number).collect(),
        Some(Data::Histogram(histogram)) => {
            histogram.data_points.into_iter().map(|data| point(data.attributes, data.count as f64, data.sum)).collect()
        }
        _ => Vec::new(),
    }
}

fn texts(attributes: Vec<KeyValue>) -> Vec<(String, String)> {
    let text = |value| match value {
        any_value::Value::StringValue(text) => text,
        any_value::Value::IntValue(number) => number.to_string(),
        any_value::Value::DoubleValue(number) => number.to_string(),
        any_value::Value::BoolValue(is_so) => is_so.to_string(),
        other => format!("{other:?}"),
    };
    let value = |attribute: &KeyValue| attribute.value.clone().and_then(|value| value.value).map(text);
    attributes.into_iter().map(|attribute| (attribute.key.clone(), value(&attribute).unwrap_or_default())).collect()
}

fn has_all(fields: &[(String, String)], wanted: &[(&str, &str)]) -> bool {
    wanted.iter().all(|(name, value)| fields.iter().any(|field| field.0 == *name && field.1 == *value))
}

fn shown(fields: &[(String, String)]) -> String {
    fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
}
