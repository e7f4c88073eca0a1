//! The ids of an order in a response.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::wire::{Notes, Object};
use crate::platform::TransactionId;

/// The longest id that is taken from a response that is not JSON.
const MAX_ID_BYTES: usize = 64;

/// Identifies an order in a poll; neither is in every response.
#[derive(Clone, Default)]
pub(in crate::platform) struct Ids {
    pub(in crate::platform) transaction_id: Option<TransactionId>,
    pub(in crate::platform) reference: Option<String>,
}

impl Ids {
    pub(super) fn is_any(&self) -> bool {
        self.transaction_id.is_some() || self.reference.is_some()
    }

    /// Reads the ids of a response. A `TransactionID` that is a number keeps its digits.
    pub(super) fn in_object(object: &Object<'_, '_>, notes: &mut Notes) -> Self {
        let number = object.get("TransactionID").map(RawValue::get).filter(|value| is_number(value));
        let transaction_id = match number {
            Some(number) => Some(number.into()),
            None => object.mandatory_text("TransactionID", notes).map(Cow::into_owned),
        };
        let reference = object.text("Ref", notes).map(Cow::into_owned).filter(|reference| !reference.is_empty());
        Self { transaction_id: transaction_id.map(TransactionId::from), reference }
    }

    /// Finds the ids in a response that is not JSON. They are validated when they are used.
    pub(super) fn in_text(text: &str) -> Self {
        let is_id = |id: &&str| (1..=MAX_ID_BYTES).contains(&id.len()) && is_number(id);
        let is_address = |address: &&str| {
            address.starts_with("http") && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        };
        Self {
            transaction_id: values(text, "\"TransactionID\"").find(is_id).map(TransactionId::from),
            reference: values(text, "\"Ref\"").filter(is_address).last().map(ToOwned::to_owned),
        }
    }
}

fn is_number(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the strings after a quoted name and a colon. Within a string the quotes of the name would be escaped.
fn values<'a>(text: &'a str, name: &'static str) -> impl Iterator<Item = &'a str> {
    text.match_indices(name).filter_map(move |(position, _)| {
        let value = text[position + name.len()..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        value.split_once('"').map(|(value, _)| value)
    })
}
