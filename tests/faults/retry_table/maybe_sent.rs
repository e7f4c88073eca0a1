//! Requests that may have been processed: retried unless the endpoint is sent once.

use std::time::Duration;

use pointapi::{CallOptions, HttpResponse};
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tower::util::MapResponseLayer;

use super::*;

#[tokio::test]
async fn reset_is_retried_and_unknown_for_once() {
    assert_row(script().read().reset(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn close_before_response_is_retried_and_unknown_for_once() {
    assert_row(script().read().close(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    assert_row(script().read().write("HTTP/1.1 20").close(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn not_http_is_retried_and_unknown_for_once() {
    assert_row(script().read().write("SSH-2.0-OpenSSH\r\n\r\n").close(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn attempt_timeout_is_retried_and_once_uses_the_whole_deadline() {
    assert_row(script().read().hang(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn stall_is_retried_and_unknown_for_once() {
    let stall = script().read().write_head(200, &[], Some(12)).write(r#"{"cou"#).hang();
    assert_row(stall, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn goaway_is_retried_and_unknown_for_once_whatever_its_stream() {
    for (class, expected) in CLASSES.into_iter().zip(RETRIED_UNLESS_ONCE_THEN_UNKNOWN) {
        let certificate = Certificate::good().with_http2();
        let server = Server::start_tls(&certificate, [script().go_away(0, "bye"), json(200, OK)]).await;
        let client = builder(&server).root_certificate(certificate.authority_pem());
        let result = shop(client).call(class).await;
        assert_eq!(server.count(), if expected == Retried { 2 } else { 1 }, "{class:?}: {result:?}");
        assert_eq!(result.is_err_and(|error| error.outcome_unknown()), expected == FailsUnknown, "{class:?}");
    }
}

#[tokio::test]
async fn reset_after_the_response_head_is_unknown_for_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (accepted, responded) = (Arc::new(AtomicU32::new(0)), Arc::new(Notify::new()));
    let (counter, arrived) = (Arc::clone(&accepted), Arc::clone(&responded));
    tokio::spawn(async move {
        loop {
            let mut socket = listener.accept().await.unwrap().0;
            counter.fetch_add(1, Ordering::Relaxed);
            socket.read_u8().await.unwrap();
            socket.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n").await.unwrap();
            arrived.notified().await;
            SockRef::from(&socket).set_linger(Some(Duration::ZERO)).unwrap();
        }
    });
    let note = MapResponseLayer::new(move |response: HttpResponse| {
        responded.notify_one();
        response
    });
    let client = crate::transport::chosen(pointapi::Client::builder())
        .base_url(url)
        .allow_insecure_loopback()
        .retry(crate::api::without_pause())
        .attempt_layer(note);
    // The server stops reading, so the upload is unfinished when the response arrives, and its body is not polled.
    let large = CallOptions::new().header("X-Large", "x".repeat(16 * 1024 * 1024)).unwrap();
    let error = shop(client).with(large).call(Class::Once).await.unwrap_err();
    assert!(error.outcome_unknown() && matches!(error.kind(), ErrorKind::Transport(_)), "{error:?}");
    assert_eq!((accepted.load(Ordering::Relaxed), error.attempts()), (1, 1));
}
