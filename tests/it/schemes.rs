//! Ready-made credentials, and token sources with rules of their own.

mod authenticators;
mod ready_made;
mod sources;

use std::sync::atomic::{AtomicU32, Ordering};

use pointapi::auth::{TokenError, TokenSet, TokenSource};
use pointapi::{ClientBuilder, Result, Text, point_api};

use crate::recorder::Recorder;
use authenticators::Renewing;

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
