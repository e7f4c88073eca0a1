//! Authenticators, alone and beside a token.

use std::sync::Mutex;

use http::{HeaderValue, Method};
use pointapi::auth::Authenticator;
use pointapi::{BoxError, ClientBuilder, ErrorKind, RequestPart, Result};

use super::sources::{Nameless, OwnRules};
use super::{MembersClient, OwnToken};
use crate::recorder::Recorder;

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

/// Sets one header.
struct Setting(&'static str);

#[pointapi::async_trait]
impl Authenticator for Setting {
    async fn authorize(&self, request: &mut http::request::Parts) -> Result<(), BoxError> {
        request.headers.insert(self.0, HeaderValue::from_static("7"));
        Ok(())
    }
}

#[tokio::test]
async fn an_authenticator_sets_no_reserved_header() {
    for name in ["host", "content-length", "transfer-encoding", "connection", "proxy-authorization"] {
        let recorder = Recorder::responding(200, "[]");
        let client = recorder.builder().authenticator(Setting(name)).build().unwrap();
        let error = client.request(Method::GET, "/items").send().await.unwrap_err();
        let expected = format!("header `{name}` is reserved: only the client sets it");
        assert_eq!(error.kind(), ErrorKind::Request(RequestPart::Header), "{error}");
        assert!(error.to_string().contains(&expected) && recorder.sent().is_empty(), "{error}");
    }
    let recorder = Recorder::responding(200, "[]");
    let client = recorder.builder().authenticator(Setting("authorization")).build().unwrap();
    client.request(Method::GET, "/items").send().await.unwrap();
    assert_eq!(recorder.only().header("authorization"), Some("7"));
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

/// An authenticator that asks for a replay after each rejection.
pub(super) struct Renewing;

#[pointapi::async_trait]
impl Authenticator for Renewing {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), BoxError> {
        Ok(())
    }

    async fn refused(&self, _: &http::response::Parts) -> bool {
        true
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
