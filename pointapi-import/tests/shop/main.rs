//! The snapshot of `openapi.yaml` compiles, and its types keep what their document says.

#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "generated code is compiled here as a user compiles it"
)]
mod api;
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "generated code is compiled here as a user compiles it"
)]
mod served;

use api::types::{Event, Order, OrderChange, OrderStatus};
use serde_json::{from_value, json, to_value};

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

#[tokio::test]
async fn client_and_server_of_the_document_agree() {
    let report = pointapi::contract::check::<dyn served::Served>()
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(report.unchecked().is_empty(), "{report}");
}
