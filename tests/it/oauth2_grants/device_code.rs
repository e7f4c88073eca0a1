//! The device grant: prompts and polls.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use pointapi::auth::oauth2::{DeviceCode, DevicePrompt};
use pointapi::{AuthCause, ErrorKind, HttpRequest};
use tokio::time::Instant;
use tower::util::MapRequestLayer;

use super::{DEVICE, DEVICE_URL, PENDING, SLOW_DOWN, TOKEN_URL, TOKENS, device, paused_clock, sign_in_error};
use crate::recorder::Recorder;

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
    let login = device().user_timeout(Duration::MAX);
    recorder.builder().token_source(login).build().unwrap().sign_in().await.unwrap();
}
