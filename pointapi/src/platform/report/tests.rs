use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::*;
use crate::error::ErrorKind;

fn answer(attachments: Value) -> OrderReport {
    let json = json!({
        "TransactionID": "0000000000000777101",
        "Attachments": {"Attachment": attachments},
        "Messages": {"Message": [{"Category": "Info", "Code": "I001"}]},
        "Status": {"Code": "S001"},
    });
    OrderReport::from_json(json.to_string()).unwrap()
}

fn document(name: &str, base64: &str) -> Value {
    json!({
        "Document": base64,
        "Classifier": "report",
        "ContentDisposition": format!("inline; filename=\"{name}\"; size=25"),
        "ContentType": "application/pdf",
    })
}

#[test]
fn a_document_is_a_part_of_the_answer_and_no_copy() {
    let text = STANDARD.encode(vec![7; 3000]);
    let report = answer(json!([document("a", &text)]));
    let body = report.expose_body().as_ptr_range();
    let address = report.documents()[0].base64.as_ptr();
    assert!(body.contains(&address));
    assert_eq!(report.documents()[0].bytes().unwrap(), vec![7; 3000]);
}

#[test]
fn escapes_and_line_breaks_in_base64_are_undone() {
    let json = r#"{"TransactionID": "1", "Messages": {"Message": [{"Category": "Info", "Code": "I001"}]},
        "Status": {"Code": "S001"},
        "Attachments": {"Attachment": [{"Document": "JVBE\nRi0\/", "Classifier": "report"}]}}"#;
    let report = OrderReport::from_json(json).unwrap();
    assert_eq!(&report.documents()[0].bytes().unwrap()[..4], b"%PDF");
}

#[test]
fn a_document_that_is_no_base64_is_an_error_when_it_is_asked_for() {
    let report = answer(json!([document("a", "not base64!"), {"Document": 7, "Classifier": "report"}]));
    assert_eq!(report.documents().len(), 1);
    assert!(report.documents()[0].bytes().unwrap_err().is_decode());
    let folder = tempfile::tempdir().unwrap();
    assert!(report.documents()[0].save_to(folder.path()).is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_document_is_saved_whole_under_a_name_that_stays_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let report = answer(json!([document("../../escape", "JVBERi0xLjQKJSBtYWRlIHVwCiUlRU9GCg==")]));
    let path = report.documents()[0].save_to(folder.path()).unwrap();
    assert_eq!(path, folder.path().join("escape.pdf"));
    assert_eq!(std::fs::read(path).unwrap(), b"%PDF-1.4\n% made up\n%%EOF\n");
}

#[test]
fn two_documents_of_one_name_are_two_files() {
    let folder = tempfile::tempdir().unwrap();
    let report = answer(json!([document("a", "JVBERi0="), document("a.PDF", "JVBERi0=")]));
    let mut paths: Vec<_> = report.documents().iter().map(|document| document.save_to(&folder).unwrap()).collect();
    paths.dedup();
    assert_eq!(paths, [folder.path().join("a.pdf"), folder.path().join("a (2).pdf")]);
}

#[test]
fn an_unknown_code_surfaces_and_does_not_end_the_order() {
    let json = json!({
        "TransactionID": "1",
        "Messages": {"Message": [{"Category": "Info", "Code": "I001"}, {"Category": "News", "Code": "I777"}]},
        "Status": {"Code": "Z009"},
    });
    let report = OrderReport::from_json(json.to_string()).unwrap();
    assert_eq!(report.state(), OrderState::Done);
    assert_eq!(*report.billing(), Billing::Other("Z009".into()));
    assert_eq!(report.messages()[1].code(), &MessageCode::from("I777"));
    assert_eq!(*report.messages()[1].category(), Category::Other("News".into()));
}

#[test]
fn a_fault_shows_codes_and_keeps_texts_behind_an_accessor() {
    let canary = "900-11-2222 is not a valid value";
    let json = json!({
        "TransactionID": "1",
        "Messages": {"Message": [{"Category": "Fault", "Code": "E001", "Description": canary},
                                 {"Category": "Fault", "Code": canary}]},
        "Status": {"Code": "U001"},
    });
    let error = OrderReport::from_json(json.to_string()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Fault);
    assert_eq!(
        error.to_string(),
        "the platform failed the order with E001 (preference value not acceptable) and 1 more"
    );
    let fault = OrderFault::of(&error).unwrap();
    assert_eq!(fault.description(), Some(canary));
    assert!(!format!("{error:?} {fault:?} {fault}").contains("900-11"));
}

#[test]
fn debug_of_a_report_shows_no_content() {
    let report = answer(json!([
        document("Ostrander", "JVBERi0xLjQKJSBtYWRlIHVwCiUlRU9GCg=="),
        {"Extension": {"any": "<R><SSN>900112222</SSN></R>"}, "ContentType": "text/xml"},
    ]));
    let shown = format!("{report:?}");
    for secret in ["Ostrander", "900112222", "JVBE"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn errors_of_xml_reports_are_found_whatever_their_kind() {
    let report = answer(json!([
        {"Extension": {"any": "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<DetailedBLJReport xmlns=\"\"><Errors><Error>\
            <Code>1.1</Code><Message>down &amp; out</Message></Error></Errors></DetailedBLJReport>"}},
        {"Extension": {"any": "<ForeclosureInvestigationReport><Errors><Error><Message>x</Message></Error></Errors>\
            </ForeclosureInvestigationReport>"}},
        {"Extension": {"any": "no XML"}},
    ]));
    let errors: Vec<_> = report.errors().collect();
    assert_eq!(errors[0].code.as_deref(), Some("1.1"));
    assert_eq!(errors[0].message.as_deref(), Some("down & out"));
    assert_eq!((errors[1].code.as_deref(), errors.len()), (None, 2));
    assert_eq!(report.xml_reports()[0].root().as_deref(), Some("DetailedBLJReport"));
    assert_eq!(report.xml_reports()[2].root(), None);
}

#[test]
fn garbage_is_an_error_and_never_a_panic() {
    for json in ["", "{", "[]", "null", "{\"TransactionID\": 7}", "<html>"] {
        assert!(OrderReport::from_json(json).unwrap_err().is_decode(), "{json}");
    }
}
