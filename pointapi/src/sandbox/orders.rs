//! The orders that were placed, and how far they are.

use std::time::{Duration, SystemTime};

use serde_json::{Map, Value, json};

use super::products::Rules;
use super::verdict::{self, Verdict};
use super::{preferences, results};
use crate::platform::{OrderGuid, OrderRow, Product, QueryDate};

/// The first ids that are given out; the three kinds of id never meet.
const FIRST_ADDRESS: usize = 777_000;
const FIRST_GUID: usize = 4_000_000;
const FIRST_LOAN: usize = 550_000;

/// What an answer repeats of the order, if it does.
const ECHO: [&str; 3] = ["Preferences", "Terms", "Attachments"];

/// When an order is done.
#[derive(Debug, Clone, Copy)]
pub(super) enum Completion {
    /// With so many polls; 0 is at once.
    Polls(u32),
    /// When so much time has passed on the sandbox's clock.
    Time(Duration),
}

/// Every order that was placed.
pub(super) struct Book {
    pub(super) completion: Completion,
    placed: Vec<Placed>,
    /// How many orders were answered, those that failed included.
    answered: usize,
}

struct Placed {
    rules: &'static Rules,
    /// As it was sent.
    order: Value,
    transaction_id: String,
    /// What the address ends in, which is not always the transaction's id.
    address_id: String,
    row: OrderRow,
    completion: Completion,
    placed_at: SystemTime,
}

impl Default for Book {
    fn default() -> Self {
        Self { completion: Completion::Polls(2), placed: Vec::new(), answered: 0 }
    }
}

impl Book {
    /// Answers an order; one that is taken can be polled from now on.
    ///
    /// # Errors
    ///
    /// The members that keep the request from being an order.
    pub(super) fn place(
        &mut self,
        rules: &'static Rules,
        order: Value,
        base_url: &str,
        now: SystemTime,
    ) -> Result<Value, Vec<String>> {
        self.answered += 1;
        let number = self.answered;
        let address_id = format!("{:019}", FIRST_ADDRESS + number);
        // ADV is about a loan, which a refresh stays with and the address does not name.
        let transaction_id = match (order["TransactionID"].as_str(), rules.product == Product::ADV) {
            (Some(given), true) => given.to_owned(),
            (None, true) => format!("{:019}", FIRST_LOAN + number),
            (_, false) => address_id.clone(),
        };
        let envelope = Envelope { order: &order, transaction_id: &transaction_id };
        let reference = address(base_url, &address_id);
        match verdict::on(&order, rules) {
            Verdict::Malformed(members) => Err(members),
            Verdict::Failed(messages) => Ok(envelope.failed(&rules.product, &messages, &reference)),
            Verdict::Taken => {
                let row = row(number, rules, &order, now);
                let completion = self.completion_of(rules, &order);
                let mut placed = Placed { rules, order, transaction_id, address_id, row, completion, placed_at: now };
                let answer = placed.first_answer(&reference, now);
                self.placed.push(placed);
                Ok(answer)
            }
        }
    }

    /// Answers a poll; `None` for an id that no order has.
    pub(super) fn poll(&mut self, id: &str, base_url: &str, now: SystemTime) -> Option<Value> {
        let placed = self.placed.iter_mut().find(|placed| placed.address_id == id || placed.transaction_id == id)?;
        if let Completion::Polls(left) = &mut placed.completion {
            *left = left.saturating_sub(1);
        }
        let reference = address(base_url, &placed.address_id);
        Some(if placed.is_done(now) { placed.done_by_poll(now) } else { placed.pending(&reference) })
    }

    /// The rows that a query finds.
    pub(super) fn rows(&mut self, now: SystemTime) -> Vec<OrderRow> {
        for placed in &mut self.placed {
            if placed.is_done(now) {
                placed.complete(now);
            }
        }
        self.placed.iter().map(|placed| placed.row.clone()).collect()
    }

    /// The code of the fault that a refresh of this order with this transaction is, if it is one.
    pub(super) fn refresh_fault(&self, guid: &str, transaction_id: Option<&str>) -> Option<&'static str> {
        let is_it = |placed: &&Placed| placed.rules.product == Product::ADV && placed.row.order_guid == guid;
        match self.placed.iter().find(is_it) {
            None => Some("E019"),
            // One that is missing is a complaint of the order itself.
            Some(placed) => transaction_id.filter(|id| *id != placed.transaction_id).map(|_| "E014"),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.placed.len()
    }

