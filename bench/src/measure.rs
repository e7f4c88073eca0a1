//! Instructions, allocations and times of one call.

pub mod allocations;
pub mod instructions;
pub mod times;

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::clients::Error;

/// Builds the measured programs, so that they are never older than the sources.
pub fn build_programs() -> Result<(), Error> {
    build(&["--bins"])
}

/// Builds the programs that the arguments name.
pub fn build(arguments: &[&str]) -> Result<(), Error> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--release"]).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    // `cargo run` sets these variables. Some build scripts depend on them, so Cargo would rebuild nearly every crate.
    for (name, _) in
        std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
    {
        build.env_remove(name);
    }
    let built = build.status()?;
    if built.success() { Ok(()) } else { Err("could not build the measured programs".into()) }
}

/// Returns the path of another program of this crate.
pub fn sibling(name: &str) -> Result<PathBuf, Error> {
    let program = std::env::current_exe()?.with_file_name(name);
    if program.exists() { Ok(program) } else { Err("run this with `cargo run --release`".into()) }
}

/// Returns the CPU time of this process, with its time in the kernel.
pub fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}
