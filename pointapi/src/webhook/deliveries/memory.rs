//! The default store.
//!
//! It is not built on a cache library: a claim is one atomic step, a claim that has not expired is never evicted, and the
//! time comes from the injected clock.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::{CLAIMED_FOR, Claim, Delivery, DeliveryStore, REMEMBERED_FOR};
use crate::box_error::BoxError;
use crate::clock::{Clock, Moment, SystemClock};

/// The largest number of handled events that are remembered; beyond it the oldest are forgotten.
const MAX_REMEMBERED: usize = 100_000;

/// A delivery store in memory, for the receivers of one process.
///
/// ```
/// use pointapi::webhook::MemoryDeliveries;
///
/// let deliveries = MemoryDeliveries::new();
/// let shared = deliveries.clone(); // the same store
/// # drop(shared);
/// ```
///
/// It remembers 100 000 events at most, for 72 hours. A handler that takes longer than 15 minutes loses its claim, so
/// another delivery of the event may be handled at the same time. A receiver that is given no store has one of its own;
/// two receivers that share a store handle each event once between them.
#[derive(Clone)]
pub struct MemoryDeliveries {
    memory: Arc<Mutex<Memory>>,
    clock: Arc<dyn Clock>,
}

#[derive(Default)]
struct Memory {
    events: HashMap<Arc<str>, State>,
    /// The handled events with the moment to forget them, oldest first.
    done: VecDeque<(Arc<str>, Moment)>,
}

enum State {
    InProgress { claimant: u128, until: Moment },
    Done,
}

impl MemoryDeliveries {
    /// Creates an empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates an empty store with this clock; for tests.
    #[must_use]
    pub fn with_clock(clock: impl Clock) -> Self {
        Self::by(Arc::new(clock))
    }

    pub(crate) fn by(clock: Arc<dyn Clock>) -> Self {
        Self { memory: Arc::default(), clock }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemoryDeliveries {
    fn default() -> Self {
        Self::with_clock(SystemClock::new())
    }
}

impl Memory {
    fn claim(&mut self, delivery: &Delivery, now: Moment) -> Claim {
        self.forget(now);
        match self.events.get(delivery.event_id()) {
            Some(State::InProgress { until, .. }) if !until.is_over(now) => Claim::InProgress,
            Some(State::Done) => Claim::Done,
            // Expired, or never claimed.
            Some(State::InProgress { .. }) | None => {
                let state = State::InProgress { claimant: delivery.claimant(), until: now.after(CLAIMED_FOR) };
                self.events.insert(delivery.event_id().into(), state);
                Claim::Granted
            }
        }
    }

    /// Whoever has handled the event, it is handled; so the claimant does not matter.
    fn finish(&mut self, delivery: &Delivery, now: Moment) {
        let id: Arc<str> = delivery.event_id().into();
        if !matches!(self.events.insert(Arc::clone(&id), State::Done), Some(State::Done)) {
            self.done.push_back((id, now.after(REMEMBERED_FOR)));
        }
        self.forget(now);
    }

    fn release(&mut self, delivery: &Delivery) {
        let id = delivery.event_id();
        if matches!(self.events.get(id), Some(State::InProgress { claimant, .. }) if *claimant == delivery.claimant()) {
            self.events.remove(id);
        }
    }

    /// Forgets events beyond the limits of time and number. All have the same lifetime, so the queue is in order.
    fn forget(&mut self, now: Moment) {
        while let Some((id, until)) = self.done.front() {
            if self.done.len() <= MAX_REMEMBERED && !until.is_over(now) {
                break;
            }
            self.events.remove(id);
            self.done.pop_front();
        }
    }
}

#[async_trait]
impl DeliveryStore for MemoryDeliveries {
    async fn claim(&self, delivery: &Delivery) -> Result<Claim, BoxError> {
        Ok(self.memory().claim(delivery, Moment::now(&*self.clock)))
    }

    async fn finish(&self, delivery: &Delivery) -> Result<(), BoxError> {
        self.memory().finish(delivery, Moment::now(&*self.clock));
        Ok(())
    }

    async fn release(&self, delivery: &Delivery) -> Result<(), BoxError> {
        self.memory().release(delivery);
        Ok(())
    }
}

impl fmt::Debug for MemoryDeliveries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryDeliveries")
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    const HOUR: u64 = 3600;

    fn at(seconds: u64) -> Moment {
        Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::from_secs(seconds) }
    }

    #[test]
    fn an_event_is_granted_to_one_delivery_until_it_is_released() {
        let (mut memory, one, other) = (Memory::default(), Delivery::of("e"), Delivery::of("e"));
        assert_eq!(memory.claim(&one, at(0)), Claim::Granted);
        assert_eq!(memory.claim(&other, at(0)), Claim::InProgress);
        memory.release(&other);
        assert_eq!(memory.claim(&other, at(0)), Claim::InProgress, "another delivery's claim is not released");
        memory.release(&one);
        assert_eq!(memory.claim(&other, at(0)), Claim::Granted);
    }

    #[test]
    fn a_claim_expires_after_15_minutes() {
        const QUARTER: u64 = 15 * 60;
        let (mut memory, hung, other) = (Memory::default(), Delivery::of("e"), Delivery::of("e"));
        memory.claim(&hung, at(0));
        assert_eq!(memory.claim(&other, at(QUARTER - 1)), Claim::InProgress);
        assert_eq!(memory.claim(&other, at(QUARTER)), Claim::Granted);
        memory.release(&hung);
        assert_eq!(
            memory.claim(&Delivery::of("e"), at(QUARTER)),
            Claim::InProgress,
            "the first delivery's claim has expired"
        );
        memory.finish(&other, at(QUARTER));
        memory.finish(&hung, at(QUARTER));
        assert_eq!((memory.claim(&hung, at(HOUR)), memory.done.len()), (Claim::Done, 1));
    }

    #[test]
    fn a_handled_event_is_remembered_for_72_hours() {
        let (mut memory, one) = (Memory::default(), Delivery::of("e"));
        memory.claim(&one, at(0));
        memory.finish(&one, at(10));
        memory.release(&one);
        assert_eq!(memory.claim(&Delivery::of("e"), at(72 * HOUR + 9)), Claim::Done);
        assert_eq!(memory.claim(&Delivery::of("e"), at(72 * HOUR + 10)), Claim::Granted);
        assert!(memory.done.is_empty());
    }

    #[test]
    fn the_last_100_000_events_are_remembered_and_claims_are_kept() {
        let (mut memory, claim) = (Memory::default(), Delivery::of("claimed"));
        memory.claim(&claim, at(0));
        for number in 0..=MAX_REMEMBERED {
            let delivery = Delivery::of(&number.to_string());
            memory.claim(&delivery, at(0));
            memory.finish(&delivery, at(0));
        }
        assert_eq!((memory.done.len(), memory.events.len()), (MAX_REMEMBERED, MAX_REMEMBERED + 1));
        assert_eq!(memory.claim(&Delivery::of("1"), at(0)), Claim::Done);
        assert_eq!(memory.claim(&Delivery::of("0"), at(0)), Claim::Granted);
        assert_eq!(memory.claim(&claim, at(0)), Claim::InProgress);
    }
}
