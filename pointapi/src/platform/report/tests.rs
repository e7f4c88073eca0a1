use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::*;
use crate::error::ErrorKind;

mod lenient;

fn report_with(attachments: Value) -> OrderReport {
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
fn a_document_is_a_part_of_the_response_without_a_copy() {
    let text = STANDARD.encode(vec![7; 3000]);
    let report = report_with(json!([document("a", &text)]));
    let body = report.expose_body().as_ptr_range();
    let address = report.documents()[0].base64.as_ptr();
    assert!(body.contains(&address));
    assert_eq!(report.documents()[0].bytes().unwrap(), vec![7; 3000]);
}

#[test]
fn at_most_10_000_attachments_are_kept() {
    let report = report_with(json!(vec![json!({"Document": "", "Classifier": "report"}); 10_001]));
    assert_eq!(report.documents().len(), 10_000);
    assert_eq!(report.unreadable(), ["Attachments"]);
}

#[test]
fn escapes_and_white_space_in_base64_are_removed() {
    for base64 in [r"JVBE\nRi0\/", "JVBE Ri0/"] {
        let json = r#"{"TransactionID": "1", "Messages": {"Message": [{"Category": "Info", "Code": "I001"}]},
            "Status": {"Code": "S001"},
            "Attachments": {"Attachment": [{"Document": "BASE64", "Classifier": "report"}]}}"#;
        let report = OrderReport::from_json(json.replace("BASE64", base64)).unwrap();
        assert_eq!(&report.documents()[0].bytes().unwrap()[..4], b"%PDF", "{base64}");
    }
}

#[test]
fn invalid_base64_is_an_error_on_decoding() {
    let report = report_with(json!([document("a", "not base64!"), {"Document": 7, "Classifier": "report"}]));
    assert_eq!(report.documents().len(), 1);
    assert!(report.documents()[0].bytes().unwrap_err().is_decode());
    let folder = tempfile::tempdir().unwrap();
    assert!(report.documents()[0].save_to(folder.path()).is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_document_is_saved_inside_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let report = report_with(json!([document("../../escape", "JVBERi0xLjQKJSBtYWRlIHVwCiUlRU9GCg==")]));
    let path = report.documents()[0].save_to(folder.path()).unwrap();
    assert_eq!(path, folder.path().join("escape.pdf"));
    assert_eq!(std::fs::read(path).unwrap(), b"%PDF-1.4\n% made up\n%%EOF\n");
}

#[test]
fn two_documents_of_one_name_become_two_files() {
    let folder = tempfile::tempdir().unwrap();
    let report = report_with(json!([document("a", "JVBERi0="), document("a.PDF", "JVBERi0=")]));
    let paths: Vec<_> = report.documents().iter().map(|document| document.save_to(&folder).unwrap()).collect();
    assert_eq!(paths, [folder.path().join("a.pdf"), folder.path().join("a (2).pdf")]);
}

/// A report with one document of this content.
fn report_of(content: &str) -> OrderReport {
    report_with(json!([document("a", &STANDARD.encode(content))]))
}

#[test]
fn saving_many_orders_into_one_folder_replaces_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let save = |content: &str| report_of(content).documents()[0].save_to(&folder).unwrap();
    let name = |number: &str| folder.path().join(format!("a{number}.pdf"));
    // Equal lengths, so that a file is recognized by its bytes.
    assert_eq!([save("one"), save("two"), save("six")], [name(""), name(" (2)"), name(" (3)")]);
    assert_eq!([save("two"), save("one"), save("six")], [name(" (2)"), name(""), name(" (3)")]);
    assert_eq!(std::fs::read(name("")).unwrap(), b"one");
    assert_eq!(std::fs::read(name(" (2)")).unwrap(), b"two");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3);
}

#[test]
fn folders_and_links_are_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("a.pdf")).unwrap();
    // The link's target has the same bytes, and still the link does not count as this document.
    std::fs::write(folder.path().join("b.pdf"), "bytes").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("b.pdf", folder.path().join("a (2).pdf")).unwrap();
    let path = report_of("bytes").documents()[0].save_to(&folder).unwrap();
    assert_eq!(path, folder.path().join(if cfg!(unix) { "a (3).pdf" } else { "a (2).pdf" }));
}

#[test]
fn trailing_blanks_of_a_code_are_ignored() {
    let json = json!({
        "TransactionID": "1",
        "Messages": {"Message": [{"Category": "Info", "Code": "I004 "}]},
        "Status": {"Code": "S001"},
    });
    let report = OrderReport::from_json(json.to_string()).unwrap();
    assert_eq!((report.state(), report.messages()[0].code().as_str()), (OrderState::Pending, "I004"));
}

#[test]
fn an_unknown_code_is_kept_and_ends_no_order() {
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
fn a_fault_shows_codes_and_no_texts() {
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
fn a_failure_is_temporary_if_all_its_messages_are() {
    for (codes, is_passing) in
        [(["E009", "E020"], true), (["E008", "E015"], true), (["E009", "E012"], false), (["E007", "E019"], false)]
    {
        let messages = codes.map(|code| json!({"Category": "Fault", "Code": code}));
        let json = json!({"TransactionID": "1", "Messages": {"Message": messages}, "Status": {"Code": "U001"}});
        let error = OrderReport::from_json(json.to_string()).unwrap_err();
        assert_eq!(OrderFault::of(&error).unwrap().is_passing(), is_passing, "{codes:?}");
    }
}

#[test]
fn an_8821_code_of_category_info_does_not_hide_the_state() {
    let read = |messages: &[(&str, &str)]| {
        let messages = messages.iter().map(|(category, code)| json!({"Category": category, "Code": code}));
        let messages: Vec<_> = messages.collect();
        let json = json!({"TransactionID": "1", "Messages": {"Message": messages}, "Status": {"Code": "S001"}});
        OrderReport::from_json(json.to_string())
    };
    assert_eq!(read(&[("Info", "I001"), ("Info", "ACT0509")]).unwrap().state(), OrderState::Done);
    assert_eq!(read(&[("Info", "ACT0509"), ("Info", "I004")]).unwrap().state(), OrderState::Pending);
    for failed in [[("Info", "ACT0509"), ("Info", "I010")], [("Info", "I001"), ("Fault", "ACT0509")]] {
        assert_eq!(*OrderFault::of(&read(&failed).unwrap_err()).unwrap().code(), "ACT0509");
    }
    assert!(read(&[("Info", "I001"), ("Info", "E011")]).unwrap_err().is_fault());
}

#[test]
fn a_code_is_shown_only_if_it_has_the_form_of_one() {
    for code in ["E012", "E007.1", "ACT0101", "I777"] {
        assert_eq!(MessageCode::from(code).to_string(), code);
    }
    for text in ["", "Smith", "E", "900112222", "WY82941", "E012.x", "E01222", "e012", "Eé12"] {
        assert_eq!(MessageCode::from(text).to_string(), "an unreadable code", "{text}");
    }
    assert!(!MessageCode::from("Ed").is_failure() && !MessageCode::from("ACTIVE").is_failure());
}

#[test]
fn debug_of_a_report_shows_no_content() {
    let report = report_with(json!([
        document("Ostrander", "JVBERi0xLjQKJSBtYWRlIHVwCiUlRU9GCg=="),
        {"Extension": {"any": "<R><SSN>900112222</SSN></R>"}, "ContentType": "text/xml"},
    ]));
    let shown = format!("{report:?}");
    for secret in ["Ostrander", "900112222", "JVBE"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn errors_are_found_in_any_kind_of_xml_report() {
    let report = report_with(json!([
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
