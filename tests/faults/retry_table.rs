//! The retry table, row by row. The server counts the requests that were sent.

mod declared;
mod maybe_sent;
mod responses;
mod unsent_permanent;
mod unsent_transient;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pointapi::{ConnectStage, Error, ErrorKind, HttpRequest, ProxyMode, TimeoutStage, TransportCause};
use tower::util::MapRequestLayer;

use crate::api::{CLASSES, Class, builder, by_hand, shop};
use crate::names::NoSuchName;
use crate::server::{Certificate, Script, Server, json, respond, script};

const OK: &str = r#"{"count": 1}"#;

/// The outcome of a call whose first attempt fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// A second attempt succeeds.
    Retried,
    /// The error of the first attempt is final.
    Fails,
    /// The error is final, and it is unknown whether the server processed the request.
    FailsUnknown,
}

use Outcome::{Fails, FailsUnknown, Retried};

const RETRIED_UNLESS_ONCE: [Outcome; 4] = [Retried, Retried, Retried, Fails];
const RETRIED_UNLESS_ONCE_THEN_UNKNOWN: [Outcome; 4] = [Retried, Retried, Retried, FailsUnknown];
const RETRIED: [Outcome; 4] = [Retried; 4];
const FAILS: [Outcome; 4] = [Fails; 4];

/// Runs `first`, then a success, for each class: safe, idempotent, keyed, once.
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

/// Returns the error of a call that never reaches a server, and its number of attempts.
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

/// Asserts that the request was never sent: retrying is safe for every class and the outcome is known.
fn assert_unsent(error: &Error) {
    assert_eq!(error.attempts(), 0, "{error:?}");
    assert!(!error.was_sent() && !error.outcome_unknown(), "{error:?}");
}
