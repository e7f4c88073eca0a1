//! The retry table of `reliability.md`, row by row; what was sent is counted on the server's side.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pointapi::{ConnectStage, Error, ErrorKind, HttpRequest, ProxyMode, TimeoutStage, TransportCause};
use tower::util::MapRequestLayer;

use crate::api::{CLASSES, Class, builder, by_hand, shop};
use crate::names::NoSuchName;
use crate::server::{Certificate, Script, Server, answer, json, script};

const OK: &str = r#"{"count": 1}"#;

/// What becomes of a call whose first attempt fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// A second attempt brings the answer.
    Retried,
    /// The error of the first attempt is final.
    Fails,
    /// It is final, and nobody knows what the server did.
    FailsUnknown,
}

use Outcome::{Fails, FailsUnknown, Retried};

const RETRIED_UNLESS_ONCE: [Outcome; 4] = [Retried, Retried, Retried, Fails];
const RETRIED_UNLESS_ONCE_THEN_UNKNOWN: [Outcome; 4] = [Retried, Retried, Retried, FailsUnknown];
const RETRIED: [Outcome; 4] = [Retried; 4];
const FAILS: [Outcome; 4] = [Fails; 4];

/// Plays `first` and then a success to each class: safe, idempotent, keyed, once.
async fn assert_row(first: Script, expected: [Outcome; 4]) {
    for (class, expected) in CLASSES.into_iter().zip(expected) {
        let server = Server::start([first.clone(), json(200, OK)]).await;
        let result = shop(builder(&server)).call(class).await;
        let outcome = match &result {
            Ok(receipt) => {
                assert_eq!(receipt.count, 1);
                Retried
            }
            Err(error) if error.outcome_unknown() => FailsUnknown,
            Err(_) => Fails,
        };
        assert_eq!(outcome, expected, "{class:?}: {result:?}");
        assert_eq!(server.count(), if expected == Retried { 2 } else { 1 }, "{class:?}");
        if let Err(error) = result {
            assert_eq!(error.attempts(), 1, "{class:?}");
            assert!(!error.is_retryable(), "{class:?}: {error:?}");
        }
    }
}

async fn assert_statuses(statuses: impl IntoIterator<Item = u16>, expected: [Outcome; 4]) {
    for status in statuses {
        assert_row(json(status, "{}"), expected).await;
    }
}

/// Counts the attempts of a call that never reaches a server, and gives its error.
async fn attempts_of(class: Class, client: pointapi::ClientBuilder) -> (u32, Error) {
    let attempts = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&attempts);
    let count = MapRequestLayer::new(move |request: HttpRequest| {
        counter.fetch_add(1, Ordering::Relaxed);
        request
    });
    let error = shop(client.attempt_layer::<MapRequestLayer<_>, _>(count)).call(class).await.unwrap_err();
    (attempts.load(Ordering::Relaxed), error)
}

/// An error of a request that never left: it may be sent again whatever the class, and nobody need look it up.
fn assert_unsent(error: &Error) {
    assert_eq!(error.attempts(), 0, "{error:?}");
    assert!(!error.was_sent() && !error.outcome_unknown(), "{error:?}");
}

mod unsent_transient {
    use super::*;

