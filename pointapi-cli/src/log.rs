//! The log of `-v`, on stderr.

use std::io::{self, IsTerminal};

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt;

use crate::profile::variable;

/// Begins to log if `verbosity` is not zero. The library's spans and events contain no secret.
pub(crate) fn begin(verbosity: u8) {
    let level = match verbosity {
        0 => return,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let is_colored = io::stderr().is_terminal() && matches!(variable("NO_COLOR"), Ok(None));
    fmt().with_max_level(level).with_ansi(is_colored).with_writer(io::stderr).init();
}
