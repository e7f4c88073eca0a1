//! A login that is declared as a trait: what its responses mean, and which settings of calls do not reach it.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use pointapi::auth::{TokenError, TokenSet, TokenSource};
use pointapi::clock::ManualClock;
use pointapi::{AuthCause, Body, BoxError, Client, ErrorKind, HttpRequest, HttpResponse, Method, Result, point_api};
use serde::Deserialize;
use tower::util::BoxCloneSyncService;

use crate::api::without_pause;
use crate::in_process::{Reply, client, status};

#[derive(Deserialize)]
struct Granted {
    access_token: String,
}

#[point_api(auth = none)]
trait Login {
    #[point_endpoint(POST "/token", token_endpoint)]
    async fn token(&self) -> Result<Granted>;
}

struct DeclaredLogin(LoginClient);

impl DeclaredLogin {
    fn of(client: Client) -> Self {
        Self(LoginClient::new(client))
    }
}

#[pointapi::async_trait]
impl TokenSource for DeclaredLogin {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new(self.0.token().await?.access_token))
    }
}

#[tokio::test(start_paused = true)]
async fn responses_of_a_declared_login_are_classified_by_whether_a_token_came() {
    // 300 s before the date.
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_477);
    let date = || vec![("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT".to_owned())];
    let twice = || vec![("retry-after", "7".to_owned()), ("retry-after", "9".to_owned())];
    let (rejected, bad, unavailable) = (AuthCause::Rejected, AuthCause::BadAnswer, AuthCause::Unavailable);
    for (code, headers, body, cause, pause) in [
        (200, Vec::new(), r#"{"error":"x"}"#, rejected, Some(900)),
        (200, Vec::new(), "{}", bad, None),
        (200, Vec::new(), "", bad, None),
        (200, Vec::new(), "<html>", bad, None),
        (429, date(), "", unavailable, Some(300)),
        (429, twice(), "", unavailable, Some(9)),
        (429, twice(), r#"{"error":"access_denied"}"#, unavailable, Some(9)),
    ] {
        let clock = ManualClock::starting_at(start);
        let (client, arrivals) = client([Reply::Response(code, headers, body)]);
        let login = client.clock(clock.clone()).build().unwrap();
        let client = login.with_token_source(DeclaredLogin::of(login.clone()));
        let error = client.sign_in().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth(cause), "{code} {body}");
        if let Some(seconds) = pause {
            assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)), "{code} {body}");
            continue;
        }
        clock.advance(Duration::from_secs(15));
        for _ in 0..2 {
            assert!(client.sign_in().await.is_err());
        }
        let error = client.sign_in().await.unwrap_err();
        assert!(error.to_string().contains("(attempts: 2)"), "{code} {body}: {error}");
        assert_eq!(arrivals.count(), 2, "{code} {body}");
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_of_calls_do_not_repeat_a_declared_login() {
    let (client, arrivals) = client([status(500)]);
    let login = client.retry(without_pause().attempts(3)).build().unwrap();
    let client = login.with_token_source(DeclaredLogin::of(login.clone()));
    assert!(client.sign_in().await.is_err());
    assert_eq!(arrivals.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn permits_and_the_query_of_calls_are_not_those_of_a_declared_login() {
    let sent = Arc::<Mutex<Vec<String>>>::default();
    let log = Arc::clone(&sent);
    let transport = tower::service_fn(move |request: HttpRequest| {
        log.lock().unwrap().push(request.uri().path_and_query().unwrap().to_string());
        async move {
            match request.uri().path() {
                "/slow" => std::future::pending().await,
                _ => Ok::<_, BoxError>(HttpResponse::new(Body::from(r#"{"access_token":"access"}"#))),
            }
        }
    });
    let client = Client::builder()
        .base_url("https://api.example.com")
        .transport(BoxCloneSyncService::new(transport))
        .default_query("tenant", "7")
        .max_in_flight(1)
        .build()
        .unwrap();
    let mut slow = std::pin::pin!(client.request(Method::GET, "/slow").send());
    assert!(futures_util::poll!(&mut slow).is_pending());
    client.with_token_source(DeclaredLogin::of(client.clone())).sign_in().await.unwrap();
    assert_eq!(*sent.lock().unwrap(), ["/slow?tenant=7", "/token"]);
}
