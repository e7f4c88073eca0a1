//! Downloads, events and lines.

use futures_util::{FutureExt, StreamExt, TryStreamExt};
use pointapi::{Body, BoxError, Bytes, DecodeCause, Download, ErrorKind, Event};

use super::shapes::{Chunk, ShapesClient, User, client, user};
use crate::recorder::Recorder;

#[tokio::test]
async fn the_media_type_of_events_is_compared_as_a_media_type() {
    let rows: [(&[&str], bool); 4] = [
        (&["Text/Event-Stream; charset=utf-8"], true),
        (&["text/event-streams"], false),
        (&["text/event-stream", "text/html"], true),
        (&["text/html", "text/event-stream"], false),
    ];
    for (media_types, is_stream) in rows {
        let recorder = Recorder::responding(200, "data: {\"name\": \"a\"}\n\n");
        let recorder = media_types.iter().fold(recorder, |recorder, value| recorder.with_header("content-type", value));
        let events = ShapesClient::new(recorder.client()).events().await.map(drop).map_err(|error| error.kind());
        let expected = if is_stream { Ok(()) } else { Err(ErrorKind::Decode(DecodeCause::ContentType)) };
        assert_eq!(events, expected, "{media_types:?}");
    }
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

#[tokio::test]
async fn a_download_is_a_stream_that_can_be_saved() {
    let chunks: Vec<Bytes> = client(200, "pdf").download().await.unwrap().try_collect().await.unwrap();
    assert_eq!(chunks.concat(), b"pdf");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    assert_eq!(client(200, "pdf").download().await.unwrap().save_to(&path).await.unwrap(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), b"pdf");
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
