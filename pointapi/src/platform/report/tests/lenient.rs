//! Responses that differ from the documentation.

use proptest::prelude::*;

use super::*;

#[test]
fn an_invalid_member_affects_only_itself() {
    let json = json!({
        "TransactionID": 777_202,
        "CorrelationID": ["Ostrander"],
        "Attachments": {"Attachment": [
            {"Document": {"Ostrander": 1}, "Classifier": "report"},
            "Ostrander",
            document("a", "JVBERi0="),
            {"Extension": "Ostrander", "Classifier": 7, "Document": "JVBERi0="},
            {"Extension": {"any": "<MERSReport/>"}, "ContentDisposition": 7},
            {"Classifier": "report", "Document": "JVBERi0=", "ContentType": 1},
        ]},
        "Messages": {"Message": [{"Category": "Info", "Code": "I001", "Description": 7}, {"Code": "I008"}, {}]},
        "Status": [],
        "Ref": 9,
    });
    let report = OrderReport::from_json(json.to_string()).unwrap();
    assert_eq!(report.state(), OrderState::Done);
    assert_eq!(*report.transaction_id().unwrap(), "777202");
    assert_eq!((report.documents().len(), report.xml_reports().len(), report.messages().len()), (2, 1, 2));
    assert_eq!(*report.billing(), Billing::Unknown);
    assert_eq!(
        report.unreadable(),
        [
            "Ref",
            "Messages.Message[0].Description",
            "Messages.Message[1].Category",
            "Messages.Message[2].Category",
            "Messages.Message[2].Code",
            "Status",
            "Attachments.Attachment[0].Document",
            "Attachments.Attachment[1]",
            "Attachments.Attachment[3].Extension",
            "Attachments.Attachment[3].Classifier",
            "Attachments.Attachment[5].ContentType",
            "CorrelationID",
        ]
    );
    assert!(!format!("{report:?}").contains("Ostrander"));
}

#[test]
fn a_single_object_counts_as_a_list_of_one() {
    let json = json!({
        "TransactionID": "1",
        "Attachments": {"Attachment": document("a", "JVBERi0=")},
        "Messages": {"Message": {"Category": "Info", "Code": "I001"}},
        "Status": {"Code": "S001"},
    });
    let report = OrderReport::from_json(json.to_string()).unwrap();
    assert_eq!((report.documents().len(), report.unreadable().len()), (1, 0));
}

#[test]
fn an_invalid_utf_8_byte_is_replaced() {
    let mut json =
        br#"{"TransactionID": "1", "Messages": {"Message": [{"Category": "Info", "Code": "I001", "Description":
        "Mu?oz"}]}, "Status": {"Code": "S001"}, "Attachments": {"Attachment": [{"Document": "JVBERi0=", "Classifier":
        "report"}]}}"#
            .to_vec();
    let position = json.windows(5).position(|window| window == b"Mu?oz").unwrap();
    json[position + 2] = 0xF1;
    let report = OrderReport::from_json(json.clone()).unwrap();
    assert_eq!(report.messages()[0].description(), Some("Mu\u{fffd}oz"));
    assert_eq!(report.documents()[0].bytes().unwrap(), &b"%PDF-"[..]);
    assert_eq!(*report.expose_body(), json);
}

#[test]
fn messages_without_a_code_do_not_mean_done() {
    for messages in [
        json!([{"Category": "Info"}]),
        json!([{"Category": "Info", "Code": 4}]),
        json!([{"Category": "Info", "Code": " "}, {"Category": "News", "Code": null}]),
    ] {
        let json = json!({"TransactionID": "0007", "Messages": {"Message": messages}, "Status": {"Code": "U001"}});
        let error = OrderReport::from_json(json.to_string()).unwrap_err();
        assert!(error.is_decode(), "{json}");
        assert!(UnreadableOrder::of(&error).is_some(), "{json}");
    }
    let json = json!({"TransactionID": "0007", "Messages": {"Message": [{"Category": "Fault"}]}});
    assert!(OrderReport::from_json(json.to_string()).unwrap_err().is_fault());
}

#[test]
fn a_failure_beyond_the_kept_messages_is_a_fault() {
    let mut messages = vec![json!({"Category": "Info", "Code": "I001"}); 2000];
    messages.push(json!({"Category": "Fault", "Code": "E009"}));
    let json = |messages: &[Value]| json!({"TransactionID": "1", "Messages": {"Message": messages}}).to_string();
    assert_eq!(OrderReport::from_json(json(&messages[..2000])).unwrap().messages().len(), 1000);
    assert!(OrderReport::from_json(json(&messages)).unwrap_err().is_fault());
}

#[test]
fn garbage_is_an_error_without_a_panic() {
    for json in ["", "{", "[]", "null", "{\"TransactionID\": 7}", "<html>", "{\"Messages\": {\"Message\": []}}"] {
        assert!(OrderReport::from_json(json).unwrap_err().is_decode(), "{json}");
    }
}

/// A response with all members.
fn whole() -> Vec<u8> {
    let json = json!({
        "TransactionID": "0000000000000777101",
        "Attachments": {"Attachment": [document("a", "JVBERi0="), {"Extension": {"any": "<R/>"}}]},
        "Messages": {"Message": [{"Category": "Info", "Code": "I001", "Description": "\u{fc}"}]},
        "Status": {"Code": "S001"},
        "Ref": "https://api.pointservices.com/sami/7",
    });
    json.to_string().into_bytes()
}

proptest! {
    #[test]
    fn a_broken_response_is_read_or_rejected_without_a_panic(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4)) {
        let mut json = whole();
        for (position, byte) in edits {
            let position = position.index(json.len());
            json[position] = byte;
        }
        match OrderReport::from_json(json) {
            Ok(report) => report.documents().iter().for_each(|document| drop(document.bytes())),
            Err(error) => assert!(error.is_decode() || error.is_fault()),
        }
    }
}
