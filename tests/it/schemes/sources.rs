//! Token sources with rules of their own.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use http::{HeaderName, HeaderValue, Method};
use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::{RawResponse, Result};

use super::MembersClient;
use crate::recorder::Recorder;

/// Issues `token-0`, `token-1` and so on, which live until they are rejected.
#[derive(Default)]
pub(super) struct OwnRules {
    issued: AtomicU32,
}

#[pointapi::async_trait]
impl TokenSource for OwnRules {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let number = self.issued.fetch_add(1, Ordering::SeqCst);
        Ok(TokenSet::new(format!("token-{number}")).until_rejected())
    }

    fn header(&self, token: &Secret) -> Result<(HeaderName, HeaderValue)> {
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

/// A login of one user, without an account.
pub(super) struct Nameless(pub(super) &'static str);

#[pointapi::async_trait]
impl TokenSource for Nameless {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new(self.0))
    }
}

#[tokio::test]
async fn clients_that_were_built_apart_share_no_token() {
    let builder = Recorder::responding(200, "[]").builder();
    for user in ["one", "other"] {
        let client = builder.clone().token_source(Nameless(user)).build().unwrap();
        assert_eq!(client.access_token().await.unwrap().expose(), user);
    }
}

/// A login whose tokens would be sent in this header.
struct InHeader(&'static str);

#[pointapi::async_trait]
impl TokenSource for InHeader {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new("t"))
    }

    fn header(&self, _: &Secret) -> Result<(HeaderName, HeaderValue)> {
        Ok((HeaderName::from_static(self.0), HeaderValue::from_static("t")))
    }
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

#[tokio::test]
async fn a_token_in_a_reserved_header_is_not_sent() {
    for (name, requests) in
        [("host", 0), ("connection", 0), ("proxy-authorization", 0), ("authorization", 1), ("token", 1)]
    {
        let recorder = Recorder::responding(200, "[]");
        let client = recorder.builder().token_source(InHeader(name)).build().unwrap();
        let sent = client.request(Method::GET, "/items").send().await;
        assert_eq!((sent.is_ok(), recorder.sent().len()), (requests == 1, requests), "{name}");
        if let Err(error) = sent {
            let texts: Vec<_> = chain(&error).map(ToString::to_string).collect();
            assert!(texts.iter().any(|text| text.contains(&format!("`{name}` is reserved"))), "{texts:?}");
        }
    }
}

/// A login whose tokens are cookies.
struct SessionCookie;

#[pointapi::async_trait]
impl TokenSource for SessionCookie {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new("s-1"))
    }

    fn header(&self, token: &Secret) -> Result<(HeaderName, HeaderValue)> {
        Ok((http::header::COOKIE, HeaderValue::try_from(format!("session={}", token.expose())).unwrap()))
    }
}

#[tokio::test]
async fn a_token_in_a_cookie_joins_the_cookies_of_the_call() {
    let recorder = Recorder::responding(204, "");
    let members = MembersClient::new(recorder.builder().token_source(SessionCookie).build().unwrap());
    for (cart, expected) in [(None, "session=s-1"), (Some("c-7"), "cart=c-7; session=s-1")] {
        members.cart(cart).await.unwrap();
        let sent = recorder.only();
        assert_eq!(sent.header("cookie"), Some(expected));
        assert!(sent.headers["cookie"].is_sensitive());
    }
}