    /// DetailedBLJ and tests of form 8821 are done at once.
    fn completion_of(&self, rules: &Rules, order: &Value) -> Completion {
        let test_mode = preferences::value_of(order, "IRS8821TestMode");
        if rules.product == Product::DETAILED_BLJ || matches!(test_mode, Some("ready" | "invalid")) {
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

    fn first_answer(&mut self, reference: &str, now: SystemTime) -> Value {
        if !self.is_done(now) {
            return self.pending(reference);
        }
        self.complete(now);
        let mut answer = self.envelope().with(&["Terms"], "Info", "I001", "Success", "S001");
        answer.insert("Attachments".into(), results::attachments(&self.rules.product, &self.order));
        answer.insert("Ref".into(), reference.into());
        answer.into()
    }

    fn pending(&self, reference: &str) -> Value {
        let mut answer = self.envelope().with(&ECHO, "Info", "I004", "Evaluation was delayed.", "U001");
        answer.insert("Ref".into(), reference.into());
        answer.into()
    }

    /// The answer to a poll echoes nothing, and two products add a preference of the platform's own.
    fn done_by_poll(&mut self, now: SystemTime) -> Value {
        self.complete(now);
        let mut answer = self.envelope().with(&[], "Info", "I001", "Success", "S001");
        answer.insert("Attachments".into(), results::attachments(&self.rules.product, &self.order));
        if [Product::IRS_8821, Product::SSA_89].contains(&self.rules.product) {
            let preference = json!({"Preference": [{"Key": "IncludeServicedOutputs", "Value": "true"}]});
            answer.insert("Preferences".into(), preference);
        }
        answer.into()
    }
}

/// What every answer to an order begins with.
struct Envelope<'a> {
    order: &'a Value,
    transaction_id: &'a str,
}

impl Envelope<'_> {
    fn with(&self, echo: &[&str], category: &str, code: &str, description: &str, status: &str) -> Map<String, Value> {
        let messages = json!([{"Category": category, "Code": code, "Description": description}]);
        self.of_messages(echo, messages, status)
    }

    /// Form 4506-T's samples of a failure echo nothing; the others' do.
    fn failed(&self, product: &Product, messages: &[(&str, String)], reference: &str) -> Value {
        let echo: &[&str] = if *product == Product::IRS_4506T { &[] } else { &ECHO };
        let list = messages
            .iter()
            .map(|(code, description)| json!({"Category": "Fault", "Code": code, "Description": description}));
        let mut answer = self.of_messages(echo, list.collect(), "U001");
        answer.insert("Ref".into(), reference.into());
        answer.into()
    }

    fn of_messages(&self, echo: &[&str], messages: Value, status: &str) -> Map<String, Value> {
        let description = if status == "S001" { "Serviceable" } else { "Unserviceable" };
        let mut answer = Map::new();
        answer.insert("TransactionID".into(), self.transaction_id.into());
        answer.insert("CorrelationID".into(), self.order["CorrelationID"].clone());
        for member in echo {
            answer.extend(self.order.get(*member).map(|value| ((*member).to_owned(), value.clone())));
        }
        answer.insert("Messages".into(), json!({"Message": messages}));
        answer.insert("Status".into(), json!({"Code": status, "Description": description}));
        answer
    }
}

fn address(base_url: &str, id: &str) -> String {
    format!("{base_url}/riskinsight-services-ws/resources/v1/sami/{id}")
}

fn row(number: usize, rules: &Rules, order: &Value, now: SystemTime) -> OrderRow {
    OrderRow {
        reference_number: order["CorrelationID"].as_str().map(ToOwned::to_owned),
        status: Some("in_progress_made_up".into()),
        created: Some(QueryDate::from(now).to_string()),
        report_available: Some(false),
        deleted: Some(false),
        product_type: Some(rules.product.to_string()),
        product_display_name: Some(format!("{} Sample", rules.product)),
        order_summary: Some(results::names(order).join(" & ")),
        owner_company_name: Some("Larchfield Lending".into()),
        owner_user_contact_mechanism: Some("ops@larchfield.example".into()),
        owner_user_display_name: Some("Penhallow, Greta".into()),
        ..OrderRow::new(OrderGuid::from(format!("{:019}", FIRST_GUID + number)))
    }
}
