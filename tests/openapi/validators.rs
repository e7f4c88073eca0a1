//! Two validators of other projects read a document with every role, and that of Point Services.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use pointapi::openapi::{self, Info};
use serde_json::Value;

use crate::platform;
use crate::shop::Shop;

const REDOCLY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/npm/node_modules/.bin/redocly");

/// Runs a validator over a file; without the program it prints that the test is skipped.
///
/// # Panics
///
/// If the validator finds an error, or if the program is missing and `CI=true`.
fn validate(program: &str, arguments: &[&str], file: &Path, install: &str) {
    let quiet = [("REDOCLY_TELEMETRY", "off"), ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")];
    let Ok(output) = Command::new(program).args(arguments).arg(file).envs(quiet).output() else {
        let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!is_ci, "could not start {program}; run `{install}`");
        // Not `eprintln!`, whose output the test harness hides.
        writeln!(std::io::stderr(), "SKIPPED a test: could not start {program}; run `{install}`").ok();
        return;
    };
    let [stdout, stderr] = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{stdout}\n{stderr}");
}

fn shop() -> Value {
    openapi::document::<dyn Shop>(Info::new("Shop", "1.0.0").license("MIT"))
}

fn written(name: &str, document: &Value) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = if name.ends_with("yaml") { openapi::to_yaml(document) } else { openapi::to_json(document) };
    std::fs::write(folder.path().join(name), text.unwrap()).unwrap();
    folder
}

#[test]
fn the_specification_validator_finds_no_error() {
    for document in [shop(), platform::document()] {
        let folder = written("api.json", &document);
        validate("openapi-spec-validator", &[], &folder.path().join("api.json"), "pip install openapi-spec-validator");
    }
}

#[test]
fn the_linter_of_redocly_finds_no_error() {
    for document in [shop(), platform::document()] {
        let folder = written("api.yaml", &document);
        validate(REDOCLY, &["lint"], &folder.path().join("api.yaml"), "tests/npm/install");
    }
}
