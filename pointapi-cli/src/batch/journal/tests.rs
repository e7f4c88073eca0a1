use std::fs;

use super::*;
use crate::batch::{End, Outcome};

fn account() -> Account {
    Account::new("https://api.example", "greta")
}

#[test]
fn a_journal_of_another_account_is_rejected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let journal = Journal::open(&path, &account()).unwrap();
    journal.note("loan-1", Event::Ended { end: End::new(Outcome::Done, "done") }).unwrap();
    drop(journal);
    let before = fs::read(&path).unwrap();
    for (other, reason) in [
        (Account::new("http://127.0.0.1:4010", "greta"), "were placed at https://api.example"),
        (Account::new("https://api.example", "otto"), "and this run is for `otto`"),
    ] {
        let errors = [
            Journal::open(&path, &other).err().unwrap().to_string(),
            Journal::event_in(&path, &other, "loan-1").err().unwrap().to_string(),
        ];
        assert!(errors.iter().all(|error| error.contains(reason)), "{errors:?}");
    }
    assert_eq!(fs::read(&path).unwrap(), before);
    assert!(Journal::open(&path, &account()).unwrap().known("loan-1").is_some());
}

#[test]
fn a_step_that_could_not_be_written_is_written_before_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let mut journal = Journal::open(&path, &account()).unwrap();
    let writable = std::mem::replace(&mut journal.file, File::open(&path).unwrap());
    journal.note_taken("loan-1", Event::Ended { end: End::new(Outcome::Done, "done") });
    assert!(journal.known("loan-1").is_some() && journal.settle("loan-1").is_err());
    assert!(journal.settle("loan-2").is_ok(), "it is about another item");
    assert!(journal.note("loan-2", Event::NotPlaced).is_err() && journal.known("loan-2").is_none());
    journal.file = writable;
    journal.note("loan-2", Event::NotPlaced).unwrap();
    journal.settle("loan-1").unwrap();
    drop(journal);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!((text.lines().count(), text.matches("loan-1").count()), (3, 1), "{text}");
    assert!(Journal::open(&path, &account()).unwrap().known("loan-1").is_some());
}

#[test]
fn a_file_that_is_no_journal_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for text in ["label,ssn", "label,ssn\nloan-1,9", "{\"label\":\"a\",\"event\":\"sending\"}\n", "{}\n{}"] {
        let path = folder.path().join("loans.csv");
        fs::write(&path, text).unwrap();
        let error = Journal::open(&path, &account()).err().unwrap().to_string();
        assert!(error.contains("not a journal"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[cfg(unix)]
#[test]
fn a_journal_is_open_once_by_whatever_path_and_can_be_read_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("a.jsonl"), folder.path().join("b.jsonl"));
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let journal = Journal::open(&path, &account()).unwrap();
    journal.note("loan-1", Event::NotPlaced).unwrap();
    assert!(Journal::open(&link, &account()).err().unwrap().to_string().contains("another run is active"));
    assert!(Journal::event_in(&link, &account(), "loan-1").unwrap().is_some());
    drop(journal);
    assert!(Journal::open(&link, &account()).is_ok());
}

#[test]
fn a_journal_that_ends_in_its_first_line_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    fs::write(&path, "{\"base_url\":\"https").unwrap();
    drop(Journal::open(&path, &account()).unwrap());
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, "{\"base_url\":\"https://api.example\",\"account\":\"greta\"}\n");
}
