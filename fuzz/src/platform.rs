//! Responses of the platform: reports and rows of orders.

use std::collections::HashSet;

use pointapi::platform::{OrderPage, OrderReport, OrderRow};

use super::properties::assert_hides_numbers;

/// A report is decoded or an error. Its documents have distinct file names that stay in their folder, and neither shows a
/// value of the response.
pub fn report(body: &[u8]) {
    let secret = without_tickets(body);
    let report = match OrderReport::from_json(body.to_vec()) {
        Ok(report) => report,
        Err(error) => return assert_hides_numbers(&secret, &format!("{error} {error:?}")),
    };
    assert_hides_numbers(&secret, &format!("{report:?}"));
    let mut names = HashSet::new();
    for document in report.documents() {
        let name = document.file_name();
        assert!(!name.is_empty() && !name.starts_with(['.', '-', ' ']) && name.len() < 255, "{name:?}");
        assert!(name.bytes().all(|byte| matches!(byte, b' '..=b'~') && !br#"/\<>:"|?*"#.contains(&byte)), "{name:?}");
        assert!(names.insert(name.to_ascii_lowercase()), "two documents are named {name:?}");
        let _ = (document.bytes(), document.announced_size());
    }
    assert!(report.unreadable().len() <= body.len());
}

/// The body without numbers of more than twelve digits: those are ids of orders, which errors show so that the order can
/// be found again.
fn without_tickets(body: &[u8]) -> Vec<u8> {
    let is_boundary = |a: &u8, b: &u8| a.is_ascii_digit() == b.is_ascii_digit();
    let runs = body.chunk_by(is_boundary);
    runs.filter(|run| run.len() <= 12 || !run[0].is_ascii_digit()).flatten().copied().collect()
}

/// A page of rows is decoded or an error, shows no value, and survives encoding and decoding.
pub fn rows(body: &[u8]) {
    let Ok(page) = serde_json::from_slice::<OrderPage>(body) else { return };
    let rows = format!("{:?}", page.results);
    assert_hides_numbers(&without_tickets(body), &rows);
    let again = |row: &OrderRow| serde_json::from_value::<OrderRow>(serde_json::to_value(row).expect("a row is JSON"));
    for row in &page.results {
        assert!(again(row).is_ok_and(|decoded| decoded == *row), "a row changes when it is encoded");
    }
}
