//! The retry table of `reliability.md`, row by row; what was sent is counted on the server's side.

mod answered;
mod maybe_sent;
mod unsent_permanent;
mod unsent_transient;

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
