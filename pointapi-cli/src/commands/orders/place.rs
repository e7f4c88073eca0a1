//! `pointapi orders place`: places an order, or one for each line of a CSV file.

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use pointapi::PollPolicy;
use pointapi::platform::Product;
use pointapi_cli::batch::report::Report;
use pointapi_cli::batch::{Account, Batch, Item, Journal, Line, Stop};

use super::journals;
use super::progress::Progress;
use super::rows::Kind;
use super::state::{self, State};
use super::stopping::stoppable;
use super::template::Template;
use crate::commands::print_rows;
use crate::context::Context;
use crate::exit;
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::session::Session;
use crate::time::duration;

/// Place an order, or one for each line of a CSV file.
///
/// The order is the platform's JSON. A string `{{column}}` in it stands for the value of a column of the CSV file, and
/// a `Document` of the form `@FILE` for the content of a file beside the JSON, unless it is the value of a column. The
/// `CorrelationID` is the label of the order.
///
/// Each step is kept in a journal, so that the same command can be run again after any interruption: no label is
/// ordered twice, and a label that is an order of another product or model is rejected. A journal belongs to one base
/// URL and account. Without `--from` the journal is in the state folder; with it, beside the CSV file.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi orders place SSAForm89ECBSV PDF-001 order.json
  pointapi orders place SSAForm89ECBSV PDF-001 order.json \\
    --wait --save reports
  pointapi orders place SSAForm89ECBSV PDF-001 template.json \\
    --from loans.csv --report report.csv
  jq '.CorrelationID = \"loan-8\"' order.json |
    pointapi orders place ADV ADV-120 -

Exit codes: 0 placed (with --wait: done), 1 placed or done, but its documents, its journal or the report could not be \
saved, 2 the order is invalid, 3 not logged in, 4 rejected, 5 pending or unclear: run the command again, 6 the server is \
unavailable, 130 interrupted. With several orders, the exit code is that of the most urgent one, in the order 3, 6, 5, 2, \
4, 1.")]
pub(crate) struct Arguments {
    /// The product: ADV, DetailedBLJ, IRS4506TTranscript, IRS8821Transcript or SSAForm89ECBSV.
    #[arg(value_parser = product)]
    product: Product,
    /// The model of the product, such as `PDF-001`.
    model: String,
    /// The JSON of the order; `-` for stdin.
    #[arg(value_name = "ORDER")]
    order: PathBuf,
    /// Place one order for each line of this CSV file, which has a header.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// The journal; by default one for each label, or one beside the CSV file.
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Write the outcome of each order to a CSV file.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Wait until the orders are done. An order whose response was lost cannot be polled: the platform's order list is
    /// asked for it once in a run.
    #[arg(long)]
    wait: bool,
    /// Save the documents of orders that complete in this run, each label in its own folder below FOLDER. Other characters
    /// than `a-z0-9-_` are encoded in its name: `Loan/7` is `%4coan%2f7`.
    #[arg(long, value_name = "FOLDER")]
    save: Option<PathBuf>,
    /// Print the platform's messages about rejected orders to stderr; they may contain personal data.
    #[arg(long)]
    messages: bool,
    /// The pause between two polls of an order, with `--wait`; at least a minute, and at most an hour.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "10m")]
    every: Duration,
    /// The time after which waiting ends with exit code 5, with `--wait`.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "48h")]
    give_up_after: Duration,
}

fn product(text: &str) -> Result<Product, String> {
    let names = || Product::ALL.iter().map(Product::as_str).collect::<Vec<_>>().join(", ");
    let found = Product::ALL.iter().find(|product| product.as_str() == text);
    found.cloned().ok_or_else(|| format!("the products are {}", names()))
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let session = Session::open(&context.profile)?;
    let template = Template::read(&arguments.order)?;
    let kind = Kind { template: &template, product: &arguments.product, model: &arguments.model };
    let rows = match &arguments.from {
        Some(csv) => kind.rows(csv)?,
        None => vec![kind.single()?],
    };
    // A CSV file without a line may have open orders in its journal.
    let path = arguments.journal_of(&session.name, rows.first().map_or("", Item::label))?;
    arguments.ensure_own_report(&path)?;
    if arguments.save.is_some() {
        // After the order is too late.
        rows.iter().try_for_each(|row| journals::file_name(row.label()).map(drop)).map_err(Failure::usage)?;
    }
    let polling = PollPolicy::default().every(arguments.every).give_up_after(arguments.give_up_after);
    let point = session.point(polling)?;
    let journal = open(&path, &session.account(&point))?;
    let report = arguments.report.as_deref().map(|path| Report::open(path).map_err(|error| Failure::file(path, error)));
    let report = report.transpose()?;
    let progress = Progress::new(&context.output, arguments.save.clone(), arguments.messages);
    let stop = Stop::default();
    let batch = Batch::new(&point, &journal).observer(&progress).stop(stop.clone());
    let batch = if arguments.wait { batch } else { batch.without_waiting() };
    let advice = format!("run the same command again to continue; its journal is `{}`", path.display());
    let lines = stoppable(context, &stop, &advice, batch.run(&rows)).await?;
    drop(progress);
    arguments.finish(context, &lines, &stop, &advice, report)
}

