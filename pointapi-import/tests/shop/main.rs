//! The snapshot of `openapi.yaml` compiles, and its types keep what their document says.

#[allow(
    missing_docs,
    unreachable_pub,
    reason = "generated code is compiled here as a user compiles it"
)]
mod api;
#[allow(
    missing_docs,
    unreachable_pub,
    reason = "generated code is compiled here as a user compiles it"
)]
mod served;

use api::types::{Event, Optional, Order, OrderChange, OrderStatus, Plain, Shared, Untagged};
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json, to_value};

#[test]
fn null_differs_from_an_absent_member() {
    let absent = OrderChange::default();
    let null = OrderChange {
        note: Some(None),
        ..OrderChange::default()
    };
    assert_eq!(to_value(&absent).expect("encodes"), json!({}));
    assert_eq!(to_value(&null).expect("encodes"), json!({"note": null}));
}

#[test]
fn an_unknown_enum_value_is_kept() {
    let order = json!({"items": [], "id": "7", "createdAt": "now", "status": "lost"});
    let order: Order = from_value(order).expect("decodes");
    assert_eq!(order.status, OrderStatus::Unknown("lost".to_owned()));
    assert_eq!(order.status.as_str(), "lost");
}

#[test]
fn the_discriminator_selects_the_variant() {
    let paid = from_value(json!({"kind": "paid", "amount": 1.5})).expect("decodes");
    assert!(matches!(paid, Event::Paid(paid) if paid.amount == 1.5));
    let other = from_value(json!({"kind": "lost"})).expect("decodes");
    assert!(matches!(other, Event::Unknown(value) if value["kind"] == "lost"));
}

#[test]
fn an_error_names_the_variant_that_the_discriminator_selects() {
    let error = from_value::<Event>(json!({"kind": "paid"})).expect_err("no amount");
    assert!(error.to_string().contains("amount"), "{error}");
}

/// The variant that the value decodes as: the beginning of its `Debug`.
fn variant<T: DeserializeOwned + std::fmt::Debug>(value: Value) -> String {
    let decoded: T = from_value(value).expect("decodes");
    format!("{decoded:?}")
        .split('(')
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn variants_that_share_a_value_differ_by_another_member() {
    for (value, expected) in [
        (json!({"type": "message", "role": "user"}), "Message"),
        (json!({"type": "message", "role": "assistant"}), "Reply"),
        (json!({"type": "message", "role": "lost"}), "Unknown"),
        (json!({"type": "call", "name": "a"}), "Call"),
        (json!({"type": "output", "name": "a"}), "Output"),
        (json!({"type": "lost", "name": "a"}), "Unknown"),
    ] {
        assert_eq!(variant::<Shared>(value.clone()), expected, "{value}");
    }
}

#[test]
fn an_optional_constant_selects_its_variant() {
    for (value, expected) in [
        (json!({"type": "message", "role": "a"}), "Easy"),
        (json!({"role": "a"}), "Easy"),
        (json!({"type": "call", "name": "a"}), "Call"),
        (json!({"type": "lost", "id": "a"}), "Other"),
        (json!({"type": "lost", "role": "a"}), "Unknown"),
    ] {
        assert_eq!(variant::<Optional>(value.clone()), expected, "{value}");
    }
}

#[test]
fn a_constant_of_a_variant_is_compared() {
    for (value, expected) in [
        (json!({"type": "call", "name": "a"}), "Call"),
        (json!({"type": "lost", "name": "a"}), "Named"),
        (json!({"name": "a"}), "Named"),
        (json!("a"), "Text"),
        (json!(1), "Unknown"),
    ] {
        assert_eq!(variant::<Untagged>(value.clone()), expected, "{value}");
    }
}

#[test]
fn a_member_of_one_variant_selects_it() {
    for (value, expected) in [
        (json!({"name": "a", "price": 1}), "Priced"),
        (json!({"name": "a", "size": 1}), "Sized"),
        (json!({"name": "a", "size": "large"}), "Named"),
        (json!({"name": "a", "other": 1}), "Named"),
        (json!({"price": 1}), "Unknown"),
    ] {
        assert_eq!(variant::<Plain>(value.clone()), expected, "{value}");
    }
}

#[tokio::test]
async fn client_and_server_of_the_document_agree() {
    let report = pointapi::contract::check::<dyn served::Served>()
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(report.unchecked().is_empty(), "{report}");
}
