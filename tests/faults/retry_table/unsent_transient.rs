//! Requests that were provably never sent or rejected unprocessed: retried for every class.

use super::*;

#[tokio::test]
async fn connection_refused_is_retried() {
    let server = Server::start([]).await;
    let closed = Server::closed_port();
    for class in CLASSES {
        let client = builder(&server).base_url(format!("http://{closed}"));
        let (attempts, error) = attempts_of(class, client).await;
        assert_eq!(attempts, 3);
        assert_eq!(error.kind(), ErrorKind::Connect(ConnectStage::Tcp));
        assert_unsent(&error);
        assert!(error.is_connect() && error.is_retryable());
    }
}

#[tokio::test]
async fn connect_timeout_is_retried() {
    for class in CLASSES {
        let full = crate::names::FullBacklog::new();
        tokio::time::pause();
        let client = pointapi::Client::builder().base_url(format!("http://{}", full.address()));
        let client = client.allow_insecure_loopback().retry(crate::api::without_pause());
        let (attempts, error) = attempts_of(class, client).await;
        tokio::time::resume();
        assert_eq!(attempts, 3);
        assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutStage::Connect));
        assert_unsent(&error);
        assert!(error.is_connect() && error.is_timeout() && error.is_retryable());
    }
}

#[tokio::test]
async fn tls_timeout_is_retried() {
    for class in CLASSES {
        let certificate = Certificate::good();
        let server = Server::start_tls(&certificate, [Script::hang_in_handshake(), json(200, OK)]).await;
        let shop = shop(builder(&server).root_certificate(certificate.authority_pem()));
        assert_eq!(shop.call(class).await.unwrap().count, 1, "{class:?}");
        assert_eq!((server.count(), server.accepted()), (1, 2), "{class:?}");
    }
}

#[tokio::test]
async fn refused_stream_is_retried() {
    for class in CLASSES {
        let certificate = Certificate::good().with_http2();
        let server = Server::start_tls(&certificate, [script().refuse_stream(), json(200, OK)]).await;
        let shop = shop(builder(&server).root_certificate(certificate.authority_pem()));
        assert_eq!(shop.call(class).await.unwrap().count, 1, "{class:?}");
        assert_eq!(server.count(), 2, "{class:?}");
    }
}

#[tokio::test]
async fn a_stream_refused_every_time_was_sent_but_not_processed() {
    for class in CLASSES {
        let certificate = Certificate::good().with_http2();
        let server = Server::start_tls(&certificate, [script().refuse_stream()]).await;
        let client = builder(&server).root_certificate(certificate.authority_pem());
        let error = shop(client).call(class).await.unwrap_err();
        assert_eq!((error.attempts(), server.count()), (3, 3), "{class:?}");
        assert!(error.was_sent() && error.is_retryable() && !error.outcome_unknown(), "{error:?}");
    }
}

#[tokio::test]
async fn dns_temp_is_retried() {
    for class in CLASSES {
        let client = NoSuchName::client("Temporary failure in name resolution");
        let (attempts, error) = attempts_of(class, client).await;
        assert_eq!(attempts, 3);
        assert!(error.is_dns() && error.is_connect() && error.is_retryable(), "{error:?}");
        assert_unsent(&error);
    }
}
