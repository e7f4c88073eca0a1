//! The rows of the table for refreshes.

use std::time::{Duration, SystemTime};

use pointapi::clock::ManualClock;
use pointapi::{AuthCause, Credentials};

use super::{HOUR, REFRESH, SIGN_IN, Scene, TOKENS, then};
use crate::in_process::{Reply, client, status};
use crate::server::{Server, json, respond};

#[tokio::test]
async fn refresh_400_401_403_with_json_signs_in_within_the_same_fetch() {
    for status in [400, 401, 403] {
        for body in [r#"{"error":"invalid_grant"}"#, r#"{"error":{"code":400,"message":"TOKEN_EXPIRED"}}"#] {
            let scene = Scene::expired([json(status, body), json(200, TOKENS)]).await;
            scene.client.sign_in().await.unwrap();
            assert_eq!(scene.asked(), then(&[REFRESH, SIGN_IN]), "{status} {body}");
        }
    }
}

#[tokio::test]
async fn refresh_400_401_403_without_json_signs_in_after_three_fetches() {
    for status in [400, 401, 403] {
        let page = || respond(status, &[("Content-Type", "text/html")], b"<html>blocked</html>");
        let scene = Scene::expired([page(), page(), page(), json(200, TOKENS)]).await;
        for _ in 0..2 {
            assert_eq!(scene.failure().await.0, AuthCause::Unavailable);
            scene.clock.advance(Duration::from_secs(15));
        }
        scene.client.sign_in().await.unwrap();
        assert_eq!(scene.asked(), then(&[REFRESH, REFRESH, REFRESH, SIGN_IN]), "{status}");
    }
}

#[tokio::test]
async fn refresh_404_405_410_415_422_signs_in_after_three_fetches() {
    for status in [404, 405, 410, 415, 422] {
        let missing = || json(status, "{}");
        let scene = Scene::expired([missing(), missing(), missing(), json(200, TOKENS)]).await;
        for _ in 0..2 {
            assert_eq!(scene.failure().await.0, AuthCause::BadAnswer);
            scene.clock.advance(Duration::from_secs(60));
        }
        scene.client.sign_in().await.unwrap();
        assert_eq!(scene.asked(), then(&[REFRESH, REFRESH, REFRESH, SIGN_IN]), "{status}");
    }
}

#[tokio::test]
async fn refresh_3xx_is_not_followed_and_causes_no_sign_in() {
    let target = Server::start([json(200, TOKENS)]).await;
    let location = format!("{}/elsewhere", target.base_url());
    for status in [302, 307, 308] {
        let scene = Scene::expired([respond(status, &[("Location", &location)], b"")]).await;
        assert_eq!(scene.failure().await.0, AuthCause::BadAnswer);
        assert_eq!(scene.asked(), then(&[REFRESH]), "{status}");
    }
    assert_eq!(target.accepted(), 0);
}

#[tokio::test(start_paused = true)]
async fn refresh_5xx_timeout_or_malformed_is_tried_three_times() {
    let response = |body| Reply::Response(200, Vec::new(), body);
    let malformed = ["", "<html>", "{}", &TOKENS[..20]].map(response);
    for failure in [status(500), Reply::Hang, Reply::Stall].into_iter().chain(malformed) {
        let (builder, arrivals) = client([response(TOKENS), failure.clone(), failure.clone(), response(TOKENS)]);
        let clock = ManualClock::starting_at(SystemTime::now());
        let credentials = Credentials::password("greta", "PASSWORD-CANARY");
        let client = builder.clock(clock.clone()).credentials(credentials).build().unwrap();
        client.sign_in().await.unwrap();
        clock.advance(HOUR);
        client.sign_in().await.unwrap();
        assert_eq!(arrivals.count(), 4, "{failure:?}");
    }
}

#[tokio::test]
async fn refresh_429_waits_for_retry_after_without_sign_in() {
    let scene = Scene::expired([respond(429, &[("Retry-After", "120")], b"")]).await;
    assert_eq!(scene.failure().await.0, AuthCause::Unavailable);
    assert_eq!((scene.asked(), scene.pause()), (then(&[REFRESH]), 119));
}
