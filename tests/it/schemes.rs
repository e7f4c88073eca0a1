//! Ready-made credentials, and token sources with rules of their own.

mod authenticators;
mod ready_made;
mod sources;

use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use pointapi::auth::{TokenError, TokenSet, TokenSource};
use pointapi::{ClientBuilder, Events, Result, Text, point_api};

use crate::recorder::Recorder;
use authenticators::Renewing;
use sources::OwnRules;

#[point_api]
trait Members {
    #[point_endpoint(GET "/cart")]
    async fn cart(&self, #[cookie] cart: Option<&str>) -> Result<()>;

    #[point_endpoint(POST "/password", unauthorized = response)]
    async fn change_password(&self) -> Result<()>;

    #[point_endpoint(GET "/profile", none_on = [401, 403])]
    async fn profile(&self) -> Result<Option<Text>>;

    #[point_endpoint(GET "/draft", none_on = [401], unauthorized = response)]
    async fn draft(&self) -> Result<Option<Text>>;

    #[point_endpoint(GET "/news", unauthorized = response)]
    async fn news(&self) -> Result<Events<String>>;
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

#[tokio::test]
async fn a_401_that_is_a_response_does_not_reject_the_token() {
    type Call = fn(&MembersClient) -> BoxFuture<'_, Result<()>>;
    type Row = (&'static str, u16, fn(ClientBuilder) -> ClientBuilder, Call, usize);
    let change: Call = |members| members.change_password().boxed();
    let news: Call = |members| async { members.news().await.map(drop) }.boxed();
    let draft: Call = |members| async { members.draft().await.map(|draft| assert!(draft.is_none())) }.boxed();
    let by_401: fn(ClientBuilder) -> ClientBuilder = |builder| builder.token_source(OwnToken);
    let by_403: fn(ClientBuilder) -> ClientBuilder = |builder| builder.token_source(OwnToken).treat_403_as_auth();
    let by_body: fn(ClientBuilder) -> ClientBuilder = |builder| builder.token_source(OwnRules::default());
    let rows: [Row; 7] = [
        ("a call", 401, by_401, change, 1),
        ("with `treat_403_as_auth`", 401, by_403, change, 1),
        ("a 403 with `treat_403_as_auth`", 403, by_403, change, 2),
        ("by a rule about the body", 401, by_body, change, 1),
        ("another status by a rule about the body", 400, by_body, change, 2),
        ("a stream", 401, by_401, news, 1),
        ("absence", 401, by_401, draft, 1),
    ];
    for (case, status, with, call, requests) in rows {
        let recorder = Recorder::responding(status, "expired");
        let members = MembersClient::new(with(recorder.builder()).build().unwrap());
        match call(&members).await {
            Ok(()) => assert_eq!(case, "absence"),
            Err(error) => assert_eq!((error.is_status(status), error.is_auth()), (true, requests == 2), "{case}"),
        }
        assert_eq!(recorder.sent().len(), requests, "{case}");
    }
}

#[test]
fn a_401_that_is_a_response_does_not_reject_the_token_of_a_blocking_call() {
    let recorder = Recorder::responding(401, "");
    let members = MembersClient::new(recorder.builder().token_source(OwnToken).build().unwrap()).blocking();
    assert!(!members.change_password().unwrap_err().is_auth());
    assert_eq!(recorder.sent().len(), 1);
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
