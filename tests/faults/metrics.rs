//! Metrics of calls and requests, and their labels.

use std::time::Duration;

use pointapi::auth::{TokenError, TokenSet, TokenSource};
use pointapi::{Client, Method, RetryPolicy};
use tokio::time::timeout;

use crate::api::{Class, shop, without_pause};
use crate::in_process::{Reply, client, status, throttled};
use crate::listener::Listener;

const REQUESTS: &str = "histogram.http.client.request.duration";
const CALLS: &str = "histogram.pointapi.call.duration";
const SECOND: Duration = Duration::from_secs(1);

/// A login that always returns one token.
struct Login;

#[pointapi::async_trait]
impl TokenSource for Login {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new("token").expires_in(60 * SECOND))
    }
}

fn member(replies: impl Into<Vec<Reply>>) -> Client {
    client(replies).0.retry(without_pause()).token_source(Login).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn request_metrics_carry_exactly_the_conventional_labels() {
    let listener = Listener::listen();
    shop(client([status(200)]).0).call(Class::Keyed).await.unwrap();
    let heard = listener.all();
    let [request, call] = &heard[..] else { panic!("{heard:#?}") };
    assert_eq!((request.metric, call.metric), (REQUESTS, CALLS));
    let labels = |labels: &[(&'static str, &str)]| -> Vec<_> {
        labels.iter().map(|(name, value)| (*name, value.to_string())).collect()
    };
    assert_eq!(
        request.labels,
        labels(&[
            ("http.request.method", "POST"),
            ("url.template", "/orders/keyed"),
            ("server.address", "api.example.com"),
            ("server.port", "443"),
            ("http.response.status_code", "200"),
        ])
    );
    assert_eq!(call.labels, labels(&[("endpoint", "keyed"), ("http.response.status_code", "200")]));
}

#[tokio::test(start_paused = true)]
async fn each_request_is_measured_and_each_retry_has_a_reason() {
    let listener = Listener::listen();
    let (client, _) = client([status(500), throttled(503, 2), status(200)]);
    shop(client.retry(RetryPolicy::default().base_delay(Duration::ZERO)).jitter_seed(1))
        .call(Class::Safe)
        .await
        .unwrap();
    for reason in ["500", "503"] {
        assert_eq!(listener.values(REQUESTS, &[("error.type", reason)]), [0.0]);
        assert_eq!(listener.count("call.retries", &[("endpoint", "safe"), ("error.type", reason)]), 1.0);
    }
    assert_eq!(listener.values(REQUESTS, &[]).len(), 3);
    let [whole] = listener.values(CALLS, &[("http.response.status_code", "200")])[..] else { panic!("one call") };
    assert!((2.0..4.0).contains(&whole), "the call includes the pause that the server asked for: {whole}");
}

#[tokio::test(start_paused = true)]
async fn a_request_ended_by_the_deadline_is_measured() {
    let listener = Listener::listen();
    let _ = shop(client([Reply::Hang]).0.timeout(3 * SECOND)).call(Class::Once).await;
    let labels = [("error.type", "Timeout(Total)")];
    assert_eq!(listener.values(REQUESTS, &labels), [3.0]);
    assert_eq!(listener.values(CALLS, &labels), [3.0]);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_request_counts_as_canceled() {
    let listener = Listener::listen();
    let shop = shop(client([Reply::Hang]).0);
    assert!(timeout(SECOND, shop.call(Class::Once)).await.is_err());
    assert_eq!(listener.values(REQUESTS, &[("error.type", "Canceled")]), [1.0]);
    assert_eq!(listener.values(CALLS, &[]), [0.0; 0], "a dropped call has no outcome");
}

#[tokio::test(start_paused = true)]
async fn unknown_outcomes_are_counted_where_a_second_call_has_an_effect() {
    for (class, reply, count) in [
        (Class::Once, status(500), 1.0),
        (Class::Once, status(408), 1.0),
        (Class::Once, Reply::Hang, 1.0),
        (Class::Once, status(400), 0.0),
        (Class::Once, status(200), 0.0),
        (Class::Keyed, status(500), 1.0),
        (Class::Keyed, status(400), 0.0),
        (Class::Safe, status(500), 0.0),
    ] {
        let listener = Listener::listen();
        let outcome = shop(client([reply.clone()]).0.retry(without_pause())).call(class).await;
        assert_eq!(listener.count("call.outcome_unknown", &[]), count, "{class:?} {reply:?}");
        let is_unknown = outcome.is_err_and(|error| error.outcome_unknown());
        assert_eq!(is_unknown, count == 1.0, "the error and the metric agree on {class:?} {reply:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_denied_by_the_budget_is_counted() {
    let listener = Listener::listen();
    let shop = shop(client([status(500)]).0.retry(without_pause().attempts(10)));
    let mut denied = 0.0;
    for _ in 0..30 {
        denied += f64::from(u8::from(shop.call(Class::Safe).await.unwrap_err().is_budget_exhausted()));
    }
    assert!(denied > 1.0);
    assert_eq!(listener.count("call.budget_exhausted", &[("endpoint", "safe")]), denied);
}

#[tokio::test(start_paused = true)]
async fn only_waiting_for_a_permit_counts_as_queued() {
    let listener = Listener::listen();
    let shop = shop(client([Reply::Hang]).0.max_in_flight(1).timeout(4 * SECOND));
    let second = async {
        tokio::time::sleep(SECOND).await;
        shop.call(Class::Once).await
    };
    let (first, second) = tokio::join!(shop.call(Class::Once), second);
    assert!(first.is_err() && second.is_err());
    assert_eq!(listener.values("histogram.pointapi.call.queue.duration", &[("endpoint", "once")]), [3.0]);
}

#[tokio::test(start_paused = true)]
async fn a_replay_is_counted_with_its_result() {
    for (replies, outcome) in [
        (vec![status(401), status(200)], "accepted"),
        (vec![status(401), status(404)], "accepted"),
        (vec![status(401), status(401)], "rejected"),
        (vec![status(401), Reply::Hang], "failed"),
    ] {
        let listener = Listener::listen();
        let _ = member(replies.clone()).request(Method::GET, "/orders").send().await;
        assert_eq!(listener.count("auth.replays", &[("outcome", outcome)]), 1.0, "{replies:?}");
        assert_eq!(listener.count("auth.replays", &[]), 1.0, "{replies:?}");
        assert_eq!(listener.count("auth.invalidations", &[("outcome", "applied")]), 1.0, "{replies:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_is_not_counted_as_a_replay() {
    let listener = Listener::listen();
    member([status(401), status(500), status(200)]).request(Method::GET, "/orders").send().await.unwrap();
    assert_eq!(listener.count("auth.replays", &[]), 1.0);
    assert_eq!(listener.count("call.retries", &[("error.type", "500")]), 1.0);
    member([status(200)]).request(Method::GET, "/orders").send().await.unwrap();
    assert_eq!(listener.count("auth.replays", &[]), 1.0);
}

#[tokio::test(start_paused = true)]
async fn no_label_contains_arguments_of_the_call() {
    let listener = Listener::listen();
    let _ = member([status(500)])
        .request(Method::GET, "/people/canary?ssn=canary")
        .header("X-Canary", "canary")
        .send()
        .await;
    let heard = format!("{:?}", listener.all());
    assert!(heard.contains("server.address") && !heard.contains("canary"), "{heard}");
}

#[test]
fn the_guide_lists_exactly_the_metrics() {
    let sources =
        [include_str!("../../pointapi/src/auth/telemetry.rs"), include_str!("../../pointapi/src/send/metrics.rs")];
    let is_name = |c: char| c.is_ascii_lowercase() || c == '.' || c == '_';
    let mut recorded: Vec<_> = ["monotonic_counter.", "histogram.", "gauge."]
        .iter()
        .flat_map(|prefix| sources.iter().flat_map(move |source| source.split(prefix).skip(1)))
        .map(|rest| rest.split(|c| !is_name(c)).next().unwrap())
        .collect();
    let guide = include_str!("../../pointapi/src/guide/observability.md");
    let mut listed: Vec<_> = guide
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .filter(|(name, rest)| {
            name.contains('.')
                && rest.starts_with(" | counter") | rest.starts_with(" | histogram") | rest.starts_with(" | gauge")
        })
        .map(|(name, _)| name)
        .collect();
    recorded.sort_unstable();
    listed.sort_unstable();
    assert_eq!(recorded, listed);
}
