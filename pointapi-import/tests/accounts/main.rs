//! Credentials of a document: sent and received as they are, and shown by no `Debug`.

#[allow(
    missing_docs,
    unreachable_pub,
    reason = "generated code is compiled here as a user compiles it"
)]
mod api;

use api::accounts::RecoverRequest;
use api::types::Account;
use serde_json::{from_value, json, to_value};

#[test]
fn no_credential_is_shown() {
    let sent = json!({
        "user": "greta",
        "password": "hidden-1",
        "client_secret": "hidden-2",
        "apiKey": "hidden-3",
        "recoveryCodes": ["hidden-4"],
        "proof": "hidden-5",
        "passwordUpdatedAt": "today",
    });
    let account: Account = from_value(sent.clone()).expect("decodes");
    let shown = format!("{account:?}");
    assert!(!shown.contains("hidden"), "{shown}");
    assert!(
        shown.contains("greta") && shown.contains("today"),
        "{shown}"
    );
    assert_eq!(to_value(&account).expect("encodes"), sent);
}

#[test]
fn an_absent_credential_stays_absent() {
    let sent = json!({"user": "greta", "password": "hidden", "client_secret": null});
    let account: Account = from_value(sent.clone()).expect("decodes");
    assert_eq!(to_value(&account).expect("encodes"), sent);
}

#[test]
fn a_format_makes_a_credential_of_any_name() {
    let request = RecoverRequest {
        code: "hidden".into(),
        hint: None,
    };
    assert!(!format!("{request:?}").contains("hidden"));
}
