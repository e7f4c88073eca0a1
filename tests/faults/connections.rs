//! Connections: reuse, redirects, proxies, headers.

use pointapi::{ErrorKind, ProxyMode, Result, SizeCause, point_api};

use crate::api::{CLASSES, Class, Order, Receipt, builder, shop};
use crate::server::{Server, json, respond, script};

const OK: &str = r#"{"count": 1}"#;

#[point_api(auth = none)]
trait Costly {
    #[point_endpoint(POST "/orders", fresh_connection)]
    async fn place(&self, #[body] order: &Order) -> Result<Receipt>;
}

#[tokio::test]
async fn a_connection_is_reused() {
    let server = Server::start([json(200, OK)]).await;
    let shop = shop(builder(&server));
    for class in CLASSES {
        shop.call(class).await.unwrap();
    }
    assert_eq!((server.count(), server.accepted()), (4, 1));
}

#[tokio::test]
async fn a_fresh_connection_endpoint_does_not_reuse_one() {
    let server = Server::start([json(200, OK)]).await;
    let costly = CostlyClient::new(builder(&server).build().unwrap());
    for _ in 0..3 {
        costly.place(&Order::default()).await.unwrap();
    }
    assert_eq!((server.count(), server.accepted()), (3, 3));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let target = Server::start([json(200, OK)]).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/stolen?x=SECRET", target.base_url());
        let server = Server::start([respond(status, &[("Location", &location)], b"")]).await;
        let error = shop(builder(&server)).call(Class::Once).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect);
        assert!(error.is_status(status) && !error.outcome_unknown());
        assert!(!format!("{error} {error:?}").contains("SECRET"));
    }
    assert_eq!(target.accepted(), 0);
}

#[tokio::test]
async fn a_redirect_followed_by_reqwest_is_an_error() {
    let server = Server::start([respond(303, &[("Location", "/elsewhere")], b""), json(200, OK)]).await;
    let following = reqwest::Client::builder().no_proxy().build().unwrap();
    let error = shop(builder(&server).reqwest(following)).call(Class::Once).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(error.outcome_unknown() && error.to_string().contains("Policy::none()"), "{error}");
}

#[tokio::test]
async fn a_loopback_server_bypasses_the_proxy() {
    let server = Server::start([json(200, OK)]).await;
    let proxy = Server::start([json(502, "{}")]).await;
    shop(builder(&server).proxy(ProxyMode::Explicit(proxy.base_url()))).call(Class::Once).await.unwrap();
    assert_eq!((server.count(), proxy.accepted()), (1, 0));
}

#[tokio::test]
async fn each_header_is_sent_once_and_never_a_referer() {
    let server = Server::start([json(200, OK)]).await;
    shop(builder(&server)).call(Class::Once).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.line(), "POST /orders");
    let body = br#"{"reference":"R-1"}"#;
    assert_eq!(request.body, body);
    for (name, value) in [
        ("content-length", body.len().to_string().as_str()),
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("accept-encoding", "gzip"),
        ("user-agent", concat!("pointapi/", env!("CARGO_PKG_VERSION"))),
    ] {
        assert_eq!((request.header(name), request.header_count(name)), (Some(value), 1), "{name}");
    }
    for name in ["referer", "authorization", "transfer-encoding", "cookie", "expect"] {
        assert_eq!(request.header_count(name), 0, "{name}");
    }
}

#[tokio::test]
async fn more_than_100_response_headers_are_too_large() {
    let many: Vec<String> = (0..101).map(|number| format!("X-{number}")).collect();
    let headers: Vec<_> = many.iter().map(|name| (name.as_str(), "1")).collect();
    for class in CLASSES {
        let server = Server::start([respond(200, &headers, OK.as_bytes())]).await;
        let error = shop(builder(&server)).call(class).await.unwrap_err();
        assert_eq!((error.kind(), server.count()), (ErrorKind::TooLarge(SizeCause::Wire), 1));
        assert_eq!(error.outcome_unknown(), matches!(class, Class::Once | Class::Keyed));
    }
}

#[tokio::test]
async fn an_early_response_ends_an_unread_upload() {
    let server =
        Server::start([script().read_head().write("HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n").half_close()]);
    let error = shop(builder(&server.await)).call(Class::Once).await.unwrap_err();
    assert!(error.is_status(413) && !error.outcome_unknown());
}
