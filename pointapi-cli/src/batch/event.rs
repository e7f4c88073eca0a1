//! A step of an item, and its line in the journal.

use std::time::SystemTime;

use pointapi::platform::{OrderGuid, OrderTicket, Product};
use serde::{Deserialize, Serialize};

use super::outcome::End;

/// A step of an item; the last one is its state.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// Written before the order is sent. Until the next event it is unknown whether it was sent.
    Sending {
        /// The order that is sent; `None` in a journal of an earlier version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<Sent>,
    },
    /// The order was provably not placed and may be sent again.
    NotPlaced,
    /// The platform has accepted the order.
    Placed {
        /// The ticket to poll it with.
        ticket: Box<OrderTicket>,
    },
    /// The platform has the order, whose response was lost, so it cannot be polled.
    Found {
        /// The id of the order in the platform's list.
        order: OrderGuid,
    },
    /// The order needs no further request.
    Ended {
        /// The end.
        end: End,
    },
}

/// An order that is sent, so that it can be distinguished from others with its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The product.
    pub product: Product,
    /// The model of the product.
    pub model: String,
    /// The time before the request.
    pub at: SystemTime,
}

/// A line of a journal after the first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) label: String,
    #[serde(flatten)]
    pub(super) event: Event,
}
