//! The failure classes of token fetches, row by row, with the platform's login over a real connection.

use std::time::{Duration, SystemTime};

use pointapi::clock::{Clock, ManualClock};
use pointapi::{AuthCause, Client, Credentials, Error, ErrorKind, ProxyMode};

use crate::api::builder;
use crate::in_process::{Reply, client, status};
use crate::names::NoSuchName;
use crate::server::{Certificate, Script, Server, json, respond, script};
use crate::transport::chosen;

const HOUR: Duration = Duration::from_secs(3600);
const TOKENS: &str = r#"{"access_token":"access","refresh_token":"refresh","expires_in":3600}"#;

struct Scene {
    server: Server,
    client: Client,
    clock: ManualClock,
}

impl Scene {
    async fn new(scripts: impl IntoIterator<Item = Script>) -> Self {
        let server = Server::start(scripts).await;
        let clock = ManualClock::starting_at(SystemTime::now());
        let credentials = Credentials::password("greta", "PASSWORD-CANARY");
        let client = builder(&server).clock(clock.clone()).credentials(credentials).build().unwrap();
        Self { server, client, clock }
    }

    /// A scene in which the access token has expired and the refresh token is valid.
    async fn expired(scripts: impl IntoIterator<Item = Script>) -> Self {
        let scene = Self::new([json(200, TOKENS)].into_iter().chain(scripts)).await;
        scene.client.sign_in().await.unwrap();
        scene.clock.advance(HOUR);
        scene
    }

    /// Signs in and returns the cause of the failure.
    async fn failure(&self) -> (AuthCause, Error) {
        let error = self.client.sign_in().await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("CANARY"));
        match error.kind() {
            ErrorKind::Auth(cause) => (cause, error),
            kind => panic!("{kind:?}"),
        }
    }

    /// Returns the seconds until the next token fetch is allowed.
    fn pause(&self) -> u64 {
        let retry_at = self.client.auth_status().retry_at().expect("a pause");
        retry_at.duration_since(self.clock.wall()).unwrap().as_secs()
    }

    /// Returns the last path segment of each request.
    fn asked(&self) -> Vec<String> {
        let last = |line: &str| line.split(' ').nth(1).and_then(|path| path.rsplit('/').next()).map(str::to_owned);
        self.server.requests().iter().filter_map(|request| last(request.line())).collect()
    }
}

const REFRESH: &str = "refreshIdToken";
const SIGN_IN: &str = "signInWithPassword";

fn signed_in_times(count: usize) -> Vec<String> {
    vec![SIGN_IN.to_owned(); count]
}

fn then(paths: &[&str]) -> Vec<String> {
    [SIGN_IN].iter().chain(paths).map(ToString::to_string).collect()
}

#[tokio::test]
async fn sign_in_400_401_403_is_a_rejection_that_holds() {
    for status in [400, 401, 403] {
        for body in [r#"{"error":"access_denied"}"#, "<html>blocked</html>"] {
            let scene = Scene::new([json(status, body)]).await;
            for _ in 0..3 {
                assert_eq!(scene.failure().await.0, AuthCause::Rejected);
            }
            assert_eq!((scene.asked(), scene.pause()), (signed_in_times(1), 899), "{status} {body}");
        }
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
    for body in [r#"{"success":false}"#, "<html>", "{}", ""] {
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
async fn an_error_that_echoes_the_password_is_shown_nowhere() {
    for status in [200, 400, 401, 403, 404] {
        let scene = Scene::new([json(status, r#"{"error":"PASSWORD-CANARY"}"#)]).await;
        let (_, error) = scene.failure().await;
        let chain = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
        for error in chain {
            assert!(!format!("{error} {error:?}").contains("CANARY"), "{status}: {error:?}");
        }
        assert!(!format!("{:?}", scene.client).contains("CANARY"));
    }
}

#[tokio::test]
async fn auth_error_chains_say_a_thing_once() {
    for reply in
        [json(403, r#"{"error":"access_denied"}"#), json(200, "{}"), json(500, "{}"), json(429, "{}"), script().reset()]
    {
        let scene = Scene::new([reply]).await;
        let (_, error) = scene.failure().await;
        let chain: Vec<_> = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source())
            .map(ToString::to_string)
            .collect();
        for (depth, text) in chain.iter().enumerate() {
            assert!(!chain[..depth].iter().any(|above| above.contains(text)), "{chain:#?}");
        }
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
    let unused = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let clock = ManualClock::starting_at(SystemTime::now());
    let client = Client::builder().base_url(format!("http://{unused}")).allow_insecure_loopback().clock(clock.clone());
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

#[tokio::test]
async fn the_content_type_of_a_json_token_response_is_ignored() {
    for kind in ["text/html", "application/octet-stream", "nonsense"] {
        let scene = Scene::new([respond(200, &[("Content-Type", kind)], TOKENS.as_bytes())]).await;
        scene.client.sign_in().await.unwrap();
    }
}

#[tokio::test]
async fn a_token_response_over_64_kib_is_malformed_not_a_rejection() {
    let body = format!(r#"{{"access_token":"access","padding":"{}"}}"#, "x".repeat(64 * 1024));
    let scene = Scene::new([json(200, &body)]).await;
    assert_eq!(scene.failure().await.0, AuthCause::BadAnswer);
}
