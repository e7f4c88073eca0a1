//! The example `many_orders`: after any interruption the next run resumes, and no loan is ordered twice.

#[expect(dead_code, reason = "the example's `main` is unused here")]
#[path = "../../examples/many_orders/main.rs"]
mod example;
mod in_process;
mod killed;

use std::fs;
use std::path::Path;

use pointapi_cli::batch::report::Report;
use pointapi_cli::batch::{Account, End, Journal, Line, Outcome};

/// Returns the labels of the orders on the platform, sorted.
fn ordered(sandbox: &pointapi_sandbox::Sandbox) -> Vec<String> {
    let orders = sandbox.requests();
    let orders = orders.iter().filter(|request| request.method() == "POST" && request.target().contains("/sami/"));
    let label = |body: &[u8]| serde_json::from_slice::<serde_json::Value>(body).unwrap()["CorrelationID"].clone();
    let mut labels: Vec<_> = orders.map(|order| label(order.body()).as_str().unwrap().to_owned()).collect();
    labels.sort();
    labels
}

fn labels(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("loan-{number:02}")).collect()
}

/// A list of valid loans.
fn list(folder: &Path, labels: &[String]) {
    let header = "label,first_name,last_name,date_of_birth,ssn\n".to_owned();
    let lines = labels.iter().map(|label| format!("{label},Wilhelmina,Ostrander,03/09/1971,900112222\n"));
    fs::write(folder.join("loans.csv"), header + &lines.collect::<String>()).unwrap();
}

/// Truncates the last line of the journal, as a process does that is killed while it writes.
fn tear(journal: &Path) {
    let mut bytes = fs::read(journal).unwrap_or_default();
    bytes.extend_from_slice(br#"{"label":"loan-00","event":"pla"#);
    fs::write(journal, bytes).unwrap();
}

#[cfg(unix)]
#[test]
fn the_journal_and_the_report_are_readable_by_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let [journal, report] = ["journal.jsonl", "report.csv"].map(|name| folder.path().join(name));
    Journal::open(&journal, &Account::new("https://api.example.com", "greta")).unwrap();
    Report::open(&report).unwrap();
    for path in [journal, report] {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
    }
}

#[test]
fn no_cell_of_the_report_is_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    let end = End { text: "@x".to_owned(), outcome: Outcome::Done, obstacle: None };
    Report::open(&path).unwrap().write(&[Line { label: "=1+1".to_owned(), end, ticket: None }]).unwrap();
    assert_eq!(fs::read_to_string(path).unwrap(), "label,end,good\n'=1+1,'@x,yes\n");
}
