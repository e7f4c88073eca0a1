//! The responses of a login, and the errors that they become.

use std::time::{Duration, SystemTime};

use pointapi::auth::AuthState;
use pointapi::auth::oauth2::ClientCredentials;
use pointapi::clock::{Clock as _, ManualClock};
use pointapi::{AuthCause, ErrorKind};

use super::{credentials, device, paused_clock, sign_in_error};
use crate::recorder::Recorder;

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

#[tokio::test(start_paused = true)]
async fn a_retry_after_date_counts_from_the_clock_if_the_login_sends_no_date() {
    // 300 s before the date.
    let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_477));
    let recorder = Recorder::responding(429, "").with_header("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT");
    let client = recorder.builder().clock(clock).token_source(credentials()).build().unwrap();
    let error = sign_in_error(&client).await;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(300)));
}
