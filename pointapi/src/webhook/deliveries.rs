//! Which events were handled: so that one that is delivered twice is handled once.
//!
//! In go ids, out comes who may handle. A delivery claims its event, then either finishes or releases it.

mod memory;
#[cfg(feature = "store-redis")]
mod redis;

use std::time::Duration;

use async_trait::async_trait;

pub use self::memory::MemoryDeliveries;
#[cfg(feature = "store-redis")]
pub use self::redis::RedisDeliveries;
use crate::service::BoxError;

/// What was handled is remembered for so long.
const REMEMBERED_FOR: Duration = Duration::from_secs(72 * 3600);
/// A claim ends by itself after this, for whoever held it may be gone or never come to an end.
const CLAIMED_FOR: Duration = Duration::from_secs(15 * 60);

/// Remembers which events were handled, for one process or for many.
///
/// ```
/// use pointapi::BoxError;
/// use pointapi::webhook::{Claim, Delivery, DeliveryStore, MemoryDeliveries};
///
/// /// Says what is asked of the store inside it.
/// struct Chatty(MemoryDeliveries);
///
/// #[pointapi::async_trait]
/// impl DeliveryStore for Chatty {
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
#[async_trait]
pub trait DeliveryStore: Send + Sync + 'static {
    /// Claims the event for this delivery, in one step that no two can take at once. The claim ends after 15 minutes,
    /// for whoever holds it may be gone.
    ///
    /// # Errors
    ///
    /// Whatever keeps that from being told. The platform is answered 503 then, and sends again.
    async fn claim(&self, delivery: &Delivery) -> Result<Claim, BoxError>;

    /// The event was handled: to be remembered for 72 hours.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being remembered; that is logged, and the platform is answered 200 all the same.
    async fn finish(&self, delivery: &Delivery) -> Result<(), BoxError>;

    /// The event was not handled: the next delivery may claim it. Nothing happens if another delivery has claimed it
    /// since.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being released; that is logged.
    async fn release(&self, delivery: &Delivery) -> Result<(), BoxError>;
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// This delivery is to handle the event.
    Granted,
    /// Another delivery of the event is at it.
    InProgress,
    /// The event was handled.
    Done,
}

/// One delivery of an event; no two are equal, though they may be of the same event.
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

    /// The id of the event.
    #[must_use]
    pub fn event_id(&self) -> &str {
        &self.event_id
    }

    /// A random number that tells this delivery from others of the event, on all machines.
    #[must_use]
    pub fn claimant(&self) -> u128 {
        self.claimant
    }
}
