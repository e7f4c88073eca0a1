//! The three measures, each its own file.

pub mod allocations;
pub mod instructions;
pub mod times;

use std::path::PathBuf;

use crate::clients::Error;

/// A program of this crate beside the one that runs.
fn sibling(name: &str) -> Result<PathBuf, Error> {
    let program = std::env::current_exe()?.with_file_name(name);
    if program.exists() {
        Ok(program)
    } else {
        Err(format!("build `{name}` first: cargo build --release --bins").into())
    }
}
