//! The log of `-v`, on stderr.

use std::io::{self, IsTerminal};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::profile::variable;

/// Begins to log if `verbosity` is not zero. It logs the library alone, whose spans and events contain no secret; other
/// crates promise no such thing.
pub(crate) fn begin(verbosity: u8) {
    let level = match verbosity {
        0 => return,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let is_colored = io::stderr().is_terminal() && matches!(variable("NO_COLOR"), Ok(None));
    let lines = fmt::layer().with_ansi(is_colored).with_writer(io::stderr);
    tracing_subscriber::registry().with(lines).with(Targets::new().with_target("pointapi", level)).init();
}
