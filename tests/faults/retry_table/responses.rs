//! Responses, status by status.

use super::*;

#[tokio::test]
async fn throttled_429_is_retried_after_retry_after() {
    assert_row(respond(429, &[("Retry-After", "0")], b"{}"), RETRIED_UNLESS_ONCE).await;
    assert_row(json(429, "{}"), RETRIED_UNLESS_ONCE).await;
}

#[tokio::test]
async fn throttled_503_with_retry_after_is_retried() {
    assert_row(respond(503, &[("Retry-After", "0")], b"{}"), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn s408_500_502_503_504_are_retried_and_unknown_for_once() {
    assert_statuses([408, 500, 502, 503, 504], RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn s501_505_to_511_fail() {
    assert_statuses([501, 505, 506, 507, 508, 510, 511], [Fails, Fails, FailsUnknown, FailsUnknown]).await;
}

#[tokio::test]
async fn other_4xx_3xx_and_more_than_599_fail() {
    assert_statuses([400, 402, 403, 404, 405, 409, 410, 413, 418, 422, 425, 451, 499], FAILS).await;
    assert_statuses([300, 301, 302, 303, 304, 307, 308, 600, 999], FAILS).await;
}

#[tokio::test]
async fn s101_fails() {
    let switch = script().read().write("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
    assert_row(switch, FAILS).await;
}

#[tokio::test]
async fn a_2xx_that_cannot_be_decoded_fails() {
    for body in ["{\"count\": \"x\"}", "nonsense", "{\"count\": ", "<html>", ""] {
        assert_row(json(200, body), FAILS).await;
    }
}

#[tokio::test]
async fn a_2xx_over_the_limit_fails() {
    let large = respond(200, &[], &vec![b' '; 17 * 1024 * 1024]);
    assert_row(large, FAILS).await;
}

#[tokio::test]
async fn a_2xx_cut_short_is_retried_and_unknown_for_once() {
    let before_length = script().read().write_head(200, &[], Some(100)).write(OK).close();
    assert_row(before_length, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    let in_a_chunk =
        script().read().write_head(200, &[("Transfer-Encoding", "chunked")], None).write("ff\r\n{").close();
    assert_row(in_a_chunk, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    let reset = script().read().write_head(200, &[], Some(100)).write(OK).reset();
    assert_row(reset, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn a_close_delimited_2xx_that_ends_within_its_json_is_retried_and_unknown_for_once() {
    let head = [("Content-Type", "application/json; charset=utf-8")];
    let cut = script().read().write_head(200, &head, None).write(r#"{"count": "#).close();
    assert_row(cut, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn a_cut_off_body_is_recognized_with_a_byte_order_mark_and_any_json_media_type() {
    for media_type in [Some("text/json"), Some("Application/HAL+JSON"), None] {
        let head: Vec<_> = media_type.map(|value| ("Content-Type", value)).into_iter().collect();
        let cut = script().read().write_head(200, &head, None).write("\u{feff}{\"count\": ").close();
        assert_row(cut, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }
}

#[tokio::test]
async fn a_body_that_is_missing_when_the_connection_ends_is_retried_and_unknown_for_once() {
    for head in [&[("Content-Type", "application/json")][..], &[]] {
        let cut = script().read().write_head(200, head, None).close();
        assert_row(cut, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    }
}

#[tokio::test]
async fn an_unsent_request_is_retried_for_every_class() {
    // The first connection is closed while idle, so the second request is never sent on it.
    for (class, expected) in CLASSES.into_iter().zip(RETRIED) {
        let server = Server::start([json(200, OK).close(), json(200, OK)]).await;
        let shop = shop(builder(&server));
        shop.call(class).await.unwrap();
        tokio::task::yield_now().await;
        assert_eq!(shop.call(class).await.is_ok(), expected == Retried, "{class:?}");
        assert_eq!(server.count(), 2);
    }
}

#[tokio::test]
async fn a_transport_error_names_its_cause() {
    for (first, cause) in [
        (script().read().reset(), TransportCause::Reset),
        (script().read().close(), TransportCause::Closed),
        (script().read().write("nonsense\r\n\r\n").close(), TransportCause::Protocol),
        (script().read().write_head(200, &[], Some(9)).write("{").close(), TransportCause::Truncated),
    ] {
        let server = Server::start([first]).await;
        let error = shop(builder(&server)).call(Class::Once).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport(cause));
    }
}
