//! Transcripts, compared with those in `golden/`; `POINTAPI_BLESS=1` writes them anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::stage::{Ran, Stage};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/golden");

/// The commands of a person, with what the program prints.
#[derive(Default)]
pub(super) struct Transcript(String);

impl Transcript {
    pub(super) fn add(&mut self, stage: &Stage, arguments: &[&str], ran: &Ran) {
        let quoted = |argument: &&str| match argument.contains([' ', '"', '*']) {
            true => format!("'{argument}'"),
            false => (*argument).to_owned(),
        };
        let line = arguments.iter().map(quoted).collect::<Vec<_>>().join(" ");
        let home = stage.path("").display().to_string();
        let stable = |text: &str| {
            let text = text.replace(stage.sandbox.base_url(), "http://127.0.0.1:4010");
            stable(&text.replace(home.trim_end_matches('/'), "~"))
        };
        writeln!(self.0, "$ pointapi {line}").unwrap();
        self.0 += &stable(&with_end(&ran.stdout));
        for line in stable(&ran.stderr).lines() {
            writeln!(self.0, "2> {line}").unwrap();
        }
        writeln!(self.0, "exit {}\n", ran.code).unwrap();
    }

    /// Returns each command with its output, without the exit code.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator("\n\n").filter_map(|block| Some(block.rsplit_once("exit ")?.0))
    }

    /// # Panics
    ///
    /// If it differs from the file.
    pub(super) fn check(&self, name: &str) {
        let path = Path::new(GOLDEN).join(name);
        if std::env::var_os("POINTAPI_BLESS").is_some() {
            fs::create_dir_all(GOLDEN).unwrap();
            fs::write(&path, &self.0).unwrap();
        }
        let golden = fs::read_to_string(&path).unwrap_or_default();
        assert!(golden == self.0, "{} differs; it is now:\n{}", path.display(), self.0);
    }
}

fn with_end(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

/// Replaces the words that differ in each run: tokens, times, and ids of events.
fn stable(text: &str) -> String {
    let mut stable = String::new();
    for word in text.split_inclusive(|character: char| !is_of_word(character)) {
        let (word, end) = word.split_at(word.len() - word.trim_start_matches(is_of_word).len());
        stable += named(word);
        stable += end;
    }
    stable
}

fn is_of_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | ':' | '.')
}

fn named(word: &str) -> &str {
    let bytes = word.as_bytes();
    let is_time = bytes.len() >= 20 && bytes[4] == b'-' && bytes[10] == b'T' && bytes.ends_with(b"Z");
    let is_uuid = bytes.len() == 36 && word.matches('-').count() == 4;
    // Two orders of a batch are numbered in any order.
    let is_of_batch =
        bytes.len() == 19 && ["000000000000077700", "000000000000400000"].iter().any(|id| word.starts_with(id));
    match word {
        _ if is_of_batch && !word.ends_with('1') => "ID-OF-THE-ORDER----",
        _ if word.starts_with("sandbox-access-") => "TOKEN",
        // The dates of the sandbox's own orders are always the same.
        _ if is_time && !word.starts_with("2031-") => "TIME",
        _ if is_uuid => "UUID",
        _ => word,
    }
}

#[test]
fn only_words_that_differ_are_replaced() {
    let text = "{\"a\": \"2026-11-30T03:10:20Z\", \"b\": \"2031-07-08T00:00:00.000Z\"}\nsandbox-access-07 x\n";
    assert_eq!(stable(text), "{\"a\": \"TIME\", \"b\": \"2031-07-08T00:00:00.000Z\"}\nTOKEN x\n");
}
