//! Ready-made credentials, and token sources with rules of their own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use http::{HeaderName, HeaderValue, Method};
use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::{Client, ClientBuilder, RawResponse};

use crate::recorder::Recorder;

#[tokio::test]
async fn ready_made_credentials_are_sent_as_their_scheme_says() {
    type Row = (fn(ClientBuilder) -> ClientBuilder, &'static str, Option<&'static str>, &'static str);
    let rows: [Row; 5] = [
        (|builder| builder.bearer_token("t-1"), "authorization", Some("Bearer t-1"), "/items"),
        (|builder| builder.basic_auth("u", "p"), "authorization", Some("Basic dTpw"), "/items"),
        (|builder| builder.api_key_header("X-Api-Key", "k"), "x-api-key", Some("k"), "/items"),
        (|builder| builder.api_key_cookie("key", "k"), "cookie", Some("key=k"), "/items"),
        (|builder| builder.api_key_query("key", "a&b"), "authorization", None, "/items?key=a%26b"),
    ];
    for (with, header, value, path) in rows {
        let recorder = Recorder::responding(200, "[]");
        let client = with(recorder.builder()).build().unwrap();
        client.request(Method::GET, "/items").send().await.unwrap();
        let sent = recorder.only();
        assert_eq!(sent.header(header), value);
        assert!(sent.uri.ends_with(path), "{}", sent.uri);
    }
}

#[test]
fn unusable_credentials_are_errors_of_the_builder() {
    let rows: [fn(ClientBuilder) -> ClientBuilder; 5] = [
        |builder| builder.bearer_token("a b"),
        |builder| builder.basic_auth("a:b", "c"),
        |builder| builder.api_key_header("a b", "c"),
        |builder| builder.api_key_header("x-api-key", "a\nb"),
        |builder| builder.api_key_cookie("key", "a;b"),
    ];
    for with in rows {
        let error = with(Client::builder()).build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("a\nb"));
    }
}

/// Issues `token-0`, `token-1` and so on, which live until they are rejected.
#[derive(Default)]
struct OwnRules {
    issued: AtomicU32,
}

#[pointapi::async_trait]
impl TokenSource for OwnRules {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let number = self.issued.fetch_add(1, Ordering::SeqCst);
        Ok(TokenSet::new(format!("token-{number}")).until_rejected())
    }

    fn header(&self, token: &Secret) -> pointapi::Result<(HeaderName, HeaderValue)> {
        Ok((HeaderName::from_static("x-auth-token"), HeaderValue::from_str(token.expose()).unwrap()))
    }

    fn rejects(&self, response: &RawResponse) -> bool {
        response.body().as_ref() == b"expired"
    }
}

#[tokio::test]
async fn a_source_chooses_its_header_and_the_responses_that_reject_its_token() {
    let recorder = Recorder::responding(200, "expired");
    let source = Arc::new(OwnRules::default());
    let client = recorder.builder().token_source(Arc::clone(&source)).build().unwrap();
    let error = client.request(Method::GET, "/items").send().await.unwrap_err();
    assert!(error.is_auth() && error.is_status(200), "the second token is rejected too: {error:?}");
    assert_eq!(error.expose_body(), Some(&b"expired"[..]));
    let tokens: Vec<_> = recorder.sent().iter().map(|sent| sent.header("x-auth-token").map(str::to_owned)).collect();
    assert_eq!(tokens, [Some("token-0".to_owned()), Some("token-1".to_owned())], "replayed once");
    assert!(client.auth_status().access_expires_at().is_none());
}

#[tokio::test]
async fn an_invalidated_token_is_replaced_and_a_sibling_has_tokens_of_its_own() {
    let recorder = Recorder::responding(200, "[]");
    let client = recorder.builder().token_source(OwnRules::default()).build().unwrap();
    assert_eq!(client.access_token().await.unwrap().expose(), "token-0");
    client.invalidate_token();
    assert_eq!(client.access_token().await.unwrap().expose(), "token-1");
    let sibling = client.with_token_source(OwnRules::default());
    assert_eq!(sibling.access_token().await.unwrap().expose(), "token-0");
}
