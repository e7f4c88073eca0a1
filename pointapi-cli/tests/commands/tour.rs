//! The tour of the guide and the README: each command of it, run in a terminal.

use super::stage::Stage;
use super::transcript::Transcript;

const GUIDE: &str = include_str!("../../../pointapi/src/guide/command_line.md");
const README: &str = include_str!("../../../README.md");
const QUERY: &str = "/riskinsight-services-ws/resources/v1/orders/query";

#[tokio::test(flavor = "multi_thread")]
async fn the_tour_of_the_guide_is_a_real_run() {
    let stage = Stage::new().await;
    stage.sandbox.add_sample_orders(2);
    if !stage.has_terminal() {
        return;
    }
    let mut transcript = Transcript::default();
    let mut run = |arguments: &[&str], typed: &[(&str, &str)]| {
        transcript.add(&stage, arguments, &stage.terminal(arguments, typed));
    };
    run(&["import", "orders.yaml", "--out", "src/orders"], &[]);
    run(&["login", "--username", "greta"], &[("(hidden)", "not-a-real-one\r")]);
    run(&["call", "POST", QUERY, "--data", r#"{"limit": 1}"#], &[]);
    let journal = ["--journal", "tour.jsonl"];
    let mut run = |arguments: &[&str]| run(&[arguments, &journal].concat(), &[]);
    run(&["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json"]);
    run(&["orders", "get", "loan-1"]);
    run(&["orders", "wait", "loan-1"]);
    run(&["report", "save", "loan-1", "--to", "reports"]);
    transcript.check("tour.txt");
    for block in transcript.blocks() {
        assert!(GUIDE.contains(block), "the guide lacks:\n{block}");
        let command = block.lines().next().unwrap_or_default();
        assert!(!README.contains(command) || README.contains(block), "the README lacks:\n{block}");
    }
    assert!(README.contains("$ pointapi import"));
}
