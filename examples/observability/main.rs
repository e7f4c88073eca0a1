//! Traces and metrics of a client, exported by OTLP to a collector.
//!
//! `cargo run --example observability` needs no account and no network: the platform is a sandbox, and the collector
//! runs in this program too. It fails if an expected span or metric is missing.

mod collector;

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use collector::{Collector, Received};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{MetricExporter, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::metrics::{Aggregation, Instrument, SdkMeterProvider, Stream};
use opentelemetry_sdk::trace::SdkTracerProvider;
use pointapi::platform::{
    Address, AdvOrder, AdvPerson, CorrelationId, DateOfBirth, Employer, OrderQuery, OrdersClient, PersonName, Phone,
    Residence, SpecialEmployer, Ssn,
};
use pointapi::{Client, Credentials};
use pointapi_sandbox::{Fault, Sandbox};
use tokio::runtime::Runtime;
use tracing_opentelemetry::MetricsLayer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

/// The buckets that the conventions recommend for request durations, in seconds.
const SECONDS: [f64; 14] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

const QUERY: &str = "POST /riskinsight-services-ws/resources/v1/orders/query";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let collector = runtime.block_on(Collector::start())?;
    let telemetry = Telemetry::export_to(collector.url())?;
    runtime.block_on(use_the_client())?;
    telemetry.shut_down()?;

    let received = collector.received();
    received.print();
    let missing: Vec<_> = expected().into_iter().filter(|(_, is_received)| !is_received(&received)).collect();
    for (name, _) in &missing {
        println!("MISSING: {name}");
    }
    println!(
        "{}",
        if missing.is_empty() { "all expected spans and metrics were received" } else { "a span or metric is missing" }
    );
    Ok(if missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The exporters, which must be shut down at the end of the program.
struct Telemetry {
    tracer: SdkTracerProvider,
    meter: SdkMeterProvider,
}

impl Telemetry {
    /// Installs a subscriber with all layers of the program. Must not be called in an async context, because the
    /// exporters' HTTP client is blocking.
    fn export_to(collector: &str) -> Result<Self, Box<dyn Error>> {
        let client = reqwest::blocking::Client::builder().no_proxy().timeout(Duration::from_secs(5)).build()?;
        let spans = SpanExporter::builder()
            .with_http()
            .with_http_client(client.clone())
            .with_endpoint(format!("{collector}/v1/traces"))
            .build()?;
        let metrics = MetricExporter::builder()
            .with_http()
            .with_http_client(client)
            .with_endpoint(format!("{collector}/v1/metrics"))
            .build()?;
        let tracer = SdkTracerProvider::builder().with_batch_exporter(spans).build();
        let meter = SdkMeterProvider::builder().with_periodic_exporter(metrics).with_view(durations_in_seconds).build();

        let in_spans = Targets::new()
            .with_target("pointapi", LevelFilter::DEBUG)
            .with_target("pointapi::metrics", LevelFilter::OFF);
        // Leaves out fields that the conventions do not name.
        let traces = tracing_opentelemetry::layer()
            .with_tracer(tracer.tracer("observability"))
            .with_location(false)
            .with_target(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_filter(in_spans);
        let metrics = MetricsLayer::new(meter.clone())
            .with_filter(Targets::new().with_target("pointapi::metrics", LevelFilter::DEBUG));
        let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(LevelFilter::WARN);
        tracing_subscriber::registry().with(traces).with(metrics).with(log).try_init()?;
        Ok(Self { tracer, meter })
    }

    /// Exports the remaining data.
    fn shut_down(self) -> Result<(), Box<dyn Error>> {
        self.tracer.shutdown()?;
        self.meter.shutdown()?;
        Ok(())
    }
}

/// `MetricsLayer` sets neither unit nor buckets, and the default buckets of the SDK are meant for milliseconds.
fn durations_in_seconds(instrument: &Instrument) -> Option<Stream> {
    let name = instrument.name();
    let stream = Stream::builder().with_name(name.to_owned()).with_unit("s");
    if name.ends_with(".duration") {
        let buckets = Aggregation::ExplicitBucketHistogram { boundaries: SECONDS.into(), record_min_max: true };
        return stream.with_aggregation(buckets).build().ok();
    }
    if name.ends_with(".remaining") { stream.build().ok() } else { None }
}

/// Makes a sign-in, a query with a 503 first, a refresh an hour later, and an order whose response is lost.
async fn use_the_client() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    sandbox.user("greta", "not-a-real-one");
    sandbox.add_sample_orders(20);
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .clock(sandbox.clock())
        .credentials(Credentials::password("greta", "not-a-real-one"))
        .build()?;
    client.sign_in().await?;
    let orders = OrdersClient::new(client);

    sandbox.fail_next(1, Fault::Status(503));
    orders.query(&OrderQuery::default()).await?;
    sandbox.advance(Duration::from_secs(3600));
    orders.query(&OrderQuery::default()).await?;

    sandbox.fail_next(1, Fault::LoseResponse);
    match orders.place_adv("ADV-120", &order()?).await {
        Err(error) if error.outcome_unknown() => Ok(()),
        Err(error) => Err(error.into()),
        Ok(_) => Err("the response should have been lost".into()),
    }
}

fn order() -> pointapi::Result<AdvOrder> {
    let borrower = AdvPerson::new(
        PersonName::new("Wilhelmina", "Ostrander")?,
        Ssn::new("900-11-2222")?,
        DateOfBirth::new("03/09/1971")?,
        Phone::new("555-010-0147")?,
        Residence::current(Address::new("9 Larch Row", "Pinedale", "WY", "82941")?),
    )
    .employer(Employer::special(SpecialEmployer::Retired));
    let property = Address::new("410 Quarry Bend", "Jackson", "WY", "83001")?;
    Ok(AdvOrder::new("ADV-120", CorrelationId::new("loan-7731-adv")?, borrower).property(property))
}

type Expectation = (&'static str, fn(&Received) -> bool);

/// The spans and metrics that the calls must produce.
fn expected() -> Vec<Expectation> {
    vec![
        ("the request with the 503, in the span of its call", |received| {
            received.has_span(QUERY, "query", &[("error.type", "503"), ("otel.status", "error")])
        }),
        ("its retry", |received| {
            received.has_span(
                QUERY,
                "query",
                &[("http.request.resend_count", "1"), ("http.response.status_code", "200")],
            )
        }),
        ("the refresh, in the span of the call that needed it", |received| {
            received.has_span("auth.token_fetch", "query", &[("kind", "refresh"), ("outcome", "published")])
        }),
        ("the login request of a token fetch, in its span", |received| {
            received.has_span("refresh_id_token", "auth.token_fetch", &[])
        }),
        ("the order whose response was lost", |received| {
            received.has_span("place_adv", "-", &[("endpoint", "place_adv"), ("otel.status", "error")])
        }),
        ("the duration of the failed request, in seconds", |received| {
            received.metric("http.client.request.duration", "s", &[("error.type", "503")]) == Some(1.0)
        }),
        ("the retry of the query", |received| {
            received.metric("pointapi.call.retries", "", &[("endpoint", "query"), ("error.type", "503")]) == Some(1.0)
        }),
        ("one sign-in", |received| {
            let labels = [("kind", "sign_in"), ("trigger", "Empty"), ("outcome", "published")];
            received.metric("pointapi.auth.token_fetches", "", &labels) == Some(1.0)
        }),
        ("one refresh", |received| {
            let labels = [("kind", "refresh"), ("trigger", "Expired"), ("outcome", "published")];
            received.metric("pointapi.auth.token_fetches", "", &labels) == Some(1.0)
        }),
        ("the unknown outcome", |received| {
            received.metric("pointapi.call.outcome_unknown", "", &[("endpoint", "place_adv")]) == Some(1.0)
        }),
        ("the remaining lifetime of the access token", |received| {
            let left = received.metric("pointapi.auth.access.remaining", "s", &[("identity", "-")]);
            left.is_some_and(|seconds| (3000.0..=3600.0).contains(&seconds))
        }),
    ]
}
