//! A run over all items: places all orders, then waits for all of them.

use futures_util::stream::{self, FuturesUnordered};
use futures_util::{Stream, StreamExt, TryStreamExt};
use pointapi::platform::{
    Billing, OrderFault, OrderGuid, OrderHandle, OrderQuery, OrderReport, OrderRow, Point, property,
};

use super::event::Event;
use super::journal::Journal;
use super::observer::{Observer, Stage};
use super::outcome::{End, Outcome};
use super::place::{Placing, Step};
use super::stop::Stop;
use super::{Item, Line, Result};

/// The number of orders placed concurrently.
const CONCURRENT: usize = 8;

/// A batch of orders.
///
/// ```no_run
/// use std::path::Path;
///
/// use pointapi::platform::Point;
/// use pointapi_cli::batch::{Account, Batch, Item, Journal, Result};
///
/// # async fn run(point: Point, orders: Vec<impl Item>) -> Result<()> {
/// let account = Account::new(point.client().base_url(), "greta");
/// let journal = Journal::open(Path::new("orders.journal.jsonl"), &account)?;
/// for line in Batch::new(&point, &journal).run(&orders).await {
///     println!("{}: {}", line.label, line.end.text);
/// }
/// # Ok(())
/// # }
/// ```
pub struct Batch<'a> {
    point: &'a Point,
    journal: &'a Journal,
    observer: &'a dyn Observer,
    stop: Stop,
    waits: bool,
}

impl<'a> Batch<'a> {
    /// Creates a batch that is placed and awaited through `point`, with its state in `journal`.
    #[must_use]
    pub fn new(point: &'a Point, journal: &'a Journal) -> Self {
        Self { point, journal, observer: &(), stop: Stop::default(), waits: true }
    }

    /// Sets the observer.
    #[must_use]
    pub fn observer(mut self, observer: &'a dyn Observer) -> Self {
        self.observer = observer;
        self
    }

    /// Sets the request to stop.
    #[must_use]
    pub fn stop(mut self, stop: Stop) -> Self {
        self.stop = stop;
        self
    }

    /// Ends the run once all orders are placed; an order whose first response is final is done then too.
    #[must_use]
    pub fn without_waiting(mut self) -> Self {
        self.waits = false;
        self
    }

    /// Completes every item, beginning where an earlier run stopped, and open items of earlier runs that are no longer in
    /// the list. The lines are sorted by label.
    pub async fn run(&self, items: &[impl Item]) -> Vec<Line> {
        let placing = Placing { point: self.point, journal: self.journal, observer: self.observer };
        let placed = stream::iter(items)
            .map(async |item| {
                let step = match placing.conflict(item) {
                    Some(step) => step,
                    None if self.stop.is_requested() => self.skipped(item.label()),
                    None => settled(placing.place(item).await),
                };
                (item.label().to_owned(), step)
            })
            .buffer_unordered(CONCURRENT);
        let mut steps = self.counted(Stage::Placing, items.len(), placed).await;
        for label in self.journal.open_labels() {
            if items.iter().all(|item| item.label() != label)
                && !self.stop.is_requested()
                && let Some(step) = placing.resumed(&label).await
            {
                steps.push((label, step));
            }
        }
        let all = steps.len();
        let waiting: FuturesUnordered<_> = steps.into_iter().map(|(label, step)| self.line(label, step)).collect();
        let mut lines = self.counted(Stage::Waiting, all, waiting).await;
        lines.sort_by(|one, other| one.label.cmp(&other.label));
        lines
    }

    /// Returns the state of an item that this run does not begin with any more.
    fn skipped(&self, label: &str) -> Step {
        match self.journal.known(label) {
            Some(Event::Ended { end }) => Step::Ended(end),
            Some(Event::Placed { ticket }) => Step::Waiting(Box::new(self.point.resume(*ticket))),
            Some(Event::Found { order }) => Step::Found(order),
            Some(Event::Sending { .. }) => Step::Ended(End::new(Outcome::Unclear, "may have been placed: run again")),
            Some(Event::NotPlaced) | None => {
                Step::Ended(End::new(Outcome::NotPlaced, "not placed: the run was stopped"))
            }
        }
    }

