//! The exact requests and sample responses of the platform's token guide.

use std::time::{Duration, SystemTime};

use http::StatusCode;
use pointapi::auth::AuthState;
use pointapi::clock::{Clock, ManualClock};
use pointapi::platform::{OrderQuery, OrdersClient};
use pointapi::{AuthCause, Client, ClientBuilder, Credentials, ErrorKind};
use serde_json::json;
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const SIGN_IN: &str = "/user-management-services-ws/oauth2/002/signInWithPassword";
const REFRESH: &str = "/user-management-services-ws/oauth2/002/refreshIdToken";
const QUERY: &str = "/riskinsight-services-ws/resources/v1/orders/query";

/// The token of the guide. Its claims expired in January 1970, and its signature is padded.
const SAMPLE_TOKEN: &str = concat!(
    "eyJraWQiOiJrIiwidHlwIjoiSldUIiwiYWxnIjoiUlMyNTYifQ.",
    "eyJhdXRoX3RpbWUiOjE3MDg3MTU2MDIsImV4cCI6MTcwODcxOSwiaWF0IjoxNzA4NzE1fQ.",
    "dGVzdA=="
);

fn builder(server: &MockServer) -> ClientBuilder {
    Client::builder().base_url(server.uri()).allow_insecure_loopback()
}

async fn mock(server: &MockServer, at: &str, template: ResponseTemplate) {
    Mock::given(method("POST")).and(path(at)).respond_with(template).mount(server).await;
}

async fn mock_empty_page(server: &MockServer, token: &str) {
    Mock::given(method("POST"))
        .and(path(QUERY))
        .and(header("authorization", format!("Bearer {token}").as_str()))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"count": 0, "limit": 100, "results": []})))
        .mount(server)
        .await;
}

#[tokio::test]
async fn sign_in_posts_user_name_password_and_alias_as_json() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path(SIGN_IN))
        .and(header("content-type", "application/json"))
        .and(header("accept", "application/json"))
        .and(body_json(json!({"username": "greta", "password": "p", "useralias": "branch-7"})))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({
            "access_token": "five", "refresh_token": "r", "scope": "policy", "token_type": "Bearer", "expires_in": 3600
        })))
        .expect(1)
        .mount(&server)
        .await;
    let credentials = Credentials::password("greta", "p").alias("branch-7");
    let client = builder(&server).credentials(credentials).build().unwrap();
    assert_eq!(client.access_token().await.unwrap().expose(), "five");
    let sent = &server.received_requests().await.unwrap()[0];
    assert!(!sent.headers.contains_key("authorization"));
}

#[tokio::test]
async fn the_sample_response_is_used_for_its_hour_despite_its_claims() {
    let server = MockServer::start().await;
    let sample = json!({"access_token": SAMPLE_TOKEN, "refresh_token": "r", "expires_in": 3600});
    mock(&server, SIGN_IN, ResponseTemplate::new(200).set_body_json(sample)).await;
    mock_empty_page(&server, SAMPLE_TOKEN).await;
    let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_900_000_000));
    let credentials = Credentials::password("greta", "p");
    let client = builder(&server).clock(clock.clone()).credentials(credentials).build().unwrap();
    let orders = OrdersClient::new(client.clone());

    orders.query(&OrderQuery::default()).await.unwrap();
    clock.advance(Duration::from_secs(3000));
    orders.query(&OrderQuery::default()).await.unwrap();

    let paths: Vec<String> =
        server.received_requests().await.unwrap().iter().map(|request| request.url.path().to_owned()).collect();
    assert_eq!(paths, [SIGN_IN, QUERY, QUERY]);
    let left = client.auth_status().access_expires_at().unwrap().duration_since(clock.wall()).unwrap();
    assert!((595..=600).contains(&left.as_secs()), "{left:?}");
}

#[tokio::test]
async fn refresh_posts_the_refresh_token_as_json() {
    let server = MockServer::start().await;
    let first = json!({"access_token": "one", "refresh_token": "made-up_1", "expires_in": 3600});
    mock(&server, SIGN_IN, ResponseTemplate::new(200).set_body_json(first)).await;
    Mock::given(method("POST"))
        .and(path(REFRESH))
        .and(header("content-type", "application/json"))
        .and(body_json(json!({"refresh_token": "made-up_1"})))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"access_token": "two", "expires_in": 3600})))
        .expect(1)
        .mount(&server)
        .await;
    let clock = ManualClock::starting_at(SystemTime::now());
    let credentials = Credentials::password("greta", "p");
    let client = builder(&server).clock(clock.clone()).credentials(credentials).build().unwrap();
    client.sign_in().await.unwrap();
    clock.advance(Duration::from_secs(3600));
    assert_eq!(client.access_token().await.unwrap().expose(), "two");
}

#[tokio::test]
async fn a_400_or_403_sign_in_is_a_rejection() {
    for status in [StatusCode::BAD_REQUEST, StatusCode::FORBIDDEN] {
        let server = MockServer::start().await;
        let denied = json!({"error": "access_denied", "error_description": "greta and p do not match"});
        mock(&server, SIGN_IN, ResponseTemplate::new(status).set_body_json(denied)).await;
        let client = builder(&server).credentials(Credentials::password("greta", "p")).build().unwrap();
        let error = client.sign_in().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth(AuthCause::Rejected), "{status}");
        assert!(!format!("{error} {error:?}").contains("do not match"), "{error:?}");
        assert_eq!(client.auth_status().state(), AuthState::Rejected);
    }
}

#[tokio::test]
async fn a_call_without_credentials_names_the_missing_setting() {
    let orders = OrdersClient::new(Client::builder().build().unwrap());
    let error = orders.query(&OrderQuery::default()).await.unwrap_err();
    assert!(error.is_auth());
    assert!(error.to_string().contains(".credentials("), "{error}");
}
