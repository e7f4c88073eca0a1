//! The common part of all responses to an order.

use pointapi::platform::Product;
use serde_json::{Map, Value, json};

/// The members of the order that a response may echo.
pub(super) const ECHO: [&str; 3] = ["Preferences", "Terms", "Attachments"];

/// An order, and the id of its transaction.
pub(super) struct Envelope<'a> {
    pub(super) order: &'a Value,
    pub(super) transaction_id: &'a str,
}

impl Envelope<'_> {
    pub(super) fn with(
        &self,
        echo: &[&str],
        category: &str,
        code: &str,
        description: &str,
        status: &str,
    ) -> Map<String, Value> {
        let messages = json!([{"Category": category, "Code": code, "Description": description}]);
        self.of_messages(echo, messages, status)
    }

    /// The samples of failed orders echo the order, except those of form 4506-T.
    pub(super) fn failed(&self, product: &Product, messages: &[(&str, String)], reference: &str) -> Map<String, Value> {
        let echo: &[&str] = if *product == Product::IRS_4506T { &[] } else { &ECHO };
        let list = messages
            .iter()
            .map(|(code, description)| json!({"Category": "Fault", "Code": code, "Description": description}));
        let mut response = self.of_messages(echo, list.collect(), "U001");
        response.insert("Ref".into(), reference.into());
        response
    }

    fn of_messages(&self, echo: &[&str], messages: Value, status: &str) -> Map<String, Value> {
        let description = if status == "S001" { "Serviceable" } else { "Unserviceable" };
        let mut response = Map::new();
        response.insert("TransactionID".into(), self.transaction_id.into());
        response.insert("CorrelationID".into(), self.order["CorrelationID"].clone());
        for member in echo {
            response.extend(self.order.get(*member).map(|value| ((*member).to_owned(), value.clone())));
        }
        response.insert("Messages".into(), json!({"Message": messages}));
        response.insert("Status".into(), json!({"Code": status, "Description": description}));
        response
    }
}
