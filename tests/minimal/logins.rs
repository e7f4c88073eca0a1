//! A login of one's own, in a program without any feature.

use std::convert::Infallible;

use pointapi::auth::{AuthState, TokenError, TokenSet, TokenSource};
use pointapi::http::{HeaderValue, StatusCode};
use pointapi::{AuthCause, Body, Client, ErrorKind, HttpRequest, HttpResponse, Method};

/// A login whose response is the token.
struct TextLogin(Client);

#[pointapi::async_trait]
impl TokenSource for TextLogin {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let response = self.0.request(Method::POST, "/login").send().await?;
        Ok(TokenSet::new(String::from_utf8_lossy(&response).into_owned()))
    }
}

/// A client of a server that responds to everything with this status.
fn client(status: u16, retry_after: Option<&'static str>) -> Client {
    let transport = tower::service_fn(move |_: HttpRequest| async move {
        let mut response = HttpResponse::new(Body::from("{\"error\":\"access_denied\"}"));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert("retry-after", HeaderValue::from_static(seconds));
        }
        Ok::<_, Infallible>(response)
    });
    Client::builder().base_url("https://api.example.com").transport(transport).build().unwrap()
}

#[tokio::test]
async fn responses_of_a_login_are_classified_by_their_status() {
    for (status, retry_after, cause, state) in [
        (401, None, AuthCause::Rejected, AuthState::Rejected),
        (403, None, AuthCause::Rejected, AuthState::Rejected),
        (404, None, AuthCause::BadAnswer, AuthState::Backoff),
        (429, Some("60"), AuthCause::Unavailable, AuthState::Throttled),
        (501, None, AuthCause::Unavailable, AuthState::Backoff),
    ] {
        let login = TextLogin(client(status, retry_after));
        let client = client(200, None).with_token_source(login);
        let error = client.sign_in().await.unwrap_err();
        assert_eq!((error.kind(), client.auth_status().state()), (ErrorKind::Auth(cause), state), "{status}");
        assert!(error.to_string().contains(&status.to_string()) || status == 429, "{error}");
    }
}
