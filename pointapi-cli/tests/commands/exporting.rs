//! The exported document, and the import of it.

use std::fs;

use super::stage::Stage;
use super::transcript::Transcript;

#[tokio::test(flavor = "multi_thread")]
async fn an_exported_document_can_be_imported() {
    let stage = Stage::new().await;
    let mut transcript = Transcript::default();
    for arguments in [
        &["export", "--out", "point.yaml"][..],
        &["export", "--out", "point.json"],
        &["import", "point.yaml", "--out", "src/point", "--strict"],
        &["import", "point.json", "--out", "src/point", "--strict", "--check"],
        &["export", "--output", "csv"],
        &["export", "--out", "no/such/folder/point.yaml"],
        &["export", "--server", "not a url"],
    ] {
        transcript.add(&stage, arguments, &stage.pipe(arguments, ""));
    }
    transcript.check("exporting.txt");
}

#[tokio::test(flavor = "multi_thread")]
async fn stdout_and_a_file_have_the_same_document() {
    let stage = Stage::new().await;
    for (to_stdout, file, first_line) in [
        (&["export"][..], "point.yaml", "openapi: \"3.1.1\""),
        (&["export", "--output", "json"], "point.json", "{"),
        (&["export", "--output", "json"], "point.JSON", "{"),
    ] {
        assert_eq!(stage.pipe(&["export", "--out", file], "").code, 0);
        let printed = stage.pipe(to_stdout, "").stdout;
        assert_eq!(fs::read_to_string(stage.path(file)).unwrap(), printed, "{file}");
        assert_eq!(printed.lines().next(), Some(first_line), "{file}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_of_the_document_can_be_chosen() {
    let stage = Stage::new().await;
    let url = "http://127.0.0.1:4010";
    assert!(stage.pipe(&["export"], "").stdout.contains("- url: https://api.pointservices.com"));
    assert!(stage.pipe(&["export", "--server", url], "").stdout.contains(&format!("- url: {url}")));
}
