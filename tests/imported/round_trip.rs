//! A document, its import, and the document that the imported traits export.

use std::fs;
use std::io::Write;
use std::process::Command;

use pointapi::openapi::{self, Info};
use pointapi_built::library::{self, Library};
use pointapi_import::{Import, Imported};
use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/imported/library.yaml");

fn imported() -> Import {
    Import::new(DOCUMENT).name("Library").server().openapi()
}

fn exported() -> Value {
    let info = Info::new("Library", "2.0").server(library::BASE_URL);
    openapi::document::<dyn Library>(info)
}

#[test]
fn importing_the_exported_document_gives_equal_code() {
    let again = Import::from_text("library.json", exported().to_string());
    let again = again.name("Library").server().openapi().run().unwrap();
    let first = imported().run().unwrap();
    let names = |imported: &Imported| imported.modules().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&first), names(&again));
    for ((name, code), (_, code_again)) in first.modules().zip(again.modules()) {
        assert!(code == code_again, "the code of `{name}` differs:\n{code_again}");
    }
}

/// The kinds of difference are listed in `.ci/differences.py`.
#[test]
fn the_exported_document_differs_in_listed_ways() {
    let folder = tempfile::tempdir().unwrap();
    let document: Value = serde_norway::from_str(&fs::read_to_string(DOCUMENT).unwrap()).unwrap();
    let file = |name: &str, document: &Value| {
        let path = folder.path().join(name);
        fs::write(&path, document.to_string()).unwrap();
        path
    };
    let mut command = Command::new("python3");
    command.arg(format!("{ROOT}/.ci/differences.py"));
    command.args([file("before.json", &document), file("after.json", &exported())]);
    let Ok(output) = command.output() else {
        let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!is_ci, "could not start python3");
        // Not `eprintln!`, whose output the test harness hides.
        writeln!(std::io::stderr(), "SKIPPED a test: could not start python3").ok();
        return;
    };
    let [stdout, stderr] = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{stdout}\n{stderr}");
}
