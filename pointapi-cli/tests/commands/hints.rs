//! The commands that a failure names, which must work as they are.

use std::fs;

use pointapi_sandbox::Fault;

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn a_hint_has_the_journal_and_the_profile_of_its_command() {
    let stage = Stage::logged_in().await;
    stage.sandbox.polls_until_done(9);
    let order = fs::read_to_string(stage.path("order.json")).unwrap().replace("loan-1", "Loan 1");
    fs::write(stage.path("order.json"), order).unwrap();
    let place = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json", "--journal", "my.jsonl"];
    assert_eq!(stage.pipe(&place, "").code, 0);
    let (wait, get) = ("orders wait 'Loan 1' --journal my.jsonl", "orders get 'Loan 1' --journal my.jsonl --messages");
    for (command, fault, hint) in [
        (&["orders", "get", "Loan 1"][..], None, format!("`pointapi --profile default {wait}`")),
        (&["report", "save", "Loan 1"], None, format!("`pointapi --profile default {wait} --save .`")),
        (&["orders", "wait", "Loan 1"], Some("E024"), format!("`pointapi --profile default {get}`")),
    ] {
        if let Some(code) = fault {
            stage.sandbox.fail_next(1, Fault::Order(code));
        }
        let ran = stage.pipe(&[command, &["--journal", "my.jsonl", "--profile", "default"]].concat(), "");
        assert!(ran.stderr.contains(&hint), "{command:?}: {}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_numeric_label_that_is_not_known_here_is_no_rejected_order() {
    let stage = Stage::logged_in().await;
    for command in [["orders", "get"], ["orders", "wait"], ["report", "save"]] {
        let ran = stage.pipe(&[&command[..], &["7731"]].concat(), "");
        assert_eq!(ran.code, 2, "{command:?}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("name the journal of a batch with `--journal FILE`"),
            "{command:?}: {}",
            ran.stderr
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_cannot_be_used_is_named() {
    let stage = Stage::logged_in().await;
    let place = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json", "--journal", ".config"];
    for (command, named) in
        [(&["orders", "get", "loan-1", "--journal", "no.jsonl"][..], "no.jsonl: "), (&place, ".config: ")]
    {
        let ran = stage.pipe(command, "");
        assert_eq!(ran.code, 2, "{command:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(named), "{command:?}: {}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_that_begins_as_an_option_is_the_last_word_of_a_hint() {
    let stage = Stage::logged_in().await;
    stage.sandbox.polls_until_done(9);
    let order = fs::read_to_string(stage.path("order.json")).unwrap().replace("loan-1", "-7731");
    fs::write(stage.path("order.json"), order).unwrap();
    assert_eq!(
        stage.pipe(&["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json", "--journal", "j"], "").code,
        0
    );
    let ran = stage.pipe(&["report", "save", "--journal", "j", "--", "-7731"], "");
    assert!(ran.stderr.contains("`pointapi orders wait --journal j --save . -- -7731`"), "{}", ran.stderr);
}
