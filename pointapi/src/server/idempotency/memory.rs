//! The store in memory.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use super::{Earlier, KeyedRequest, ResponseStore, StoredResponse};
use crate::box_error::BoxError;
use crate::clock::{Clock, Moment, SystemClock};

/// The time for which a response is kept.
pub(super) const KEPT_FOR: Duration = Duration::from_secs(24 * 3600);

/// The responses that are kept; beyond that the oldest is forgotten.
const MAX_RESPONSES: usize = 10_000;

/// The bytes of their bodies and headers together.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Keeps responses in memory, for the servers of one process. Clones share the responses.
///
/// ```
/// use pointapi::server::MemoryResponses;
///
/// let responses = MemoryResponses::new();
/// # drop(responses);
/// ```
///
/// It keeps 10 000 responses with 64 MiB of bodies and headers at most, for 24 hours. A repeat of a request whose response was
/// forgotten is processed again.
#[derive(Clone)]
pub struct MemoryResponses {
    memory: Arc<Mutex<Memory>>,
    clock: Arc<dyn Clock>,
}

#[derive(Default)]
struct Memory {
    requests: HashMap<String, Request>,
    /// The ids of requests with a response, with the moment to forget them, oldest first.
    done: VecDeque<(String, Moment)>,
    /// The length of all bodies and headers.
    bytes: usize,
}

struct Request {
    fingerprint: String,
    state: State,
}

enum State {
    InProgress { claimant: u128, until: Moment },
    Done(StoredResponse),
}

impl MemoryResponses {
    /// Creates an empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::with_clock(SystemClock::new())
    }

    /// Creates an empty store with this clock; for tests.
    #[must_use]
    pub fn with_clock(clock: impl Clock) -> Self {
        Self { memory: Arc::default(), clock: Arc::new(clock) }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> Moment {
        Moment::now(&*self.clock)
    }
}

impl Default for MemoryResponses {
    fn default() -> Self {
        Self::new()
    }
}

impl Memory {
    fn claim(&mut self, request: &KeyedRequest, claim_for: Duration, now: Moment) -> Earlier {
        self.forget(now);
        match self.requests.get(request.id()) {
            Some(Request { state: State::InProgress { until, .. }, .. }) if until.is_over(now) => {}
            Some(earlier) if earlier.fingerprint != request.fingerprint() => return Earlier::OtherRequest,
            Some(Request { state: State::InProgress { .. }, .. }) => return Earlier::InProgress,
            Some(Request { state: State::Done(response), .. }) => return Earlier::Response(response.clone()),
            None => {}
        }
        let state = State::InProgress { claimant: request.claimant(), until: now.after(claim_for) };
        self.insert(request, state);
        Earlier::None
    }

    fn finish(&mut self, request: &KeyedRequest, response: &StoredResponse, now: Moment) {
        self.bytes += length(response);
        if let Some(Request { state: State::Done(earlier), .. }) = self.insert(request, State::Done(response.clone())) {
            self.bytes -= length(&earlier);
        } else {
            self.done.push_back((request.id().to_owned(), now.after(KEPT_FOR)));
        }
        self.forget(now);
    }

    fn release(&mut self, request: &KeyedRequest) {
        let is_own = |earlier: &Request| matches!(earlier.state, State::InProgress { claimant, .. } if claimant == request.claimant());
        if self.requests.get(request.id()).is_some_and(is_own) {
            self.requests.remove(request.id());
        }
    }

    fn insert(&mut self, request: &KeyedRequest, state: State) -> Option<Request> {
        let fingerprint = request.fingerprint().to_owned();
        self.requests.insert(request.id().to_owned(), Request { fingerprint, state })
    }

    /// Forgets responses beyond the limits of time, number and size. All have the same lifetime, so the queue is in order.
    fn forget(&mut self, now: Moment) {
        while let Some((id, until)) = self.done.front() {
            if self.done.len() <= MAX_RESPONSES && self.bytes <= MAX_BYTES && !until.is_over(now) {
                break;
            }
            if let Some(Request { state: State::Done(response), .. }) = self.requests.remove(id) {
                self.bytes -= length(&response);
            }
            self.done.pop_front();
        }
    }
}

