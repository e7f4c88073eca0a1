//! Time: deadlines, timeouts, pauses between attempts, and the retry budget.

use std::time::Duration;

use futures_util::future::join_all;
use pointapi::{CallOptions, ErrorKind, RetryPolicy, TimeoutStage};
use tokio::time::Instant;

use crate::api::{CLASSES, Class, shop, without_pause};
use crate::in_process::{Reply, client, status, throttled};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn attempts_default_to_three_and_range_from_one_to_ten() {
    for (asked, made) in [(None, 3), (Some(0), 1), (Some(1), 1), (Some(10), 10), (Some(u32::MAX), 10)] {
        let (client, arrivals) = client([status(500)]);
        let policy = asked.map_or_else(without_pause, |attempts| without_pause().attempts(attempts));
        let error = shop(client.retry(policy)).call(Class::Safe).await.unwrap_err();
        assert_eq!((arrivals.count(), error.attempts()), (made, made as u32), "{asked:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_may_set_its_attempts_but_once_stays_once() {
    for (class, made) in CLASSES.into_iter().zip([5, 5, 5, 1]) {
        let (client, arrivals) = client([status(500)]);
        let shop = shop(client.retry(without_pause())).with(CallOptions::new().attempts(5));
        let _ = shop.call(class).await.unwrap_err();
        assert_eq!(arrivals.count(), made, "{class:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_default_deadline_is_60_seconds_with_all_pauses() {
    let (client, arrivals) = client([Reply::Hang]);
    let started = Instant::now();
    let error = shop(client.retry(without_pause().attempts(10))).call(Class::Safe).await.unwrap_err();
    assert_eq!((started.elapsed(), arrivals.count()), (60 * SECOND, 3));
    assert!(error.is_timeout() && error.is_retryable());
}

#[tokio::test(start_paused = true)]
async fn the_deadline_ends_a_call_in_every_stage() {
    for reply in [Reply::Hang, Reply::Stall] {
        let (client, _) = client([reply]);
        let started = Instant::now();
        let error = shop(client.timeout(2 * SECOND)).call(Class::Once).await.unwrap_err();
        assert_eq!(started.elapsed(), 2 * SECOND);
        assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutStage::Total));
        assert!(error.outcome_unknown() && error.attempts() == 1);
    }
}

#[tokio::test(start_paused = true)]
async fn the_maximum_duration_is_no_limit() {
    let (client, arrivals) = client([Reply::Hang, status(200)]);
    shop(client.timeout(Duration::MAX)).call(Class::Safe).await.unwrap();
    assert_eq!(arrivals.count(), 2);
    for timeout in
        [Duration::MAX, Duration::from_secs(u64::MAX), Duration::from_nanos(1) + Duration::from_secs(i64::MAX as u64)]
    {
        let (client, _) = crate::in_process::client([throttled(429, u64::MAX), status(200)]);
        let patient = RetryPolicy::default().max_retry_after(Duration::from_secs(9)).base_delay(Duration::MAX);
        let shop = shop(client.timeout(timeout).retry(patient)).with(CallOptions::new().timeout(timeout));
        assert_eq!(shop.call(Class::Safe).await.unwrap_err().retry_after(), Some(Duration::from_secs(u64::MAX)));
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_has_the_retry_after_of_any_status_and_a_retry_waits_for_that_of_a_throttle() {
    for status in [302, 403, 413, 425, 429, 500, 502, 503] {
        let (client, arrivals) = client([throttled(status, 7)]);
        let error = shop(client.retry(without_pause())).call(Class::Safe).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(7 * SECOND), "{status}");
        let (least, attempts) = match status {
            429 | 503 => (7 * SECOND, 3),
            500 | 502 => (Duration::ZERO, 3),
            _ => (Duration::ZERO, 1),
        };
        assert_eq!(arrivals.count(), attempts, "{status}");
        assert!(arrivals.pauses().iter().all(|pause| (least..=least + SECOND).contains(pause)), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_attempt_takes_at_most_20_seconds() {
    let (client, arrivals) = client([Reply::Hang, status(200)]);
    shop(client.retry(without_pause())).call(Class::Idempotent).await.unwrap();
    assert_eq!(arrivals.pauses(), [20 * SECOND]);
}

#[tokio::test(start_paused = true)]
async fn a_single_attempt_may_use_the_calls_own_timeout() {
    let (client, arrivals) = client([Reply::Hang]);
    let shop = shop(client).with(CallOptions::new().timeout(45 * SECOND));
    let error = shop.call(Class::Safe).await.unwrap_err();
    assert_eq!((error.kind(), arrivals.count()), (ErrorKind::Timeout(TimeoutStage::Total), 1));
}

#[tokio::test(start_paused = true)]
async fn a_response_stalls_after_15_seconds_without_a_byte() {
    let (client, arrivals) = client([Reply::Stall, status(200)]);
    shop(client.retry(without_pause())).call(Class::Safe).await.unwrap();
    assert_eq!(arrivals.pauses(), [15 * SECOND]);
}

#[tokio::test(start_paused = true)]
async fn no_attempt_begins_within_50_ms_of_the_deadline() {
    let (client, arrivals) = client([status(500)]);
    let shop = shop(client.retry(without_pause())).with(CallOptions::new().timeout(Duration::from_millis(49)));
    assert!(shop.call(Class::Safe).await.unwrap_err().is_status(500));
    assert_eq!(arrivals.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn pauses_use_full_jitter_below_a_doubling_ceiling() {
    let mut first = Vec::new();
    for seed in 0..200 {
        let (client, arrivals) = client([status(500)]);
        let _ = shop(client.jitter_seed(seed)).call(Class::Safe).await.unwrap_err();
        let pauses = arrivals.pauses();
        assert!(pauses[0] <= Duration::from_millis(201) && pauses[1] <= Duration::from_millis(401), "{pauses:?}");
        first.push(pauses[0]);
    }
    assert!(first.iter().any(|pause| *pause < Duration::from_millis(20)));
    assert!(first.iter().any(|pause| *pause > Duration::from_millis(180)));
}

#[tokio::test(start_paused = true)]
async fn the_pause_after_a_throttle_starts_at_a_second() {
    let mut longest = Duration::ZERO;
    for seed in 0..100 {
        let (client, arrivals) = client([status(429), status(200)]);
        shop(client.jitter_seed(seed)).call(Class::Safe).await.unwrap();
        longest = longest.max(arrivals.pauses()[0]);
    }
    assert!(longest > Duration::from_millis(800) && longest <= Duration::from_millis(1001), "{longest:?}");
}

#[tokio::test(start_paused = true)]
async fn a_pause_lasts_retry_after_and_at_most_ten_percent_more() {
    for seed in 0..100 {
        let (client, arrivals) = client([throttled(503, 30), status(200)]);
        shop(client.jitter_seed(seed)).call(Class::Safe).await.unwrap();
        let pause = arrivals.pauses()[0];
        assert!(pause >= 30 * SECOND && pause <= 33 * SECOND + Duration::from_millis(2), "{pause:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_over_the_limit_ends_the_call_and_is_reported() {
    let cases = [(61, Duration::MAX), (30, 20 * SECOND)];
    for (seconds, timeout) in cases {
        let (client, arrivals) = client([throttled(429, seconds)]);
        let started = Instant::now();
        let shop = shop(client).with(CallOptions::new().timeout(timeout));
        let error = shop.call(Class::Safe).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
        assert!(error.is_throttled() && error.is_status(429));
        assert_eq!((arrivals.count(), started.elapsed()), (1, Duration::ZERO));
    }
}

#[tokio::test(start_paused = true)]
async fn the_retry_budget_is_a_fifth_of_the_calls_plus_ten() {
    let (client, arrivals) = client([status(500)]);
    let shop = shop(client.retry(without_pause().attempts(10)).max_in_flight(1000));
    let results = join_all((0..1000).map(|_| shop.call(Class::Safe))).await;
    assert_eq!(arrivals.count(), 1000 + 200 + 10);
    let exhausted = results.iter().filter(|result| result.as_ref().unwrap_err().is_budget_exhausted()).count();
    assert!(exhausted > 900, "{exhausted}");
}

#[tokio::test(start_paused = true)]
async fn a_quiet_client_on_a_failing_server_may_retry_as_its_budget_says() {
    for (share, floor, retries) in [(0.0, 0, 0), (0.0, 3, 30), (0.5, 0, 5), (0.5, 2, 25), (f32::NAN, 1, 10)] {
        let (client, arrivals) = client([status(500)]);
        let shop = shop(client.retry(without_pause().attempts(10).budget(share, floor)));
        join_all((0..10).map(|_| shop.call(Class::Safe))).await;
        assert_eq!(arrivals.count(), 10 + retries, "budget({share}, {floor})");
    }
}

#[tokio::test(start_paused = true)]
async fn calls_over_max_in_flight_wait_within_their_timeout() {
    let (client, arrivals) = client([Reply::Hang]);
    let shop = shop(client.max_in_flight(2).timeout(10 * SECOND));
    let results = join_all((0..3).map(|_| shop.call(Class::Once))).await;
    let errors: Vec<_> = results.into_iter().map(Result::unwrap_err).collect();
    assert_eq!(arrivals.count(), 2);
    assert_eq!(errors[2].kind(), ErrorKind::Timeout(TimeoutStage::Queue));
    assert!(errors[2].attempts() == 0 && !errors[2].outcome_unknown() && errors[2].is_retryable());
    assert!(errors[..2].iter().all(|error| error.outcome_unknown()));
}
