//! From loans to their ends: place all, then wait for all.

use futures_util::stream::{self, FuturesUnordered};
use futures_util::{Stream, StreamExt};
use pointapi::Error;
use pointapi::platform::{Billing, OrderFault, OrderHandle, OrderTicket, Point, Reconciliation, UnreadableOrder};

use super::Result;
use super::journal::{End, Event, Journal};
use super::loans::Loan;

/// So many orders are placed at once.
const AT_ONCE: usize = 8;

/// A line of the report.
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) end: End,
}

/// How far a loan is when nothing more is to be sent for it.
enum Step {
    Waiting(Box<OrderHandle>),
    Ended(End),
}

/// Brings every loan to an end, from wherever an earlier run has left it; and what such a run has left open of loans that
/// are no longer in the list.
pub(crate) async fn run(point: &Point, journal: &Journal, loans: &[Loan]) -> Vec<Line> {
    let placing = stream::iter(loans)
        .map(async |loan| (loan.label.clone(), settled(place(point, journal, loan).await)))
        .buffer_unordered(AT_ONCE);
    let mut steps = counted("placed", loans.len(), placing).await;
    for label in journal.open_labels() {
        if loans.iter().all(|loan| loan.label != label)
            && let Some(step) = taken_up(point, journal, &label).await.transpose()
        {
            steps.push((label, settled(step)));
        }
    }
    let all = steps.len();
    let waiting: FuturesUnordered<_> = steps
        .into_iter()
        .map(async |(label, step)| match step {
            Step::Ended(end) => Line { label, end },
            Step::Waiting(handle) => Line { end: wait(journal, &label, &handle).await, label },
        })
        .collect();
    let mut lines = counted("ended", all, waiting).await;
    lines.sort_by(|one, other| one.label.cmp(&other.label));
    lines
}

/// What fails here leaves the journal as it is, for the next run to go on from.
fn settled(step: Result<Step>) -> Step {
    step.unwrap_or_else(|error| Step::Ended(bad(format!("failed: {error}"))))
}

/// Where an earlier run has left a loan; `None` if it has not placed its order, for sure.
async fn taken_up(point: &Point, journal: &Journal, label: &str) -> Result<Option<Step>> {
    Ok(match journal.known(label) {
        Some(Event::Ended { end }) => Some(Step::Ended(end)),
        Some(Event::Placed { ticket }) => Some(Step::Waiting(Box::new(point.resume(*ticket)))),
        Some(Event::Sending) => Some(reconcile(point, journal, label).await?),
        Some(Event::NotPlaced) | None => None,
    })
}

/// Places an order, unless there is one or may be one.
async fn place(point: &Point, journal: &Journal, loan: &Loan) -> Result<Step> {
    let label = &loan.label;
    if let Some(step) = taken_up(point, journal, label).await? {
        return Ok(step);
    }
    let order = match loan.order() {
        Ok(order) => order,
        Err(error) => return Ok(Step::Ended(bad(format!("not placed: {error}")))),
    };
    journal.note(label, Event::Sending)?;
    match point.place(order).await {
        Ok(handle) => placed(journal, label, handle),
        Err(error) => match ticket_in(&error) {
            Some(ticket) => placed(journal, label, point.resume(ticket.clone())),
            None if error.is_fault() => ended(journal, label, bad(format!("refused: {error}"))),
            None if is_not_placed(&error) => {
                journal.note(label, Event::NotPlaced)?;
                Ok(Step::Ended(bad(format!("not placed: {error}"))))
            }
            None => reconcile(point, journal, label).await,
        },
    }
}

/// By what to ask for an order whose answer does not say what was done with it.
fn ticket_in(error: &Error) -> Option<&OrderTicket> {
    match OrderFault::of(error) {
        Some(fault) => fault.ticket().filter(|_| fault.is_passing()),
        None => UnreadableOrder::of(error)?.ticket(),
    }
}

fn placed(journal: &Journal, label: &str, handle: OrderHandle) -> Result<Step> {
    journal.note(label, Event::Placed { ticket: Box::new(handle.ticket().clone()) })?;
    Ok(Step::Waiting(Box::new(handle)))
}

/// Whether the order is none for sure: it was not sent, or the server says that it is the caller's mistake.
fn is_not_placed(error: &Error) -> bool {
    !error.was_sent() || (error.is_client_error() && !error.is_status(408))
}

/// An order that may have been placed is looked for, and never placed again by a program.
async fn reconcile(point: &Point, journal: &Journal, label: &str) -> Result<Step> {
    match point.reconcile(label).await? {
        Reconciliation::Found(row) => {
            let text = format!("placed as {}, its answer was lost: see the platform's own list", row.order_guid);
            ended(journal, label, End { text, is_good: true })
        }
        Reconciliation::NotFound => Ok(Step::Ended(bad(
            "may have been placed, and is not found: run again later, or order it under a new label",
        ))),
        Reconciliation::Unclear(rows) => Ok(Step::Ended(bad(format!("{} orders have this label", rows.len())))),
    }
}

async fn wait(journal: &Journal, label: &str, handle: &OrderHandle) -> End {
    let end = match handle.until_done().await {
        Ok(report) => {
            let billing = if *report.billing() == Billing::Billable { "billable" } else { "not billable" };
            End { text: format!("done, {billing}, {} document(s)", report.documents().len()), is_good: true }
        }
        Err(error) if OrderFault::of(&error).is_some_and(|fault| !fault.is_passing()) => {
            bad(format!("failed: {error}"))
        }
        // The ticket stays in the journal.
        Err(error) => return bad(format!("placed, and not waited for to the end: {error}")),
    };
    match journal.note(label, Event::Ended { end: end.clone() }) {
        Ok(()) => end,
        Err(error) => bad(format!("{}, and that could not be noted: {error}", end.text)),
    }
}

fn ended(journal: &Journal, label: &str, end: End) -> Result<Step> {
    journal.note(label, Event::Ended { end: end.clone() })?;
    Ok(Step::Ended(end))
}

fn bad(text: impl Into<String>) -> End {
    End { text: text.into(), is_good: false }
}

/// Collects what comes, and shows how far it is.
async fn counted<T>(what: &str, all: usize, items: impl Stream<Item = T>) -> Vec<T> {
    let mut items = std::pin::pin!(items);
    let mut done = Vec::with_capacity(all);
    while let Some(item) = items.next().await {
        done.push(item);
        let count = done.len();
        if count == all || count.is_multiple_of(all.div_ceil(5)) {
            println!("  [{:<20}] {what} {count}/{all}", "#".repeat(count * 20 / all));
        }
    }
    done
}
