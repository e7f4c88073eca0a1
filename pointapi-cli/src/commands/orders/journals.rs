//! The files of journals: one for each order that is placed alone, and one beside each CSV file.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::folders;

/// The longest name made of a label; file systems allow 255 bytes, and journals have an ending.
const MAX_NAME: usize = 200;

/// Returns the journal of an order that is placed alone.
///
/// # Errors
///
/// If there is no home folder, or the label is too long.
pub(super) fn of_label(profile: &str, label: &str) -> Result<PathBuf> {
    let advised = |reason| Failure::usage(reason).advise("name a journal with `--journal FILE`");
    let name = file_name(label).map_err(advised)?;
    Ok(folders::state()?.join("orders").join(profile).join(format!("{name}.jsonl")))
}

/// Returns the journal beside a CSV file: `loans.csv` has `loans.journal.jsonl`.
pub(super) fn beside(csv: &Path) -> PathBuf {
    csv.with_extension("journal.jsonl")
}

/// Returns a file name that is different for each label, on file systems that ignore case too.
///
/// # Errors
///
/// If it would be too long.
pub(super) fn file_name(label: &str) -> Result<String, String> {
    let mut name = String::new();
    for byte in label.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => name.push(byte.into()),
            // Writing to a string does not fail.
            _ => drop(write!(name, "%{byte:02x}")),
        }
    }
    if name.len() > MAX_NAME { Err(format!("the label `{label}` is too long for a file name")) } else { Ok(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_label_has_a_file_of_its_own_in_the_folder() {
        assert_eq!(file_name("loan-7_a").unwrap(), "loan-7_a");
        assert_eq!(file_name("Loan/../7").unwrap(), "%4coan%2f%2e%2e%2f7");
        assert!(of_label("default", &"x".repeat(201)).is_err());
    }
}
