//! The orders of the builders equal the documented examples, member by member.

use pointapi::platform::{
    Address, AdvParticipant, Company, ConsentToken, ContactPoint, CorrelationId, Ein, Employer, Filing, Irs4506TOrder,
    JointTranscriptForm, License, Order, ParticipantType, PersonName, Phone, Signature, SpecialEmployer, State,
    TransactionId, TranscriptForm, Zip,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{sample, twin};

#[track_caller]
fn assert_sent(order: impl Serialize, path_end: &str, name: &str) {
    assert_eq!(serde_json::to_value(order).unwrap(), twin::request(path_end, name));
}

#[test]
fn adv_is_sent_as_documented() {
    assert_sent(sample::adv(), "/sami/ADV/{model}", "full");
}

#[test]
fn an_adv_refresh_is_the_whole_order_with_the_transaction() {
    let mut documented = twin::request("/sami/ADV/refresh/{orderGuid}", "full");
    documented["Terms"]["Term"][1]["Person"].as_object_mut().unwrap().remove("MiddleName");
    assert_eq!(serde_json::to_value(sample::adv_refresh()).unwrap(), documented);
}

#[test]
fn detailed_blj_is_sent_as_documented() {
    assert_sent(sample::detailed_blj(), "/sami/DetailedBLJ/{model}", "minimal");
}

#[test]
fn irs4506t_is_sent_as_documented() {
    let path = "/sami/IRS4506TTranscript/{model}";
    assert_sent(sample::irs4506t_individual(), path, "individual");
    assert_sent(sample::irs4506t_joint(), path, "joint");
    assert_sent(sample::irs4506t_company(), path, "company");
}

#[test]
fn irs8821_is_sent_as_documented() {
    let path = "/sami/IRS8821Transcript/{model}";
    assert_sent(sample::irs8821_individual(), path, "individual");
    assert_sent(sample::irs8821_company(), path, "company");
}

#[test]
fn ssa89_is_sent_as_documented() {
    let path = "/sami/SSAForm89ECBSV/{model}";
    assert_sent(sample::ssa89(Signature::Wet), path, "wetInk");
    assert_sent(sample::ssa89(Signature::Electronic), path, "electronic");
}

#[test]
fn an_order_knows_its_product_model_and_label() {
    let order = Order::from(sample::adv());
    assert_eq!((order.product().as_str(), order.model()), ("ADV", "ADV-120"));
    assert_eq!(*order.correlation_id(), "loan-7731-adv");
}

#[test]
fn every_joint_form_is_a_form_and_line_7_is_not_joint() {
    let joint = [
        JointTranscriptForm::ReturnTranscript1040,
        JointTranscriptForm::AccountTranscript1040,
        JointTranscriptForm::RecordOfAccount1040,
        JointTranscriptForm::ReturnTranscript1065,
        JointTranscriptForm::AccountTranscript1065,
        JointTranscriptForm::RecordOfAccount1065,
        JointTranscriptForm::ReturnTranscript1120,
        JointTranscriptForm::AccountTranscript1120,
        JointTranscriptForm::RecordOfAccount1120,
        JointTranscriptForm::W2And1099Line8,
    ];
    assert!(joint.into_iter().all(|form| TranscriptForm::from(form) != TranscriptForm::W2And1099Line7));
}

#[test]
fn every_special_employer_is_sent_unchanged_and_alone() {
    assert_eq!(SpecialEmployer::ALL.len(), 27);
    for name in SpecialEmployer::ALL {
        let sent = serde_json::to_value(Employer::special(*name)).unwrap();
        assert_eq!(sent, json!({"Name": name.as_str()}));
    }
    assert_eq!(SpecialEmployer::RetiredPension.as_str(), "RETIRED- PENSION");
}

#[test]
fn every_documented_participant_type_exists() {
    assert_eq!(ParticipantType::ALL.len(), 157);
    let sent: Value = serde_json::to_value(AdvParticipant::new(ParticipantType::HUD_1_SETTLEMENT_AGENT)).unwrap();
    assert_eq!(sent, json!({"ParticipantType": "HUD_1_SETTLEMENT_AGENT"}));
}

#[test]
fn a_value_set_twice_is_sent_once_and_the_last_wins() {
    let [wyoming, utah] = ["WY", "UT"].map(|state| State::new(state).unwrap());
    let order = sent(sample::irs4506t_individual().us_state(&wyoming).us_state(&utah));
    assert_eq!(preferences(&order, "USState"), ["UT"]);
    let [one, other] = ["990001234", "990005678"].map(|ein| Ein::new(ein).unwrap());
    let order = sent(sample::ssa89(Signature::Wet).ein(&one).ein(&other));
    assert_eq!(preferences(&order, "EIN"), ["990005678"]);
    let address = |line: &str| Address::new(line, "Jackson", "WY", "83001").unwrap();
    let order = sent(sample::adv().property(address("1 Elk Rd")).property(address("2 Elk Rd")));
    let terms = order["Terms"]["Term"].as_array().unwrap();
    let lines: Vec<_> = terms.iter().filter_map(|term| term["Property"]["Address"]["AddressLine1"].as_str()).collect();
    assert_eq!(lines, ["2 Elk Rd"]);
}

fn sent(order: impl Serialize) -> Value {
    serde_json::to_value(order).unwrap()
}

/// Every value of a preference.
fn preferences(order: &Value, key: &str) -> Vec<String> {
    let pairs = order["Preferences"]["Preference"].as_array().unwrap();
    let values = pairs.iter().filter(|pair| pair["Key"] == key).map(|pair| pair["Value"].as_str().unwrap().to_owned());
    values.collect()
}

#[test]
fn a_blank_mandatory_string_is_rejected() {
    let state = || State::new("WY").unwrap();
    let phone = || Phone::new("5550100199").unwrap();
    let address = || Address::new("3 Main Sq", "Jackson", "WY", "83001").unwrap();
    let ein = || Ein::new("990001234").unwrap();
    let blank = " \u{a0}\t";
    let rejections = [
        CorrelationId::new(blank).map(drop),
        PersonName::new(blank, "x").map(drop),
        PersonName::new("x", blank).map(drop),
        Address::<Zip>::new(blank, "x", "WY", "83001").map(drop),
        Address::<Zip>::new("x", blank, "WY", "83001").map(drop),
        Company::new(blank, ein()).map(drop),
        Employer::new(blank, phone(), address()).map(drop),
        ContactPoint::phone(blank, phone()).map(drop),
        License::new(blank, "x", state()).map(drop),
        License::new("x", blank, state()).map(drop),
        ParticipantType::new(blank).map(drop),
        ConsentToken::new(blank, "x").map(drop),
        ConsentToken::new("x", blank).map(drop),
        sample::adv().refresh(TransactionId::from(blank)).map(drop),
    ];
    let fields: Vec<_> = rejections.into_iter().map(|rejection| rejection.unwrap_err().field()).collect();
    assert_eq!(
        fields,
        [
            "CorrelationID",
            "FirstName",
            "LastName",
            "Address.AddressLine1",
            "Address.City",
            "CompanyName",
            "Employer.Name",
            "ContactPoint.RoleType",
            "License.LicenseNumber",
            "License.LicenseType",
            "ParticipantType",
            "ConsentToken.Type",
            "ConsentToken.Value",
            "TransactionID",
        ]
    );
    assert!(serde_json::from_value::<CorrelationId>(json!(blank)).is_err());
}

#[test]
fn no_order_shows_personal_data() {
    for order in sample::every_order() {
        let shown = format!("{order:?}");
        for secret in ["90011", "900-11", "990001234", "1971", "0147", "Ostrander", "Larch", "Fernhill", "1f0c2d3e"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}

#[test]
fn a_large_form_is_sent_whole() {
    let bytes: Vec<u8> = b"%PDF-".iter().copied().chain((0..100_000).map(|index| (index % 251) as u8)).collect();
    let form = pointapi::platform::Document::pdf(bytes).unwrap();
    let filing = Filing::company(
        pointapi::platform::Company::new("Fernhill", pointapi::platform::Ein::new("990001234").unwrap()).unwrap(),
        TranscriptForm::ReturnTranscript1120,
    );
    let years = pointapi::platform::TaxYears::new([2030]).unwrap();
    let order = Irs4506TOrder::new("PDF-001", sample::label("loan-1"), filing, &years, form);
    let sent = serde_json::to_value(order).unwrap();
    assert_eq!(sent["Attachments"]["Attachment"][0]["Document"].as_str().unwrap().len(), 133_340);
}
