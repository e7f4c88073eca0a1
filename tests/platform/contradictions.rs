//! Contradictions in the platform's documentation and the chosen rule for each, numbered. Those about signing in are
//! tested with the tokens.

mod orders;
mod products;
mod query;

use serde::Serialize;
use serde_json::{Value, json};

fn sent(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

fn preference(order: impl Serialize, key: &str) -> Value {
    let order = sent(order);
    let pairs = order["Preferences"]["Preference"].as_array().unwrap();
    pairs.iter().find(|pair| pair["Key"] == key).unwrap()["Value"].clone()
}

/// The response for a completed order, with members added or replaced.
fn finished(more: Value) -> Value {
    let mut response = json!({
        "TransactionID": "0000000000000777101",
        "Messages": {"Message": [{"Category": "Info", "Code": "I001", "Description": "Success"}]},
        "Status": {"Code": "S001", "Description": "Serviceable"},
    });
    response.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    response
}
