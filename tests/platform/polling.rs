//! The poller, on paused time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt;
use http::HeaderValue;
use http::header::RETRY_AFTER;
use pointapi::platform::OrdersClient;
use pointapi::{Error, ErrorKind, PollPolicy, Polled, Poller, Result, TimeoutStage};
use pointapi_sandbox::{Fault, Sandbox};
use tokio::time::Instant;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::sample;

const MINUTE: Duration = Duration::from_secs(60);

#[derive(Debug)]
struct State(bool);

impl Polled for State {
    fn is_done(&self) -> bool {
        self.0
    }
}

/// An unfinished state, with the wait that the server asked for.
struct Pending(Duration);

impl Polled for Pending {
    fn is_done(&self) -> bool {
        false
    }

    fn retry_after(&self) -> Option<Duration> {
        Some(self.0)
    }
}

/// A poller that receives these responses, and the minutes at which it polled.
fn poller(
    policy: PollPolicy,
    responses: impl IntoIterator<Item = Result<State>>,
) -> (Poller<State>, Arc<Mutex<Vec<f64>>>) {
    let begin = Instant::now();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    let mut responses: VecDeque<_> = responses.into_iter().collect();
    let ask = move || {
        log.lock().unwrap().push(begin.elapsed().as_secs_f64() / 60.0);
        let response = responses.pop_front().unwrap_or(Ok(State(false)));
        async move { response }
    };
    (Poller::new(policy, ask), asked)
}

/// Returns the error of a call with this fault.
async fn error_of(fault: Fault) -> pointapi::Error {
    let sandbox: Sandbox = sample::sandbox();
    let client = sample::point(&sandbox).client().clone();
    client.sign_in().await.unwrap();
    sandbox.fail_next(1, fault);
    let options = pointapi::CallOptions::new().attempts(1);
    OrdersClient::new(client).with(options).report("7").await.unwrap_err()
}

#[tokio::test(start_paused = true)]
async fn it_polls_at_once_and_then_about_every_ten_minutes() {
    let pending = (0..20).map(|_| Ok(State(false))).chain([Ok(State(true))]);
    let (poller, asked) = poller(PollPolicy::default(), pending);
    poller.until_done().await.unwrap();
    let asked = asked.lock().unwrap().clone();
    assert_eq!((asked.len(), asked[0]), (21, 0.0));
    let pauses: Vec<f64> = asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(pauses.iter().all(|pause| (9.0..=11.001).contains(pause)), "{pauses:?}");
    assert!(pauses.iter().any(|pause| (pause - pauses[0]).abs() > 0.01), "no jitter");
}

#[tokio::test(start_paused = true)]
async fn the_interval_has_no_floor_and_is_an_hour_at_most() {
    let second = Duration::from_secs(1);
    for (every, least, most) in [(second, 0.9 / 60.0, 1.1 / 60.0), (Duration::MAX, 54.0, 60.01)] {
        let (poller, asked) = poller(PollPolicy::default().every(every), [Ok(State(false)), Ok(State(true))]);
        poller.until_done().await.unwrap();
        let pause = asked.lock().unwrap()[1];
        assert!((least..=most).contains(&pause), "{pause}");
    }
}

#[tokio::test(start_paused = true)]
async fn it_ends_after_two_days_with_a_last_poll() {
    let (poller, asked) = poller(PollPolicy::default(), []);
    let error = poller.until_done().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutStage::Total));
    assert!(error.to_string().contains("(`give_up_after`)"), "{error}");
    let last = *asked.lock().unwrap().last().unwrap();
    assert!((last - 2880.0).abs() < 0.01, "{last}");
}

#[tokio::test(start_paused = true)]
async fn transient_failures_are_survived_but_not_ten_in_a_row() {
    let mut responses = Vec::new();
    for _ in 0..9 {
        responses.push(Err(error_of(Fault::Status(502)).await));
    }
    responses.push(Ok(State(false)));
    for _ in 0..10 {
        responses.push(Err(error_of(Fault::CutShort).await));
    }
    let (poller, asked) = poller(PollPolicy::default(), responses);
    let error = poller.until_done().await.unwrap_err();
    assert!(error.is_retryable());
    assert_eq!(asked.lock().unwrap().len(), 20);
}

#[tokio::test(start_paused = true)]
async fn a_permanent_failure_ends_it_at_once() {
    let (poller, asked) = poller(PollPolicy::default(), [Err(error_of(Fault::Status(404)).await)]);
    assert!(poller.until_done().await.unwrap_err().is_status(404));
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_servers_retry_after_wins_within_the_limits() {
    for (asked_for, minutes) in [(25 * MINUTE, 25.0), (300 * MINUTE, 60.0), (Duration::ZERO, 1.0 / 60.0)] {
        let failure = error_of(Fault::Throttle(asked_for)).await;
        let (poller, asked) = poller(PollPolicy::default(), [Err(failure), Ok(State(true))]);
        poller.until_done().await.unwrap();
        let pause = asked.lock().unwrap()[1];
        assert!((pause - minutes).abs() < 0.01, "{pause}");

        let begin = Instant::now();
        let mut states =
            Poller::new(PollPolicy::default(), move || async move { Ok::<_, Error>(Pending(asked_for)) }).states();
        states.next().await.unwrap().unwrap();
        assert_eq!(begin.elapsed(), Duration::ZERO);
        states.next().await.unwrap().unwrap();
        let pause = begin.elapsed().as_secs_f64() / 60.0;
        assert!((pause - minutes).abs() < 0.01, "{pause}");
    }
}

#[tokio::test(start_paused = true)]
async fn polling_without_a_pause_ends_in_time() {
    let policy = PollPolicy::default().every(Duration::ZERO).give_up_after(MINUTE);
    let ask = || async {
        tokio::time::sleep(MINUTE / 4).await;
        Ok::<_, Error>(State(false))
    };
    let ended = tokio::time::timeout(60 * MINUTE, Poller::new(policy, ask).until_done()).await;
    assert_eq!(ended.unwrap().unwrap_err().kind(), ErrorKind::Timeout(TimeoutStage::Total));
}

#[tokio::test(start_paused = true)]
async fn a_pending_order_is_polled_when_the_platform_asks() {
    let sandbox = sample::sandbox();
    let retry_after = SetResponseHeaderLayer::overriding(RETRY_AFTER, HeaderValue::from_static("1800"));
    let point = sample::builder(&sandbox).attempt_layer(retry_after).build().unwrap();
    let handle = point.place(sample::adv()).await.unwrap();
    assert_eq!(handle.first_response().unwrap().retry_after(), Some(30 * MINUTE));
    let begin = Instant::now();
    handle.until_done().await.unwrap();
    assert_eq!(begin.elapsed().as_secs(), 2 * 1800);
}
