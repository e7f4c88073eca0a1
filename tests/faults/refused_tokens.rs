//! The row of the retry table about 401: a refused token is replaced once, and the request is sent once more.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::{AuthCause, Body, BoxError, Bytes, Client, ErrorKind, Method, Result, point_api};

use crate::api::{Order, Receipt, builder};
use crate::server::{Script, Server, json};

const OK: &str = r#"{"count": 1}"#;

#[point_api]
trait Members {
    #[point_endpoint(POST "/orders")]
    async fn place(&self, #[body] order: &Order) -> Result<Receipt>;

    #[point_endpoint(GET "/orders")]
    async fn list(&self) -> Result<Receipt>;
}

/// Tokens `t1`, `t2`, and so on.
#[derive(Clone, Default)]
struct Numbered(Arc<AtomicU32>);

#[pointapi::async_trait]
impl TokenSource for Numbered {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        Ok(TokenSet::new(format!("t{number}")))
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}

async fn member(scripts: impl IntoIterator<Item = Script>) -> (Server, Client) {
    let server = Server::start(scripts).await;
    let client = builder(&server).token_source(Numbered::default()).build().unwrap();
    (server, client)
}

fn tokens(server: &Server) -> Vec<String> {
    server.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_401_replaces_the_token_and_sends_once_more_for_once_as_well() {
    let (server, client) = member([json(401, "{}"), json(200, OK)]).await;
    MembersClient::new(client).place(&Order::default()).await.unwrap();
    assert_eq!(tokens(&server), ["Bearer t1", "Bearer t2"]);
}

#[tokio::test]
async fn a_second_401_is_final_and_counts_both_requests() {
    let (server, client) = member([json(401, "{}")]).await;
    let error = MembersClient::new(client).place(&Order::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth(AuthCause::Denied));
    assert_eq!((error.attempts(), server.count()), (2, 2));
    assert!(error.is_auth() && error.is_status(401) && !error.outcome_unknown() && !error.is_retryable());
}

#[tokio::test]
async fn the_replay_is_beside_the_attempts() {
    let (server, client) = member([json(500, "{}"), json(401, "{}"), json(500, "{}"), json(200, OK)]).await;
    MembersClient::new(client).list().await.unwrap();
    assert_eq!(tokens(&server), ["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]);
}

#[tokio::test]
async fn a_replay_that_fails_is_judged_as_any_answer() {
    let (server, client) = member([json(401, "{}"), json(500, "{}")]).await;
    let error = MembersClient::new(client).place(&Order::default()).await.unwrap_err();
    assert_eq!((error.attempts(), server.count()), (2, 2));
    assert!(error.is_status(500) && error.outcome_unknown());
}

#[tokio::test]
async fn a_stream_is_not_replayed() {
    let (server, client) = member([json(401, "{}"), json(200, OK)]).await;
    let stream = futures_util::stream::iter([Ok::<_, BoxError>(Bytes::from_static(b"abc"))]);
    let result = client.request(Method::PUT, "/").body(Body::from_stream(stream)).send().await;
    assert!(result.unwrap_err().is_auth());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_plain_403_is_no_refused_token() {
    let (server, client) = member([json(403, "{}")]).await;
    let error = MembersClient::new(client).list().await.unwrap_err();
    assert_eq!((error.kind(), server.count()), (ErrorKind::Status, 1));
}
