//! Layers and transports between a call and the wire never cause a second delivery or a wrong outcome.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use pointapi::auth::{Authenticator, TokenError, TokenSet, TokenSource};
use pointapi::platform::OrdersClient;
use pointapi::{
    Body, BoxError, Client, Credentials, ErrorKind, HttpRequest, HttpResponse, Response, Result, point_api,
};
use pointapi_sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::recorder::Recorder;

#[point_api(auth = none)]
trait Once {
    #[point_endpoint(POST "/order")]
    async fn order(&self, #[body(text)] order: &str) -> Result<()>;

    #[point_endpoint(POST "/stream")]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<()>;

    #[point_endpoint(HEAD "/large")]
    async fn head(&self) -> Result<Response<()>>;

    #[point_endpoint(GET "")]
    async fn elsewhere(&self, #[query] page: u32, #[url] url: &str) -> Result<()>;

    #[point_endpoint(GET "/csv", accept = "text/csv")]
    async fn csv(&self) -> Result<()>;
}

/// Starts a server that reads each request, sends `response` and closes. Returns its URL and its request counter.
async fn server(response: &'static str) -> (String, Arc<AtomicU32>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, count) = (listener.local_addr().unwrap(), Arc::new(AtomicU32::new(0)));
    let counter = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut buffer = vec![0; 4096];
            let mut read = 0;
            // Small requests come in one or two segments; the head ends with a blank line.
            while !buffer[..read].windows(4).any(|four| four == b"\r\n\r\n") {
                match socket.read(&mut buffer[read..]).await {
                    Ok(0) | Err(_) => break,
                    Ok(more) => read += more,
                }
            }
            if read > 0 {
                counter.fetch_add(1, Ordering::SeqCst);
                let _ = socket.write_all(response.as_bytes()).await;
            }
        }
    });
    (format!("http://{address}"), count)
}

fn client(url: &str) -> pointapi::ClientBuilder {
    Client::builder().base_url(url).allow_insecure_loopback()
}

/// A layer that replaces the request body.
#[derive(Clone)]
struct Swapping;

impl tower_layer::Layer<pointapi::HttpService> for Swapping {
    type Service = tower::util::MapRequest<pointapi::HttpService, fn(HttpRequest) -> HttpRequest>;

    fn layer(&self, inner: pointapi::HttpService) -> Self::Service {
        tower::util::MapRequest::new(inner, |request| request.map(|_| Body::from("signed")))
    }
}

#[tokio::test]
async fn a_body_replaced_by_a_layer_proves_no_delivery_state() {
    let (url, count) = server("").await;
    let once = OnceClient::new(client(&url).attempt_layer(Swapping).build().unwrap());
    let error = once.stream(Body::from("order")).await.unwrap_err();
    assert_eq!((count.load(Ordering::SeqCst), error.attempts()), (1, 1));
    assert!(error.outcome_unknown() && !error.is_retryable());
}

#[tokio::test]
async fn an_empty_body_proves_no_delivery_state() {
    let (url, count) = server("").await;
    let once = OnceClient::new(client(&url).build().unwrap());
    let error = once.stream(Body::from_fn(|| Body::new(Full::new(Bytes::new())))).await.unwrap_err();
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert!(error.outcome_unknown());
}

#[tokio::test]
async fn a_custom_transports_failure_is_of_unknown_outcome_and_its_error_hidden() {
    let sent = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&sent);
    let transport = tower::service_fn(move |_: HttpRequest| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { Err::<HttpResponse, BoxError>("GET http://x/?ssn=900-11-2222 failed".into()) }
    });
    let once = OnceClient::new(Client::builder().transport(transport).build().unwrap());
    let error = once.stream(Body::from("order")).await.unwrap_err();
    assert_eq!(sent.load(Ordering::SeqCst), 1);
    assert!(error.outcome_unknown());
    let mut shown = format!("{error} {error:?}");
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        shown.push_str(&format!("{cause} {cause:?}"));
        source = cause.source();
    }
    assert!(!shown.contains("ssn"), "{shown}");
    assert!(error.expose_source().unwrap().to_string().contains("ssn"));
}

#[tokio::test]
async fn a_rejecting_layer_has_sent_nothing() {
    let rejecting = tower_layer::layer_fn(|_: pointapi::HttpService| {
        tower::service_fn(|_: HttpRequest| async { Err::<HttpResponse, BoxError>("not on a Sunday".into()) })
    });
    let recorder = Recorder::responding(204, "");
    let once = OnceClient::new(recorder.builder().layer(rejecting).build().unwrap());
    let error = once.order("x").await.unwrap_err();
    assert!(!error.was_sent() && !error.outcome_unknown());
    assert!(recorder.sent().is_empty());
}

#[tokio::test]
async fn the_content_length_of_a_head_response_is_not_awaited() {
    let (url, _) = server("HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\nconnection: close\r\n\r\n").await;
    let once = OnceClient::new(client(&url).build().unwrap());
    assert_eq!(once.head().await.unwrap().headers()["content-length"], "100000000");
}

#[tokio::test]
async fn a_query_argument_is_added_to_a_url_argument() {
    let recorder = Recorder::responding(204, "");
    OnceClient::new(recorder.client()).elsewhere(5, "https://api.example.com/z?k=1").await.unwrap();
    assert_eq!(recorder.only().uri, "https://api.example.com/z?k=1&page=5");
}

