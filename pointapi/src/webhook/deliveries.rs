//! The record of handled events, by which a second delivery is detected.
//!
//! A delivery claims its event, then either finishes or releases it.

mod memory;
#[cfg(feature = "store-redis")]
mod redis;

use std::time::Duration;

use async_trait::async_trait;

pub use self::memory::MemoryDeliveries;
#[cfg(feature = "store-redis")]
pub use self::redis::RedisDeliveries;
use crate::box_error::BoxError;

/// The time for which a handled event is remembered.
const REMEMBERED_FOR: Duration = Duration::from_secs(72 * 3600);
/// The time after which a claim expires: its process may have died, or its handler may hang.
const CLAIMED_FOR: Duration = Duration::from_secs(15 * 60);

/// Records which events were handled, for one process or many.
///
/// ```
/// use pointapi::BoxError;
/// use pointapi::webhook::{Claim, Delivery, DeliveryStore, MemoryDeliveries};
///
/// /// Prints each operation on another store.
/// struct Printing(MemoryDeliveries);
///
/// #[pointapi::async_trait]
/// impl DeliveryStore for Printing {
///     async fn claim(&self, delivery: &Delivery) -> Result<Claim, BoxError> {
///         println!("claim {}", delivery.event_id());
///         self.0.claim(delivery).await
///     }
///
///     async fn finish(&self, delivery: &Delivery) -> Result<(), BoxError> {
///         println!("finish {}", delivery.event_id());
///         self.0.finish(delivery).await
///     }
///
///     async fn release(&self, delivery: &Delivery) -> Result<(), BoxError> {
///         println!("release {}", delivery.event_id());
///         self.0.release(delivery).await
///     }
/// }
/// ```
///
/// Each step has 5 seconds; a later result counts as an error.
#[async_trait]
pub trait DeliveryStore: Send + Sync + 'static {
    /// Claims the event for this delivery, in one atomic step. The claim expires after 15 minutes, since its process may
    /// have died.
    ///
    /// # Errors
    ///
    /// If the result is unknown. The platform receives 503, and redelivers.
    async fn claim(&self, delivery: &Delivery) -> Result<Claim, BoxError>;

    /// Records the event as handled, for 72 hours.
    ///
    /// # Errors
    ///
    /// If it is not recorded; that is logged, and the platform receives 200 anyway.
    async fn finish(&self, delivery: &Delivery) -> Result<(), BoxError>;

    /// Releases the claim of an event that was not handled, so that the next delivery may claim it. It does nothing if
    /// another delivery has claimed the event since.
    ///
    /// # Errors
    ///
    /// If it is not released; that is logged.
    async fn release(&self, delivery: &Delivery) -> Result<(), BoxError>;
}

/// The result of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// This delivery handles the event.
    Granted,
    /// Another delivery of the event is in progress.
    InProgress,
    /// The event was handled.
    Done,
}

/// One delivery of an event; two are never equal, even of the same event.
///
/// ```
/// # fn show(delivery: &pointapi::webhook::Delivery) {
/// println!("{} by {:x}", delivery.event_id(), delivery.claimant());
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    event_id: String,
    claimant: u128,
}

impl Delivery {
    pub(super) fn of(event_id: &str) -> Self {
        Self { event_id: event_id.to_owned(), claimant: fastrand::u128(..) }
    }

    /// Returns the id of the event.
    #[must_use]
    pub fn event_id(&self) -> &str {
        &self.event_id
    }

    /// Returns a random number that identifies this delivery on all machines.
    #[must_use]
    pub fn claimant(&self) -> u128 {
        self.claimant
    }
}
