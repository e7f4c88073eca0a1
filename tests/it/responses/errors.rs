//! Error types of endpoints, and redirects.

use pointapi::{ApiError, DecodeCause, ErrorKind};

use super::shapes::{ShapesClient, client, responding, user};
use crate::recorder::Recorder;

#[derive(Debug, PartialEq)]
pub(super) enum PlaceError {
    Conflict(String),
    Other(ErrorKind),
}

impl From<pointapi::Error> for PlaceError {
    fn from(error: pointapi::Error) -> Self {
        Self::Other(error.kind())
    }
}

impl ApiError for PlaceError {
    fn decode(error: &pointapi::Error) -> Option<Self> {
        let body = String::from_utf8_lossy(error.expose_body()?).into_owned();
        error.is_status(409).then_some(Self::Conflict(body))
    }
}

/// An error type that accepts every body.
#[derive(Debug, PartialEq)]
pub(super) enum Greedy {
    Rejected,
    Other(ErrorKind),
}

impl From<pointapi::Error> for Greedy {
    fn from(error: pointapi::Error) -> Self {
        Self::Other(error.kind())
    }
}

impl ApiError for Greedy {
    fn decode(_: &pointapi::Error) -> Option<Self> {
        Some(Self::Rejected)
    }
}

#[tokio::test]
async fn a_typed_error_keeps_the_error_and_decodes_its_body() {
    let error = client(409, "\u{feff}{\"name\": \"twice\"}").problem().await.unwrap_err();
    assert_eq!((error.body(), error.is_status(409), error.attempts()), (Some(&user("twice")), true, 1));
    assert_eq!(
        (error.endpoint(), error.headers().unwrap().get("x-a").unwrap().as_bytes()),
        (Some("problem"), &b"1"[..])
    );
    assert!(!format!("{error} {error:?}").contains("twice"));
    let undecodable = client(200, "{}").problem().await.unwrap_err();
    assert!(undecodable.body().is_none() && undecodable.is_decode());
    assert!(client(409, "busy").problem().await.unwrap_err().body().is_none());
}

#[tokio::test]
async fn a_typed_error_is_decoded_by_the_codec_or_as_json() {
    for body in ["<User><name>denied</name></User>", r#"{"name": "denied"}"#] {
        let error = client(403, body).xml_problem().await.unwrap_err();
        assert_eq!(error.body(), Some(&user("denied")), "{body}");
    }
    for (status, body) in [(200, "<User><nam>a</nam></User>"), (403, "<html>"), (403, "")] {
        assert!(client(status, body).xml_problem().await.unwrap_err().body().is_none(), "{body}");
    }
}

#[tokio::test]
async fn a_redirect_names_its_location_and_304_is_a_kind_of_its_own() {
    let recorder = Recorder::responding(302, "").with_header("location", "/elsewhere");
    let error = ShapesClient::new(recorder.client()).unit().await.unwrap_err();
    assert_eq!((error.kind(), error.location()), (ErrorKind::Redirect, Some("/elsewhere")));
    assert_eq!(client(304, "").unit().await.unwrap_err().kind(), ErrorKind::NotModified);
}

#[tokio::test]
async fn an_endpoints_error_type_decodes_the_bodies_it_knows() {
    assert_eq!(client(409, "twice").typed().await.unwrap_err(), PlaceError::Conflict("twice".into()));
    assert_eq!(client(400, "").typed().await.unwrap_err(), PlaceError::Other(ErrorKind::Status));
}

#[tokio::test]
async fn a_redirect_is_an_error_and_not_followed() {
    let (recorder, shapes) = responding(307, "");
    let error = shapes.unit().await.unwrap_err();
    assert_eq!((error.kind(), error.is_status(307)), (ErrorKind::Redirect, true));
    assert_eq!(recorder.sent().len(), 1);
}

#[tokio::test]
async fn an_error_type_does_not_decode_an_undecodable_success() {
    assert_eq!(client(400, "{}").greedy().await, Err(Greedy::Rejected));
    let undecodable = Greedy::Other(ErrorKind::Decode(DecodeCause::Shape));
    assert_eq!(client(200, "{}").greedy().await, Err(undecodable));
}