fn length(response: &StoredResponse) -> usize {
    let headers = response.headers().iter().map(|(name, value)| name.as_str().len() + value.len());
    response.body().map_or(0, bytes::Bytes::len) + headers.sum::<usize>()
}

#[async_trait]
impl ResponseStore for MemoryResponses {
    async fn claim(&self, request: &KeyedRequest, claim_for: Duration) -> Result<Earlier, BoxError> {
        let now = self.now();
        Ok(self.memory().claim(request, claim_for, now))
    }

    async fn finish(&self, request: &KeyedRequest, response: &StoredResponse) -> Result<(), BoxError> {
        let now = self.now();
        self.memory().finish(request, response, now);
        Ok(())
    }

    async fn release(&self, request: &KeyedRequest) -> Result<(), BoxError> {
        self.memory().release(request);
        Ok(())
    }
}

impl fmt::Debug for MemoryResponses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryResponses")
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use bytes::Bytes;
    use http::StatusCode;
    use http::header::{HeaderMap, HeaderValue, LOCATION};

    use super::*;
    use crate::server::idempotency::key::request;

    const MINUTE: Duration = Duration::from_secs(60);

    fn at(seconds: u64) -> Moment {
        Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::from_secs(seconds) }
    }

    fn response(length: usize) -> StoredResponse {
        StoredResponse::new(StatusCode::CREATED, HeaderMap::new(), Some(Bytes::from(vec![0; length])))
    }

    #[test]
    fn a_key_is_claimed_once_until_it_is_released_or_expires() {
        let mut memory = Memory::default();
        let (one, other) = (request("k", "f"), request("k", "f"));
        assert!(matches!(memory.claim(&one, MINUTE, at(0)), Earlier::None));
        assert!(matches!(memory.claim(&other, MINUTE, at(59)), Earlier::InProgress));
        assert!(matches!(memory.claim(&request("k", "g"), MINUTE, at(59)), Earlier::OtherRequest));
        memory.release(&other);
        assert!(matches!(memory.claim(&other, MINUTE, at(59)), Earlier::InProgress), "not its claim");
        memory.release(&one);
        assert!(matches!(memory.claim(&other, MINUTE, at(59)), Earlier::None));
        assert!(matches!(memory.claim(&one, MINUTE, at(119)), Earlier::None), "the claim has expired");
    }

    #[test]
    fn a_response_is_kept_for_24_hours() {
        let (mut memory, one) = (Memory::default(), request("k", "f"));
        memory.claim(&one, MINUTE, at(0));
        memory.finish(&one, &response(3), at(10));
        let day = KEPT_FOR.as_secs();
        assert!(matches!(memory.claim(&request("k", "f"), MINUTE, at(day + 9)), Earlier::Response(_)));
        assert!(matches!(memory.claim(&request("k", "g"), MINUTE, at(day + 9)), Earlier::OtherRequest));
        assert!(matches!(memory.claim(&request("k", "f"), MINUTE, at(day + 10)), Earlier::None));
        assert_eq!((memory.bytes, memory.done.len()), (0, 0));
    }

    #[test]
    fn the_headers_of_responses_count() {
        let value = HeaderValue::from_bytes(&vec![b'a'; 1024 * 1024]).expect("a value");
        let response = StoredResponse::new(StatusCode::CREATED, HeaderMap::from_iter([(LOCATION, value)]), None);
        let mut memory = Memory::default();
        for number in 0..64 {
            memory.finish(&request(&number.to_string(), "f"), &response, at(0));
        }
        assert_eq!(memory.requests.len(), 63);
    }

    #[test]
    fn the_oldest_response_is_forgotten_beyond_the_limits() {
        let mut memory = Memory::default();
        for number in 0..65 {
            memory.finish(&request(&number.to_string(), "f"), &response(1024 * 1024), at(0));
        }
        assert_eq!((memory.done.len(), memory.requests.len(), memory.bytes), (64, 64, MAX_BYTES));
        for number in 0..=MAX_RESPONSES {
            memory.finish(&request(&format!("small {number}"), "f"), &response(0), at(0));
        }
        assert_eq!((memory.done.len(), memory.requests.len(), memory.bytes), (MAX_RESPONSES, MAX_RESPONSES, 0));
    }
}
