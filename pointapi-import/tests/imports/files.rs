//! Files that an import writes, and those that it leaves alone.

use std::fs;
use std::path::{Path, PathBuf};

use pointapi_import::Import;

use crate::document;

fn small() -> Import {
    document("  /a:\n    get: {operationId: a, tags: [orders], responses: {204: {description: done}}}\n")
}

/// The files of the folder and of its folders, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[test]
fn a_file_of_the_user_is_not_overwritten() {
    for name in ["main.rs", "main/orders.rs"] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let own = folder.path().join(name);
        fs::create_dir_all(folder.path().join("main")).expect("created");
        fs::write(&own, "fn main() {}\n").expect("written");
        let imported = small().run().expect("valid");
        let error = imported.write(folder.path().join("main")).expect_err("it belongs to the user").to_string();
        assert!(error.contains(name) && error.contains("was not written by `pointapi import`"), "{error}");
        assert_eq!(fs::read_to_string(&own).expect("present"), "fn main() {}\n");
        assert_eq!(files(folder.path()), [own]);
    }
}

#[test]
fn a_path_with_another_extension_is_rejected() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let imported = small().run().expect("valid");
    for name in ["api.v1", "api.RS", ".."] {
        let error = imported.write(folder.path().join(name)).expect_err("no module has that name").to_string();
        assert!(error.contains(name), "{error}");
    }
    assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
    imported.write(folder.path().join("api.rs")).expect("written");
    assert_eq!(files(folder.path()), [folder.path().join("api/orders.rs"), folder.path().join("api.rs")]);
}

#[test]
fn a_term_that_selects_nothing_is_an_error() {
    for terms in ["tag:oders", "tag:orders,tag:oders", "path:/b/*", "operation:b,operation:a"] {
        let error = small().only(terms).run().expect_err("one term is misspelt").to_string();
        assert!(error.contains("selects no operation"), "{error}");
    }
    assert!(small().only("tag:orders,path:/*").run().is_ok());
}

#[test]
fn every_tag_of_an_operation_selects_it() {
    let import =
        document("  /a:\n    get: {operationId: a, tags: [orders, loans], responses: {204: {description: done}}}\n");
    let imported = import.only("tag:loans").run().expect("it has the tag");
    assert_eq!(imported.modules().map(|(name, _)| name).collect::<Vec<_>>(), ["", "orders"]);
}

#[test]
fn an_import_leaves_the_files_of_another_one_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |out: &Path| small().run().expect("valid").write(out);
    let outer = folder.path().join("api");
    write(&outer).expect("written");
    for inner in ["api/admin", "api/api"] {
        write(&folder.path().join(inner)).expect("written");
    }
    let present = files(folder.path());
    assert!(write(&outer).expect("nothing to do").is_empty());
    assert_eq!(files(folder.path()), present);
    // A root is no module of another import.
    let error = write(&folder.path().join("api/orders")).expect_err("a module of the first").to_string();
    assert!(error.contains("orders.rs` was not written by `pointapi import` for this path"), "{error}");
}

#[test]
fn a_file_that_was_cut_short_is_written_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("api");
    small().run().expect("valid").write(&out).expect("written");
    let complete = fs::read_to_string(out.join("orders.rs")).expect("present");
    fs::write(out.join("orders.rs"), "").expect("written");
    fs::write(out.join("orders.rs.new"), &complete[..40]).expect("written");
    assert_eq!(small().run().expect("valid").write(&out).expect("written").iter().count(), 1);
    assert_eq!(fs::read_to_string(out.join("orders.rs")).expect("present"), complete);
    assert_eq!(files(folder.path()).len(), 2);
}
