//! Return types: the value that each makes of a response.

use futures_util::{FutureExt, StreamExt, TryStreamExt};
use http::StatusCode;
use pointapi::{
    ApiError, Body, BoxError, Bytes, DecodeCause, Download, ErrorKind, Event, Events, Lines, Response, Result, Text,
    Typed, point_api,
};
use serde::Deserialize;

use crate::recorder::Recorder;

#[derive(Debug, Deserialize, PartialEq)]
struct User {
    name: String,
}

#[derive(Debug, PartialEq)]
enum PlaceError {
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
enum Greedy {
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

/// A value, or the text that ends a stream of them.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Chunk {
    User(User),
    End(String),
}

type Outcome<T> = Result<T>;
type Maybe<T> = Result<Option<T>>;

#[point_api(auth = none)]
trait Shapes {
    #[point_endpoint(GET "/value")]
    async fn value(&self) -> Outcome<User>;
    #[point_endpoint(GET "/unit")]
    async fn unit(&self) -> Result<()>;
    #[point_endpoint(GET "/option", none_on = [404, 410])]
    async fn option(&self) -> Result<Option<User>>;
    #[point_endpoint(GET "/maybe-text", none_on = [404])]
    async fn maybe_text(&self) -> Maybe<Text>;
    #[point_endpoint(GET "/maybe-bytes", none_on = [404])]
    async fn maybe_bytes(&self) -> Maybe<Bytes>;
    #[point_endpoint(GET "/maybe-download", none_on = [404])]
    async fn maybe_download(&self) -> Maybe<Download>;
    #[point_endpoint(GET "/maybe-lines", none_on = [404])]
    async fn maybe_lines(&self) -> Result<Response<Option<Lines<User>>>>;
    #[point_endpoint(GET "/maybe-xml", none_on = [404], codec = pointapi::Xml)]
    async fn maybe_typed(&self) -> Result<Option<Text>, PlaceError>;
    #[point_endpoint(GET "/response")]
    async fn response(&self) -> Result<Response<User>>;
    #[point_endpoint(GET "/text")]
    async fn text(&self) -> Result<Text>;
    #[point_endpoint(GET "/bytes")]
    async fn bytes(&self) -> Result<Bytes>;
    #[point_endpoint(GET "/download")]
    async fn download(&self) -> Result<Download>;
    #[point_endpoint(GET "/events")]
    async fn events(&self) -> Result<Events<User>>;
    #[point_endpoint(GET "/resumed-events")]
    async fn resumed_events(&self, #[header("Last-Event-ID")] after: Option<&str>) -> Result<Events<String>>;
    #[point_endpoint(GET "/chunks")]
    async fn chunks(&self) -> Result<Events<Chunk>>;
    #[point_endpoint(GET "/plain-events")]
    async fn plain_events(&self) -> Result<Response<Events<String>>>;
    #[point_endpoint(GET "/lines")]
    async fn lines(&self) -> Result<Lines<User>>;
    #[point_endpoint(POST "/typed")]
    async fn typed(&self) -> Result<(), PlaceError>;
    #[point_endpoint(GET "/greedy")]
    async fn greedy(&self) -> Result<User, Greedy>;
    #[point_endpoint(GET "/xml", codec = pointapi::Xml)]
    async fn xml(&self) -> Result<User>;
    #[point_endpoint(GET "/problem")]
    async fn problem(&self) -> Result<User, Typed<User>>;
    #[point_endpoint(HEAD "/exists", none_on = [404])]
    async fn exists(&self) -> Result<bool>;
    #[point_endpoint(HEAD "/existing", none_on = [404])]
    async fn existing(&self) -> Result<Option<Response<()>>>;
    #[point_endpoint(GET "/flag", none_on = [404])]
    async fn flag(&self) -> Result<bool>;
    #[point_endpoint(GET "/accepted-flag", none_on = [202, 204])]
    async fn accepted_flag(&self) -> Result<bool>;
    #[point_endpoint(GET "/accepted", none_on = [202])]
    async fn accepted(&self) -> Result<Option<User>>;
    #[point_endpoint(HEAD "/accepted", none_on = [204])]
    async fn accepted_head(&self) -> Result<bool>;
    #[point_endpoint(GET "/bare-flag")]
    async fn bare_flag(&self) -> Result<bool>;
    #[point_endpoint(HEAD "/head")]
    async fn head(&self) -> Result<Response<()>>;
}

fn responding(status: u16, body: &str) -> (Recorder, ShapesClient) {
    let recorder = Recorder::responding(status, body.to_owned()).with_header("x-a", "1");
    let client = ShapesClient::new(recorder.client());
    (recorder, client)
}

fn client(status: u16, body: &str) -> ShapesClient {
    responding(status, body).1
}

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
async fn a_redirect_names_its_location_and_304_is_a_kind_of_its_own() {
    let recorder = Recorder::responding(302, "").with_header("location", "/elsewhere");
    let error = ShapesClient::new(recorder.client()).unit().await.unwrap_err();
    assert_eq!((error.kind(), error.location()), (ErrorKind::Redirect, Some("/elsewhere")));
    assert_eq!(client(304, "").unit().await.unwrap_err().kind(), ErrorKind::NotModified);
}

#[tokio::test]
async fn the_media_type_of_events_is_compared_as_a_media_type() {
    let events = |media_type: &'static str| {
        let recorder = Recorder::responding(200, "data: {\"name\": \"a\"}\n\n").with_header("content-type", media_type);
        let client = ShapesClient::new(recorder.client());
        async move { client.events().await.map(drop).map_err(|error| error.kind()) }
    };
    assert_eq!(events("Text/Event-Stream; charset=utf-8").await, Ok(()));
    assert_eq!(events("text/event-streams").await, Err(ErrorKind::Decode(DecodeCause::ContentType)));
}

#[cfg(unix)]
#[tokio::test]
async fn a_saved_download_is_private_and_a_dropped_one_leaves_no_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    client(200, "pdf").download().await.unwrap().save_to(&path).await.unwrap();
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::remove_file(&path).unwrap();

