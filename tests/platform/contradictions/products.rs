//! Groups C and D: the products.

use pointapi::platform::{
    Address, AdvParticipant, Employer, Irs8821Form, Irs8821Request, IrsAccount, OrderFault, ParticipantType, Phone,
    Signature, SpecialEmployer, State, TaxYears, Zip, Zip5,
};
use serde_json::json;

use super::{finished, preference, sent};
use crate::responses::read;
use crate::sample;

#[test]
fn c1_participant_types_are_open() {
    let table = sent(AdvParticipant::new(ParticipantType::APPRAISER));
    let sample = sent(AdvParticipant::new(ParticipantType::new("Appraiser").unwrap()));
    assert_eq!((&table["ParticipantType"], &sample["ParticipantType"]), (&json!("APPRAISER"), &json!("Appraiser")));
}

#[test]
fn c3_a_phone_with_blanks_has_no_documented_format() {
    assert!(Phone::new("555 010 0147").is_err());
}

#[test]
fn c4_states_keep_their_case() {
    assert_eq!(sent(State::new("wy").unwrap()), "wy");
}

#[test]
fn c5_zip_codes_have_nine_digits_where_the_product_takes_them() {
    for code in ["82941", "829410077", "82941-0077"] {
        assert!(Address::<Zip>::new("1 A St", "B", "WY", code).is_ok());
    }
    assert!(Address::<Zip5>::new("1 A St", "B", "WY", "829410077").is_err());
}

#[test]
fn c8_special_names_are_sent_unchanged() {
    let sent_name = |name| sent(Employer::special(name))["Name"].clone();
    assert_eq!(sent_name(SpecialEmployer::Housewife), "Housewife");
    assert_eq!(sent_name(SpecialEmployer::HouseWife), "House Wife");
}

#[test]
fn d4_a_company_may_order_a_w2() {
    let years = TaxYears::new([2030]).unwrap();
    drop(Irs8821Request::new(Irs8821Form::W2EmployeeEarnings, years, IrsAccount::Try));
}

#[test]
fn d5_and_d6_one_pdf_has_the_products_classifier() {
    let orders = [
        (sent(sample::irs4506t_joint()), "irs4506t"),
        (sent(sample::irs8821_company()), "irs8821TranscriptAuthorizationConsentCombined"),
        (sent(sample::ssa89(Signature::Wet)), "ssaForm89ecbsv"),
    ];
    for (order, classifier) in orders {
        let attachments = order["Attachments"]["Attachment"].as_array().unwrap();
        assert_eq!(attachments.len(), 1);
        assert_eq!(
            (&attachments[0]["Classifier"], &attachments[0]["ContentType"]),
            (&json!(classifier), &json!("application/pdf"))
        );
    }
}

#[tokio::test]
async fn d8_a_code_of_form_8821_is_a_failure() {
    let messages = json!({"Message": [{"Category": "Info", "Code": "ACT0408", "Description": "x"}]});
    let error = read(&finished(json!({"Messages": messages}))).await.unwrap_err();
    assert_eq!(OrderFault::of(&error).unwrap().code().meaning(), Some("consent form missing"));
}

#[test]
fn d9_and_d10_a_companys_ein_is_a_list_item() {
    let company = &sent(sample::irs4506t_company())["Terms"]["Term"][0]["Participant"];
    assert_eq!(company["Items"]["ParticipantItem"], json!([{"Key": "TaxIdentificationEIN", "Value": "990001234"}]));
    assert_eq!(preference(sample::ssa89(Signature::Electronic), "EIN"), "990001234");
}

#[test]
fn d11_the_subject_determines_the_classification() {
    assert_eq!(preference(sample::irs8821_individual(), "IRS8821TaxClassificationType"), "Individual");
    assert_eq!(preference(sample::irs8821_company(), "IRS8821TaxClassificationType"), "Company");
}
