//! Requests that were provably never sent and would fail again: not retried.

use super::*;

#[tokio::test]
async fn bad_certificate_fails() {
    let certificates = [Certificate::expired(), Certificate::of_another_name(), Certificate::self_signed()];
    for certificate in certificates {
        for class in CLASSES {
            let server = Server::start_tls(&certificate, [json(200, OK)]).await;
            let client = builder(&server).root_certificate(certificate.authority_pem());
            let (attempts, error) = attempts_of(class, client).await;
            assert_eq!((attempts, server.count()), (1, 0));
            assert!(error.is_tls() && error.is_connect() && !error.is_retryable(), "{error:?}");
            assert_unsent(&error);
        }
    }
}

#[tokio::test]
async fn the_default_transport_rejects_an_unknown_authority() {
    let server = Server::start_tls(&Certificate::good(), [json(200, OK)]).await;
    let (attempts, error) = attempts_of(Class::Once, builder(&server)).await;
    assert_eq!((attempts, server.count()), (1, 0));
    assert!(error.is_tls(), "{error:?}");
}

#[tokio::test]
async fn nxdomain_twice_fails() {
    for class in CLASSES {
        let (attempts, error) = attempts_of(class, NoSuchName::client("Name or service not known")).await;
        assert_eq!(attempts, 2);
        assert!(error.is_dns() && !error.is_retryable(), "{error:?}");
        assert_unsent(&error);
    }
}

#[tokio::test]
async fn proxy_407_fails() {
    let proxy = Server::start([respond(407, &[("Proxy-Authenticate", "Basic")], b"")]).await;
    for class in CLASSES {
        let before = proxy.count();
        let client = pointapi::Client::builder().base_url("https://api.example.com");
        let client = crate::transport::chosen(client).proxy(ProxyMode::Explicit(proxy.base_url()));
        let (attempts, error) = attempts_of(class, client).await;
        assert_eq!((attempts, proxy.count() - before), (1, 1));
        assert_eq!(error.kind(), ErrorKind::Connect(ConnectStage::Proxy));
        assert!(!error.is_retryable());
        assert_unsent(&error);
    }
}

#[tokio::test]
async fn invalid_header_fails() {
    let server = Server::start([json(200, OK)]).await;
    let client = by_hand(&server);
    let error = client.request(pointapi::Method::GET, "/").header("X-A", "tök").send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Request(_)));
    assert_eq!(server.accepted(), 0);
    assert_unsent(&error);
}
