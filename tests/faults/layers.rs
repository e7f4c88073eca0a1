//! Tower layers of the user around calls and attempts, tower-http's among them, and the fields of spans.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pointapi::{BoxError, CallOptions, Endpoint, ErrorKind, HttpRequest, HttpResponse, TimeoutStage, TransportCause};
use tower::ServiceBuilder;
use tower::util::{MapRequestLayer, MapResponseLayer};
use tower_http::map_response_body::MapResponseBodyLayer;
use tower_http::sensitive_headers::SetSensitiveRequestHeadersLayer;
use tower_http::set_header::SetRequestHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, SubscriberExt};

use crate::api::{Class, builder, shop, without_pause};
use crate::in_process::{Reply, client, status, throttled};
use crate::server::{Server, json};
use crate::subscriber::subscribe;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Branch(u32);

/// Records the endpoint of each request and the call's extension.
fn note(log: &Arc<Mutex<Vec<String>>>, position: &'static str) -> impl Fn(HttpRequest) -> HttpRequest + Clone + use<> {
    let log = Arc::clone(log);
    move |request| {
        let extensions = request.extensions();
        let endpoint = extensions.get::<&'static Endpoint>().unwrap();
        let branch = extensions.get::<Branch>().unwrap();
        log.lock().unwrap().push(format!("{position} {} {} {}", endpoint.name(), endpoint.path_template(), branch.0));
        request
    }
}

#[tokio::test(start_paused = true)]
async fn layers_see_each_call_or_attempt_with_its_endpoint() {
    let log = Arc::default();
    let (client, _) = client([status(500), status(200)]);
    let client = client
        .retry(without_pause())
        .layer::<_, pointapi::Body>(MapRequestLayer::new(note(&log, "call")))
        .attempt_layer::<_, pointapi::Body>(MapRequestLayer::new(note(&log, "attempt")));
    shop(client).with(CallOptions::new().extension(Branch(7))).call(Class::Safe).await.unwrap();
    assert_eq!(*log.lock().unwrap(), ["call safe /orders 7", "attempt safe /orders 7", "attempt safe /orders 7"]);
}

#[tokio::test(start_paused = true)]
async fn the_first_layer_is_the_outermost() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let note = |text: &'static str| {
        let log = Arc::clone(&log);
        MapResponseLayer::new(move |response: HttpResponse| {
            log.lock().unwrap().push(text);
            response
        })
    };
    let (client, _) = client([status(200)]);
    let client = client.layer::<_, pointapi::Body>(note("outer")).layer::<_, pointapi::Body>(note("inner"));
    shop(client.attempt_layer::<_, pointapi::Body>(note("attempt"))).call(Class::Safe).await.unwrap();
    assert_eq!(*log.lock().unwrap(), ["attempt", "inner", "outer"]);
}

