//! The placed orders and their progress.

mod envelope;

use std::time::{Duration, SystemTime};

use pointapi::platform::{OrderGuid, OrderRow, Product, QueryDate};
use serde_json::{Value, json};

use self::envelope::{ECHO, Envelope};
use super::twin::Operation;
use super::verdict::{self, Verdict};
use super::{preferences, query, results};

/// The first ids; the three kinds of id never overlap.
const FIRST_ADDRESS: u64 = 777_000;
const FIRST_GUID: u64 = 4_000_000;
const FIRST_LOAN: u64 = 550_000;

/// The greatest first number: ids have 19 digits.
const MAX_NUMBER: u64 = 1_000_000_000_000;

/// The condition on which an order is done.
#[derive(Debug, Clone, Copy)]
pub(super) enum Completion {
    /// After this number of polls; 0 is at once.
    Polls(u32),
    /// After this time by the sandbox's clock.
    Time(Duration),
}

/// The reason why an order is not placed.
pub(super) enum Rejected {
    Malformed(Vec<String>),
    /// The response that reports the failure.
    Failed(Value),
}

/// The placed orders.
pub(super) struct Book {
    pub(super) completion: Completion,
    placed: Vec<Placed>,
    /// The number of the last order response, also of a failed order.
    last: u64,
}

struct Placed {
    product: Product,
    /// The order as sent.
    order: Value,
    transaction_id: String,
    /// The last segment of the address, which may differ from the transaction's id.
    address_id: String,
    row: OrderRow,
    completion: Completion,
    placed_at: SystemTime,
}

impl Default for Book {
    fn default() -> Self {
        Self { completion: Completion::Polls(2), placed: Vec::new(), last: 0 }
    }
}

impl Book {
    /// Checks an order by the platform's document.
    ///
    /// # Errors
    ///
    /// The response to an order that fails, or the malformed members of the request.
    pub(super) fn check(
        &mut self,
        product: &Product,
        order: &Value,
        operation: &'static Operation,
        base_url: &str,
    ) -> Result<(), Rejected> {
        match verdict::on(order, operation) {
            Verdict::Accepted => Ok(()),
            Verdict::Malformed(members) => Err(Rejected::Malformed(members)),
            Verdict::Failed(messages) => {
                let (_, address_id, transaction_id) = self.next_ids(product, order);
                let envelope = Envelope { order, transaction_id: &transaction_id };
                let mut response = envelope.failed(product, &messages, &address(base_url, &address_id));
                // What the document allows in no response is not echoed.
                for member in operation.malformed_members(&response.clone().into()) {
                    response.remove(&member);
                }
                Err(Rejected::Failed(response.into()))
            }
        }
    }

    /// Returns the response to an accepted order, which can be polled.
    pub(super) fn place(&mut self, product: Product, order: Value, base_url: &str, now: SystemTime) -> Value {
        let (number, address_id, transaction_id) = self.next_ids(&product, &order);
        let reference = address(base_url, &address_id);
        let row = row(number, &product, &order, now);
        let completion = self.completion_of(&product, &order);
        let mut placed = Placed { product, order, transaction_id, address_id, row, completion, placed_at: now };
        let response = placed.first_response(&reference, now);
        self.placed.push(placed);
        response
    }

    /// Returns the number of the next response, the id of its address, and that of the transaction.
    fn next_ids(&mut self, product: &Product, order: &Value) -> (u64, String, String) {
        self.last += 1;
        let number = self.last;
        let address_id = format!("{:019}", FIRST_ADDRESS + number);
        // The transaction of ADV is a loan: a refresh keeps it, and the address has another id.
        let is_id = |given: &&str| (1..=19).contains(&given.len()) && given.bytes().all(|byte| byte.is_ascii_digit());
        let transaction_id = match (order["TransactionID"].as_str().filter(is_id), *product == Product::ADV) {
            (Some(given), true) => given.to_owned(),
            (None, true) => format!("{:019}", FIRST_LOAN + number),
            (_, false) => address_id.clone(),
        };
        (number, address_id, transaction_id)
    }

    /// Returns the response to a poll; `None` for an unknown id.
    pub(super) fn poll(&mut self, id: &str, base_url: &str, now: SystemTime) -> Option<Value> {
        let placed = self.placed.iter_mut().find(|placed| placed.address_id == id || placed.transaction_id == id)?;
        if let Completion::Polls(left) = &mut placed.completion {
            *left = left.saturating_sub(1);
        }
        let reference = address(base_url, &placed.address_id);
        Some(if placed.is_done(now) { placed.done_by_poll(now) } else { placed.pending(&reference) })
    }

