//! Ready-made credentials, and token sources with rules of their own.

use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use http::{HeaderName, HeaderValue, Method};
use pointapi::auth::{Authenticator, Secret, TokenError, TokenSet, TokenSource};
use pointapi::{BoxError, Client, ClientBuilder, RawResponse, Result, Text, point_api};

use crate::recorder::Recorder;

#[tokio::test]
async fn ready_made_credentials_are_sent_as_their_scheme_says() {
    type Row = (fn(ClientBuilder) -> ClientBuilder, &'static str, Option<&'static str>, &'static str);
    let rows: [Row; 6] = [
        (|builder| builder.bearer_token("t-1"), "authorization", Some("Bearer t-1"), "/items"),
        (|builder| builder.bearer_token("1|a=b!c"), "authorization", Some("Bearer 1|a=b!c"), "/items"),
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

#[tokio::test]
async fn ready_made_credentials_add_up() {
    let recorder = Recorder::responding(200, "[]");
    let builder = recorder.builder().bearer_token("t-0").api_key_header("X-Api-Key", "a").api_key_query("key", "b");
    let client = builder.api_key_header("X-App-Key", "c").bearer_token("t-1").build().unwrap();
    client.request(Method::GET, "/items").send().await.unwrap();
    let sent = recorder.only();
    for (header, value) in [("authorization", "Bearer t-1"), ("x-api-key", "a"), ("x-app-key", "c")] {
        assert_eq!(sent.header(header), Some(value), "{header}");
    }
    assert!(sent.uri.ends_with("/items?key=b"), "{}", sent.uri);
}

/// Says which headers a request has already.
struct Signing;

#[pointapi::async_trait]
impl Authenticator for Signing {
    async fn authorize(&self, request: &mut http::request::Parts) -> Result<(), BoxError> {
        let signed = ["x-auth-token", "x-api-key"].map(|name| request.headers.contains_key(name));
        request.headers.insert("x-signed", HeaderValue::try_from(format!("{signed:?}"))?);
        Ok(())
    }

    async fn refused(&self, response: &http::response::Parts) -> bool {
        response.status == 403
    }
}

#[tokio::test]
async fn a_login_an_authenticator_and_a_key_add_up_in_any_order() {
    type Step = fn(ClientBuilder) -> ClientBuilder;
    let token: Step = |builder| builder.token_source(OwnRules::default());
    let key: Step = |builder| builder.api_key_header("X-Api-Key", "k");
    let signer: Step = |builder| builder.authenticator(Signing);
    let rows: [(&[Step], [Option<&str>; 3]); 9] = [
        (&[token, key], [Some("token-0"), Some("k"), None]),
        (&[key, token], [Some("token-0"), Some("k"), None]),
        (&[key, signer], [None, Some("k"), Some("[false, true]")]),
        (&[signer, key], [None, Some("k"), Some("[false, true]")]),
        (&[token, signer], [Some("token-0"), None, Some("[true, false]")]),
        (&[signer, token], [Some("token-0"), None, Some("[true, false]")]),
        (&[signer, token, key], [Some("token-0"), Some("k"), Some("[true, true]")]),
        (&[key, token, signer], [Some("token-0"), Some("k"), Some("[true, true]")]),
        (&[key, token, signer, |builder| builder.no_auth()], [None; 3]),
    ];
    for (number, (steps, headers)) in rows.into_iter().enumerate() {
        let recorder = Recorder::responding(200, "[]");
        let client = steps.iter().fold(recorder.builder(), |builder, step| step(builder)).build().unwrap();
        client.request(Method::GET, "/items").send().await.unwrap();
        let sent = recorder.only();
        assert_eq!(["x-auth-token", "x-api-key", "x-signed"].map(|name| sent.header(name)), headers, "row {number}");
    }
}

#[tokio::test]
async fn a_sibling_sends_the_key_beside_its_own_token() {
    let recorder = Recorder::responding(200, "[]");
    let client = recorder.builder().api_key_header("X-Api-Key", "k").token_source(Nameless("one")).build().unwrap();
    client.with_token_source(Nameless("other")).request(Method::GET, "/items").send().await.unwrap();
    let sent = recorder.only();
    assert_eq!(["authorization", "x-api-key"].map(|name| sent.header(name)), [Some("Bearer other"), Some("k")]);
}

#[tokio::test]
async fn an_authenticator_beside_a_token_may_ask_for_a_replay() {
    for (status, requests) in [(403, 2), (404, 1)] {
        let recorder = Recorder::responding(status, "");
        let client = recorder.builder().token_source(Nameless("one")).authenticator(Signing).build().unwrap();
        let _ = client.request(Method::GET, "/items").send().await.unwrap_err();
        assert_eq!(recorder.sent().len(), requests, "{status}");
    }
}

/// An authenticator that repeats the nonce of the last response (RFC 9449, section 8).
#[derive(Default)]
struct Nonces(Mutex<Option<HeaderValue>>);

#[pointapi::async_trait]
impl Authenticator for Nonces {
    async fn authorize(&self, request: &mut http::request::Parts) -> Result<(), BoxError> {
        if let Some(nonce) = self.0.lock().unwrap().clone() {
            request.headers.insert("x-nonce", nonce);
        }
        Ok(())
    }

    async fn refused(&self, response: &http::response::Parts) -> bool {
        *self.0.lock().unwrap() = response.headers.get("dpop-nonce").cloned();
        true
    }
}

#[tokio::test]
async fn a_replay_after_401_has_what_the_authenticator_renewed() {
    type Step = fn(ClientBuilder) -> ClientBuilder;
    let rows: [(&str, Step); 2] =
        [("alone", |builder| builder), ("beside a token", |builder| builder.token_source(OwnToken))];
    for (case, with) in rows {
        let recorder = Recorder::responding(200, "").first([(401, "")]).with_header("dpop-nonce", "n-1");
        let client = with(recorder.builder()).authenticator(Nonces::default()).build().unwrap();
        client.request(Method::GET, "/items").send().await.expect(case);
        let sent: Vec<_> = recorder.sent().iter().map(|sent| sent.header("x-nonce").map(str::to_owned)).collect();
        assert_eq!(sent, [None, Some("n-1".to_owned())], "{case}");
    }
}

#[test]
fn unusable_credentials_are_errors_of_the_builder() {
    let rows: [fn(ClientBuilder) -> ClientBuilder; 9] = [
        |builder| builder.bearer_token("a b"),
        |builder| builder.basic_auth("a:b", "c"),
        |builder| builder.api_key_header("a b", "c"),
        |builder| builder.api_key_header("x-api-key", "a\nb"),
        |builder| builder.api_key_cookie("key", "a;b"),
        |builder| builder.api_key_header("Host", "a"),
        |builder| builder.api_key_header("content-length", "1"),
        |builder| builder.api_key_header("Transfer-Encoding", "chunked"),
        |builder| builder.api_key_header("proxy-authorization", "a"),
    ];
    for with in rows {
        let error = with(Client::builder()).build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("a\nb"));
    }
}

#[test]
fn an_unusable_header_of_a_key_is_named() {
    for (name, text) in [("X Api Key", "`X Api Key` is not a header name"), ("Host", "header `host` is reserved")] {
        let error = Client::builder().api_key_header(name, "canary").build().unwrap_err().to_string();
        assert!(error.contains(text) && !error.contains("canary"), "{error}");
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
struct Nameless(&'static str);

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

/// An authenticator that asks for a replay after each rejection.
struct Renewing;

#[pointapi::async_trait]
impl Authenticator for Renewing {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), BoxError> {
        Ok(())
    }

    async fn refused(&self, _: &http::response::Parts) -> bool {
        true
    }
}

#[point_api]
trait Members {
    #[point_endpoint(GET "/cart")]
    async fn cart(&self, #[cookie] cart: Option<&str>) -> Result<()>;

    #[point_endpoint(POST "/password", unauthorized = response)]
    async fn change_password(&self) -> Result<()>;

    #[point_endpoint(GET "/profile", none_on = [401, 403])]
    async fn profile(&self) -> Result<Option<Text>>;
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

#[tokio::test]
async fn a_401_that_is_a_response_is_not_replayed_by_an_authenticator() {
    let recorder = Recorder::responding(401, "");
    let members = MembersClient::new(recorder.builder().authenticator(Renewing).build().unwrap());
    let error = members.change_password().await.unwrap_err();
    assert!(error.is_status(401) && !error.is_auth(), "{error}");
    assert_eq!(recorder.sent().len(), 1);
}

#[tokio::test]
async fn a_status_of_none_on_is_absence_whatever_the_credentials() {
    type Row = (&'static str, u16, fn(ClientBuilder) -> ClientBuilder, usize);
    let rows: [Row; 5] = [
        ("no login", 401, |builder| builder, 1),
        ("an authenticator", 401, |builder| builder.bearer_token("t"), 1),
        ("an authenticator that renews", 401, |builder| builder.authenticator(Renewing), 2),
        ("a token", 401, |builder| builder.token_source(OwnToken), 2),
        ("a token, and 403", 403, |builder| builder.token_source(OwnToken).treat_403_as_auth(), 2),
    ];
    for (case, status, with, requests) in rows {
        let recorder = Recorder::responding(status, "denied");
        let members = MembersClient::new(with(recorder.builder()).build().unwrap());
        assert_eq!(members.profile().await.unwrap(), None, "{case}");
        assert_eq!(recorder.sent().len(), requests, "{case}");
    }
}

/// A login that issues a new token each time.
struct OwnToken;

#[pointapi::async_trait]
impl TokenSource for OwnToken {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        static ISSUED: AtomicU32 = AtomicU32::new(0);
        Ok(TokenSet::new(format!("t-{}", ISSUED.fetch_add(1, Ordering::SeqCst))))
    }
}
