//! What may have been processed is sent again, unless the endpoint is sent once.

use super::*;

#[tokio::test]
async fn reset_is_retried_and_unknown_for_once() {
    assert_row(script().read().reset(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn closed_before_answer_is_retried_and_unknown_for_once() {
    assert_row(script().read().close(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
    assert_row(script().read().write("HTTP/1.1 20").close(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn not_http_is_retried_and_unknown_for_once() {
    assert_row(script().read().write("SSH-2.0-OpenSSH\r\n\r\n").close(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn attempt_timeout_is_retried_and_once_uses_its_whole_time() {
    assert_row(script().read().hang(), RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn stall_is_retried_and_unknown_for_once() {
    let stall = script().read().write_head(200, &[], Some(12)).write(r#"{"cou"#).hang();
    assert_row(stall, RETRIED_UNLESS_ONCE_THEN_UNKNOWN).await;
}

#[tokio::test]
async fn goaway_is_retried_and_unknown_for_once_whatever_it_says_of_the_stream() {
    for (class, expected) in CLASSES.into_iter().zip(RETRIED_UNLESS_ONCE_THEN_UNKNOWN) {
        let certificate = Certificate::good().with_http2();
        let server = Server::start_tls(&certificate, [script().go_away(0, "bye"), json(200, OK)]).await;
        let client = builder(&server).root_certificate(certificate.authority_text());
        let result = shop(client).call(class).await;
        assert_eq!(server.count(), if expected == Retried { 2 } else { 1 }, "{class:?}: {result:?}");
        assert_eq!(result.is_err_and(|error| error.outcome_unknown()), expected == FailsUnknown, "{class:?}");
    }
}
