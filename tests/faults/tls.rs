//! TLS of the hyper transport, which trusts the system's certificates and can be told of no others. So each test runs
//! itself once more, in a process whose system trusts the authority of the test.

use std::process::Command;

use pointapi::{Client, ConnectStage, ErrorKind};

use crate::api::{Class, shop, without_pause};
use crate::server::{Certificate, Server, json, script};

/// Where the process that calls finds the server.
const SERVER: &str = "POINTAPI_TEST_SERVER";

/// The kind of error that the call ends with, if it does, in a process that trusts the authority of `certificate`.
async fn call_in_a_process_that_trusts(certificate: &Certificate, server: &Server, test: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let trusted = folder.path().join("trusted.pem");
    std::fs::write(&trusted, certificate.authority_text()).unwrap();
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", test, "--nocapture"]).env("SSL_CERT_FILE", &trusted).env(SERVER, server.base_url());
    let output = tokio::task::spawn_blocking(move || process.output()).await.unwrap().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Calls and says how it went, if this is the process that calls.
async fn has_called() -> bool {
    let Ok(url) = std::env::var(SERVER) else { return false };
    let client = Client::builder().base_url(url).retry(without_pause()).hyper();
    println!("{:?}", shop(client).call(Class::Once).await.map_err(|error| (error.kind(), error.was_sent())));
    true
}

fn says(output: &str, kind: ErrorKind, was_sent: bool) -> bool {
    output.contains(&format!("Err(({kind:?}, {was_sent}))"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_goes_over_tls() {
    if has_called().await {
        return;
    }
    let certificate = Certificate::good();
    let server = Server::start_tls(&certificate, [json(200, r#"{"count": 1}"#)]).await;
    let output = call_in_a_process_that_trusts(&certificate, &server, "tls::a_call_goes_over_tls").await;
    assert!(output.contains("Ok(Receipt { count: 1 })"), "{output}");
    assert_eq!(server.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_goes_over_http2_where_the_server_offers_it() {
    if has_called().await {
        return;
    }
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [json(200, r#"{"count": 1}"#)]).await;
    let test = "tls::a_call_goes_over_http2_where_the_server_offers_it";
    let output = call_in_a_process_that_trusts(&certificate, &server, test).await;
    assert!(output.contains("Ok(Receipt { count: 1 })"), "{output}");
    assert_eq!(server.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_share_an_http2_connection() {
    const TOGETHER: usize = 8;
    if let Ok(url) = std::env::var(SERVER) {
        let shop = shop(Client::builder().base_url(url).hyper());
        for _ in 0..2 {
            let calls = (0..TOGETHER).map(|_| shop.call(Class::Once));
            futures_util::future::try_join_all(calls).await.unwrap();
        }
        return;
    }
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [json(200, r#"{"count": 1}"#)]).await;
    call_in_a_process_that_trusts(&certificate, &server, "tls::calls_share_an_http2_connection").await;
    assert_eq!(server.count(), 2 * TOGETHER);
    assert!(server.accepted() <= TOGETHER, "calls that begin together connect together, and no later one does");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_after_a_goaway_is_not_sent_again() {
    if has_called().await {
        return;
    }
    let certificate = Certificate::good().with_http2();
    let scripts = [script().go_away(0, ""), json(200, r#"{"count": 1}"#)];
    let server = Server::start_tls(&certificate, scripts).await;
    let test = "tls::a_post_after_a_goaway_is_not_sent_again";
    let output = call_in_a_process_that_trusts(&certificate, &server, test).await;
    assert!(output.contains("Err((Transport(") && output.contains("true))"), "{output}");
    assert_eq!(server.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_for_another_name_is_a_failure_of_tls_and_nothing_is_sent() {
    if has_called().await {
        return;
    }
    let certificate = Certificate::of_another_name();
    let server = Server::start_tls(&certificate, [json(200, r#"{"count": 1}"#)]).await;
    let test = "tls::a_certificate_for_another_name_is_a_failure_of_tls_and_nothing_is_sent";
    let output = call_in_a_process_that_trusts(&certificate, &server, test).await;
    assert!(says(&output, ErrorKind::Connect(ConnectStage::Tls), false), "{output}");
    assert_eq!(server.count(), 0);
}