    /// Returns the rows of the query.
    pub(super) fn rows(&mut self, now: SystemTime) -> Vec<OrderRow> {
        for placed in &mut self.placed {
            if placed.is_done(now) {
                placed.complete(now);
            }
        }
        self.placed.iter().map(|placed| placed.row.clone()).collect()
    }

    /// Returns the fault code of a refresh of this order with this transaction, if it fails.
    pub(super) fn refresh_fault(&self, guid: &str, transaction_id: Option<&str>) -> Option<&'static str> {
        let is_it = |placed: &&Placed| placed.product == Product::ADV && placed.row.order_guid == guid;
        match self.placed.iter().find(is_it) {
            None => Some("E019"),
            // A missing transaction is a fault of the order itself.
            Some(placed) => transaction_id.filter(|id| *id != placed.transaction_id).map(|_| "E014"),
        }
    }

    pub(super) fn number_from(&mut self, number: u64) {
        self.last = number.clamp(1, MAX_NUMBER) - 1;
    }

    pub(super) fn len(&self) -> usize {
        self.placed.len()
    }

    /// DetailedBLJ and tests of form 8821 are done at once.
    fn completion_of(&self, product: &Product, order: &Value) -> Completion {
        let test_mode = preferences::value_of(order, "IRS8821TestMode");
        if *product == Product::DETAILED_BLJ || matches!(test_mode, Some("ready" | "invalid")) {
            Completion::Polls(0)
        } else {
            self.completion
        }
    }
}

impl Placed {
    fn is_done(&self, now: SystemTime) -> bool {
        match self.completion {
            Completion::Polls(left) => left == 0,
            Completion::Time(time) => now.duration_since(self.placed_at).is_ok_and(|passed| passed >= time),
        }
    }

    fn complete(&mut self, now: SystemTime) {
        if self.row.completed.is_none() {
            let time = QueryDate::from(now).to_string();
            self.row.completed = Some(time.clone());
            self.row.fulfilled = Some(time);
            self.row.report_available = Some(true);
            self.row.status = Some("complete".into());
        }
    }

    fn envelope(&self) -> Envelope<'_> {
        Envelope { order: &self.order, transaction_id: &self.transaction_id }
    }

    fn first_response(&mut self, reference: &str, now: SystemTime) -> Value {
        if !self.is_done(now) {
            return self.pending(reference);
        }
        self.complete(now);
        let mut response = self.envelope().with(&["Terms"], "Info", "I001", "Success", "S001");
        response.insert("Attachments".into(), results::attachments(&self.product, &self.order));
        response.insert("Ref".into(), reference.into());
        response.into()
    }

    fn pending(&self, reference: &str) -> Value {
        let mut response = self.envelope().with(&ECHO, "Info", "I004", "Evaluation was delayed.", "U001");
        response.insert("Ref".into(), reference.into());
        response.into()
    }

    /// The response to a poll echoes nothing, and two products add a preference of the platform.
    fn done_by_poll(&mut self, now: SystemTime) -> Value {
        self.complete(now);
        let mut response = self.envelope().with(&[], "Info", "I001", "Success", "S001");
        response.insert("Attachments".into(), results::attachments(&self.product, &self.order));
        if [Product::IRS_8821, Product::SSA_89].contains(&self.product) {
            let preference = json!({"Preference": [{"Key": "IncludeServicedOutputs", "Value": "true"}]});
            response.insert("Preferences".into(), preference);
        }
        response.into()
    }
}

fn address(base_url: &str, id: &str) -> String {
    format!("{base_url}/riskinsight-services-ws/resources/v1/sami/{id}")
}

fn row(number: u64, product: &Product, order: &Value, now: SystemTime) -> OrderRow {
    let mut row = OrderRow::new(OrderGuid::from(format!("{:019}", FIRST_GUID + number)));
    row.reference_number = order["CorrelationID"].as_str().map(ToOwned::to_owned);
    row.status = Some("in_progress_made_up".into());
    row.created = Some(QueryDate::from(now).to_string());
    row.report_available = Some(false);
    row.deleted = Some(false);
    row.product_type = Some(product.to_string());
    row.product_display_name = Some(format!("{product} Sample"));
    row.order_summary = Some(results::names(order).join(" & "));
    query::own(&mut row);
    row
}
