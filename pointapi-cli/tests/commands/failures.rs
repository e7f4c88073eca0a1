//! Failures, each with its exit code.

use std::fs;
use std::process::Stdio;

use pointapi::http::StatusCode;
use tokio::task::block_in_place;

use super::stage::{PASSWORD, Stage};

#[tokio::test(flavor = "multi_thread")]
async fn a_rejected_password_is_an_auth_failure_and_shown_nowhere() {
    let stage = Stage::new().await;
    let ran = stage.pipe(&["login", "--username", "greta", "--password-stdin", "-vvv"], "canary-password");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    let mut shown = format!("{}{}", ran.stdout, ran.stderr);
    for entry in fs::read_dir(stage.path(".local/state/pointapi/tokens")).unwrap() {
        shown += &fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    assert!(!shown.contains("canary"), "{shown}");
    assert_eq!(stage.pipe(&["status"], "").code, 3);
    assert_eq!(stage.pipe(&["login", "--username", "greta", "--password-stdin"], PASSWORD).code, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_login_keeps_the_stored_one() {
    let stage = Stage::logged_in().await;
    let token = stage.pipe(&["token"], "").stdout;
    let login = ["login", "--username", "greta", "--password-stdin"];
    assert_eq!(stage.pipe(&login, "canary-password").code, 3);
    assert_eq!(stage.pipe(&["token"], "").stdout, token);
    assert_eq!(stage.pipe(&login, PASSWORD).code, 0);
    assert_ne!(stage.pipe(&["token"], "").stdout, token);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_server_is_a_network_failure() {
    let stage = Stage::logged_in().await;
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let mut command = stage.command(&["call", "GET", "/orders"]);
    command.env("POINTAPI_BASE_URL", &closed).env("POINTAPI_USERNAME", "greta").env("POINTAPI_PASSWORD", PASSWORD);
    let ran = stage.run(command, "");
    assert_eq!(ran.code, 6, "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_never_sent_to_another_origin() {
    let (stage, other) = (Stage::logged_in().await, Stage::new().await);
    let mut command = stage.command(&["call", "GET", "/orders"]);
    command.env("POINTAPI_BASE_URL", other.sandbox.base_url());
    let ran = stage.run(command, "");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert_eq!(other.sandbox.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_of_usage_exit_with_2_before_anything_is_sent() {
    let stage = Stage::logged_in().await;
    let requests = stage.sandbox.requests().len();
    for arguments in [
        &["status", "--output", "table"][..],
        &["status", "--profile", "../other"],
        &["orders", "place", "Nothing", "M", "order.json"],
        &["orders", "place", "ADV", "ADV-120", "template.json"],
        &["orders", "place", "ADV", "ADV-120", "no-such-file.json"],
        &["orders", "query", "--where", "Status"],
        &["call", "GET", "no-slash"],
        &["call", "GET", "/x", "--header", "Authorization: Bearer made-up"],
        &["call", "GET", "/x", "--header", "X-A: 1", "--header", "x-a: 2"],
        &["call", "GET", "/x", "--timeout", "0s"],
        &["login", "--username", "otto", "--base-url", "http://api.example.com", "--password-stdin"],
        &["token", "--output", "json"],
        &["completions", "bash", "--output", "json"],
        &["man", "--output", "json"],
        &[
            "webhooks",
            "listen",
            "--issuer=https://a.example",
            "--audience=a",
            "--tenant=t",
            "--count=0",
            "--output=csv",
        ],
        &["sandbox", "--orders", "99999999999"],
        &["login", "--username", "otto"],
        &["webhooks", "test", "https://127.0.0.1/", "--tenant", "OU9001"],
        &["no-such-command"],
    ] {
        let ran = stage.pipe(arguments, PASSWORD);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stdout.is_empty() && ran.stderr.contains("error"), "{arguments:?}: {}", ran.stderr);
        assert!(!ran.stderr.contains("()"), "a user of the program calls no function: {}", ran.stderr);
    }
    assert_eq!(stage.sandbox.requests().len(), requests);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_was_tried_elsewhere_is_not_taken_for_placed() {
    let (stage, other) = (Stage::logged_in().await, Stage::new().await);
    let place = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "template.json", "--from", "pair.csv"];
    let order = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json"];
    stage.pipe(&place, "");
    assert_eq!(stage.pipe(&order, "").code, 0);
    for arguments in [&place[..], &order, &["orders", "get", "loan-1"]] {
        let mut command = stage.command(arguments);
        command.env("POINTAPI_BASE_URL", other.sandbox.base_url());
        command.env("POINTAPI_USERNAME", "greta").env("POINTAPI_PASSWORD", PASSWORD);
        let ran = stage.run(command, "");
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("use another journal"), "{}", ran.stderr);
    }
    assert_eq!(other.sandbox.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn quiet_prints_data_and_errors_alone() {
    let stage = Stage::new().await;
    let ran = stage.pipe(&["login", "--username", "greta", "--password-stdin", "--quiet"], PASSWORD);
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, "", ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_has_gone_hides_no_failure() {
    let stage = Stage::logged_in().await;
    let place = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "template.json", "--from", "pair.csv"];
    for (arguments, code) in [
        (&["call", "GET", "/no/such/path"][..], 1),
        (&place, 4),
        (&["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json"], 0),
        (&["orders", "get", "loan-1"], 5),
        (&["logout"], 0),
        (&["status"], 3),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = stage.command(arguments);
        let done = block_in_place(|| command.stdout(writer).output()).unwrap();
        let stderr = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(code), "{arguments:?}: {stderr}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_environment_names_no_other_account_to_log_out() {
    let stage = Stage::logged_in().await;
    stage.sandbox.user("otto", PASSWORD);
    let as_otto = |arguments: &[&str]| {
        let mut command = stage.command(arguments);
        command.env("POINTAPI_USERNAME", "otto").env("POINTAPI_PASSWORD", PASSWORD);
        stage.run(command, "")
    };
    let all = as_otto(&["status", "--all", "--output", "csv"]).stdout;
    assert!(all.contains("greta") && !all.contains("otto"), "{all}");
    assert_eq!(as_otto(&["logout"]).code, 0);
    assert_eq!(stage.pipe(&["status"], "").code, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_no_token() {
    let stage = Stage::new().await;
    let login = ["login", "--profile", "b", "--scheme", "basic", "--username", "greta", "--password-stdin"];
    assert_eq!(stage.pipe(&login, PASSWORD).code, 0);
    let ran = stage.pipe(&["token", "--profile", "b"], "");
    assert_eq!((ran.code, &*ran.stdout), (2, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("the scheme `basic` sends the password"), "{}", ran.stderr);
    let help = stage.pipe(&["login", "--help"], "").stdout;
    assert!(help.contains("Every other scheme keeps what you enter"), "{help}");
}

#[tokio::test(flavor = "multi_thread")]
async fn logins_at_one_time_keep_all_profiles() {
    let stage = Stage::new().await;
    let names: Vec<String> = (0..8).map(|number| format!("p{number}")).collect();
    let children: Vec<_> = names
        .iter()
        .map(|name| {
            fs::write(stage.path(name), "made-up").unwrap();
            let mut command = stage.command(&["login", "--scheme", "bearer", "--profile", name, "--password-stdin"]);
            command.stdin(fs::File::open(stage.path(name)).unwrap()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(block_in_place(|| child.wait()).unwrap().success());
    }
    let profiles = fs::read_to_string(stage.path(".config/pointapi/profiles.toml")).unwrap();
    assert!(names.iter().all(|name| profiles.contains(&format!("profiles.{name}]"))), "{profiles}");
}

/// A Point Services whose query has two pages, of which the second fails.
async fn failing_pages() -> String {
    let pages = axum::Router::new().fallback(async |body: String| {
        let tokens =
            r#"{"access_token": "made-up", "refresh_token": "made-up", "expires_in": 3600, "token_type": "Bearer"}"#;
        let page = r#"{"count": 2, "limit": 1, "nextMarker": "7", "results": [{"OrderGuid": "1"}]}"#;
        let body = match body {
            _ if body.contains(PASSWORD) => tokens,
            _ if body.contains("marker") => return Err(StatusCode::BAD_REQUEST),
            _ => page,
        };
        Ok(([("content-type", "application/json")], body))
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, pages).await });
    url
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_fails_on_a_later_page_is_whole_json() {
    let (stage, url) = (Stage::new().await, failing_pages().await);
    let login = ["login", "--profile", "p", "--username", "greta", "--base-url", &url, "--password-stdin"];
    assert_eq!(stage.pipe(&login, PASSWORD).code, 0);
    let mut command = stage.command(&["orders", "query", "--profile", "p", "--output", "json"]);
    command.env_remove("POINTAPI_BASE_URL");
    let ran = stage.run(command, "");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("the list is incomplete"), "{}", ran.stderr);
    let rows: serde_json::Value = serde_json::from_str(&ran.stdout).expect(&ran.stdout);
    assert_eq!(rows[0]["OrderGuid"], "1");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_has_the_size_limit_that_the_user_gives() {
    let stage = Stage::logged_in().await;
    let query = "/riskinsight-services-ws/resources/v1/orders/query";
    let call = |size: &str| stage.pipe(&["call", "POST", query, "--data", "{}", "--max-size", size], "");
    for (size, code) in [("1MiB", 0), ("8", 1), ("many", 2)] {
        let ran = call(size);
        assert_eq!(ran.code, code, "{size}: {}", ran.stderr);
    }
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_behind_stderr_ends_no_command() {
    let stage = Stage::logged_in().await;
    for (arguments, code) in [(["orders", "get", "loan-9"], 2), (["call", "GET", "/no/such/path"], 1)] {
        let mut command = stage.command(&arguments);
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let status =
            block_in_place(|| command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(full).status()).unwrap();
        assert_eq!(status.code(), Some(code), "{arguments:?}");
    }
}
