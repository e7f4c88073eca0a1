//! The requests of each grant, and the way that they take.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use pointapi::auth::oauth2::RefreshToken;
use pointapi::{Body, Client, HttpRequest, HttpResponse};
use tower::util::MapRequestLayer;

use super::{TOKEN_URL, TOKENS, credentials, sign_in_error};
use crate::recorder::Recorder;

#[tokio::test]
async fn token_request_is_a_form_with_the_credentials_in_a_header_or_in_the_body() {
    let body = "grant_type=client_credentials&scope=a+b+c&audience=https%3A%2F%2Fapi.example.com&resource=x%26y";
    let rows =
        [(false, Some("Basic aWQ6c2VjcmV0"), String::new()), (true, None, "&client_id=id&client_secret=secret".into())];
    for (is_post, authorization, more) in rows {
        let recorder = Recorder::responding(200, TOKENS);
        let login =
            credentials().scope("a b").scope("c").audience("https://api.example.com").parameter("resource", "x&y");
        let login = if is_post { login.client_secret_post() } else { login };
        let builder = recorder.builder().default_header("x-call", "1").login_header("x-login", "2");
        builder.token_source(login).build().unwrap().sign_in().await.unwrap();
        let sent = recorder.only();
        assert_eq!((sent.method.as_str(), sent.uri.as_str()), ("POST", TOKEN_URL));
        assert_eq!(sent.text(), format!("{body}{more}"));
        assert_eq!(sent.header("authorization"), authorization);
        assert_eq!(sent.header("content-type"), Some("application/x-www-form-urlencoded"));
        assert_eq!(sent.header("accept"), Some("application/json"));
        assert_eq!((sent.header("x-call"), sent.header("x-login")), (None, Some("2")));
    }
}

#[tokio::test]
async fn client_without_a_secret_only_names_itself() {
    let recorder = Recorder::responding(200, TOKENS);
    let client = recorder.builder().token_source(RefreshToken::new(TOKEN_URL, "id", "first")).build().unwrap();
    client.sign_in().await.unwrap();
    assert_eq!(recorder.only().text(), "grant_type=refresh_token&refresh_token=first&client_id=id");
}

#[tokio::test]
async fn token_requests_pass_the_attempt_layers_and_not_the_call_layers() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let layer = |name: &'static str| {
        let seen = Arc::clone(&seen);
        MapRequestLayer::new(move |request: HttpRequest| {
            seen.lock().unwrap().push((name, request.uri().host().unwrap().to_owned()));
            request
        })
    };
    let builder = Recorder::responding(200, TOKENS).builder().layer(layer("call")).attempt_layer(layer("attempt"));
    builder.token_source(credentials()).build().unwrap().sign_in().await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [("attempt", "login.example.com".to_owned())]);
}

#[tokio::test]
async fn a_layer_cannot_send_the_credentials_to_another_origin() {
    let recorder = Recorder::responding(200, TOKENS);
    let elsewhere = MapRequestLayer::new(|mut request: HttpRequest| {
        *request.uri_mut() = "https://api.example.com/token".parse().unwrap();
        request
    });
    let client = recorder.builder().attempt_layer(elsewhere).token_source(credentials()).build().unwrap();
    assert!(sign_in_error(&client).await.is_auth());
    assert!(recorder.sent().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_grant_may_give_its_requests_more_time() {
    let slow = tower::service_fn(|_: HttpRequest| async {
        tokio::time::sleep(Duration::from_secs(12)).await;
        Ok::<_, std::convert::Infallible>(HttpResponse::new(Body::from(TOKENS)))
    });
    let builder = Client::builder().base_url("https://api.example.com").transport(slow);
    let minute = Duration::from_secs(60);
    let refresh_token = || RefreshToken::new(TOKEN_URL, "id", "first");
    for (case, client, is_in_time) in [
        ("client credentials", builder.clone().token_source(credentials().timeout(minute)), true),
        ("refresh token", builder.clone().token_source(refresh_token().timeout(minute)), true),
        ("the default", builder.token_source(refresh_token()), false),
    ] {
        let client = client.build().unwrap();
        assert_eq!(client.sign_in().await.is_ok(), is_in_time, "{case}");
        client.invalidate_token();
        assert_eq!(client.sign_in().await.is_ok(), is_in_time, "{case}, again");
    }
}
