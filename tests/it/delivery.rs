//! Nothing is sent twice or told wrongly because of what stands between a call and the wire.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use pointapi::auth::{Authenticator, TokenError, TokenSet, TokenSource};
use pointapi::platform::OrdersClient;
use pointapi::sandbox::Sandbox;
use pointapi::{
    Body, BoxError, Client, Credentials, ErrorKind, HttpRequest, HttpResponse, Response, Result, point_api,
};
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

/// A server that reads each request whole, answers with `answer`, and closes; it counts what it read.
async fn server(answer: &'static str) -> (String, Arc<AtomicU32>) {
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
                let _ = socket.write_all(answer.as_bytes()).await;
            }
        }
    });
    (format!("http://{address}"), count)
}

fn client(url: &str) -> pointapi::ClientBuilder {
    Client::builder().base_url(url).allow_insecure_loopback()
}

/// A layer that sends another body than it was given.
#[derive(Clone)]
struct Swapping;

impl tower_layer::Layer<pointapi::HttpService> for Swapping {
    type Service = tower::util::MapRequest<pointapi::HttpService, fn(HttpRequest) -> HttpRequest>;

    fn layer(&self, inner: pointapi::HttpService) -> Self::Service {
        tower::util::MapRequest::new(inner, |request| request.map(|_| Body::from("signed")))
    }
}

#[tokio::test]
async fn a_body_that_a_layer_replaced_proves_nothing() {
    let (url, count) = server("").await;
    let once = OnceClient::new(client(&url).attempt_layer(Swapping).build().unwrap());
    let error = once.stream(Body::from("order")).await.unwrap_err();
    assert_eq!((count.load(Ordering::SeqCst), error.attempts()), (1, 1));
    assert!(error.outcome_unknown() && !error.is_retryable());
}

#[tokio::test]
async fn a_body_without_a_byte_proves_nothing() {
    let (url, count) = server("").await;
    let once = OnceClient::new(client(&url).build().unwrap());
    let error = once.stream(Body::from_fn(|| Body::new(Full::new(Bytes::new())))).await.unwrap_err();
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert!(error.outcome_unknown());
}

#[tokio::test]
async fn a_transport_of_the_users_own_proves_nothing_and_its_error_is_not_shown() {
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
async fn a_layer_that_refuses_has_sent_nothing() {
    let refusing = tower_layer::layer_fn(|_: pointapi::HttpService| {
        tower::service_fn(|_: HttpRequest| async { Err::<HttpResponse, BoxError>("not on a Sunday".into()) })
    });
    let recorder = Recorder::answering(204, "");
    let once = OnceClient::new(recorder.builder().layer(refusing).build().unwrap());
    let error = once.order("x").await.unwrap_err();
    assert!(!error.was_sent() && !error.outcome_unknown());
    assert!(recorder.sent().is_empty());
}

#[tokio::test]
async fn the_length_that_answers_head_is_not_the_answers_own() {
    let (url, _) = server("HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\nconnection: close\r\n\r\n").await;
    let once = OnceClient::new(client(&url).build().unwrap());
    assert_eq!(once.head().await.unwrap().headers()["content-length"], "100000000");
}

#[tokio::test]
async fn a_query_before_a_url_is_sent_with_it() {
    let recorder = Recorder::answering(204, "");
    OnceClient::new(recorder.client()).elsewhere(5, "https://api.example.com/z?k=1").await.unwrap();
    assert_eq!(recorder.only().uri, "https://api.example.com/z?k=1&page=5");
}

#[tokio::test]
async fn a_default_header_gives_way_to_what_the_endpoint_says() {
    let recorder = Recorder::answering(204, "");
    let builder = recorder.builder().default_header("Accept", "x/y").default_header("Content-Type", "p/q");
    let once = OnceClient::new(builder.build().unwrap());
    once.csv().await.unwrap();
    assert_eq!(recorder.only().header("accept"), Some("text/csv"));
    once.order("x").await.unwrap();
    let sent = recorder.only();
    assert_eq!((sent.header("accept"), sent.header("content-type")), (Some("x/y"), Some("text/plain; charset=utf-8")));
}

/// Adds nothing.
struct NoProof;

#[pointapi::async_trait]
impl Authenticator for NoProof {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), BoxError> {
        Ok(())
    }
}

#[tokio::test]
async fn a_call_by_hand_is_named_by_its_method() {
    let client = Recorder::answering(404, "").builder().authenticator(NoProof).build().unwrap();
    for method in ["GET", "HEAD", "DELETE", "PATCH", "OPTIONS"] {
        let error = client.request(method.parse().unwrap(), "/x").send().await.unwrap_err();
        assert!(error.to_string().starts_with(&format!("request {method}: ")), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_needs_no_place_among_the_calls_that_hold_them_all() {
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
    sandbox.fail_next(1, pointapi::sandbox::Fault::Hang);
    let orders = OrdersClient::new(client.clone());
    let holder = tokio::spawn(async move { orders.query(&pointapi::platform::OrderQuery::default()).await });
    while sandbox.stats().calls == 0 {
        tokio::task::yield_now().await;
    }
    let sibling = client.with_alias("branch");
    tokio::time::timeout(Duration::from_secs(1), sibling.sign_in()).await.unwrap().unwrap();
    holder.abort();
}

/// Reports each order to another service, in whose place nobody is there.
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
async fn the_failure_of_a_layers_own_call_says_nothing_of_the_order() {
    let nobody = OnceClient::new(client("http://127.0.0.1:1").build().unwrap());
    for is_per_attempt in [true, false] {
        let (url, count) = server("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
        let builder = client(&url);
        let layer = Reporting(nobody.clone());
        let builder = if is_per_attempt { builder.attempt_layer(layer) } else { builder.layer(layer) };
        let error = OnceClient::new(builder.build().unwrap()).order("an order").await.unwrap_err();
        assert_eq!((count.load(Ordering::SeqCst), error.endpoint()), (1, Some("order")), "{error}");
        assert!(error.was_sent() && !error.is_retryable(), "{error}");
    }
}

#[tokio::test]
async fn a_layer_that_leads_elsewhere_takes_no_token_there() {
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
    let recorder = Recorder::answering(200, "[]");
    let signed_in = || recorder.builder().token_source(Fixed);
    for builder in [
        signed_in().layer(tower::util::MapRequestLayer::new(away)),
        signed_in().attempt_layer(tower::util::MapRequestLayer::new(away)),
        signed_in().attempt_layer(tower::util::MapRequestLayer::new(away_and_bare)),
    ] {
        let error = builder.build().unwrap().request(http::Method::GET, "/").send().await.unwrap_err();
        assert_eq!((error.kind(), error.was_sent(), error.attempts()), (ErrorKind::ForeignOrigin, false, 0));
        assert_eq!(recorder.sent(), []);
    }
}

#[tokio::test]
async fn a_layer_leads_a_request_without_a_token_where_it_likes() {
    let recorder = Recorder::answering(200, "");
    let away = tower::util::MapRequestLayer::new(|mut request: HttpRequest| {
        *request.uri_mut() = "https://elsewhere.example/x".parse().unwrap();
        request
    });
    for builder in [recorder.builder().layer(away.clone()), recorder.builder().attempt_layer(away)] {
        OnceClient::new(builder.build().unwrap()).order("x").await.unwrap();
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
