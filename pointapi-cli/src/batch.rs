//! Places a batch of orders and waits for them, with a journal that makes it safe to run again.
//!
//! Each step is in the journal before the next one is taken. However a run ends, the next one continues: no order is lost,
//! and none is placed twice.

mod account;
mod event;
mod journal;
mod known;
mod observer;
mod outcome;
mod place;
mod private;
pub mod report;
mod run;
mod stop;

use std::error::Error;

use pointapi::platform::{Order, OrderTicket, Product};

pub use account::Account;
pub use event::{Event, Sent};
pub use journal::Journal;
pub use observer::{Observer, Stage};
pub use outcome::{End, Obstacle, Outcome};
pub use run::Batch;
pub use stop::Stop;

/// The result of a step; the error is for a person.
pub type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// An order that is to be placed.
pub trait Item {
    /// Returns the name of the order, here and on the platform; unique in the batch and its journal.
    fn label(&self) -> &str;

    /// Returns the product of the order.
    ///
    /// If the journal has an order of another product or [model](Self::model) under the label, the item is not placed.
    fn product(&self) -> Product;

    /// Returns the model of the product.
    fn model(&self) -> &str;

    /// Returns the order; called once, just before it is sent.
    ///
    /// # Errors
    ///
    /// If the data of the item make no valid order.
    fn order(&self) -> Result<Order>;
}

/// The state of an item at the end of a run.
#[derive(Debug, Clone)]
pub struct Line {
    /// The label of the item.
    pub label: String,
    /// The end of this run.
    pub end: End,
    /// The ticket, if the order was placed and its response was received.
    pub ticket: Option<OrderTicket>,
}
