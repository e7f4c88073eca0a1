//! Ctrl-C and SIGKILL.

use std::fs;
use std::process::{Child, Stdio};
use std::time::Duration;

use tokio::task::block_in_place;
use tokio::time::{sleep, timeout};

use super::stage::Stage;

/// Far longer than any event of these tests.
const PATIENCE: Duration = Duration::from_secs(60);
const BATCH: &[&str] =
    &["orders", "place", "SSAForm89ECBSV", "PDF-001", "template.json", "--from", "loans.csv", "--wait"];

/// A process that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn until(what: impl Fn() -> bool) {
    let wait = async {
        while !what() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, wait).await.expect("it happens");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_wait_says_how_to_continue() {
    let stage = Stage::logged_in().await;
    if !stage.has_terminal() {
        return;
    }
    stage.sandbox.done_after(Duration::from_secs(3600));
    assert_eq!(stage.pipe(&["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json"], "").code, 0);
    let ran = stage.terminal(&["orders", "wait", "loan-1"], &[("waiting for loan-1", "\u{3}")]);
    assert_eq!(ran.code, 130, "{}", ran.stdout);
    assert!(ran.stdout.contains("`pointapi orders wait loan-1` continues"), "{}", ran.stdout);
    stage.sandbox.advance(Duration::from_secs(3600));
    assert_eq!(stage.pipe(&["orders", "wait", "loan-1"], "").code, 0);
    assert_eq!(stage.sandbox.stats().orders, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_not_done_in_time_is_pending() {
    let stage = Stage::logged_in().await;
    stage.sandbox.done_after(Duration::from_secs(3600));
    let place = ["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json", "--wait", "--give-up-after", "0s"];
    assert_eq!(stage.pipe(&place, "").code, 5);
    let ran = stage.pipe(&["orders", "wait", "loan-1", "--give-up-after", "0s"], "");
    assert_eq!(ran.code, 5, "{}", ran.stderr);
    assert!(ran.stderr.contains("`pointapi orders wait loan-1` continues"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_batch_is_continued_by_the_same_command() {
    let stage = Stage::logged_in().await;
    if !stage.has_terminal() {
        return;
    }
    stage.sandbox.done_after(Duration::from_secs(3600));
    let ran = stage.terminal(BATCH, &[("orders ended", "\u{3}")]);
    assert_eq!(ran.code, 130, "{}", ran.stdout);
    assert!(ran.stdout.contains("run the same command again"), "{}", ran.stdout);
    stage.sandbox.advance(Duration::from_secs(3600));
    let ran = stage.pipe(BATCH, "");
    assert_eq!(ran.stdout.matches("\"done\"").count(), 2, "{}", ran.stdout);
    assert_eq!(stage.sandbox.stats().orders, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_batch_loses_and_doubles_no_order() {
    let stage = Stage::logged_in().await;
    stage.sandbox.done_after(Duration::from_secs(3600));
    let lines = (0..12).map(|number| format!("loan-{number:02},900112222\n")).collect::<String>();
    fs::write(stage.path("loans.csv"), format!("label,ssn\n{lines}")).unwrap();
    let journal = stage.path("loans.journal.jsonl");
    // Killed twice while up to eight orders are on their way.
    for placed in [1, 4] {
        let mut command = stage.command(BATCH);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let running = Running(child);
        // The second run finds orders whose response the first one did not live to see.
        let is_known = |line: &&str| line.contains(r#""event":"placed""#) || line.contains(r#""event":"ended""#);
        let known = || fs::read_to_string(&journal).unwrap_or_default().lines().filter(is_known).count();
        until(|| known() >= placed).await;
        drop(running);
    }
    stage.sandbox.done_after(Duration::ZERO);
    stage.sandbox.advance(Duration::from_secs(3600));
    let ran = stage.pipe(BATCH, "");
    // An order that was on its way when the process died may never have arrived. It is named, and not sent again.
    let [done, unclear] = ["\"done\"", "\"unclear\""].map(|outcome| ran.stdout.matches(outcome).count());
    assert_eq!(done + unclear, 12, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.code == 0, unclear == 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(stage.sandbox.stats().orders, u64::try_from(done).unwrap());
}

/// True below `nohup`; known on Linux alone.
#[cfg(unix)]
fn ignores_hangup() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_is_asked_to_end_waits_for_the_responses() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        if signal == "-HUP" && ignores_hangup() {
            println!("skipped {signal}: `nohup` runs this test, and what it ignores is inherited");
            continue;
        }
        let stage = Stage::logged_in().await;
        stage.sandbox.done_after(Duration::from_secs(3600));
        // Enough lines that the signal comes while some are in flight.
        let lines = (0..400).map(|number| format!("loan-{number:03},900112222\n")).collect::<String>();
        fs::write(stage.path("loans.csv"), format!("label,ssn\n{lines}")).unwrap();
        let mut command = stage.command(BATCH);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut running = Running(child);
        let journal = stage.path("loans.journal.jsonl");
        let count = |event: &str| fs::read_to_string(&journal).unwrap_or_default().matches(event).count();
        until(|| count(r#""event":"placed""#) > 0).await;
        let id = running.0.id().to_string();
        assert!(std::process::Command::new("kill").args([signal, &id]).status().unwrap().success());
        let status = block_in_place(|| running.0.wait()).unwrap();
        assert_eq!(status.code(), Some(130), "{signal}");
        let (sending, placed) = (count(r#""event":"sending""#), count(r#""event":"placed""#));
        assert!(
            (1..400).contains(&sending) && placed + count(r#""event":"ended""#) >= sending,
            "{signal}: {sending} {placed}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prompt_for_a_password_can_be_interrupted() {
    let stage = Stage::new().await;
    if !stage.has_terminal() {
        return;
    }
    let ran = stage.terminal(&["login", "--username", "greta"], &[("(hidden)", "\u{3}")]);
    assert_eq!(ran.code, 130, "{}", ran.stdout);
    assert!(ran.stdout.contains("interrupted"), "{}", ran.stdout);
    assert_eq!(stage.sandbox.stats().sign_ins, 0);
}
