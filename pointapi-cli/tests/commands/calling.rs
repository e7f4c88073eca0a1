//! `pointapi call` against a server with odd responses.

use axum::Router;
use axum::response::Redirect;
use axum::routing::{delete, get};
use pointapi::http::StatusCode;

use super::stage::{Ran, Stage};

const ODD: &str = "\u{feff}[{\"b\": 1.10, \"a\": 123456789012345678901,\r\n\"c\": 1e400, \"c\": \"\u{e9}\"}]";

/// A stage with the profile `p` of a server, whose error is text with CRLF.
async fn stage() -> Stage {
    let routes = Router::new()
        .route("/odd", get(async || ODD))
        .route("/none", delete(async || StatusCode::NO_CONTENT))
        .route("/empty", get(async || "[]"))
        .route("/objects", get(async || "[{}]"))
        .route("/large", get(async || (StatusCode::BAD_REQUEST, "x".repeat(100_000))))
        .route("/unchanged", get(async || (StatusCode::NOT_MODIFIED, [("content-length", "7")])))
        .route("/moved", get(async || Redirect::to("/odd")))
        .fallback(async || (StatusCode::BAD_REQUEST, "a\r\nb\u{1b}"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, routes).await });
    let stage = Stage::new().await;
    let login = ["login", "--profile", "p", "--scheme", "bearer", "--base-url", &url, "--password-stdin"];
    assert_eq!(stage.pipe(&login, "made-up").code, 0);
    stage
}

fn call(stage: &Stage, arguments: &[&str]) -> Ran {
    let mut command = stage.command(&["call", "--profile", "p"]);
    command.env_remove("POINTAPI_BASE_URL").args(arguments);
    stage.run(command, "")
}

#[tokio::test(flavor = "multi_thread")]
async fn json_has_the_numbers_and_the_order_of_the_server() {
    let stage = stage().await;
    for (format, printed) in [
        (
            "json",
            "[\n  {\n    \"b\": 1.10,\n    \"a\": 123456789012345678901,\n    \"c\": 1e400,\n    \"c\": \"\u{e9}\"\n  }\n]\n",
        ),
        ("jsonl", "{\"b\":1.10,\"a\":123456789012345678901,\"c\":1e400,\"c\":\"\u{e9}\"}\n"),
        ("csv", "b,a,c\n1.10,123456789012345678901,\u{e9}\n"),
    ] {
        let ran = call(&stage, &["GET", "/odd", "--output", format]);
        assert_eq!((ran.code, &*ran.stdout), (0, printed), "{}", ran.stderr);
    }
    assert_eq!(call(&stage, &["GET", "/odd"]).stdout, ODD);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_success_without_a_body_is_done() {
    let stage = stage().await;
    let ran = call(&stage, &["DELETE", "/none", "--output", "json"]);
    assert_eq!((ran.code, &*ran.stdout), (0, ""), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_body_is_as_it_is_in_a_pipe() {
    let stage = stage().await;
    let ran = call(&stage, &["GET", "/broken"]);
    assert_eq!((ran.code, &*ran.stdout), (1, "a\r\nb\u{1b}"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn csv_without_a_column_has_no_line() {
    let stage = stage().await;
    for path in ["/empty", "/objects"] {
        let ran = call(&stage, &["GET", path, "--output", "csv"]);
        assert_eq!((ran.code, &*ran.stdout), (0, ""), "{path}: {}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_headers_of_an_error_are_printed_on_request() {
    let stage = stage().await;
    let ran = call(&stage, &["GET", "/moved", "--include", "--quiet"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("HTTP 303") && ran.stderr.contains("location: /odd"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_body_that_is_cut_is_said_to_be() {
    let stage = stage().await;
    for (method, path, printed) in
        [("GET", "/large", 65_536), ("HEAD", "/large", 0), ("GET", "/broken", 5), ("GET", "/unchanged", 0)]
    {
        let ran = call(&stage, &[method, path]);
        assert_eq!((ran.code, ran.stdout.len()), (1, printed), "{method} {path}: {}", ran.stderr);
        let is_cut = ran.stderr.contains("only the first 65536 bytes of the response body are printed");
        assert_eq!(is_cut, printed > 5, "{method} {path}: {}", ran.stderr);
    }
}
