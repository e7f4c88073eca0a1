//! Processes loans: places all orders, then waits for all of them.

use futures_util::stream::{self, FuturesUnordered};
use futures_util::{Stream, StreamExt};
use pointapi::Error;
use pointapi::platform::{Billing, OrderFault, OrderHandle, OrderTicket, Point, Reconciliation, UnreadableOrder};

use super::Result;
use super::journal::{End, Event, Journal};
use super::loans::Loan;

/// The number of orders placed concurrently.
const CONCURRENT: usize = 8;

/// A line of the report.
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) end: End,
}

/// The state of a loan once its order needs no further request.
enum Step {
    Waiting(Box<OrderHandle>),
    Ended(End),
}

/// Completes every loan, beginning where an earlier run stopped. Also completes open loans of earlier runs that are no
/// longer in the list.
pub(crate) async fn run(point: &Point, journal: &Journal, loans: &[Loan]) -> Vec<Line> {
    let placing = stream::iter(loans)
        .map(async |loan| (loan.label.clone(), settled(place(point, journal, loan).await)))
        .buffer_unordered(CONCURRENT);
    let mut steps = counted("placed", loans.len(), placing).await;
    for label in journal.open_labels() {
        if loans.iter().all(|loan| loan.label != label)
            && let Some(step) = resumed(point, journal, &label).await.transpose()
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

/// A failure here leaves the journal unchanged, so that the next run continues from it.
fn settled(step: Result<Step>) -> Step {
    step.unwrap_or_else(|error| Step::Ended(bad(format!("failed: {error}"))))
}

/// Resumes a loan of an earlier run. Returns `None` if its order was certainly not placed.
async fn resumed(point: &Point, journal: &Journal, label: &str) -> Result<Option<Step>> {
    Ok(match journal.known(label) {
        Some(Event::Ended { end }) => Some(Step::Ended(end)),
        Some(Event::Placed { ticket }) => Some(Step::Waiting(Box::new(point.resume(*ticket)))),
        Some(Event::Sending) => Some(reconcile(point, journal, label).await?),
        Some(Event::NotPlaced) | None => None,
    })
}

/// Places an order unless one exists or may exist.
async fn place(point: &Point, journal: &Journal, loan: &Loan) -> Result<Step> {
    let label = &loan.label;
    if let Some(step) = resumed(point, journal, label).await? {
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
            None if error.is_fault() => ended(journal, label, bad(format!("rejected: {error}"))),
            None if is_not_placed(&error) => {
                journal.note(label, Event::NotPlaced)?;
                Ok(Step::Ended(bad(format!("not placed: {error}"))))
            }
            None => reconcile(point, journal, label).await,
        },
    }
}

/// Returns the ticket in an error, if the order can still be polled.
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

/// Returns whether the order was certainly not placed: it was not sent, or the server rejected the request.
fn is_not_placed(error: &Error) -> bool {
    !error.was_sent() || (error.is_client_error() && !error.is_status(408))
}

/// Searches for an order that may have been placed. A program must not place it again.
async fn reconcile(point: &Point, journal: &Journal, label: &str) -> Result<Step> {
    match point.reconcile(label).await? {
        Reconciliation::Found(row) => {
            let text = format!("placed as {}, its response was lost: see the platform's order list", row.order_guid);
            ended(journal, label, End { text, is_good: true })
        }
        Reconciliation::NotFound => Ok(Step::Ended(bad(
            "may have been placed, but was not found: run again later, or order it under a new label",
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
        Err(error) => return bad(format!("placed, but waiting failed: {error}")),
    };
    match journal.note(label, Event::Ended { end: end.clone() }) {
        Ok(()) => end,
        Err(error) => bad(format!("{}, but writing the journal failed: {error}", end.text)),
    }
}

fn ended(journal: &Journal, label: &str, end: End) -> Result<Step> {
    journal.note(label, Event::Ended { end: end.clone() })?;
    Ok(Step::Ended(end))
}

fn bad(text: impl Into<String>) -> End {
    End { text: text.into(), is_good: false }
}

/// Collects a stream and prints its progress.
async fn counted<T>(action: &str, all: usize, items: impl Stream<Item = T>) -> Vec<T> {
    let mut items = std::pin::pin!(items);
    let mut done = Vec::with_capacity(all);
    while let Some(item) = items.next().await {
        done.push(item);
        let count = done.len();
        if count == all || count.is_multiple_of(all.div_ceil(5)) {
            println!("  [{:<20}] {action} {count}/{all}", "#".repeat(count * 20 / all));
        }
    }
    done
}
