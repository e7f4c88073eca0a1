//! Rejected tokens: after a 401 the client fetches a new token once and replays the request once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::StatusCode;
use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::{
    AuthCause, Body, BoxError, Bytes, Client, ErrorKind, HttpRequest, HttpResponse, Method, Result, TimeoutStage,
    point_api,
};
use tokio::time::Instant;

use crate::api::{Class, Order, Receipt, ShopClient, builder};
use crate::server::{Script, Server, json, respond};

const OK: &str = r#"{"count": 1}"#;

#[point_api]
pub(crate) trait Members {
    #[point_endpoint(POST "/orders")]
    async fn place(&self, #[body] order: &Order) -> Result<Receipt>;

    #[point_endpoint(POST "/orders", retry_on_throttle)]
    async fn throttled(&self, #[body] order: &Order) -> Result<Receipt>;

    #[point_endpoint(POST "/orders/keyed", idempotency_key = "Idempotency-Key")]
    async fn keyed(&self, #[body] order: &Order) -> Result<Receipt>;

    #[point_endpoint(GET "/orders")]
    async fn list(&self) -> Result<Receipt>;
}

/// A login that issues the tokens `t1`, `t2`, and so on.
#[derive(Clone, Default)]
pub(crate) struct Numbered(Arc<AtomicU32>);

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
async fn a_401_causes_one_replay_with_a_new_token_for_once_too() {
    let (server, client) = member([json(401, "{}"), json(200, OK)]).await;
    MembersClient::new(client).place(&Order::default()).await.unwrap();
    assert_eq!(tokens(&server), ["Bearer t1", "Bearer t2"]);
}

#[tokio::test]
async fn a_second_401_is_final_and_counts_as_two_requests() {
    let (server, client) = member([json(401, "{}")]).await;
    let error = MembersClient::new(client).place(&Order::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth(AuthCause::Denied));
    assert_eq!((error.attempts(), server.count()), (2, 2));
    assert!(error.is_auth() && error.is_status(401) && !error.outcome_unknown() && !error.is_retryable());
}

#[tokio::test]
async fn a_replay_differs_only_in_its_authorization() {
    let (server, client) = member([json(401, "{}"), json(200, OK)]).await;
    MembersClient::new(client).keyed(&Order { reference: "R-1".into() }).await.unwrap();
    let [first, replay] = &server.requests()[..] else { panic!("two requests") };
    assert!(first.header("idempotency-key").is_some_and(|key| !key.is_empty()));
    let without_token = |head: &str| head.replace("Bearer t1", "Bearer").replace("Bearer t2", "Bearer");
    assert_eq!(without_token(&first.head), without_token(&replay.head));
    assert_ne!(first.head, replay.head);
    assert_eq!(first.body, replay.body);
}

#[tokio::test(start_paused = true)]
async fn a_replay_keeps_the_original_deadline() {
    let service = tower::service_fn(|request: HttpRequest| async move {
        if request.headers()["authorization"] != "Bearer t1" {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(Duration::from_secs(3)).await;
        let mut response = HttpResponse::new(Body::empty());
        *response.status_mut() = StatusCode::UNAUTHORIZED;
        Ok::<_, BoxError>(response)
    });
    let client = Client::builder().base_url("https://api.example.com").transport(service);
    let client = client.token_source(Numbered::default()).timeout(Duration::from_secs(5)).build().unwrap();
    let started = Instant::now();
    let error = MembersClient::new(client).list().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout(TimeoutStage::Total), 2));
    assert_eq!(started.elapsed(), Duration::from_secs(5));
}

#[tokio::test]
async fn the_replay_does_not_count_as_an_attempt() {
    let (server, client) = member([json(500, "{}"), json(401, "{}"), json(500, "{}"), json(200, OK)]).await;
    MembersClient::new(client).list().await.unwrap();
    assert_eq!(tokens(&server), ["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]);
}

#[tokio::test]
async fn a_failed_replay_is_handled_like_any_response() {
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
async fn a_plain_403_does_not_reject_the_token() {
    let (server, client) = member([json(403, "{}")]).await;
    let error = MembersClient::new(client).list().await.unwrap_err();
    assert_eq!((error.kind(), server.count()), (ErrorKind::Status, 1));
}

#[tokio::test]
async fn a_403_with_invalid_token_rejects_the_token() {
    let forbidden = |challenge| respond(403, &[("WWW-Authenticate", challenge)], b"");
    for challenge in [
        r#"Bearer error="invalid_token""#,
        r#"bearer realm="x", error="invalid_token""#,
        r#"Basic realm="a, b", Bearer realm="x", error="invalid_token""#,
        r#"Negotiate dG9rZW4=, Bearer error="invalid_token""#,
        r#"Bearer error=invalid_token"#,
        r#"Bearer realm="x", , error="invalid_token""#,
        r#"Bearer scope="a b", error = "invalid_token""#,
        r#"Bearer error="invalid_token", Basic realm="x""#,
    ] {
        let (server, client) = member([forbidden(challenge), json(200, OK)]).await;
        MembersClient::new(client).list().await.unwrap();
        assert_eq!(tokens(&server), ["Bearer t1", "Bearer t2"], "{challenge}");
    }
    for challenge in [
        r#"Bearer error="insufficient_scope""#,
        r#"Basic error="invalid_token""#,
        r#"Bearer realm="x", Basic error="invalid_token""#,
        r#"Bearer error_description="error=\"invalid_token\"""#,
        r#"Bearer error="invalid_token_type""#,
    ] {
        let (server, client) = member([forbidden(challenge), json(200, OK)]).await;
        assert!(MembersClient::new(client).list().await.is_err());
        assert_eq!(tokens(&server), ["Bearer t1"], "{challenge}");
    }
}

#[tokio::test]
async fn treat_403_as_auth_makes_a_plain_403_reject_the_token() {
    let server = Server::start([json(403, "{}"), json(200, OK)]).await;
    let client = builder(&server).token_source(Numbered::default()).treat_403_as_auth().build().unwrap();
    MembersClient::new(client).list().await.unwrap();
    assert_eq!(tokens(&server), ["Bearer t1", "Bearer t2"]);
}

#[tokio::test]
async fn a_401_without_our_header_keeps_the_token() {
    let (server, client) = member([json(200, OK), json(401, "{}"), json(200, OK)]).await;
    let members = MembersClient::new(client.clone());
    members.list().await.unwrap();
    assert!(ShopClient::new(client).call(Class::Safe).await.is_err());
    members.list().await.unwrap();
    let sent: Vec<_> =
        server.requests().iter().map(|request| request.header("authorization").map(str::to_owned)).collect();
    assert_eq!(sent, [Some("Bearer t1".to_owned()), None, Some("Bearer t1".to_owned())]);
}
