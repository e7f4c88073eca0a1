//! TLS: trusted authorities, offered versions, and detection of a dead HTTP/2 connection.

use std::time::Duration;

use pointapi::{ConnectStage, ErrorKind, Result, point_api};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::time::Instant;

use crate::api::{Class, Order, Receipt, builder, shop, without_pause};
use crate::server::{Certificate, Server, json, script};

const OK: &str = r#"{"count": 1}"#;

/// One endpoint with a fresh connection and one on a pooled connection.
#[point_api(auth = none)]
trait Patient {
    #[point_endpoint(POST "/orders/alone", fresh_connection, attempt_timeout = "50s")]
    async fn alone(&self, #[body] order: &Order) -> Result<Receipt>;

    #[point_endpoint(POST "/orders", attempt_timeout = "50s")]
    async fn pooled(&self, #[body] order: &Order) -> Result<Receipt>;
}

#[tokio::test]
async fn a_root_certificate_is_trusted_besides_others() {
    let certificate = Certificate::good();
    let server = Server::start_tls(&certificate, [json(200, OK)]).await;
    let trusting = builder(&server)
        .root_certificate(Certificate::good().authority_pem())
        .root_certificate(format!("# ours\n{}", certificate.authority_pem()));
    let client = PatientClient::new(trusting.build().unwrap());
    assert_eq!(client.pooled(&Order::default()).await.unwrap().count, 1);
    assert_eq!(client.alone(&Order::default()).await.unwrap().count, 1);
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_root_certificate_is_trusted_only_for_what_it_signed() {
    let certificate = Certificate::good();
    let server = Server::start_tls(&certificate, [json(200, OK)]).await;
    let error = shop(builder(&server).root_certificate(Certificate::good().authority_pem())).call(Class::Once).await;
    let error = error.unwrap_err();
    assert_eq!((error.kind(), error.was_sent()), (ErrorKind::Connect(ConnectStage::Tls), false));
    assert_eq!(server.count(), 0);
}

#[test]
fn an_invalid_root_certificate_is_a_build_error() {
    let good = Certificate::good().authority_pem().to_owned();
    let cut = &good[..good.len() / 2];
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for text in ["", "not a certificate", cut, broken, &format!("{good}{broken}")] {
        let error = crate::transport::chosen(pointapi::Client::builder()).root_certificate(text).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{text}");
        assert!(error.to_string().contains("-----BEGIN CERTIFICATE-----"), "{error}");
    }
}

#[tokio::test]
async fn http2_is_used_when_the_server_offers_it() {
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [json(200, OK)]).await;
    shop(builder(&server).root_certificate(certificate.authority_pem())).call(Class::Once).await.unwrap();
    assert_eq!(server.requests()[0].head, "stream 1");
}

#[tokio::test]
async fn calls_share_an_http2_connection() {
    const TOGETHER: usize = 8;
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [json(200, OK)]).await;
    let shop = shop(builder(&server).root_certificate(certificate.authority_pem()));
    for _ in 0..2 {
        futures_util::future::try_join_all((0..TOGETHER).map(|_| shop.call(Class::Once))).await.unwrap();
    }
    assert_eq!(server.count(), 2 * TOGETHER);
    assert!(server.accepted() <= TOGETHER, "concurrent first calls may each connect, later calls must not");
}

#[tokio::test]
async fn a_post_is_not_resent_after_a_goaway_over_tls() {
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [script().go_away(0, ""), json(200, OK)]).await;
    let error = shop(builder(&server).root_certificate(certificate.authority_pem())).call(Class::Once).await;
    let error = error.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)) && error.outcome_unknown(), "{error:?}");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn no_tls_version_below_1_2_is_offered() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let client = crate::transport::chosen(pointapi::Client::builder()).base_url(url).retry(without_pause());
    let client = PatientClient::new(client.build().unwrap());
    for is_pooled in [true, false] {
        let hello = async {
            let mut socket = listener.accept().await.unwrap().0;
            let mut head = [0; 5];
            socket.read_exact(&mut head).await.unwrap();
            let mut record = vec![0; usize::from(u16::from_be_bytes([head[3], head[4]]))];
            socket.read_exact(&mut record).await.unwrap();
            record
        };
        let order = Order::default();
        let call = async { if is_pooled { client.pooled(&order).await } else { client.alone(&order).await } };
        let hello = tokio::select! { hello = hello => hello, result = call => panic!("the connection closed before a ClientHello: {result:?}") };
        let versions = supported_versions(&hello).expect("TLS 1.3 needs the supported_versions extension");
        assert!(!versions.is_empty() && versions.iter().all(|version| *version >= 0x0303), "{versions:x?}");
    }
}

/// Returns the versions in a ClientHello (RFC 8446, sections 4.1.2 and 4.2.1).
fn supported_versions(mut hello: &[u8]) -> Option<Vec<u16>> {
    const EXTENSION: usize = 43;
    hello.split_off(..4 + 2 + 32)?;
    skip(&mut hello, 1)?;
    skip(&mut hello, 2)?;
    skip(&mut hello, 1)?;
    number(&mut hello, 2)?;
    loop {
        let kind = number(&mut hello, 2)?;
        let mut extension = skip(&mut hello, 2)?;
        if kind == EXTENSION {
            let versions = skip(&mut extension, 1)?;
            return Some(versions.chunks(2).map(|version| u16::from_be_bytes([version[0], version[1]])).collect());
        }
    }
}

fn number(bytes: &mut &[u8], size: usize) -> Option<usize> {
    Some(bytes.split_off(..size)?.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

/// Skips a field that is preceded by its length in `bytes` bytes.
fn skip<'a>(bytes: &mut &'a [u8], size: usize) -> Option<&'a [u8]> {
    let length = number(bytes, size)?;
    bytes.split_off(..length)
}

#[tokio::test]
async fn a_ping_is_sent_after_15_silent_seconds_of_http2() {
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [script().await_ping()]).await;
    let client = builder(&server).root_certificate(certificate.authority_pem()).build().unwrap();
    let begin = Instant::now();
    PatientClient::new(client).pooled(&Order::default()).await.unwrap();
    assert_eq!((begin.elapsed().as_secs(), server.count()), (15, 1));
}

#[tokio::test]
async fn an_unacknowledged_ping_ends_the_call_after_5_seconds() {
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [script().hang()]).await;
    let client = builder(&server).root_certificate(certificate.authority_pem()).build().unwrap();
    let begin = Instant::now();
    let error = PatientClient::new(client).pooled(&Order::default()).await.unwrap_err();
    assert!((20..21).contains(&begin.elapsed().as_secs()), "{:?}", begin.elapsed());
    assert!(matches!(error.kind(), ErrorKind::Transport(_)) && error.outcome_unknown(), "{error:?}");
    assert!(begin.elapsed() < Duration::from_secs(50));
}