    #[tokio::test]
    async fn refused_is_retried() {
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
            let shop = shop(builder(&server).reqwest(certificate.trusting_client()));
            assert_eq!(shop.call(class).await.unwrap().count, 1, "{class:?}");
            assert_eq!((server.count(), server.accepted()), (1, 2), "{class:?}");
        }
    }

    #[tokio::test]
    async fn refused_stream_is_retried() {
        for class in CLASSES {
            let certificate = Certificate::good().with_http2();
            let server = Server::start_tls(&certificate, [script().refuse_stream(), json(200, OK)]).await;
            let shop = shop(builder(&server).reqwest(certificate.trusting_client()));
            assert_eq!(shop.call(class).await.unwrap().count, 1, "{class:?}");
            assert_eq!(server.count(), 2, "{class:?}");
        }
    }

    #[tokio::test]
    async fn a_stream_that_is_refused_for_good_was_on_the_wire_and_was_not_processed() {
        for class in CLASSES {
            let certificate = Certificate::good().with_http2();
            let server = Server::start_tls(&certificate, [script().refuse_stream()]).await;
            let client = builder(&server).reqwest(certificate.trusting_client());
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
}

mod unsent_permanent {
    use super::*;

    #[tokio::test]
    async fn bad_certificate_fails() {
        let certificates = [Certificate::expired(), Certificate::of_another_name(), Certificate::self_signed()];
        for certificate in certificates {
            for class in CLASSES {
                let server = Server::start_tls(&certificate, [json(200, OK)]).await;
                let client = builder(&server).reqwest(certificate.trusting_client());
                let (attempts, error) = attempts_of(class, client).await;
                assert_eq!((attempts, server.count()), (1, 0));
                assert!(error.is_tls() && error.is_connect() && !error.is_retryable(), "{error:?}");
                assert_unsent(&error);
            }
        }
    }

    #[tokio::test]
    async fn the_default_transport_trusts_no_unknown_authority() {
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
        let proxy = Server::start([answer(407, &[("Proxy-Authenticate", "Basic")], b"")]).await;
        for class in CLASSES {
            let before = proxy.count();
            let client = pointapi::Client::builder()
                .base_url("https://api.example.com")
                .proxy(ProxyMode::Explicit(proxy.base_url()));
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
}

mod maybe_sent {
    use super::*;

    #[tokio::test]
    async fn reset_is_retried_and_unknown_for_once() {
        assert_row(script().read().reset(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }

    #[tokio::test]
    async fn closed_before_answer_is_retried_and_unknown_for_once() {
        assert_row(script().read().close(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
        assert_row(script().read().write("HTTP/1.1 20").close(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }

    #[tokio::test]
    async fn not_http_is_retried_and_unknown_for_once() {
        assert_row(script().read().write("SSH-2.0-OpenSSH\r\n\r\n").close(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }

    #[tokio::test]
    async fn attempt_timeout_is_retried_and_once_uses_its_whole_time() {
        assert_row(script().read().hang(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }

    #[tokio::test]
    async fn stall_is_retried_and_unknown_for_once() {
        let stall = script().read().write_head(200, &[], Some(12)).write(r#"{"cou"#).hang();
        assert_row(stall, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }

    #[tokio::test]
    async fn goaway_is_retried_and_unknown_for_once_whatever_it_says_of_the_stream() {
        for (class, expected) in CLASSES.into_iter().zip(RETRIED_UNLESS_ONCE_THEN_UNKNOWN) {
            let certificate = Certificate::good().with_http2();
            let server = Server::start_tls(&certificate, [script().go_away(0, "bye"), json(200, OK)]).await;
            let client = builder(&server).reqwest(certificate.trusting_client());
            let result = shop(client).call(class).await;
            assert_eq!(server.count(), if expected == Retried { 2 } else { 1 }, "{class:?}: {result:?}");
            assert_eq!(result.is_err_and(|error| error.outcome_unknown()), expected == FailsUnknown, "{class:?}");
        }
    }
}

mod answered {
    use super::*;

    #[tokio::test]
    async fn throttled_429_is_retried_as_retry_after_says() {
        assert_row(answer(429, &[("Retry-After", "0")], b"{}"), RETRIED_UNLESS_ONCE).await;
        assert_row(json(429, "{}"), RETRIED_UNLESS_ONCE).await;
    }

    #[tokio::test]
    async fn throttled_503_with_retry_after_is_retried() {
        assert_row(answer(503, &[("Retry-After", "0")], b"{}"), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }

    #[tokio::test]
    async fn s408_500_502_503_504_are_retried_and_unknown_for_once() {
        assert_statuses([408, 500, 502, 503, 504], RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }

    #[tokio::test]
    async fn s501_505_to_511_fail() {
        assert_statuses([501, 505, 506, 507, 508, 510, 511], [Fails, Fails, Fails, FailsUnknown]).await;
    }

    #[tokio::test]
    async fn other_4xx_3xx_and_more_than_599_fail() {
        assert_statuses([400, 402, 403, 404, 405, 409, 410, 413, 418, 422, 425, 451, 499], FAILS).await;
        assert_statuses([300, 301, 302, 303, 304, 307, 308, 600, 999], FAILS).await;
    }

    #[tokio::test]
    async fn s101_fails() {
        let switch = script().read().write("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
        assert_row(switch, FAILS).await;
    }

    #[tokio::test]
    async fn a_2xx_that_is_no_value_fails() {
        for body in ["{\"count\": \"x\"}", "nonsense", "{\"count\": ", "<html>", ""] {
            assert_row(json(200, body), FAILS).await;
        }
    }

    #[tokio::test]
    async fn a_2xx_that_is_too_large_fails() {
        let large = answer(200, &[], &vec![b' '; 17 * 1024 * 1024]);
        assert_row(large, FAILS).await;
    }

    #[tokio::test]
    async fn a_2xx_cut_short_is_retried_and_unknown_for_once() {
        let before_length = script().read().write_head(200, &[], Some(100)).write(OK).close();
        assert_row(before_length, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
        let in_a_chunk =
            script().read().write_head(200, &[("Transfer-Encoding", "chunked")], None).write("ff\r\n{").close();
        assert_row(in_a_chunk, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
        let reset = script().read().write_head(200, &[], Some(100)).write(OK).reset();
        assert_row(reset, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }

    #[tokio::test]
    async fn a_close_delimited_2xx_that_ends_within_its_json_is_retried_and_unknown_for_once() {
        let head = [("Content-Type", "application/json; charset=utf-8")];
        let cut = script().read().write_head(200, &head, None).write(r#"{"count": "#).close();
        assert_row(cut, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }

    #[tokio::test]
    async fn an_unsent_request_is_retried_whatever_the_class() {
        // The first connection is closed while it is idle, so the second request never leaves on it.
        for (class, expected) in CLASSES.into_iter().zip(RETRIED) {
            let server = Server::start([json(200, OK).close(), json(200, OK)]).await;
            let shop = shop(builder(&server));
            shop.call(class).await.unwrap();
            tokio::task::yield_now().await;
            assert_eq!(shop.call(class).await.is_ok(), expected == Retried, "{class:?}");
            assert_eq!(server.count(), 2);
        }
    }

    #[tokio::test]
    async fn the_cause_of_a_transport_error_is_told() {
        for (first, cause) in [
            (script().read().reset(), TransportCause::Reset),
            (script().read().close(), TransportCause::Closed),
            (script().read().write("nonsense\r\n\r\n").close(), TransportCause::Protocol),
            (script().read().write_head(200, &[], Some(9)).write("{").close(), TransportCause::Truncated),
        ] {
            let server = Server::start([first]).await;
            let error = shop(builder(&server)).call(Class::Once).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Transport(cause));
        }
    }
}
