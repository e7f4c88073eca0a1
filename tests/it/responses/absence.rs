//! Values that may be absent.

use futures_util::TryStreamExt;
use http::StatusCode;
use pointapi::{Bytes, DecodeCause, ErrorKind};

use super::errors::PlaceError;
use super::shapes::{User, client, responding, user};

#[tokio::test]
async fn text_and_streams_can_be_absent() {
    for (status, body) in [(204, ""), (200, ""), (404, "not found")] {
        let client = client(status, body);
        assert_eq!(client.maybe_text().await.unwrap(), None, "{status}");
        assert_eq!(client.maybe_bytes().await.unwrap(), None, "{status}");
        assert!(client.maybe_download().await.unwrap().is_none(), "{status}");
        let lines = client.maybe_lines().await.unwrap();
        assert_eq!((lines.status(), lines.is_none()), (StatusCode::from_u16(status).unwrap(), true));
        assert_eq!(client.maybe_typed().await, Ok(None));
    }
    let (recorder, client) = responding(200, "{\"name\": \"a\"}\n");
    assert_eq!(&*client.maybe_text().await.unwrap().unwrap(), "{\"name\": \"a\"}\n");
    assert_eq!(recorder.only().header("accept"), Some("text/plain, */*;q=0.5"));
    let download = client.maybe_download().await.unwrap().unwrap();
    assert_eq!(download.try_collect::<Vec<Bytes>>().await.unwrap().concat(), b"{\"name\": \"a\"}\n");
    let lines: Vec<User> = client.maybe_lines().await.unwrap().into_inner().unwrap().try_collect().await.unwrap();
    assert_eq!(lines, [user("a")]);
    assert_eq!(self::client(409, "twice").maybe_typed().await, Err(PlaceError::Conflict("twice".into())));
}

#[tokio::test]
async fn head_can_be_a_bool_or_an_optional_response() {
    assert!(client(200, "").exists().await.unwrap());
    assert!(!client(404, "").exists().await.unwrap());
    assert!(client(500, "").exists().await.unwrap_err().is_status(500));
    assert_eq!(client(200, "").existing().await.unwrap().unwrap().headers()["x-a"], "1");
    assert!(client(404, "").existing().await.unwrap().is_none());
}

#[tokio::test]
async fn a_bool_with_none_on_is_the_body_or_the_status() {
    for (status, body, flag) in [
        (200, "true", Ok(true)),
        (200, "false", Ok(false)),
        (200, "", Ok(true)),
        (204, "", Ok(true)),
        (404, "true", Ok(false)),
        (200, "{}", Err(ErrorKind::Decode(DecodeCause::Shape))),
        (410, "", Err(ErrorKind::Status)),
    ] {
        assert_eq!(client(status, body).flag().await.map_err(|error| error.kind()), flag, "{status} {body:?}");
    }
    let undeclared = client(204, "").bare_flag().await.unwrap_err();
    assert_eq!(undeclared.kind(), ErrorKind::Decode(DecodeCause::Eof));
}

#[tokio::test]
async fn a_success_among_the_statuses_of_none_on_is_absence() {
    for (status, body, flag) in
        [(204, "", false), (202, "", false), (202, "true", false), (200, "true", true), (201, "", true)]
    {
        assert_eq!(client(status, body).accepted_flag().await.unwrap(), flag, "{status} {body:?}");
    }
    for (status, expected) in [(202, None), (200, Some(user("a")))] {
        assert_eq!(client(status, "{\"name\": \"a\"}").accepted().await.unwrap(), expected, "{status}");
    }
    for (status, exists) in [(204, false), (200, true)] {
        assert_eq!(client(status, "").accepted_head().await.unwrap(), exists, "{status}");
    }
}

#[tokio::test]
async fn an_option_is_absent_for_204_empty_2xx_and_declared_statuses() {
    for (status, body) in [(204, ""), (200, ""), (404, "{}"), (410, "")] {
        assert_eq!(client(status, body).option().await.unwrap(), None, "{status}");
    }
    assert_eq!(client(200, r#"{"name": "a"}"#).option().await.unwrap(), Some(user("a")));
    assert!(client(403, "").option().await.unwrap_err().is_status(403));
}
