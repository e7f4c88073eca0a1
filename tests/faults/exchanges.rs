//! Layers that send several requests: a later one does not hide what an earlier one may have done.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use pointapi::auth::Authenticator;
use pointapi::{
    Body, BoxError, Client, ClientBuilder, Credentials, Error, ErrorKind, HttpRequest, HttpResponse, HttpService,
    Method,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tower::Service;
use tower::layer::layer_fn;
use tower::util::MapRequestLayer;
use tower_http::follow_redirect::FollowRedirectLayer;

use crate::api::{Class, Order, builder, shop, without_pause};
use crate::in_process::{Reply, client};
use crate::rejected_tokens::{MembersClient, Numbered};
use crate::server::{Server, json, respond};

/// A client of a server that handles one connection and refuses every later one.
async fn serving_once(response: &'static str) -> ClientBuilder {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut socket = listener.accept().await.unwrap().0;
        drop(listener);
        assert!(socket.read(&mut [0; 4096]).await.unwrap() > 0);
        socket.write_all(response.as_bytes()).await.unwrap();
    });
    let client = Client::builder().base_url(url).allow_insecure_loopback().retry(without_pause());
    crate::transport::chosen(client)
}

/// Calls the service once more, without a body, if the first response is not a success; waits for it for a second.
#[derive(Clone)]
struct Again(HttpService);

impl Service<HttpRequest> for Again {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<HttpResponse, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let mut service = self.0.clone();
        let (parts, body) = request.into_parts();
        let (first, second) =
            (HttpRequest::from_parts(parts.clone(), body), HttpRequest::from_parts(parts, Body::empty()));
        Box::pin(async move {
            match service.call(first).await {
                Ok(response) if response.status().is_success() => Ok(response),
                _ => tokio::time::timeout(Duration::from_secs(1), service.call(second)).await?,
            }
        })
    }
}

/// Asserts that the server may have processed the one request that it got.
fn assert_maybe_processed(error: &Error, attempts: u32) {
    assert!(error.was_sent() && error.outcome_unknown() && !error.is_retryable(), "{error:?}");
    assert_eq!(error.attempts(), attempts, "{error:?}");
}

mod of_an_attempt {
    use super::*;

    #[tokio::test]
    async fn an_order_is_not_repeated_because_its_redirect_cannot_be_followed() {
        for has_extensions in [true, false] {
            let sent = Arc::new(Mutex::new(Vec::new()));
            let note = Arc::clone(&sent);
            let note = MapRequestLayer::new(move |request: HttpRequest| {
                note.lock().unwrap().push(request.method().clone());
                request
            });
            let see_other = "HTTP/1.1 303 X\r\nLocation: /receipt/7\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let client = serving_once(see_other)
                .await
                .attempt_layer::<_, Body>(FollowRedirectLayer::new().preserve_extensions(has_extensions))
                .attempt_layer::<_, Body>(note);
            let error = shop(client).call(Class::Once).await.unwrap_err();
            assert_eq!(*sent.lock().unwrap(), [Method::POST, Method::GET]);
            assert!(error.is_connect());
            assert_maybe_processed(&error, 1);
        }
    }

    #[tokio::test]
    async fn an_order_that_is_redirected_elsewhere_was_sent() {
        let server = Server::start([respond(303, &[("Location", "http://127.0.0.1:9/")], b"")]).await;
        let client = builder(&server).attempt_layer::<_, Body>(FollowRedirectLayer::new());
        let error = shop(client).call(Class::Once).await.unwrap_err();
        assert_eq!((error.kind(), server.count()), (ErrorKind::ForeignOrigin, 1));
        assert_maybe_processed(&error, 1);
    }

    #[tokio::test]
    async fn a_password_is_not_sent_again_because_the_login_redirects_elsewhere() {
        let server = Server::start([respond(302, &[("Location", "http://127.0.0.1:9/")], b"")]).await;
        let client = builder(&server)
            .attempt_layer::<_, Body>(FollowRedirectLayer::new())
            .credentials(Credentials::password("greta", "secret"))
            .build()
            .unwrap();
        drop(client.sign_in().await.unwrap_err());
        assert_eq!(server.count(), 1);
    }

