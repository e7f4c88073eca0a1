//! An order from its JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::model::Model;
use super::product::Product;
use crate::platform::{CorrelationId, InvalidField};

/// An order of any product from the platform's JSON, for programs whose orders come from files.
///
/// ```
/// use pointapi::platform::{JsonOrder, Order, Product};
///
/// let body = serde_json::json!({"CorrelationID": "loan-7731", "Terms": {"Term": []}});
/// let order = Order::from(JsonOrder::new(Product::ADV, "ADV-120", body).unwrap());
/// assert_eq!(order.correlation_id(), &"loan-7731");
/// ```
///
/// It is sent as it is, and validated by the platform alone; the types of the products catch most mistakes earlier. A
/// [`RawValue`] as its body keeps every digit of a number and the order of the members, which a
/// [`Value`](serde_json::Value) may not.
///
/// `Debug` shows the product and nothing of the content.
#[derive(Clone)]
pub struct JsonOrder {
    product: Product,
    pub(super) model: Model,
    pub(super) correlation_id: CorrelationId,
    body: Box<RawValue>,
}

impl JsonOrder {
    /// Creates an order of a product and model with this body, whose `CorrelationID` is its label.
    ///
    /// # Errors
    ///
    /// If the product is not one of [`Product::ALL`], the model is blank, or the body is not an object with a
    /// `CorrelationID`, or has a member twice.
    pub fn new(product: Product, model: impl Into<String>, body: impl Serialize) -> Result<Self, InvalidField> {
        let model = model.into();
        if !Product::ALL.contains(&product) {
            return Err(InvalidField::new("product", "one of `Product::ALL`"));
        }
        if model.trim().is_empty() {
            return Err(InvalidField::blank("model"));
        }
        let body = to_raw_value(&body).map_err(|_| InvalidField::new("body", "a value that is JSON"))?;
        let Members { members, has_twins } = serde_json::from_str(body.get()).unwrap_or_default();
        // Servers differ in which one they take (RFC 8259, section 4), so the label may be that of no order.
        if has_twins {
            return Err(InvalidField::new("body", "an object without repeated members"));
        }
        let label = members.get("CorrelationID").and_then(|label| serde_json::from_str::<String>(label.get()).ok());
        let label = label.ok_or(InvalidField::blank("CorrelationID"))?;
        let correlation_id = CorrelationId::new(label)?;
        Ok(Self { product, model: Model(model), correlation_id, body })
    }

    pub(super) fn product(&self) -> &Product {
        &self.product
    }
}

/// The members of an object.
#[derive(Default)]
struct Members<'a> {
    members: BTreeMap<String, &'a RawValue>,
    /// True if two members have the same name.
    has_twins: bool,
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self::default())
    }
}

impl<'de> Visitor<'de> for Members<'de> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some((name, value)) = map.next_entry()? {
            self.has_twins |= self.members.insert(name, value).is_some();
        }
        Ok(self)
    }
}

impl Serialize for JsonOrder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.body.serialize(serializer)
    }
}

impl fmt::Debug for JsonOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonOrder").field("product", &self.product).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_json_order_needs_a_product_a_model_and_a_label() {
        let field = |product, model, body| JsonOrder::new(product, model, body).unwrap_err().field();
        let foreign: Product = serde_json::from_str(r#""Other""#).unwrap();
        let body = json!({"CorrelationID": "canary"});
        assert_eq!(field(foreign, "M", body.clone()), "product");
        assert_eq!(field(Product::ADV, " ", body.clone()), "model");
        assert_eq!(field(Product::ADV, "M", json!({"CorrelationID": 7})), "CorrelationID");
        assert_eq!(field(Product::ADV, "M", json!([])), "CorrelationID");
        let twins = r#"{"CorrelationID":"a","Correlation\u0049D":"b"}"#.to_owned();
        let twins = JsonOrder::new(Product::ADV, "M", RawValue::from_string(twins).unwrap());
        assert_eq!(twins.unwrap_err().field(), "body");
        let order = JsonOrder::new(Product::ADV, "M", body.clone()).unwrap();
        assert_eq!(serde_json::to_value(&order).unwrap(), body);
        assert!(!format!("{order:?}").contains("canary"));
        let odd = r#"{"CorrelationID":"a","b":1.10,"A":123456789012345678901234567890}"#;
        let raw = RawValue::from_string(odd.to_owned()).unwrap();
        let order = JsonOrder::new(Product::ADV, "M", raw).unwrap();
        assert_eq!(serde_json::to_string(&order).unwrap(), odd);
    }
}
