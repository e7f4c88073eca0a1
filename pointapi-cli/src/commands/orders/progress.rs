//! The progress of a batch on the terminal, and the documents of its orders.

use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use pointapi::platform::{OrderFault, OrderReport};
use pointapi_cli::batch::{self, Observer, Stage};

use super::journals::file_name;
use crate::output::{Output, printable, to_stderr};

const TICK: Duration = Duration::from_millis(120);

/// Draws a bar on stderr, if that is a terminal, and saves documents.
pub(super) struct Progress {
    bar: ProgressBar,
    folder: Option<PathBuf>,
    prints_messages: bool,
}

impl Progress {
    pub(super) fn new(output: &Output, folder: Option<PathBuf>, prints_messages: bool) -> Self {
        let bar = ProgressBar::no_length();
        bar.set_draw_target(if output.is_quiet() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        });
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {pos}/{len}") {
            bar.set_style(style);
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Self { bar, folder, prints_messages }
    }
}

impl Observer for Progress {
    fn advanced(&self, stage: Stage, passed: usize, all: usize) {
        self.bar.set_message(if stage == Stage::Placing { "orders placed" } else { "orders ended" });
        self.bar.set_length(all as u64);
        self.bar.set_position(passed as u64);
    }

    fn done(&self, label: &str, report: &OrderReport) -> batch::Result<()> {
        if let Some(folder) = &self.folder {
            let folder = folder.join(file_name(label)?);
            for document in report.documents() {
                document.save_to(&folder)?;
            }
        }
        Ok(())
    }

    fn done_without_report(&self, _: &str) -> batch::Result<()> {
        if self.folder.is_some() { Err("save its documents from the platform's order list".into()) } else { Ok(()) }
    }

    fn rejected(&self, label: &str, fault: &OrderFault) {
        if self.prints_messages {
            for message in fault.messages() {
                let description = message.description().unwrap_or_default();
                let line = format!("{label}: {} {description}", message.code().as_str());
                self.bar.suspend(|| to_stderr(printable(&line)));
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
