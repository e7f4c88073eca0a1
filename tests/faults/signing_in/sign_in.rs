//! The rows of the table for sign-ins.

use std::time::{Duration, SystemTime};

use pointapi::clock::ManualClock;
use pointapi::{AuthCause, Client, Credentials, ErrorKind, ProxyMode};

use super::{Scene, TOKENS, signed_in_times};
use crate::api::builder;
use crate::names::NoSuchName;
use crate::server::{Certificate, Server, json, respond, script};
use crate::transport::chosen;

#[tokio::test]
async fn sign_in_400_401_403_is_a_rejection_that_holds() {
    let (denied, page) = (r#"{"error":"access_denied"}"#, "<html>blocked</html>");
    let rows = [400, 401, 403].into_iter().flat_map(|status| [(status, denied), (status, page)]);
    for (status, body) in rows.chain([(401, r#"{"error":""}"#), (402, denied), (409, denied)]) {
        let scene = Scene::new([json(status, body)]).await;
        for _ in 0..3 {
            assert_eq!(scene.failure().await.0, AuthCause::Rejected);
        }
        assert_eq!((scene.asked(), scene.pause()), (signed_in_times(1), 899), "{status} {body}");
    }
}

#[tokio::test]
async fn sign_in_that_says_nothing_about_the_password_counts_towards_4_an_hour() {
    for status in [404, 418, 302] {
        let scene = Scene::new([json(status, "{}")]).await;
        for attempts in 1..=4 {
            assert_eq!(scene.failure().await.0, AuthCause::BadAnswer, "{status}");
            assert_eq!(scene.asked(), signed_in_times(attempts), "{status}");
            scene.clock.advance(Duration::from_secs(60));
        }
        let (_, error) = scene.failure().await;
        assert!(error.to_string().contains("(attempts: 4)"), "{status}: {error}");
        assert_eq!(scene.asked(), signed_in_times(4), "{status}");
    }
}

#[tokio::test]
async fn sign_in_404_405_410_415_422_backs_off_without_a_rejection() {
    for status in [404, 405, 410, 415, 422] {
        let scene = Scene::new([json(status, "{}")]).await;
        assert_eq!(scene.failure().await.0, AuthCause::BadAnswer, "{status}");
        assert_eq!((scene.asked(), scene.pause()), (signed_in_times(1), 0), "{status}");
    }
}

#[tokio::test]
async fn sign_in_200_without_a_token_but_an_error_is_a_rejection_that_holds() {
    for body in [r#"{"error":"access_denied"}"#, r#"{"access_token":"","error":"x"}"#] {
        let scene = Scene::new([json(200, body)]).await;
        for _ in 0..3 {
            assert_eq!(scene.failure().await.0, AuthCause::Rejected);
        }
        assert_eq!((scene.asked(), scene.pause()), (signed_in_times(1), 899), "{body}");
    }
}

#[tokio::test]
async fn sign_in_200_without_a_token_and_an_error_holds_after_the_second() {
    for body in [r#"{"success":false}"#, r#"{"error":""}"#, "<html>", "{}", ""] {
        let scene = Scene::new([json(200, body)]).await;
        assert_eq!(scene.failure().await.0, AuthCause::BadAnswer);
        scene.clock.advance(Duration::from_secs(15));
        for _ in 0..3 {
            let (_, error) = scene.failure().await;
            assert!(error.to_string().contains("(attempts: 2)"), "{error}");
        }
        assert_eq!(scene.asked(), signed_in_times(2), "{body}");
    }
}

#[tokio::test]
async fn sign_in_3xx_is_not_followed_and_not_counted() {
    let target = Server::start([json(200, TOKENS)]).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/elsewhere", target.base_url());
        let scene = Scene::new([respond(status, &[("Location", &location)], b"")]).await;
        for attempts in 1..=3 {
            let (cause, error) = scene.failure().await;
            assert_eq!(cause, AuthCause::BadAnswer, "{status}: {error}");
            assert_eq!(scene.asked(), signed_in_times(attempts), "no hold");
            scene.clock.advance(Duration::from_secs(15));
        }
    }
    assert_eq!(target.accepted(), 0, "the password was sent nowhere");
}

#[tokio::test]
async fn sign_in_408_425_5xx_is_transient_and_one_attempt() {
    for status in [408, 425, 500, 502, 503, 504] {
        let scene = Scene::new([json(status, "{}")]).await;
        for attempts in 1..=3 {
            let (cause, error) = scene.failure().await;
            assert_eq!((cause, error.is_retryable()), (AuthCause::Unavailable, true), "{status}");
            assert_eq!(scene.asked(), signed_in_times(attempts), "{status}");
            scene.clock.advance(Duration::from_secs(15));
        }
    }
}

#[tokio::test]
async fn sign_in_429_or_503_blocks_for_retry_after_up_to_an_hour() {
    for (status, retry_after, held) in [(429, "5", 4), (429, "120", 119), (503, "90", 89), (429, "9999", 3599)] {
        let scene = Scene::new([respond(status, &[("Retry-After", retry_after)], b"")]).await;
        let (cause, error) = scene.failure().await;
        assert_eq!((cause, error.is_throttled()), (AuthCause::Unavailable, true));
        assert_eq!((scene.asked(), scene.pause()), (signed_in_times(1), held), "{status} {retry_after}");
    }
}

#[tokio::test]
async fn sign_in_without_a_full_response_holds_after_the_second() {
    let cut = || script().read().write_head(200, &[], Some(500)).write(&TOKENS[..20]).close();
    for ending in [script().read().reset(), script().read().close(), cut()] {
        let scene = Scene::new([ending]).await;
        assert_eq!(scene.failure().await.0, AuthCause::Unavailable);
        assert_eq!(scene.asked(), signed_in_times(1), "a token fetch does not repeat a sign-in");
        scene.clock.advance(Duration::from_secs(15));
        for _ in 0..2 {
            let (_, error) = scene.failure().await;
            assert!(error.to_string().contains("(attempts: 2)"), "{error}");
        }
        assert_eq!(scene.asked(), signed_in_times(2));
    }
}

#[tokio::test]
async fn sign_in_connection_refused_is_never_counted() {
    let clock = ManualClock::starting_at(SystemTime::now());
    let client = Client::builder()
        .base_url(format!("http://{}", Server::closed_port()))
        .allow_insecure_loopback()
        .clock(clock.clone());
    let client = crate::transport::chosen(client)
        .credentials(Credentials::password("greta", "PASSWORD-CANARY"))
        .build()
        .unwrap();
    for _ in 0..4 {
        let error = client.sign_in().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth(AuthCause::Unavailable));
        assert!(error.is_connect() && error.is_retryable(), "{error:?}");
        clock.advance(Duration::from_secs(15));
    }
}

#[tokio::test]
async fn sign_in_to_a_login_that_stays_unreachable_is_not_retryable() {
    let certificate = Certificate::expired();
    let server = Server::start_tls(&certificate, [json(200, TOKENS)]).await;
    let proxy = Server::start([respond(407, &[("Proxy-Authenticate", "Basic")], b"")]).await;
    let through_proxy = chosen(Client::builder().base_url("https://api.example.com"));
    for (case, builder) in [
        ("an invalid certificate", builder(&server).root_certificate(certificate.authority_pem())),
        ("an unknown host", NoSuchName::client("Name or service not known")),
        ("a proxy", through_proxy.proxy(ProxyMode::Explicit(proxy.base_url()))),
    ] {
        let client = builder.credentials(Credentials::password("greta", "PASSWORD-CANARY")).build().unwrap();
        let error = client.sign_in().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth(AuthCause::Unavailable), "{case}");
        assert!(error.is_connect() && !error.is_retryable(), "{case}: {error:?}");
    }
}
