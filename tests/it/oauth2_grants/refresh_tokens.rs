//! Refresh tokens: to whom they go, and when none is sent again.

use std::time::Duration;

use pointapi::auth::oauth2::RefreshToken;
use pointapi::store::MemoryStore;
use pointapi::{AuthCause, ErrorKind};

use super::{TOKEN_URL, TOKENS, credentials, paused_clock, sign_in_error};
use crate::recorder::Recorder;

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