    #[tokio::test]
    async fn an_order_is_not_repeated_because_its_receipt_says_401_or_429() {
        for status in [401, 429] {
            let server = Server::start([respond(303, &[("Location", "/receipt/7")], b""), json(status, "{}")]).await;
            let client = builder(&server).token_source(Numbered::default());
            let client = client.attempt_layer::<_, Body>(FollowRedirectLayer::new()).build().unwrap();
            let result = MembersClient::new(client).throttled(&Order::default()).await;
            assert!(result.is_err_and(|error| error.is_status(status) && error.outcome_unknown()));
            let lines: Vec<_> = server.requests().iter().map(|request| request.line().to_owned()).collect();
            assert_eq!(lines, ["POST /orders", "GET /receipt/7"], "{status}");
        }
    }

    #[tokio::test]
    async fn requests_that_all_failed_to_connect_are_unsent() {
        let client = serving_once("").await.base_url(format!("http://{}", Server::closed_port()));
        let error = shop(client.attempt_layer::<_, Body>(layer_fn(Again))).call(Class::Once).await.unwrap_err();
        assert!(!error.was_sent() && error.is_connect() && error.is_retryable(), "{error:?}");
    }
}

mod of_a_call {
    use super::*;

    /// Fails the first time.
    #[derive(Default)]
    struct Late(AtomicBool);

    #[pointapi::async_trait]
    impl Authenticator for Late {
        async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), BoxError> {
            if self.0.swap(true, Ordering::Relaxed) { Ok(()) } else { Err("too early".into()) }
        }
    }

    #[tokio::test]
    async fn a_success_after_a_rejected_token_is_a_success() {
        let server = Server::start([json(401, "{}"), json(401, "{}"), json(200, r#"{"count": 1}"#)]).await;
        let client = builder(&server).token_source(Numbered::default()).layer::<_, Body>(layer_fn(Again));
        let members = MembersClient::new(client.build().unwrap());
        assert_eq!(members.list().await.unwrap().count, 1);
    }

    #[tokio::test]
    async fn attempts_of_all_calls_are_counted() {
        let server = Server::start([json(500, "{}")]).await;
        let error = shop(builder(&server).layer::<_, Body>(layer_fn(Again))).call(Class::Safe).await.unwrap_err();
        assert_eq!((error.attempts(), server.count()), (6, 6));
    }

    #[tokio::test(start_paused = true)]
    async fn a_second_call_that_is_under_way_may_have_been_sent() {
        let (client, arrivals) = client([Reply::Hang]);
        let client = client.authenticator(Late::default()).layer::<_, Body>(layer_fn(Again));
        let error = MembersClient::new(client.build().unwrap()).place(&Order::default()).await.unwrap_err();
        assert_eq!(arrivals.count(), 1);
        assert!(error.was_sent() && error.outcome_unknown(), "{error:?}");
    }

    #[tokio::test]
    async fn an_unsent_call_does_not_hide_the_one_before() {
        let client = serving_once("").await.layer::<_, Body>(layer_fn(Again));
        let error = shop(client).call(Class::Once).await.unwrap_err();
        assert!(error.is_connect(), "{error:?}");
        assert_maybe_processed(&error, 1);
    }

    #[tokio::test]
    async fn a_layer_that_drops_extensions_does_not_hide_the_call_before() {
        let see_other = respond(303, &[("Location", "/receipt/7")], b"");
        let server = Server::start([see_other]).await;
        let client = builder(&server).layer::<_, Body>(FollowRedirectLayer::new().preserve_extensions(false));
        let error = shop(client).call(Class::Once).await.unwrap_err();
        assert_eq!((error.kind(), server.count()), (ErrorKind::Config, 1));
        assert_maybe_processed(&error, 1);
    }

    #[tokio::test]
    async fn an_order_without_its_receipt_may_have_been_processed() {
        let see_other = "HTTP/1.1 303 X\r\nLocation: /receipt/7\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        for class in [Class::Once, Class::Keyed] {
            let client = serving_once(see_other).await.layer::<_, Body>(FollowRedirectLayer::new());
            let error = shop(client).call(class).await.unwrap_err();
            assert!(error.is_connect() && error.was_sent(), "{error:?}");
            assert!(error.outcome_unknown() && !error.is_retryable(), "{error:?}");
        }
        let server = Server::start([respond(303, &[("Location", "/receipt/7")], b""), json(429, "{}")]).await;
        let client = builder(&server).layer::<_, Body>(FollowRedirectLayer::new());
        let error = shop(client).call(Class::Keyed).await.unwrap_err();
        assert!(error.is_status(429) && error.outcome_unknown() && !error.is_retryable(), "{error:?}");
    }
}
