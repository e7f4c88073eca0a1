//! Lists of orders, reports about them, and orders whose response was lost.

use std::fs;

use pointapi_sandbox::Fault;

use super::stage::Stage;

const PLACE: &[&str] = &["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json", "--report", "report.csv"];

#[tokio::test(flavor = "multi_thread")]
async fn an_order_whose_response_was_lost_is_done_when_the_platform_says_so() {
    let stage = Stage::logged_in().await;
    let hour = std::time::Duration::from_secs(3600);
    stage.sandbox.done_after(hour);
    stage.sandbox.fail_next(1, Fault::LoseAnswer);
    let place = |given: &[&str]| {
        let ran = stage.pipe(&[PLACE, given].concat(), "");
        (ran.code, ran.stdout, fs::read_to_string(stage.path("report.csv")).unwrap())
    };
    for (given, code) in [(&[][..], 0), (&["--wait"], 5), (&["--wait", "--save", "out"], 5)] {
        let (exit, stdout, report) = place(given);
        assert_eq!(exit, code, "{given:?}: {stdout}");
        assert!(stdout.contains(r#""state":"pending""#) && report.ends_with(",no\n"), "{given:?}: {stdout} {report}");
    }
    for command in ["wait", "get"] {
        let ran = stage.pipe(&["orders", command, "loan-1"], "");
        assert_eq!(ran.code, 5, "{command}: {}", ran.stderr);
        assert!(ran.stderr.contains("its response was lost"), "{command}: {}", ran.stderr);
        assert!(ran.stderr.contains("run `pointapi orders place` again"), "{command}: {}", ran.stderr);
    }
    stage.sandbox.advance(hour);
    let (exit, stdout, report) = place(&["--wait", "--save", "out"]);
    assert_eq!(exit, 1, "{stdout}");
    assert!(stdout.contains(r#""state":"not saved""#) && report.ends_with(",no\n"), "{stdout} {report}");
    for _ in 0..2 {
        let (exit, stdout, report) = place(&["--wait"]);
        assert_eq!(exit, 0, "{stdout}");
        assert!(stdout.contains(r#""state":"done""#) && report.ends_with(",yes\n"), "{stdout} {report}");
    }
    assert_eq!(stage.sandbox.stats().orders, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ambiguous_list_is_ordered_never() {
    let stage = Stage::logged_in().await;
    for (list, reason) in [
        ("label,ssn\nloan-2,900112222\nloan-2,900112222\n", "`loan-2` is on two lines"),
        ("label,ssn,label\nloan-2,900112222,loan-3\n", "the column `label` is there twice"),
        ("label,ssn, ssn\nloan-2,900112222,900113333\n", "the column `ssn` is there twice"),
    ] {
        fs::write(stage.path("loans.csv"), list).unwrap();
        let ran = stage.pipe(&["orders", "place", "ADV", "ADV-120", "template.json", "--from", "loans.csv"], "");
        assert_eq!(ran.code, 2, "{list}: {}", ran.stderr);
        assert!(ran.stderr.contains(reason), "{list}: {}", ran.stderr);
    }
    assert_eq!(stage.sandbox.stats().orders, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_replaces_no_file_that_the_next_run_needs() {
    let stage = Stage::logged_in().await;
    std::os::unix::fs::symlink("loans.csv", stage.path("link.csv")).unwrap();
    let place = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "template.json", "--from", "loans.csv", "--report"];
    for report in ["./loans.journal.jsonl", "loans.csv", "link.csv", "template.json"] {
        let before = fs::read(stage.path(report)).ok();
        let ran = stage.pipe(&[&place[..], &[report]].concat(), "");
        assert_eq!(ran.code, 2, "{report}: {}", ran.stderr);
        assert!(ran.stderr.contains("`--report` would replace"), "{report}: {}", ran.stderr);
        assert_eq!(fs::read(stage.path(report)).ok(), before, "{report}");
    }
    let named = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json", "--journal", "j", "--report", "j"];
    assert_eq!(stage.pipe(&named, "").code, 2);
    assert_eq!(stage.sandbox.stats().orders, 0);
}
