//! The requests of each OAuth 2 grant, and what becomes of each response.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use pointapi::auth::AuthState;
use pointapi::auth::oauth2::{ClientCredentials, DeviceCode, DevicePrompt, RefreshToken};
use pointapi::clock::{Clock as _, ManualClock};
use pointapi::store::MemoryStore;
use pointapi::{AuthCause, Body, Client, Error, ErrorKind, HttpRequest, HttpResponse};
use tokio::time::Instant;
use tower::util::MapRequestLayer;

use crate::recorder::Recorder;

const TOKEN_URL: &str = "https://login.example.com/token?tenant=7";
const DEVICE_URL: &str = "https://device.example.com/authorize";
const TOKENS: &str = r#"{"access_token":"access","refresh_token":"rotated","expires_in":3600}"#;
const PENDING: (u16, &str) = (400, r#"{"error":"authorization_pending"}"#);
const SLOW_DOWN: (u16, &str) = (400, r#"{"error":"slow_down"}"#);
const DEVICE: (u16, &str) = (
    200,
    r#"{"device_code":"device-canary","user_code":"WDJB-MJHT","verification_uri":"https://example.com/device",
        "verification_uri_complete":"https://example.com/device?user_code=WDJB-MJHT","expires_in":120,"interval":5}"#,
);

fn credentials() -> ClientCredentials {
    ClientCredentials::new(TOKEN_URL, "id", "secret")
}

fn device() -> DeviceCode {
    DeviceCode::new(DEVICE_URL, TOKEN_URL, "id", |_| {})
}

/// A clock that moves with the runtime's.
fn paused_clock() -> ManualClock {
    ManualClock::starting_at(SystemTime::now())
}

async fn sign_in_error(client: &Client) -> Error {
    client.sign_in().await.unwrap_err()
}

#[tokio::test]
async fn token_request_is_a_form_with_the_credentials_in_a_header_or_in_the_body() {
    let body = "grant_type=client_credentials&scope=a+b+c&audience=https%3A%2F%2Fapi.example.com&resource=x%26y";
    let rows =
        [(false, Some("Basic aWQ6c2VjcmV0"), String::new()), (true, None, "&client_id=id&client_secret=secret".into())];
    for (is_post, authorization, more) in rows {
        let recorder = Recorder::responding(200, TOKENS);
        let login =
            credentials().scope("a b").scope("c").audience("https://api.example.com").parameter("resource", "x&y");
        let login = if is_post { login.client_secret_post() } else { login };
        let builder = recorder.builder().default_header("x-call", "1").login_header("x-login", "2");
        builder.token_source(login).build().unwrap().sign_in().await.unwrap();
        let sent = recorder.only();
        assert_eq!((sent.method.as_str(), sent.uri.as_str()), ("POST", TOKEN_URL));
        assert_eq!(sent.text(), format!("{body}{more}"));
        assert_eq!(sent.header("authorization"), authorization);
        assert_eq!(sent.header("content-type"), Some("application/x-www-form-urlencoded"));
        assert_eq!(sent.header("accept"), Some("application/json"));
        assert_eq!((sent.header("x-call"), sent.header("x-login")), (None, Some("2")));
    }
}

#[tokio::test]
async fn client_without_a_secret_only_names_itself() {
    let recorder = Recorder::responding(200, TOKENS);
    let client = recorder.builder().token_source(RefreshToken::new(TOKEN_URL, "id", "first")).build().unwrap();
    client.sign_in().await.unwrap();
    assert_eq!(recorder.only().text(), "grant_type=refresh_token&refresh_token=first&client_id=id");
}

#[tokio::test]
async fn token_requests_pass_the_attempt_layers_and_not_the_call_layers() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let layer = |name: &'static str| {
        let seen = Arc::clone(&seen);
        MapRequestLayer::new(move |request: HttpRequest| {
            seen.lock().unwrap().push((name, request.uri().host().unwrap().to_owned()));
            request
        })
    };
    let builder = Recorder::responding(200, TOKENS).builder().layer(layer("call")).attempt_layer(layer("attempt"));
    builder.token_source(credentials()).build().unwrap().sign_in().await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [("attempt", "login.example.com".to_owned())]);
}

