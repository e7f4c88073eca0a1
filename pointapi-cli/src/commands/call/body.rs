//! The body of a request: from the argument, from a file, or from stdin.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::failure::{Failure, Result};

/// Reads `@FILE`, `@-`, or the string itself.
pub(super) fn read(data: &str) -> Result<Vec<u8>> {
    match data.strip_prefix('@') {
        Some("-") => {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read.map_err(|error| Failure::usage(format!("could not read stdin: {error}")))?;
            Ok(bytes)
        }
        Some(path) => fs::read(path).map_err(|error| Failure::file(Path::new(path), error)),
        None => Ok(data.as_bytes().to_vec()),
    }
}
