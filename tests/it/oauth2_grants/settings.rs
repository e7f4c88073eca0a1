//! Settings of a source, and who shares its tokens.

use pointapi::auth::oauth2::{ClientCredentials, RefreshToken};
use pointapi::store::MemoryStore;
use pointapi::{Client, ErrorKind};

use super::{TOKEN_URL, TOKENS, credentials, device, sign_in_error};
use crate::recorder::Recorder;

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
