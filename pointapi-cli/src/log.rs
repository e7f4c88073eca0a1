//! The log of `-v`, on stderr.

use std::io;

use anstream::{AutoStream, ColorChoice};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Begins to log if `verbosity` is not zero. It logs the library alone, whose spans and events contain no secret; other
/// crates promise no such thing. Its calls and attempts are spans, which are logged at their end, with their status.
pub(crate) fn begin(verbosity: u8) {
    let level = match verbosity {
        0 => return,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    // `anstream` decides, as it does for the messages.
    let is_colored = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    let lines = fmt::layer().with_ansi(is_colored).with_span_events(FmtSpan::CLOSE).with_writer(io::stderr);
    // Metrics are events of the level INFO, several for each call.
    let metrics = if level == LevelFilter::TRACE { level } else { LevelFilter::OFF };
    let targets = Targets::new().with_target("pointapi", level).with_target("pointapi::metrics", metrics);
    tracing_subscriber::registry().with(lines).with(targets).init();
}
