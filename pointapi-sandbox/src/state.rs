//! The state of the sandbox: users, tokens, orders, recorded requests.

mod tokens;

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use pointapi::clock::{Clock, ManualClock};
use pointapi::platform::{OrderRow, Product};
use serde_json::Value;

pub(super) use self::tokens::Issued;
use self::tokens::Ledger;
use super::fault::Fault;
use super::orders::{Book, Completion, Rejected};
use super::query;
use super::recorded::RecordedRequest;
use super::twin::Operation;

/// The requests that are kept.
const MAX_REQUESTS: usize = 100_000;

/// The numbers of requests to a sandbox.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Sign-ins, including those with a wrong password.
    pub sign_ins: u64,
    /// Refreshes, including those with an expired token.
    pub refreshes: u64,
    /// Requests to all other endpoints, including rejected ones.
    pub calls: u64,
    /// The calls that received 401.
    pub unauthorized: u64,
    /// Placed orders, including those whose response was lost.
    pub orders: u64,
}

pub(super) struct State {
    pub(super) clock: ManualClock,
    pub(super) base_url: String,
    #[cfg(feature = "webhook")]
    pub(super) webhooks: super::webhooks::keys::Keys,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    users: HashMap<String, String>,
    tokens: Ledger,
    /// The orders of the query that were not placed.
    listed: Vec<OrderRow>,
    /// The number of invented orders among them.
    samples: usize,
    book: Book,
    faults: VecDeque<Fault>,
    stats: Stats,
    requests: Vec<RecordedRequest>,
}

/// The counter of a request.
#[derive(Clone, Copy)]
pub(super) enum Counter {
    SignIns,
    Refreshes,
    Calls,
    Unauthorized,
}

impl State {
    pub(super) fn new(base_url: String) -> Self {
        Self {
            clock: ManualClock::starting_at(SystemTime::now()),
            base_url,
            #[cfg(feature = "webhook")]
            webhooks: super::webhooks::keys::Keys::default(),
            memory: Mutex::default(),
        }
    }

    pub(super) fn set_user(&self, name: String, password: String) {
        self.memory().users.insert(name, password);
    }

    pub(super) fn set_access_lifetime(&self, lifetime: Duration) {
        self.memory().tokens.access_lifetime = lifetime;
    }

    pub(super) fn set_rotation(&self, rotates: bool) {
        self.memory().tokens.rotates = rotates;
    }

    pub(super) fn revoke_access_tokens(&self) {
        self.memory().tokens.revoke_access();
    }

    pub(super) fn revoke_refresh_tokens(&self) {
        self.memory().tokens.revoke_refresh();
    }

    pub(super) fn add_orders(&self, orders: impl IntoIterator<Item = OrderRow>) {
        self.memory().listed.extend(orders);
    }

    pub(super) fn add_samples(&self, count: usize) {
        let memory = &mut *self.memory();
        let first = memory.samples;
        memory.samples += count;
        memory.listed.extend((first..memory.samples).map(query::sample));
    }

    pub(super) fn number_orders_from(&self, number: u64) {
        self.memory().book.number_from(number);
    }

    /// Returns every order of the query.
    pub(super) fn orders(&self) -> Vec<OrderRow> {
        let now = self.clock.wall();
        let memory = &mut *self.memory();
        let mut rows = memory.listed.clone();
        rows.append(&mut memory.book.rows(now));
        rows
    }

    pub(super) fn set_completion(&self, completion: Completion) {
        self.memory().book.completion = completion;
    }

    pub(super) fn check(
        &self,
        product: &Product,
        order: &Value,
        operation: &'static Operation,
    ) -> Result<(), Rejected> {
        self.memory().book.check(product, order, operation, &self.base_url)
    }

    pub(super) fn place(&self, product: Product, order: Value) -> Value {
        let now = self.clock.wall();
        let memory = &mut *self.memory();
        let response = memory.book.place(product, order, &self.base_url, now);
        memory.stats.orders = memory.book.len() as u64;
        response
    }

    pub(super) fn poll(&self, id: &str) -> Option<Value> {
        let now = self.clock.wall();
        self.memory().book.poll(id, &self.base_url, now)
    }

    pub(super) fn refresh_fault(&self, guid: &str, transaction_id: Option<&str>) -> Option<&'static str> {
        self.memory().book.refresh_fault(guid, transaction_id)
    }

    pub(super) fn fail_next(&self, count: usize, fault: Fault) {
        self.memory().faults.extend(std::iter::repeat_n(fault, count));
    }

    pub(super) fn next_fault(&self) -> Option<Fault> {
        self.memory().faults.pop_front()
    }

    pub(super) fn count(&self, counter: Counter) {
        let stats = &mut self.memory().stats;
        match counter {
            Counter::SignIns => stats.sign_ins += 1,
            Counter::Refreshes => stats.refreshes += 1,
            Counter::Calls => stats.calls += 1,
            Counter::Unauthorized => stats.unauthorized += 1,
        }
    }

    pub(super) fn stats(&self) -> Stats {
        self.memory().stats
    }

    pub(super) fn record(&self, request: RecordedRequest) {
        let requests = &mut self.memory().requests;
        if requests.len() < MAX_REQUESTS {
            requests.push(request);
        }
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.memory().requests.clone()
    }

    /// Issues tokens for a correct password.
    pub(super) fn sign_in(&self, name: &str, password: &str) -> Option<Issued> {
        let now = self.clock.wall();
        let memory = &mut *self.memory();
        let is_right = memory.users.get(name).is_some_and(|right| right == password);
        is_right.then(|| memory.tokens.sign_in(now))
    }

    /// Issues tokens for a valid refresh token.
    pub(super) fn refresh(&self, refresh_token: &str) -> Option<Issued> {
        let now = self.clock.wall();
        self.memory().tokens.refresh(refresh_token, now)
    }

    pub(super) fn is_live(&self, access_token: &str) -> bool {
        let now = self.clock.wall();
        self.memory().tokens.is_live(access_token, now)
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
