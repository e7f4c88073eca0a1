//! Allocations of one call, counted by an allocator in a separate process.

use std::process::Command;

use super::sibling;
use crate::api::Size;
use crate::clients::{Error, Kind};

/// Allocations and reallocations of one call.
#[derive(Debug, Clone, Copy)]
pub struct Allocations {
    pub fresh: f64,
    pub grown: f64,
}

pub fn measure(kind: Kind, size: Size, base_url: &str) -> Result<Allocations, Error> {
    let output = Command::new(sibling("count")?).args([kind.name(), size.name(), base_url]).output()?;
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(fresh)), Some(Ok(grown))) => Ok(Allocations { fresh, grown }),
        _ => Err(String::from_utf8_lossy(&output.stderr).into()),
    }
}
