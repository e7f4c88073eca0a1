//! Real secrets pass through every kind of success and failure, while everything that any library logs at TRACE is
//! kept; then they are looked for in the log, in errors, and in everything that can be shown.

mod log;
mod scenarios;
mod secrets;

use log::Log;
use secrets::{SECRETS, find};

#[tokio::test]
async fn no_secret_is_in_a_log_or_an_error_whatever_happens() {
    let log = Log::capture();
    let shown = scenarios::play().await;
    let captured = without_goaway(&log.stop());
    assert!(shown.len() > 30, "only {} outcomes were shown", shown.len());
    for target in ["pointapi", "pointapi::auth", "pointapi::metrics", "hyper_util", "h2", "rustls", "reqwest"] {
        assert!(captured.contains(target), "{target} logged nothing: the test would not see a leak");
    }
    if let Some((secret, place)) = find(&captured) {
        panic!("{secret} is in the log:\n{place}");
    }
    for text in shown {
        if let Some((secret, place)) = find(&text) {
            panic!("{secret} is shown:\n{place}");
        }
    }
}

/// What is logged, without the lines that nobody but the server can keep clean: h2 and hyper-util show the text that
/// a server puts into a GOAWAY.
fn without_goaway(captured: &str) -> String {
    captured.lines().filter(|line| !line.contains("GoAway")).flat_map(|line| [line, "\n"]).collect()
}

#[tokio::test]
async fn a_secret_is_found_in_every_form_that_it_may_take() {
    for (name, secret) in SECRETS {
        let bytes = secret.as_bytes();
        for text in [secret.to_owned(), format!("{bytes:?}"), secrets::percent_encoded(secret), secrets::hex(bytes)] {
            assert_eq!(find(&format!("before {text} after")).map(|found| found.0), Some(name), "{text}");
        }
    }
}

#[tokio::test]
async fn what_is_logged_is_captured() {
    let log = Log::capture();
    tracing::trace!(target: "h2::test", value = SECRETS[0].1, "a leak");
    assert!(find(&log.stop()).is_some());
}
