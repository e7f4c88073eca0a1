//! The three measures, each its own file.

pub mod allocations;
pub mod instructions;
pub mod times;

use std::path::PathBuf;
use std::process::Command;

use crate::clients::Error;

/// Builds the programs that are measured, so that none of them is older than the sources.
pub fn build_programs() -> Result<(), Error> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--release", "--bins"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    // What `cargo run` tells the program of its package would make some build scripts run again, and with them nearly
    // everything.
    for (name, _) in
        std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
    {
        build.env_remove(name);
    }
    let built = build.status()?;
    if built.success() { Ok(()) } else { Err("the programs could not be built".into()) }
}

/// A program of this crate beside the one that runs.
fn sibling(name: &str) -> Result<PathBuf, Error> {
    let program = std::env::current_exe()?.with_file_name(name);
    if program.exists() { Ok(program) } else { Err("run this with `cargo run --release`".into()) }
}
