//! `pointapi call` against a server with odd responses.

use axum::Router;
use axum::routing::{delete, get};
use pointapi::http::StatusCode;

use super::stage::{Ran, Stage};

const ODD: &str = "\u{feff}[{\"b\": 1.10, \"a\": 123456789012345678901,\r\n\"c\": 1e400, \"c\": \"\u{e9}\"}]";

/// A stage with the profile `p` of a server, whose error is text with CRLF.
async fn stage() -> Stage {
    let routes = Router::new()
        .route("/odd", get(async || ODD))
        .route("/none", delete(async || StatusCode::NO_CONTENT))
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
