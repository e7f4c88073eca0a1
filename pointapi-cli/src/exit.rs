//! Exit codes.

/// The document and the code agree; the work is done.
pub(crate) const DONE: u8 = 0;

/// A check failed: the code is stale, or there are breaking differences.
pub(crate) const FAILED: u8 = 1;

/// The arguments or the document cannot be used; clap uses the same code.
pub(crate) const USAGE: u8 = 2;
