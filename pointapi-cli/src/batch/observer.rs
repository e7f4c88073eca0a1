//! The observer of a batch.

use pointapi::platform::{OrderFault, OrderReport};

use super::Result;

/// A part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Placing the orders.
    Placing,
    /// Waiting for the orders.
    Waiting,
}

/// Observes a batch; `()` ignores everything.
pub trait Observer {
    /// Called whenever an item has passed a stage: `passed` of `all` have.
    fn advanced(&self, stage: Stage, passed: usize, all: usize) {
        let _ = (stage, passed, all);
    }

    /// Called with the report of an order that is done, before the journal says so. After an interruption it may be called
    /// again for the same order.
    ///
    /// # Errors
    ///
    /// If the report cannot be kept; the order is [`Unsaved`](super::Outcome::Unsaved) then, and the next run tries again.
    fn done(&self, label: &str, report: &OrderReport) -> Result<()> {
        let _ = (label, report);
        Ok(())
    }

    /// Called instead of [`done`](Self::done) for an order that is done and whose response was lost: its report cannot be
    /// fetched.
    ///
    /// # Errors
    ///
    /// If the observer needs the report; the order is [`Unsaved`](super::Outcome::Unsaved) then.
    fn done_without_report(&self, label: &str) -> Result<()> {
        let _ = label;
        Ok(())
    }

    /// Called with the fault of an order that the platform has rejected. Its messages may contain personal data.
    fn rejected(&self, label: &str, fault: &OrderFault) {
        let _ = (label, fault);
    }
}

impl Observer for () {}