#[tokio::test]
async fn an_endpoints_header_overrides_a_default_header() {
    let recorder = Recorder::responding(204, "");
    let builder = recorder.builder().default_header("Accept", "x/y").default_header("Content-Type", "p/q");
    let once = OnceClient::new(builder.build().unwrap());
    once.csv().await.unwrap();
    assert_eq!(recorder.only().header("accept"), Some("text/csv"));
    once.order("x").await.unwrap();
    let sent = recorder.only();
    assert_eq!((sent.header("accept"), sent.header("content-type")), (Some("x/y"), Some("text/plain; charset=utf-8")));
}

/// An authenticator that adds nothing.
struct NoCredentials;

#[pointapi::async_trait]
impl Authenticator for NoCredentials {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), BoxError> {
        Ok(())
    }
}

#[tokio::test]
async fn the_escape_hatch_is_named_by_its_method_in_errors() {
    let client = Recorder::responding(404, "").builder().authenticator(NoCredentials).build().unwrap();
    for method in ["GET", "HEAD", "DELETE", "PATCH", "OPTIONS"] {
        let error = client.request(method.parse().unwrap(), "/x").send().await.unwrap_err();
        assert!(error.to_string().starts_with(&format!("request {method}: ")), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_needs_no_permit() {
    let sandbox = Sandbox::in_process();
    sandbox.user("greta", "p");
    let client = Client::builder()
        .transport(sandbox.service())
        .clock(sandbox.clock())
        .max_in_flight(1)
        .credentials(Credentials::password("greta", "p"))
        .build()
        .unwrap();
    client.sign_in().await.unwrap();
    sandbox.fail_next(1, pointapi_sandbox::Fault::Hang);
    let orders = OrdersClient::new(client.clone());
    let holder = tokio::spawn(async move { orders.query(&pointapi::platform::OrderQuery::default()).await });
    while sandbox.stats().calls == 0 {
        tokio::task::yield_now().await;
    }
    let sibling = client.with_alias("branch");
    tokio::time::timeout(Duration::from_secs(1), sibling.sign_in()).await.unwrap().unwrap();
    holder.abort();
}

/// Reports each order to another service, which is not running.
#[derive(Clone)]
struct Reporting(OnceClient);

impl tower_layer::Layer<pointapi::HttpService> for Reporting {
    type Service = tower::util::BoxCloneSyncService<HttpRequest, HttpResponse, BoxError>;

    fn layer(&self, inner: pointapi::HttpService) -> Self::Service {
        let reports = self.0.clone();
        tower::util::BoxCloneSyncService::new(tower::service_fn(move |request| {
            let (reports, inner) = (reports.clone(), inner.clone());
            async move {
                let response = tower::ServiceExt::oneshot(inner, request).await?;
                reports.csv().await?;
                Ok::<HttpResponse, BoxError>(response)
            }
        }))
    }
}

#[tokio::test]
async fn a_failure_of_a_layers_own_call_proves_no_delivery_state() {
    let unreachable = OnceClient::new(client("http://127.0.0.1:1").build().unwrap());
    for is_per_attempt in [true, false] {
        let (url, count) = server("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
        let builder = client(&url);
        let layer = Reporting(unreachable.clone());
        let builder = if is_per_attempt { builder.attempt_layer(layer) } else { builder.layer(layer) };
        let error = OnceClient::new(builder.build().unwrap()).order("an order").await.unwrap_err();
        assert_eq!((count.load(Ordering::SeqCst), error.endpoint()), (1, Some("order")), "{error}");
        assert!(error.was_sent() && !error.is_retryable(), "{error}");
    }
}

#[tokio::test]
async fn a_token_does_not_follow_a_layer_to_another_origin() {
    let away = |mut request: HttpRequest| {
        *request.uri_mut() = "https://elsewhere.example/x".parse().unwrap();
        request
    };
    let away_and_bare = move |request: HttpRequest| {
        let (parts, body) = away(request).into_parts();
        let mut request = HttpRequest::new(body);
        (*request.uri_mut(), *request.headers_mut()) = (parts.uri, parts.headers);
        request
    };
    let recorder = Recorder::responding(200, "[]");
    let signed_in = || recorder.builder().token_source(Fixed);
    // Without the extensions it is unknown what else the layer has sent.
    for (builder, attempts) in [
        (signed_in().layer(tower::util::MapRequestLayer::new(away)), 0),
        (signed_in().attempt_layer(tower::util::MapRequestLayer::new(away)), 0),
        (signed_in().attempt_layer(tower::util::MapRequestLayer::new(away_and_bare)), 1),
    ] {
        let error = builder.build().unwrap().request(http::Method::GET, "/").send().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.was_sent(), error.attempts()),
            (ErrorKind::ForeignOrigin, attempts > 0, attempts)
        );
        assert_eq!(recorder.sent(), []);
    }
}

#[point_api(auth = none)]
trait Open {
    #[point_endpoint(GET "/item")]
    async fn item(&self) -> pointapi::Result<()>;
}

#[tokio::test]
async fn a_layer_may_send_a_request_without_token_and_body_to_another_origin() {
    let recorder = Recorder::responding(200, "");
    let away = tower::util::MapRequestLayer::new(|mut request: HttpRequest| {
        *request.uri_mut() = "https://elsewhere.example/x".parse().unwrap();
        request
    });
    for builder in [recorder.builder().layer(away.clone()), recorder.builder().attempt_layer(away)] {
        OpenClient::new(builder.build().unwrap()).item().await.unwrap();
        assert_eq!(recorder.only().uri, "https://elsewhere.example/x");
    }
}

struct Fixed;

#[pointapi::async_trait]
impl TokenSource for Fixed {
    async fn sign_in(&self) -> std::result::Result<TokenSet, TokenError> {
        Ok(TokenSet::new("canary"))
    }
}