#[tokio::test]
async fn tower_http_layers_work_unchanged() {
    let server = Server::start([json(500, "{}"), json(200, r#"{"count": 1}"#)]).await;
    let header = http::HeaderValue::from_static("7");
    let client = builder(&server)
        .layer(TraceLayer::new_for_http())
        .layer(SetRequestHeaderLayer::overriding(http::HeaderName::from_static("x-run"), header))
        .attempt_layer(TraceLayer::new_for_http())
        .attempt_layer(MapResponseBodyLayer::new(|body: pointapi::Body| http_body_util::Limited::new(body, 1000)))
        .attempt_layer(SetSensitiveRequestHeadersLayer::new([http::header::AUTHORIZATION]))
        .attempt_layer(TimeoutLayer::with_status_code(http::StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(9)));
    shop(client).call(Class::Safe).await.unwrap();
    assert_eq!(server.requests().iter().filter(|request| request.header("x-run") == Some("7")).count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_layer_may_respond_instead_of_the_server() {
    let (client, arrivals) = client([Reply::Hang]);
    let timeout = TimeoutLayer::with_status_code(http::StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(1));
    let error = shop(client.retry(without_pause()).attempt_layer(timeout)).call(Class::Safe).await.unwrap_err();
    assert_eq!((error.is_status(504), arrivals.count()), (true, 3));
}

#[tokio::test(start_paused = true)]
async fn a_failed_attempt_layer_may_have_sent_the_request() {
    let (client, arrivals) = client([status(200)]);
    let fail = tower::layer::layer_fn(|inner: pointapi::HttpService| {
        let reject = |_: HttpRequest| async { Err::<HttpRequest, BoxError>("no".into()) };
        ServiceBuilder::new().filter_async(reject).service(inner)
    });
    let shop = shop(client.retry(without_pause()).attempt_layer::<_, pointapi::Body>(fail));
    let error = shop.call(Class::Once).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport(TransportCause::Other));
    assert_eq!((error.outcome_unknown(), arrivals.count()), (true, 0));
}

/// The fields of every span with their last values.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<BTreeMap<u64, Fields>>>);

#[derive(Clone, Default, Debug)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        if attributes.metadata().target() == "pointapi" {
            let mut fields = Fields(BTreeMap::from([("span", attributes.metadata().name().to_owned())]));
            attributes.record(&mut fields);
            self.0.lock().unwrap().insert(id.into_u64(), fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        if let Some(fields) = self.0.lock().unwrap().get_mut(&id.into_u64()) {
            values.record(fields);
        }
    }
}

async fn spans_of(class: Class, replies: Vec<Reply>) -> Vec<BTreeMap<&'static str, String>> {
    let spans = Spans::default();
    let guard = subscribe(tracing_subscriber::registry().with(spans.clone()));
    let (client, _) = client(replies);
    let _ = shop(client.retry(without_pause()).timeout(Duration::from_secs(1))).call(class).await;
    drop(guard);
    let mut spans: Vec<_> = spans.0.lock().unwrap().values().map(|fields| fields.0.clone()).collect();
    spans.sort_by_key(|fields| (fields["span"] != "call", fields.get("http.request.resend_count").cloned()));
    spans
}

#[tokio::test(start_paused = true)]
async fn spans_follow_open_telemetry_conventions() {
    let spans = spans_of(Class::Once, vec![status(200)]).await;
    let [call, attempt] = &spans[..] else { panic!("{spans:#?}") };
    assert_eq!((call["span"].as_str(), call["endpoint"].as_str()), ("call", "once"));
    for span in [call, attempt] {
        assert_eq!(span["http.request.method"], "POST");
        assert_eq!(span["url.template"], "/orders");
        assert_eq!(span["http.response.status_code"], "200");
        for absent in ["error.type", "otel.status_code", "url.full"] {
            assert!(!span.contains_key(absent), "{absent}");
        }
    }
    assert_eq!((attempt["otel.name"].as_str(), attempt["otel.kind"].as_str()), ("POST /orders", "client"));
    assert_eq!(call["otel.name"], "once");
    assert_eq!((attempt["server.address"].as_str(), attempt["server.port"].as_str()), ("api.example.com", "443"));
    assert!(!attempt.contains_key("http.request.resend_count"), "the first request is not a resend");
}

#[tokio::test(start_paused = true)]
async fn a_failed_span_records_the_status_or_error_kind() {
    let spans = spans_of(Class::Safe, vec![throttled(404, 0)]).await;
    assert_eq!((spans[1]["error.type"].as_str(), spans[1]["http.response.status_code"].as_str()), ("404", "404"));
    assert_eq!((spans[0]["otel.status_code"].as_str(), spans[1]["otel.status_code"].as_str()), ("ERROR", "ERROR"));
    let spans = spans_of(Class::Once, vec![Reply::Hang]).await;
    assert_eq!(spans[0]["error.type"], format!("{:?}", ErrorKind::Timeout(TimeoutStage::Total)));
}