    let body = Body::from_stream(
        futures_util::stream::iter([Ok::<_, BoxError>(Bytes::from_static(b"begun"))])
            .chain(futures_util::stream::pending()),
    );
    let mut saving = Box::pin(Download::new(body).save_to(&path));
    while std::fs::read_dir(folder.path()).unwrap().next().is_none() {
        assert!((&mut saving).now_or_never().is_none());
        tokio::task::yield_now().await;
    }
    drop(saving);
    assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none());
}

fn user(name: &str) -> User {
    User { name: name.into() }
}

#[tokio::test]
async fn a_value_is_decoded_from_json_also_through_an_alias() {
    assert_eq!(client(200, r#"{"name": "a"}"#).value().await.unwrap(), user("a"));
}

#[tokio::test]
async fn unit_accepts_any_success() {
    client(200, "anything").unit().await.unwrap();
    assert!(client(404, "").unit().await.unwrap_err().is_status(404));
}

#[tokio::test]
async fn an_option_is_absent_for_204_empty_2xx_and_declared_statuses() {
    for (status, body) in [(204, ""), (200, ""), (404, "{}"), (410, "")] {
        assert_eq!(client(status, body).option().await.unwrap(), None, "{status}");
    }
    assert_eq!(client(200, r#"{"name": "a"}"#).option().await.unwrap(), Some(user("a")));
    assert!(client(403, "").option().await.unwrap_err().is_status(403));
}

#[tokio::test]
async fn a_response_has_status_headers_and_the_value() {
    let response = client(203, r#"{"name": "a"}"#).response().await.unwrap();
    assert_eq!(
        (response.status(), &response.headers()["x-a"], response.name.as_str()),
        (StatusCode::NON_AUTHORITATIVE_INFORMATION, &"1".parse().unwrap(), "a")
    );
    assert_eq!(client(200, "").head().await.unwrap().headers().len(), 1);
}

#[tokio::test]
async fn text_and_bytes_return_the_body_and_set_accept() {
    let (recorder, shapes) = responding(200, "\"quoted\"");
    assert_eq!(&*shapes.text().await.unwrap(), "\"quoted\"");
    assert!(recorder.only().header("accept").unwrap().starts_with("text/plain"));
    assert_eq!(shapes.bytes().await.unwrap(), "\"quoted\"");
    assert_eq!(recorder.only().header("accept"), Some("*/*"));
}

#[tokio::test]
async fn a_download_is_a_stream_that_can_be_saved() {
    let chunks: Vec<Bytes> = client(200, "pdf").download().await.unwrap().try_collect().await.unwrap();
    assert_eq!(chunks.concat(), b"pdf");

    let path = std::env::temp_dir().join(format!("pointapi-download-{}", std::process::id()));
    assert_eq!(client(200, "pdf").download().await.unwrap().save_to(&path).await.unwrap(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), b"pdf");
    std::fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn events_have_id_kind_and_data() {
    let stream = "retry: 1500\nid: 7\nevent: joined\ndata: {\"name\": \"a\"}\n\ndata: {\"name\": \"b\"}\n\n";
    let mut events = client(200, stream).events().await.unwrap();
    let first: Event<User> = events.try_next().await.unwrap().unwrap();
    assert_eq!((first.id.as_deref(), first.event.as_deref(), first.data), (Some("7"), Some("joined"), user("a")));
    assert_eq!(events.try_next().await.unwrap().unwrap().data, user("b"));
    assert!(events.try_next().await.unwrap().is_none());
    assert_eq!((events.last_event_id(), events.retry()), (Some("7"), Some(std::time::Duration::from_millis(1500))));
}

#[tokio::test]
async fn an_untagged_type_takes_text_that_is_not_json_as_a_string() {
    let stream = "data: {\"name\": \"a\"}\n\ndata: {\"name\": 1}\n\ndata: \"quoted\"\n\ndata: [DONE]\n\n";
    let chunks: Vec<_> = client(200, stream).chunks().await.unwrap().collect().await;
    let chunks: Vec<_> =
        chunks.into_iter().map(|event| event.map(|event| event.data).map_err(|error| error.kind())).collect();
    let end = |text: &str| Ok(Chunk::End(text.to_owned()));
    let misshapen = Err(ErrorKind::Decode(DecodeCause::Shape));
    let expected = [Ok(Chunk::User(user("a"))), misshapen, end("quoted"), end("[DONE]")];
    assert_eq!(chunks, expected);
    for text in ["", "tr", "n", "ping", "{\"name\": "] {
        let event = client(200, &format!("event: ping\ndata: {text}\n\n")).chunks().await.unwrap().try_next().await;
        assert_eq!(event.unwrap().unwrap().data, Chunk::End(text.to_owned()));
    }
    let error = client(200, "data: [DONE]\n\n").events().await.unwrap().try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::Syntax));
}

#[tokio::test]
async fn events_resume_after_the_last_event_id_of_the_request_until_another_arrives() {
    for (after, stream, id, last) in [
        (None, "data: a\n\n", None, None),
        (Some("7"), "", None, Some("7")),
        (Some("7"), ": nothing\n\n", None, Some("7")),
        (Some("7"), "data: a\n\n", Some("7"), Some("7")),
        (Some("7"), "id: 8\ndata: a\n\n", Some("8"), Some("8")),
        (Some("7"), "id: 8\ndata: cut", None, Some("7")),
        (Some("7"), "id:\ndata: a\n\n", None, None),
    ] {
        let mut events = client(200, stream).resumed_events(after).await.unwrap();
        assert_eq!(events.last_event_id(), after, "before {stream:?}");
        let event = events.try_next().await.unwrap();
        assert_eq!(event.and_then(|event| event.id).as_deref(), id, "{stream:?}");
        assert_eq!(events.last_event_id(), last, "{stream:?}");
    }
}

#[tokio::test]
async fn text_events_return_the_data_undecoded() {
    let events = client(200, "data: [DONE]\n\n").plain_events().await.unwrap().into_inner();
    let data: Vec<String> = events.map_ok(|event| event.data).try_collect().await.unwrap();
    assert_eq!(data, ["[DONE]"]);
}

#[tokio::test]
async fn each_line_is_a_value_and_an_invalid_one_does_not_end_the_stream() {
    let mut lines = client(200, "{\"name\": \"a\"}\n\n{\"name\": 1}\n{\"name\": \"b\"}").lines().await.unwrap();
    assert_eq!(lines.try_next().await.unwrap(), Some(user("a")));
    let error = lines.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.endpoint()), (ErrorKind::Decode(DecodeCause::Shape), Some("lines")));
    assert_eq!(lines.try_next().await.unwrap(), Some(user("b")));
    assert_eq!(lines.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn an_endpoints_error_type_decodes_the_bodies_it_knows() {
    assert_eq!(client(409, "twice").typed().await.unwrap_err(), PlaceError::Conflict("twice".into()));
    assert_eq!(client(400, "").typed().await.unwrap_err(), PlaceError::Other(ErrorKind::Status));
}

#[tokio::test]
async fn a_codec_decodes_the_response_and_sets_accept() {
    let (recorder, shapes) = responding(200, "<User><name>a</name></User>");
    assert_eq!(shapes.xml().await.unwrap(), user("a"));
    assert_eq!(recorder.only().header("accept"), Some("application/xml"));
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