#[tokio::test]
async fn a_layer_cannot_send_the_credentials_to_another_origin() {
    let recorder = Recorder::responding(200, TOKENS);
    let elsewhere = MapRequestLayer::new(|mut request: HttpRequest| {
        *request.uri_mut() = "https://api.example.com/token".parse().unwrap();
        request
    });
    let client = recorder.builder().attempt_layer(elsewhere).token_source(credentials()).build().unwrap();
    assert!(sign_in_error(&client).await.is_auth());
    assert!(recorder.sent().is_empty());
}

#[tokio::test(start_paused = true)]
async fn responses_of_the_login_are_classified() {
    let rejected = |code: &str| format!(r#"{{"error":"{code}","error_description":"canary"}}"#);
    let (unavailable, bad) = (AuthCause::Unavailable, AuthCause::BadAnswer);
    let rows = [
        (401, rejected("invalid_client"), AuthCause::Rejected, AuthState::Rejected),
        (400, rejected("invalid_grant"), AuthCause::Rejected, AuthState::Rejected),
        (400, rejected("invalid_scope"), AuthCause::Rejected, AuthState::Rejected),
        (200, rejected("access_denied"), AuthCause::Rejected, AuthState::Rejected),
        (400, rejected("temporarily_unavailable"), unavailable, AuthState::Backoff),
        (400, rejected("server_error"), unavailable, AuthState::Backoff),
        (503, rejected("canary"), unavailable, AuthState::Backoff),
        (500, "canary".into(), unavailable, AuthState::Backoff),
        (429, rejected("slow_down"), unavailable, AuthState::Throttled),
        (302, "canary".into(), bad, AuthState::Backoff),
        (200, r#"{"access_token":"can ary"}"#.into(), bad, AuthState::Backoff),
    ];
    for (status, body, cause, state) in rows {
        let recorder = Recorder::responding(status, body.clone());
        let client = recorder.builder().token_source(credentials()).build().unwrap();
        let error = sign_in_error(&client).await;
        assert_eq!((error.kind(), client.auth_status().state()), (ErrorKind::Auth(cause), state), "{status} {body}");
        assert_eq!(recorder.sent().len(), 1, "{status} {body}");
        assert!(!format!("{error} {error:?}").contains("ary"), "{error:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_login_may_issue_other_tokens_than_those_of_the_rfc() {
    let hour = Duration::from_secs(3600);
    type With = fn(ClientCredentials) -> ClientCredentials;
    let rows: [(&str, With, &str, Option<Option<Duration>>); 6] = [
        ("another type", |login| login, r#""token_type":"bot","expires_in":3600"#, None),
        (
            "an accepted type",
            |login| login.token_type("bot"),
            r#""token_type":"bot","expires_in":3600"#,
            Some(Some(hour)),
        ),
        (
            "bearer beside it",
            |login| login.token_type("bot"),
            r#""token_type":"Bearer","expires_in":3600"#,
            Some(Some(hour)),
        ),
        ("no lifetime", |login| login, r#""token_type":"Bearer""#, Some(Some(hour))),
        ("until rejected", |login| login.until_rejected(), r#""token_type":"Bearer""#, Some(None)),
        ("a lifetime", |login| login.until_rejected(), r#""expires_in":3600"#, Some(Some(hour))),
    ];
    for (case, with, members, lifetime) in rows {
        let recorder = Recorder::responding(200, format!(r#"{{"access_token":"access",{members}}}"#));
        let clock = paused_clock();
        let client = recorder.builder().clock(clock.clone()).token_source(with(credentials())).build().unwrap();
        let signed_in = client.sign_in().await.map(|()| client.auth_status().access_expires_at());
        let expected = lifetime.map(|lifetime| lifetime.map(|lifetime| clock.wall() + lifetime));
        assert_eq!(signed_in.ok(), expected, "{case}");
    }
}

/// A GitHub app without expiring tokens: neither `expires_in` nor a refresh token.
#[tokio::test(start_paused = true)]
async fn a_device_token_without_a_lifetime_prompts_its_user_once() {
    for members in ["", r#","expires_in":2592000"#] {
        let token = format!(r#"{{"access_token":"access","token_type":"bearer"{members}}}"#);
        let recorder = Recorder::responding(200, token).first([DEVICE]);
        let client = recorder.builder().clock(paused_clock()).token_source(device()).build().unwrap();
        for _ in 0..60 {
            client.request(pointapi::Method::GET, "/user").send().await.unwrap();
            tokio::time::advance(Duration::from_secs(1790)).await;
        }
        let prompts = recorder.sent().iter().filter(|sent| sent.uri == DEVICE_URL).count();
        assert_eq!(prompts, 1, "{members}");
    }
}

#[tokio::test]
async fn a_refresh_token_of_client_credentials_is_not_used() {
    let recorder = Recorder::responding(200, TOKENS);
    let client = recorder.builder().token_source(credentials()).build().unwrap();
    client.sign_in().await.unwrap();
    client.invalidate_token();
    client.sign_in().await.unwrap();
    let grants: Vec<_> = recorder.sent().iter().map(|sent| sent.text().to_owned()).collect();
    assert_eq!(grants, ["grant_type=client_credentials"; 2]);
    assert!(!format!("{:?}", client.auth_status()).contains("refresh_expires_at: Some"));
}

#[tokio::test]
async fn a_rejected_refresh_token_is_not_sent_again() {
    for (status, code) in [(400, "invalid_grant"), (200, "bad_refresh_token"), (401, "invalid_token")] {
        rejected_refresh_token_is_not_sent_again(status, &format!(r#"{{"error":"{code}"}}"#)).await;
    }
}

async fn rejected_refresh_token_is_not_sent_again(status: u16, body: &str) {
    let recorder = Recorder::responding(status, body.to_owned()).first([(200, TOKENS)]);
    let client = recorder.builder().token_source(RefreshToken::new(TOKEN_URL, "id", "first")).build().unwrap();
    client.sign_in().await.unwrap();
    client.invalidate_token();
    assert_eq!(sign_in_error(&client).await.kind(), ErrorKind::Auth(AuthCause::Rejected));
    client.reset_sign_in_guard();
    assert_eq!(sign_in_error(&client).await.kind(), ErrorKind::Auth(AuthCause::Rejected));
    let tokens: Vec<_> = recorder.sent().iter().map(|sent| sent.text().split('&').nth(1).unwrap().to_owned()).collect();
    assert_eq!(tokens, ["refresh_token=first", "refresh_token=rotated"]);
}

#[tokio::test(start_paused = true)]
async fn device_code_polls_at_the_pace_of_the_server_until_the_user_agrees() {
    let unavailable = (503, "");
    let script = [DEVICE, PENDING, SLOW_DOWN, unavailable, PENDING, (200, TOKENS)];
    let recorder = Recorder::responding(500, "").first(script);
    let prompts: Arc<Mutex<Vec<DevicePrompt>>> = Arc::default();
    let shown = Arc::clone(&prompts);
    let arrivals: Arc<Mutex<Vec<Instant>>> = Arc::default();
    let arrived = Arc::clone(&arrivals);
    let login = DeviceCode::new(DEVICE_URL, TOKEN_URL, "id", move |prompt| shown.lock().unwrap().push(prompt.clone()));
    let client = recorder
        .builder()
        .timeout(Duration::from_secs(1))
        .attempt_layer(MapRequestLayer::new(move |request: HttpRequest| {
            arrived.lock().unwrap().push(Instant::now());
            request
        }))
        .token_source(login.scope("read").client_secret("secret"))
        .build()
        .unwrap();
    client.sign_in().await.unwrap();

    let prompts = prompts.lock().unwrap().clone();
    assert_eq!(prompts.len(), 1);
    assert_eq!((prompts[0].verification_uri(), prompts[0].user_code()), ("https://example.com/device", "WDJB-MJHT"));
    assert_eq!(prompts[0].verification_uri_complete(), Some("https://example.com/device?user_code=WDJB-MJHT"));
    let pauses: Vec<_> = arrivals.lock().unwrap().windows(2).map(|pair| (pair[1] - pair[0]).as_secs()).collect();
    assert_eq!(pauses, [5, 5, 10, 20, 20]);
    let sent = recorder.sent();
    assert_eq!((sent[0].uri.as_str(), sent[0].text()), (DEVICE_URL, "scope=read"));
    let poll = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=device-canary";
    assert!(sent[1..].iter().all(|sent| sent.uri == TOKEN_URL && sent.text() == poll));
    assert!(sent.iter().all(|sent| sent.header("authorization") == Some("Basic aWQ6c2VjcmV0")));

    client.invalidate_token();
    assert!(sign_in_error(&client).await.is_auth());
    assert_eq!(recorder.sent()[6].text(), "grant_type=refresh_token&refresh_token=rotated");
}

#[tokio::test(start_paused = true)]
async fn a_token_for_a_slow_user_lives_from_the_poll_that_brought_it() {
    let device =
        r#"{"device_code":"d","user_code":"u","verification_uri":"https://example.com","expires_in":900,"interval":5}"#;
    let brief = r#"{"access_token":"access","expires_in":300}"#;
    let mut script = [PENDING; 61];
    script[0] = (200, device);
    let recorder = Recorder::responding(200, brief).first(script);
    let client = recorder.builder().clock(paused_clock()).token_source(self::device()).build().unwrap();
    client.sign_in().await.unwrap();
    let sent = recorder.sent().len();
    tokio::time::advance(Duration::from_secs(200)).await;
    client.sign_in().await.unwrap();
    assert_eq!(recorder.sent().len(), sent, "still fresh, 505 s after the prompt");
}

#[tokio::test(start_paused = true)]
async fn failed_refreshes_prompt_no_user() {
    for down in [(503, ""), (404, ""), (403, "<html>"), (200, "")] {
        let recorder = Recorder::responding(down.0, down.1).first([DEVICE, (200, TOKENS)]);
        let client = recorder.builder().clock(paused_clock()).token_source(device()).build().unwrap();
        client.sign_in().await.unwrap();
        client.invalidate_token();
        for _ in 0..8 {
            assert!(sign_in_error(&client).await.is_auth());
            tokio::time::advance(Duration::from_secs(60)).await;
        }
        let sent = recorder.sent();
        assert!(sent.len() > 8);
        assert!(
            sent[2..].iter().all(|sent| sent.text() == "grant_type=refresh_token&refresh_token=rotated&client_id=id")
        );
    }
}

/// A login with reuse detection ends all sessions of the user when a refresh token comes twice.
#[tokio::test(start_paused = true)]
async fn after_a_restart_the_configured_refresh_token_is_never_sent_again() {
    for last in [(503, ""), (429, ""), (404, "")] {
        let store = MemoryStore::new();
        let client = |recorder: &Recorder| {
            let login = RefreshToken::new(TOKEN_URL, "id", "first").account("greta");
            recorder.builder().clock(paused_clock()).token_store(store.clone()).token_source(login).build().unwrap()
        };
        client(&Recorder::responding(200, TOKENS)).sign_in().await.unwrap();

        let recorder = Recorder::responding(last.0, last.1);
        let restarted = client(&recorder);
        restarted.sign_in().await.unwrap();
        restarted.invalidate_token();
        for _ in 0..8 {
            assert!(sign_in_error(&restarted).await.is_auth());
            tokio::time::advance(Duration::from_secs(60)).await;
        }
        let sent = recorder.sent();
        assert!(!sent.is_empty());
        assert!(sent.iter().all(|sent| sent.text().contains("refresh_token=rotated")), "{last:?}");
    }
}

#[tokio::test]
async fn the_first_fetch_after_a_restart_sends_the_stored_refresh_token() {
    let (store, clock) = (MemoryStore::new(), paused_clock());
    let client = |recorder: &Recorder| {
        let login = RefreshToken::new(TOKEN_URL, "id", "first").account("greta");
        recorder.builder().clock(clock.clone()).token_store(store.clone()).token_source(login).build().unwrap()
    };
    client(&Recorder::responding(200, TOKENS)).sign_in().await.unwrap();
    clock.advance(Duration::from_secs(7200));

    let recorder = Recorder::responding(200, TOKENS);
    client(&recorder).sign_in().await.unwrap();
    assert_eq!(recorder.only().text(), "grant_type=refresh_token&refresh_token=rotated&client_id=id");
}

#[tokio::test(start_paused = true)]
async fn a_user_who_denies_or_is_late_is_not_asked_again() {
    let denied = (400, r#"{"error":"access_denied"}"#);
    let expired = (400, r#"{"error":"expired_token"}"#);
    // 24 polls of 5 s fit into the 120 s of the code.
    for (last, requests) in [(denied, 2), (expired, 2), (PENDING, 25)] {
        let recorder = Recorder::responding(last.0, last.1).first([DEVICE]);
        let client = recorder.builder().token_source(device()).build().unwrap();
        for _ in 0..2 {
            let error = sign_in_error(&client).await;
            assert_eq!(error.kind(), ErrorKind::Auth(AuthCause::Rejected), "{last:?}");
            assert!(!format!("{error} {error:?}").contains("canary"));
        }
        assert_eq!(recorder.sent().len(), requests, "{last:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_login_that_is_down_after_the_prompt_is_not_a_rejection() {
    for down in [(503, ""), (404, ""), (403, "<html>"), (400, ""), (200, "")] {
        let recorder = Recorder::responding(down.0, down.1).first([DEVICE]);
        let client = recorder.builder().token_source(device()).build().unwrap();
        let error = sign_in_error(&client).await;
        assert_ne!(error.kind(), ErrorKind::Auth(AuthCause::Rejected), "{down:?}: {error}");
        // Polls after 5, 15, 35 and 75 s, and at the end of the code.
        assert_eq!(recorder.sent().len(), 6, "{down:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_who_agrees_while_the_login_is_down_is_signed_in() {
    let down = (403, "<html>");
    let recorder = Recorder::responding(200, TOKENS).first([DEVICE, down, (429, ""), down]);
    let client = recorder.builder().token_source(device()).build().unwrap();
    client.sign_in().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_wait_without_a_limit_is_accepted() {
    let recorder = Recorder::responding(200, TOKENS).first([DEVICE]);
    let login = device().timeout(Duration::MAX);
    recorder.builder().token_source(login).build().unwrap().sign_in().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn errors_of_the_device_endpoint_are_classified() {
    let recorder = Recorder::responding(200, r#"{"error":"unauthorized_client"}"#);
    let client = recorder.builder().token_source(device()).build().unwrap();
    let error = sign_in_error(&client).await;
    assert_eq!(error.kind(), ErrorKind::Auth(AuthCause::Rejected));
    assert_eq!(recorder.sent().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_login_that_says_it_is_at_fault_gets_few_sign_ins_an_hour() {
    let recorder = Recorder::responding(400, r#"{"error":"server_error"}"#);
    let client = recorder.builder().token_source(credentials()).build().unwrap();
    for _ in 0..700 {
        assert!(sign_in_error(&client).await.is_auth());
        tokio::time::advance(Duration::from_secs(5)).await;
    }
    assert!(recorder.sent().len() <= 4, "{}", recorder.sent().len());
}

#[test]
fn a_setting_that_cannot_be_used_is_an_error_of_the_builder() {
    let rows: [(ClientCredentials, &str); 6] = [
        (credentials().parameter("grant_type", "x"), "`grant_type`"),
        (ClientCredentials::new(TOKEN_URL, "", "secret"), "client id"),
        (ClientCredentials::new("http://login.example.com/token", "id", "secret"), "must be https"),
        (ClientCredentials::new("/token", "id", "secret"), "must be absolute"),
        (ClientCredentials::new("https://u@login.example.com/token", "id", "secret"), "user name"),
        (ClientCredentials::new("https://login.example.com/token#x", "id", "secret"), "fragment"),
    ];
    for (login, named) in rows {
        let error = Client::builder().base_url("https://api.example.com").token_source(login).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains(named), "{error}");
    }
}

#[tokio::test]
async fn a_sibling_with_an_unusable_login_fails_each_call_and_sends_nothing() {
    let recorder = Recorder::responding(200, TOKENS);
    let client = recorder.client().with_token_source(credentials().parameter("scope", "x"));
    let error = sign_in_error(&client).await;
    assert!(error.is_auth() && error.to_string().contains("`scope`"), "{error}");
    assert!(recorder.sent().is_empty());
}

#[test]
fn debug_of_a_source_shows_no_secret() {
    let sources = format!(
        "{:?} {:?} {:?}",
        ClientCredentials::new(TOKEN_URL, "id", "canary").parameter("assertion", "canary"),
        RefreshToken::new(TOKEN_URL, "id", "canary").client_secret("canary"),
        device().client_secret("canary"),
    );
    assert!(!sources.contains("canary"), "{sources}");
}

#[tokio::test(start_paused = true)]
async fn clients_of_two_apis_with_one_login_share_its_holds_and_not_its_tokens() {
    for (status, response, requests) in [(200, TOKENS, 2), (401, r#"{"error":"invalid_client"}"#, 1)] {
        let recorder = Recorder::responding(status, response);
        let store = MemoryStore::new();
        for base_url in ["https://one.example.com", "https://two.example.com"] {
            let builder = recorder.builder().base_url(base_url).token_store(store.clone());
            let signed_in = builder.token_source(credentials()).build().unwrap().sign_in().await;
            assert_eq!(signed_in.is_ok(), status == 200);
        }
        assert_eq!(recorder.sent().len(), requests, "{status}");
    }
}

/// A refresh token is a secret between one client and one login.
#[tokio::test]
async fn a_refresh_token_without_an_account_goes_to_no_other_login() {
    let rows = [
        ("the same login", TOKEN_URL, "id", "rotated"),
        ("another client", TOKEN_URL, "id-2", "second"),
        ("another path", "https://login.example.com/other", "id", "second"),
        ("another origin", "https://login.example.org/token?tenant=7", "id", "second"),
    ];
    for (case, url, id, expected) in rows {
        let (store, clock) = (MemoryStore::new(), paused_clock());
        let client = |recorder: &Recorder, login: RefreshToken| {
            recorder.builder().clock(clock.clone()).token_store(store.clone()).token_source(login).build().unwrap()
        };
        let recorder = Recorder::responding(200, TOKENS);
        client(&recorder, RefreshToken::new(TOKEN_URL, "id", "first")).sign_in().await.unwrap();
        clock.advance(Duration::from_secs(7200));
        let recorder = Recorder::responding(200, TOKENS);
        client(&recorder, RefreshToken::new(url, id, "second")).sign_in().await.unwrap();
        let sent = recorder.only();
        assert!(sent.text().contains(&format!("refresh_token={expected}")), "{case}: {}", sent.text());
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_date_counts_from_the_clock_if_the_login_sends_no_date() {
    // 300 s before the date.
    let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_477));
    let recorder = Recorder::responding(429, "").with_header("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT");
    let client = recorder.builder().clock(clock).token_source(credentials()).build().unwrap();
    let error = sign_in_error(&client).await;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(300)));
}

#[tokio::test(start_paused = true)]
async fn a_grant_may_give_its_requests_more_time() {
    let slow = tower::service_fn(|_: HttpRequest| async {
        tokio::time::sleep(Duration::from_secs(12)).await;
        Ok::<_, std::convert::Infallible>(HttpResponse::new(Body::from(TOKENS)))
    });
    let builder = Client::builder().base_url("https://api.example.com").transport(slow);
    let minute = Duration::from_secs(60);
    let refresh_token = || RefreshToken::new(TOKEN_URL, "id", "first");
    for (case, client, is_in_time) in [
        ("client credentials", builder.clone().token_source(credentials().timeout(minute)), true),
        ("refresh token", builder.clone().token_source(refresh_token().timeout(minute)), true),
        ("the default", builder.token_source(refresh_token()), false),
    ] {
        let client = client.build().unwrap();
        assert_eq!(client.sign_in().await.is_ok(), is_in_time, "{case}");
        client.invalidate_token();
        assert_eq!(client.sign_in().await.is_ok(), is_in_time, "{case}, again");
    }
}
