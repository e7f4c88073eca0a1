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
    stage.sandbox.fail_next(1, Fault::LoseResponse);
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
        assert!(
            ran.stderr.contains("run the command that placed it again, with `--wait`"),
            "{command}: {}",
            ran.stderr
        );
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
async fn an_order_of_another_product_is_not_taken_for_placed() {
    let stage = Stage::logged_in().await;
    assert_eq!(stage.pipe(PLACE, "").code, 0);
    for kind in [["ADV", "ADV-120"], ["SSAForm89ECBSV", "PDF-002"]] {
        let ran = stage.pipe(&["orders", "place", kind[0], kind[1], "order.json"], "");
        assert_eq!(ran.code, 2, "{}", ran.stdout);
        assert!(ran.stderr.contains("has an order of SSAForm89ECBSV PDF-001"), "{}", ran.stderr);
        assert!(!ran.stdout.contains("0000000000000777001"), "it is the id of the other order: {}", ran.stdout);
    }
    assert_eq!((stage.pipe(PLACE, "").code, stage.sandbox.stats().orders), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_with_a_blank_in_an_older_journal_is_ordered_once() {
    let stage = Stage::logged_in().await;
    let placed = [PLACE, &["--journal", "j"]].concat();
    assert_eq!(stage.pipe(&placed, "").code, 0);
    let journal = fs::read_to_string(stage.path("j")).unwrap();
    fs::write(stage.path("j"), journal.replace(r#""label":"loan-1""#, r#""label":"loan-1 ""#)).unwrap();
    let ran = stage.pipe(&placed, "");
    assert_eq!((ran.code, stage.sandbox.stats().orders), (2, 1), "{}", ran.stderr);
    assert!(ran.stdout.contains("not placed: the journal has an order under `loan-1 `"), "{}", ran.stdout);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_perhaps_placed_is_named_so() {
    let stage = Stage::logged_in().await;
    let placed = [PLACE, &["--journal", "j"]].concat();
    assert_eq!(stage.pipe(&placed, "").code, 0);
    let journal = fs::read_to_string(stage.path("j")).unwrap();
    let sending: String = journal.split_inclusive('\n').take(2).collect();
    fs::write(stage.path("j"), sending).unwrap();
    stage.sandbox.fail_next(1, Fault::Order("E024"));
    assert_eq!(stage.pipe(&[PLACE, &["--journal", "rejected"]].concat(), "").code, 4);
    for command in [&["orders", "wait", "loan-1"][..], &["orders", "get", "loan-1"], &["report", "save", "loan-1"]] {
        let unknown = stage.pipe(&[command, &["--journal", "j"]].concat(), "");
        assert_eq!(unknown.code, 5, "{command:?}: {}", unknown.stderr);
        assert!(unknown.stderr.contains("it is unknown whether `loan-1` was placed"), "{}", unknown.stderr);
        let rejected = stage.pipe(&[command, &["--journal", "rejected"]].concat(), "");
        assert_eq!(rejected.code, 4, "{command:?}: {}", rejected.stderr);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_that_cannot_be_saved_are_a_failure_of_each_run() {
    let stage = Stage::logged_in().await;
    stage.sandbox.polls_until_done(0);
    fs::write(stage.path("file"), "in place of the folder").unwrap();
    for wait in [&[][..], &["--wait"]] {
        let ran = stage.pipe(&[PLACE, &["--save", "file"], wait].concat(), "");
        assert_eq!(ran.code, 1, "{}", ran.stdout);
        assert!(ran.stdout.contains(r#""state":"not saved""#), "{}", ran.stdout);
        assert!(ran.stderr.contains("correct `--save`, then run the same command again"), "{}", ran.stderr);
        stage.sandbox.polls_until_done(0);
    }
    for (command, state) in [
        (&["orders", "wait", "loan-1", "--save", "file"][..], r#""state":"done""#),
        (&["report", "save", "loan-1", "--to", "file"], ""),
    ] {
        let ran = stage.pipe(command, "");
        assert_eq!(ran.code, 1, "{command:?}: {}", ran.stderr);
        assert!(ran.stdout.contains(state) && ran.stderr.contains("`file`"), "{command:?}: {}", ran.stdout);
    }
    let ran = stage.pipe(&[PLACE, &["--save", "folder", "--wait"]].concat(), "");
    assert_eq!((ran.code, stage.sandbox.stats().orders), (0, 1), "{}", ran.stderr);
    assert_eq!(fs::read_dir(stage.path("folder/loan-1")).unwrap().count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_that_is_too_long_for_a_folder_is_not_ordered() {
    let stage = Stage::logged_in().await;
    let order = fs::read_to_string(stage.path("order.json")).unwrap().replace("loan-1", &"LOAN".repeat(25));
    fs::write(stage.path("order.json"), order).unwrap();
    let ran = stage.pipe(&[PLACE, &["--journal", "j", "--save", "out"]].concat(), "");
    assert_eq!((ran.code, stage.sandbox.stats().orders), (2, 0), "{}", ran.stderr);
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_does_not_lose_the_ticket_of_a_placed_order() {
    let stage = Stage::logged_in().await;
    let order = fs::read_to_string(stage.path("order.json")).unwrap().replace("loan-1", &"loan".repeat(60));
    fs::write(stage.path("order.json"), &order).unwrap();
    // A block of 512 bytes has room for the line before the request, and not for the ticket.
    let on_full_disk = |given: &[&str]| {
        let mut command = stage.program("sh");
        command.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_pointapi")]);
        command.args(PLACE).args(given);
        stage.run(command, "")
    };
    let ran = on_full_disk(&["--journal", "j"]);
    assert_eq!((ran.code, stage.sandbox.stats().orders), (1, 1), "{}", ran.stderr);
    assert!(ran.stdout.contains("0000000000000777001"), "{}", ran.stdout);
    assert!(ran.stderr.contains("the journal could not be written"), "{}", ran.stderr);
    fs::write(stage.path("order.json"), order.replace(&"loan".repeat(60), &"loan".repeat(100))).unwrap();
    let ran = on_full_disk(&["--journal", "k"]);
    assert_eq!((ran.code, stage.sandbox.stats().orders), (5, 1), "{}", ran.stderr);
    assert!(ran.stdout.contains(r#""state":"not placed""#), "{}", ran.stdout);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_has_ended_is_an_auth_failure_of_waiting() {
    let stage = Stage::logged_in().await;
    assert_eq!(stage.pipe(PLACE, "").code, 0);
    assert_eq!(stage.pipe(&["logout"], "").code, 0);
    for waiting in [&["orders", "wait", "loan-1"][..], &[PLACE, &["--wait"]].concat()] {
        let ran = stage.pipe(waiting, "");
        assert_eq!(ran.code, 3, "{waiting:?}: {}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ambiguous_list_is_ordered_never() {
    let stage = Stage::logged_in().await;
    for (list, reason) in [
        (&b"label,ssn\nloan-2,900112222\nloan-2,900112222\n"[..], "`loan-2` is on two lines, 2 and 3"),
        (b"label,ssn\nloan-2,\"9\n9\"\n\n\r\n ,900112222\n", "line 6: the `CorrelationID` is blank"),
        (b"\xef\xbb\xbflabel,ssn\n\nloan-2,9\nloan-2 ,9\n", "line 4: the `CorrelationID` begins or ends with a blank"),
        (b"label,ssn,label\nloan-2,900112222,loan-3\n", "the column `label` is there twice"),
        (b"label,ssn, ssn\nloan-2,900112222,900113333\n", "the column `ssn` is there twice"),
        (b"label,ssn\r\nloan-2,900112222\r\nloan-3\r\n", "line 3: the number of cells is 1, and that of columns is 2"),
        (
            b"label,ssn\r\nloan-2,900112222\r\nloan-3,\xe4\r\n",
            "line 3: cell 2 is not UTF-8; save the file as `CSV UTF-8`",
        ),
        (b"\xff\xfel\0a\0b\0e\0l\0\n\0", "line 1: cell 1 is not UTF-8"),
        (b"label;ssn\nloan-2;900112222\n", "line 1: the columns must be separated by commas"),
    ] {
        let shown = list.escape_ascii();
        fs::write(stage.path("loans.csv"), list).unwrap();
        let ran = stage.pipe(&["orders", "place", "ADV", "ADV-120", "template.json", "--from", "loans.csv"], "");
        assert_eq!(ran.code, 2, "{shown}: {}", ran.stderr);
        assert!(ran.stderr.contains(reason), "{shown}: {}", ran.stderr);
    }
    assert_eq!(stage.sandbox.stats().orders, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_without_a_line_continues_the_open_orders() {
    let stage = Stage::logged_in().await;
    stage.sandbox.polls_until_done(1);
    let place = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "template.json", "--from", "loans.csv", "--wait"];
    let empty = |code| {
        fs::write(stage.path("loans.csv"), "label,ssn\n").unwrap();
        let ran = stage.pipe(&place, "");
        assert_eq!(ran.code, code, "{}", ran.stderr);
        (ran.stdout, ran.stderr)
    };
    assert_eq!(empty(0), (String::new(), "0 orders in `loans.csv`\n".to_owned()));
    // Spreadsheets write a cleared row as commas.
    fs::write(stage.path("loans.csv"), "label,ssn\nloan-2,900112222\n,\n \t,\"\"\n").unwrap();
    let ran = stage.pipe(&place[..place.len() - 1], "");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let (stdout, stderr) = empty(0);
    assert!(stdout.contains(r#""state":"done""#) && stderr.is_empty(), "{stdout} {stderr}");
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

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_cannot_be_opened_is_noticed_before_an_order_is_placed() {
    let stage = Stage::logged_in().await;
    for report in ["no/report.csv", "."] {
        let ran = stage.pipe(&[&PLACE[..PLACE.len() - 1], &[report]].concat(), "");
        assert_eq!((ran.code, stage.sandbox.stats().orders), (2, 0), "{report}: {}", ran.stderr);
    }
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_cannot_be_written_hides_no_exit_code() {
    let stage = Stage::logged_in().await;
    for (given, code) in [(&["order.json"][..], 1), (&["template.json", "--from", "pair.csv"], 4)] {
        let ran = stage.pipe(&[&PLACE[..4], given, &["--report", "/dev/full"]].concat(), "");
        assert_eq!(ran.code, code, "{given:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("`/dev/full`: No space left"), "{given:?}: {}", ran.stderr);
    }
}
