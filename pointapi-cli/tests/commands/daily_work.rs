//! The daily work, once in a pipe and once in a terminal.

use std::fs;

use super::stage::{PASSWORD, Stage};
use super::transcript::Transcript;

const QUERY: &str = "/riskinsight-services-ws/resources/v1/orders/query";
const LOGIN: &[&str] = &["login", "--username", "greta"];

/// The commands after the login, in their order.
const COMMANDS: &[&[&str]] = &[
    &["status"],
    &["token"],
    &["call", "POST", QUERY, "--data", r#"{"limit": 1}"#],
    &["call", "GET", "/no/such/path"],
    &["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json"],
    &["orders", "get", "loan-1"],
    &["orders", "wait", "loan-1"],
    &["orders", "get", "loan-1", "--messages"],
    &["report", "save", "loan-1", "--to", "reports"],
    &["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json"],
    &["orders", "place", "SSAForm89ECBSV", "PDF-001", "template.json", "--from", "pair.csv", "--report", "report.csv"],
    &["orders", "query", "--where", "ReferenceNumber startsWith loan-"],
    &["orders", "query", "--where", "Color eq red"],
    &["orders", "get", "loan-9"],
    &["webhooks", "test", "https://hooks.larchfield.example/point", "--tenant", "OU9001"],
    &["logout"],
    &["status"],
    &["token"],
];

#[tokio::test(flavor = "multi_thread")]
async fn daily_work_in_a_pipe_is_data_on_stdout_and_notes_on_stderr() {
    let stage = Stage::new().await;
    let mut transcript = Transcript::default();
    transcript.add(&stage, &["status"], &stage.pipe(&["status"], ""));
    let login = [LOGIN, &["--password-stdin"]].concat();
    transcript.add(&stage, &login, &stage.pipe(&login, PASSWORD));
    for arguments in COMMANDS {
        transcript.add(&stage, arguments, &stage.pipe(arguments, ""));
    }
    transcript.check("daily_work_in_a_pipe.txt");
    assert_eq!(stage.sandbox.stats().orders, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn daily_work_in_a_terminal_is_tables_and_prompts() {
    let stage = Stage::new().await;
    if !stage.has_terminal() {
        return;
    }
    let mut transcript = Transcript::default();
    transcript.add(&stage, LOGIN, &stage.terminal(LOGIN, &[("(hidden)", "not-a-real-one\r")]));
    for arguments in COMMANDS {
        transcript.add(&stage, arguments, &stage.terminal(arguments, &[]));
    }
    transcript.check("daily_work_in_a_terminal.txt");
    assert_eq!(stage.sandbox.stats().orders, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_format_prints_the_same_orders() {
    let stage = Stage::logged_in().await;
    stage.sandbox.add_sample_orders(2);
    let mut transcript = Transcript::default();
    for format in ["json", "jsonl", "csv"] {
        let arguments = ["orders", "query", "--output", format];
        transcript.add(&stage, &arguments, &stage.pipe(&arguments, ""));
    }
    transcript.check("formats.txt");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_takes_a_list_of_values() {
    let stage = Stage::logged_in().await;
    stage.sandbox.add_sample_orders(3);
    for (values, rows) in [("sample-0", 1), ("sample-0,sample-2", 2), ("sample-0, sample-9", 1)] {
        let ran = stage.pipe(&["orders", "query", "--where", &format!("ReferenceNumber in {values}")], "");
        assert_eq!((ran.code, ran.stdout.lines().count()), (0, rows), "{values}: {}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_saves_the_documents_of_each_label_and_a_report() {
    let stage = Stage::logged_in().await;
    stage.sandbox.polls_until_done(0);
    let place = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "template.json", "--from", "loans.csv"];
    let ran =
        stage.pipe(&[&place[..], &["--wait", "--save", "out", "--report", "report.csv", "--messages"]].concat(), "");
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("loan-4: E025"), "{}", ran.stderr);
    for label in ["loan-2", "loan-3"] {
        assert_eq!(fs::read_dir(stage.path("out").join(label)).unwrap().count(), 1, "{label}");
    }
    let report = fs::read_to_string(stage.path("report.csv")).unwrap();
    assert_eq!((report.matches(",yes\n").count(), report.matches(",no\n").count()), (2, 1), "{report}");
    let journal = fs::read_to_string(stage.path("loans.journal.jsonl")).unwrap();
    assert!(!journal.contains("900112222") && !journal.contains("Ostrander"), "{journal}");
    // A second run sends no order.
    assert_eq!(stage.pipe(&place, "").code, 4);
    assert_eq!(stage.sandbox.stats().orders, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_profile_has_its_own_login() {
    let stage = Stage::logged_in().await;
    let key = ["login", "--profile", "shop", "--scheme", "header", "--header", "X-Api-Key", "--password-stdin"];
    assert_eq!(stage.pipe(&key, "made-up").code, 0);
    let sent = |profile| {
        stage.pipe(&["call", "GET", "/anything", "--profile", profile], "");
        let request = stage.sandbox.requests().pop().unwrap();
        let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        (header("authorization").is_some(), header("x-api-key"))
    };
    assert_eq!(sent("default"), (true, None));
    assert_eq!(sent("shop"), (false, Some("made-up".to_owned())));
    let profiles = fs::read_to_string(stage.path(".config/pointapi/profiles.toml")).unwrap();
    assert!(!profiles.contains("made-up") && !profiles.contains(PASSWORD), "{profiles}");
    let all = stage.pipe(&["status", "--all", "--output", "csv"], "").stdout;
    assert_eq!(all.matches("logged in").count(), 2, "{all}");
}