    async fn line(&self, label: String, step: Step) -> Line {
        let (end, ticket) = match step {
            Step::Ended(end) => (end, self.journal.ticket(&label)),
            Step::Conflict(end) => (end, None),
            Step::Found(order) => (self.ask_for(&label, &order).await, None),
            Step::Waiting(handle) => (self.wait(&label, &handle).await, Some(handle.ticket().clone())),
        };
        let end = match self.journal.settle(&label) {
            Ok(()) => end,
            Err(error) => end.unsaved(error),
        };
        Line { label, end, ticket }
    }

    async fn wait(&self, label: &str, handle: &OrderHandle) -> End {
        let is_done = handle.first_response().is_some_and(OrderReport::is_done);
        if !self.waits && !is_done {
            return End::new(Outcome::Pending, "placed");
        }
        let report = tokio::select! {
            report = handle.until_done() => report,
            () = self.stop.requested() => return End::new(Outcome::Pending, "placed, not done yet"),
        };
        let end = match report {
            Ok(report) => match self.observer.done(label, &report) {
                Ok(()) => End::new(Outcome::Done, text_of(&report)),
                // Not in the journal, so that the next run tries again.
                Err(error) => return End::new(Outcome::Unsaved, format!("done, but the report was not kept: {error}")),
            },
            Err(error) => match OrderFault::of(&error).filter(|fault| !fault.is_passing()) {
                Some(fault) => {
                    self.observer.rejected(label, fault);
                    End::new(Outcome::Rejected, format!("failed: {error}"))
                }
                // The ticket stays in the journal.
                None => {
                    let text = format!("placed, but waiting failed: {error}");
                    return End::new(Outcome::Pending, text).because_of(&error);
                }
            },
        };
        self.ended(label, end)
    }

    /// Asks the platform's list, once in a run, for an order that cannot be polled.
    async fn ask_for(&self, label: &str, order: &OrderGuid) -> End {
        let pending =
            |text: &str| End::new(Outcome::Pending, format!("placed as {order}, its response was lost{text}"));
        if !self.waits {
            return pending("");
        }
        let found = tokio::select! {
            found = self.has_completed(order) => found,
            () = self.stop.requested() => return pending(", not done yet"),
        };
        match found {
            Ok(true) => {}
            Ok(false) => return pending(", not done yet: see the platform's order list"),
            Err(error) => return pending(&format!(", and the search for it failed: {error}")).because_of(&error),
        }
        match self.observer.done_without_report(label) {
            Ok(()) => {
                let text =
                    format!("done as {order}, its response was lost: its report is in the platform's order list");
                self.ended(label, End::new(Outcome::Done, text))
            }
            Err(error) => End::new(Outcome::Unsaved, format!("done as {order}, its response was lost: {error}")),
        }
    }

    /// Returns true if the platform lists the order as complete. It documents no other status.
    async fn has_completed(&self, order: &OrderGuid) -> pointapi::Result<bool> {
        let query = OrderQuery::default().matching(property::ORDER_GUID.equals(order.as_str()));
        let page = self.point.query(query).pages().try_next().await?;
        let is_complete = |row: &OrderRow| row.order_guid == *order && row.status.as_deref() == Some("complete");
        Ok(page.is_some_and(|page| page.results.iter().any(is_complete)))
    }

    fn ended(&self, label: &str, end: End) -> End {
        self.journal.note_taken(label, Event::Ended { end: end.clone() });
        end
    }

    /// Collects a stream and reports its progress.
    async fn counted<T>(&self, stage: Stage, all: usize, items: impl Stream<Item = T>) -> Vec<T> {
        let mut items = std::pin::pin!(items);
        let mut passed = Vec::with_capacity(all);
        while let Some(item) = items.next().await {
            passed.push(item);
            self.observer.advanced(stage, passed.len(), all);
        }
        passed
    }
}

fn text_of(report: &OrderReport) -> String {
    let billing = if *report.billing() == Billing::Billable { "billable" } else { "not billable" };
    format!("done, {billing}, {} document(s)", report.documents().len())
}

/// An order is not sent unless the journal says so before. The next run continues from the journal, which is unchanged.
fn settled(step: Result<Step>) -> Step {
    step.unwrap_or_else(|error| {
        let text = format!("not placed: the journal could not be written: {error}");
        Step::Ended(End::new(Outcome::NotPlaced, text))
    })
}
