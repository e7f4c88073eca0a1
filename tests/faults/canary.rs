//! Secrets in logs and errors: known secrets pass through every kind of success and failure while all libraries log at
//! TRACE. Then the tests search for them in the log, in errors and in all `Debug` output.

mod log;
mod own_code;
mod scenarios;
mod secrets;

use log::Log;
use secrets::{SECRETS, find};

#[tokio::test]
async fn no_secret_reaches_a_log_or_an_error() {
    let log = Log::capture();
    let shown = scenarios::run().await;
    let captured = without_goaway(&log.stop());
    assert!(shown.len() > 30, "only {} outcomes were recorded", shown.len());
    for target in ["pointapi", "pointapi::auth", "pointapi::metrics", "hyper_util", "h2", "rustls", "reqwest"] {
        assert!(captured.contains(target), "{target} logged nothing, so the test would miss a leak");
    }
    if let Some((secret, place)) = find(&captured) {
        panic!("{secret} is in the log:\n{place}");
    }
    for text in shown {
        if let Some((secret, place)) = find(&text) {
            panic!("{secret} is in an error or `Debug` output:\n{place}");
        }
    }
}

/// Removes the log lines about GOAWAY: h2 and hyper-util log the text that the server puts into it, and only the server
/// can keep secrets out of it.
fn without_goaway(captured: &str) -> String {
    captured.lines().filter(|line| !line.contains("GoAway")).flat_map(|line| [line, "\n"]).collect()
}

#[tokio::test]
async fn a_secret_is_found_in_every_encoding() {
    for (name, secret) in SECRETS {
        let bytes = secret.as_bytes();
        for text in [secret.to_owned(), format!("{bytes:?}"), secrets::percent_encoded(secret), secrets::hex(bytes)] {
            assert_eq!(find(&format!("before {text} after")).map(|found| found.0), Some(name), "{text}");
        }
    }
}

#[tokio::test]
async fn the_log_is_captured() {
    let log = Log::capture();
    tracing::trace!(target: "h2::test", value = SECRETS[0].1, "a leak");
    assert!(find(&log.stop()).is_some());
}
