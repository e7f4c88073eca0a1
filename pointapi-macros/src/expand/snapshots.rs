//! Each `tests/expand/<shape>.rs` expands to `tests/expand/<shape>.expanded.rs`.
//!
//! After an intended change, `POINTAPI_BLESS=1 cargo test -p pointapi-macros` writes them anew; read the diff.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Item;

use super::expand_trait;

#[test]
fn expansions_are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand");
    let is_blessing = std::env::var_os("POINTAPI_BLESS").is_some();
    let mut differences = String::new();
    for shape in shapes(&folder) {
        let expanded = expand_file(&fs::read_to_string(&shape).unwrap());
        let snapshot = shape.with_extension("expanded.rs");
        if is_blessing {
            fs::write(&snapshot, &expanded).unwrap();
        }
        let expected = fs::read_to_string(&snapshot).unwrap_or_default();
        if expected != expanded {
            differences.push_str(&format!("\n{}\n{}", shape.display(), difference(&expected, &expanded)));
        }
    }
    assert!(differences.is_empty(), "{differences}\nPOINTAPI_BLESS=1 accepts these");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand");
    for shape in shapes(&folder) {
        let source = fs::read_to_string(&shape).unwrap();
        assert_eq!(expand_file(&source), expand_file(&source), "{}", shape.display());
    }
}

fn shapes(folder: &Path) -> Vec<PathBuf> {
    let mut shapes: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with(".expanded.rs"))
        .collect();
    shapes.sort();
    assert!(!shapes.is_empty());
    shapes
}

/// Expands the traits of a file; other items stay out of the snapshot.
fn expand_file(source: &str) -> String {
    let file = syn::parse_file(source).unwrap();
    let mut output = TokenStream::new();
    for item in file.items {
        let Item::Trait(mut item) = item else { continue };
        let position = item.attrs.iter().position(|attribute| attribute.path().is_ident("point_api")).unwrap();
        let options = match item.attrs.remove(position).meta {
            syn::Meta::List(list) => list.tokens,
            _ => TokenStream::new(),
        };
        output.extend(expand_trait(options, item.to_token_stream(), false));
    }
    prettyplease::unparse(&syn::parse2(output).unwrap())
}

/// The lines that differ, the expected one before the found one.
fn difference(expected: &str, found: &str) -> String {
    let (mut expected, mut found) = (expected.lines(), found.lines());
    let mut output = String::new();
    loop {
        match (expected.next(), found.next()) {
            (None, None) => return output,
            (a, b) if a == b => {}
            (a, b) => output.push_str(&format!("- {}\n+ {}\n", a.unwrap_or_default(), b.unwrap_or_default())),
        }
    }
}