impl Arguments {
    fn journal_of(&self, profile: &str, label: &str) -> Result<PathBuf> {
        match (&self.journal, &self.from) {
            (Some(path), _) => Ok(path.clone()),
            (None, Some(csv)) => Ok(journals::beside(csv)),
            (None, None) => journals::of_label(profile, label),
        }
    }

    /// The report replaces its file, which must not be one that the next run needs.
    fn ensure_own_report(&self, journal: &Path) -> Result<()> {
        let Some(report) = &self.report else { return Ok(()) };
        let needed =
            [("the journal", Some(journal)), ("the CSV file", self.from.as_deref()), ("the order", Some(&self.order))];
        for (what, path) in needed {
            if path.is_some_and(|path| location(path) == location(report)) {
                return Err(Failure::file(report, format!("`--report` would replace {what}")));
            }
        }
        Ok(())
    }

    /// Prints the lines, writes the report, and returns the failure that needs attention first.
    fn finish(
        &self,
        context: &Context,
        lines: &[Line],
        stop: &Stop,
        advice: &str,
        report: Option<Report>,
    ) -> Result<()> {
        // First, so that a report that cannot be written hides no outcome.
        print_rows(&context.output, state::COLUMNS, lines, State::of_line)?;
        if let (Some(csv), []) = (&self.from, lines) {
            context.output.note(format!("0 orders in `{}`", csv.display()));
        }
        let outcome = if stop.is_requested() {
            Err(interrupt::failure("interrupted").advise(advice))
        } else {
            self.outcome(lines, advice)
        };
        let Some((path, report)) = self.report.as_deref().zip(report) else { return outcome };
        match report.write(lines) {
            Ok(()) => outcome,
            Err(error) => Err(unreported(outcome, path, error)),
        }
    }

    /// Returns the failure that needs attention first.
    fn outcome(&self, lines: &[Line], advice: &str) -> Result<()> {
        let pending = if self.wait { exit::PENDING } else { exit::DONE };
        let codes: Vec<u8> = lines.iter().map(|line| state::code_of(line, pending)).collect();
        let bad = codes.iter().filter(|code| **code != exit::DONE).count();
        let message = match lines {
            [line] => line.end.text.clone(),
            _ => format!("{bad} of {} orders need attention or another run", lines.len()),
        };
        match state::most_urgent(&codes) {
            exit::DONE => Ok(()),
            exit::REJECTED => Err(Failure::new(exit::REJECTED, message).advise(
                "a rejected order is not sent again: correct it, and give it a new label; `--messages` says why",
            )),
            exit::FAILED => Err(Failure::new(exit::FAILED, message).advise(format!(
                "free the disk or correct `--save`, then {advice}; keep the transaction id of an order whose journal was not \
                 written, which can be polled by it alone"
            ))),
            exit::USAGE => Err(Failure::new(exit::USAGE, message).advise(format!("correct the order, then {advice}"))),
            exit::AUTH => Err(Failure::new(exit::AUTH, message).advise(format!("log in, then {advice}"))),
            code => Err(Failure::new(code, message).advise(advice)),
        }
    }
}

/// Adds to the outcome that the report could not be written.
fn unreported(outcome: Result<()>, report: &Path, error: impl Display) -> Failure {
    let failed = Failure::unsaved(report, error);
    match outcome {
        Ok(()) => failed,
        Err(failure) => Failure { message: format!("{}; {}", failure.message, failed.message), ..failure },
    }
}

/// Returns where a file is, or would be, whatever the links in its path.
fn location(path: &Path) -> PathBuf {
    let in_folder = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(in_folder).unwrap_or_else(|| path.to_path_buf())
}

/// Opens a journal in a folder that may not exist yet.
fn open(path: &Path, account: &Account) -> Result<Journal> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::file(folder, error))?;
    }
    Journal::open(path, account).map_err(|error| Failure::usage(error.to_string()))
}
