//! Group B: orders in general.

use pointapi::platform::{Billing, MessageCode, OrderFault, OrderQuery, OrderState, OrdersClient, TaxYears, property};
use serde_json::{Value, json};

use super::{finished, preference, sent};
use crate::responses::read;
use crate::{sample, twin};

#[test]
fn b1_sami_is_in_every_path_except_the_query() {
    for endpoint in OrdersClient::ENDPOINTS.iter().filter(|endpoint| !endpoint.path_template().is_empty()) {
        let has_sami = endpoint.path_template().contains("/resources/v1/sami/");
        assert_eq!(has_sami, endpoint.name() != "query", "{endpoint:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn b2_and_b3_standard_headers_are_always_sent() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    point.place(sample::adv()).await.unwrap().poll().await.unwrap();
    point.orders().query(&OrderQuery::default()).await.unwrap();
    let requests = sandbox.requests();
    let calls: Vec<_> = requests.iter().filter(|request| request.target().starts_with("/riskinsight")).collect();
    assert_eq!(calls.len(), 3);
    for request in calls {
        let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap());
        assert_eq!(header("accept"), Some("application/json"));
        assert!(header("authorization").unwrap().starts_with("Bearer "));
        assert_eq!(header("content-type"), (request.method() == "POST").then_some("application/json"));
    }
}

#[test]
fn b4_a_term_contains_its_kind_without_a_wrapper() {
    let order = sent(sample::adv());
    let kinds: Vec<_> =
        order["Terms"]["Term"].as_array().unwrap().iter().map(|term| term.as_object().unwrap()).collect();
    assert!(kinds.iter().all(|term| term.len() == 1));
    let names: Vec<_> = kinds.iter().flat_map(|term| term.keys()).collect();
    assert_eq!(names, ["Person", "Person", "Property", "Participant"]);
}

#[tokio::test]
async fn b5_an_xml_report_is_the_string_in_extension_any() {
    let attachments = json!([
        {"Extension": {"any": "<MERSReport/>"}, "ContentType": "text/xml"},
        {"Extension": {"DetailedBLJReport": {"LiensFound": 0}}, "ContentType": "text/xml"},
    ]);
    let report = read(&finished(json!({"Attachments": {"Attachment": attachments}}))).await.unwrap();
    assert_eq!(report.xml_reports().len(), 1);
    assert_eq!(report.xml_reports()[0].as_str(), "<MERSReport/>");
}

#[tokio::test]
async fn b6_the_utf_16_declaration_is_removed() {
    let report = read(twin::response("/DetailedBLJ/{model}", "pdfAndXml")).await.unwrap();
    let xml = &report.xml_reports()[0];
    assert!(xml.as_str().starts_with("<DetailedBLJReport>"));
    assert_eq!(xml.root().as_deref(), Some("DetailedBLJReport"));
}

#[tokio::test]
async fn b7_null_means_absent() {
    let report = read(twin::response("/DetailedBLJ/{model}", "nulls")).await.unwrap();
    assert_eq!((report.documents().len(), report.xml_reports().len()), (1, 1));
    let nulls = json!({"CorrelationID": null, "Attachments": null, "Ref": null, "Terms": null, "Meta": null});
    assert!(read(&finished(nulls)).await.unwrap().documents().is_empty());
}

#[tokio::test]
async fn b8_and_b9_the_echo_is_optional() {
    let report = read(&finished(json!({}))).await.unwrap();
    assert_eq!(report.correlation_id(), None);
    let with_unknown =
        json!({"Preferences": {"Preference": [{"Key": "IncludeServicedOutputs", "Value": "true"}]}, "New": 1});
    assert!(read(&finished(with_unknown)).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn b10_a_ref_id_differs_from_the_transaction_id() {
    let sandbox = sample::sandbox();
    let handle = sample::point(&sandbox).place(sample::adv()).await.unwrap();
    let reference = handle.ticket().reference().unwrap().to_owned();
    assert!(!reference.ends_with(handle.ticket().transaction_id().unwrap().as_str()));
    handle.poll().await.unwrap();
    let requests = sandbox.requests();
    assert!(reference.ends_with(requests.last().unwrap().target()));
}

#[tokio::test]
async fn b11_order_bill_and_report_are_three_responses() {
    let report = read(twin::response("/DetailedBLJ/{model}", "nulls")).await.unwrap();
    assert_eq!(report.state(), OrderState::Done);
    assert_eq!(*report.billing(), Billing::NotBillable);
    let errors: Vec<_> = report.errors().collect();
    assert_eq!(errors[0].code.as_deref(), Some("1.1"));
}

#[tokio::test(start_paused = true)]
async fn b12_an_order_may_be_completed_at_once_or_pending() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    let pending = point.place(sample::adv()).await.unwrap();
    assert_eq!(pending.first_response().unwrap().state(), OrderState::Pending);
    sandbox.polls_until_done(0);
    let done = point.place(sample::adv()).await.unwrap();
    let calls = sandbox.stats().calls;
    assert!(done.until_done().await.unwrap().is_done());
    assert_eq!(sandbox.stats().calls, calls);
}

#[tokio::test]
async fn b13_the_echo_is_not_compared() {
    let report = read(&finished(json!({"CorrelationID": "something else"}))).await.unwrap();
    assert_eq!(report.correlation_id(), Some("something else"));
}

#[tokio::test(start_paused = true)]
async fn b14_a_refresh_path_has_the_loan_and_its_body_the_order() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    let first = point.place(sample::adv()).await.unwrap();
    let query = OrderQuery::default().matching(property::REFERENCE_NUMBER.equals("loan-7731-adv"));
    let row = point.orders().query(&query).await.unwrap().results.remove(0);
    let loan = first.ticket().transaction_id().unwrap().clone();
    assert_ne!(row.order_guid.as_str(), loan.as_str());
    let refresh = sample::adv().refresh(loan.clone()).unwrap();
    let second = point.refresh_adv(&row.order_guid, &refresh).await.unwrap();
    assert_eq!(*second.ticket().transaction_id().unwrap(), loan);
    assert_ne!(second.ticket().reference(), first.ticket().reference());
}

#[tokio::test]
async fn b15_three_failure_shapes_are_distinguished() {
    let query = OrdersClient::new(sample::responding(400, json!({"message": "Unsupported field: Mood"}).to_string()));
    let error = query.query(&OrderQuery::default()).await.unwrap_err();
    assert!(error.is_status(400) && !error.is_fault());
    assert_eq!(error.body_as::<Value>().unwrap()["message"], "Unsupported field: Mood");
    let fault = read(twin::response("/sami/{transactionId}", "fault")).await.unwrap_err();
    assert!(fault.is_fault() && fault.is_status(200));
    let page = OrdersClient::new(sample::responding(502, "<html>".into())).report("7").await.unwrap_err();
    assert!(page.is_status(502) && page.expose_body() == Some(b"<html>"));
}

#[tokio::test]
async fn b16_descriptions_are_available_for_display() {
    let error = read(twin::response("/DetailedBLJ/{model}", "fault")).await.unwrap_err();
    let description = OrderFault::of(&error).unwrap().description().unwrap();
    assert!(description.starts_with("/Inputs[1]/"));
    assert!(!error.to_string().contains("Inputs"));
}

#[tokio::test]
async fn b17_years_are_validated_by_the_platform() {
    assert!(TaxYears::new([2031, 2030, 2029, 2028, 2027]).is_ok() && TaxYears::new([1999]).is_ok());
    assert_eq!(TaxYears::new([2029, 2031]).unwrap().to_string(), "2029,2031");
    let error = read(twin::response("/IRS4506TTranscript/{model}", "faultBadYear")).await.unwrap_err();
    assert_eq!(*OrderFault::of(&error).unwrap().code(), "E001");
}

#[tokio::test]
async fn b18_codes_decide_and_messages_do_not() {
    let messages = json!({"Message": [{"Category": "Info", "Code": "I004", "Description": "Success"}]});
    let report = read(&finished(json!({"Messages": messages}))).await.unwrap();
    assert_eq!(report.state(), OrderState::Pending);
}

#[test]
fn b19_codes_with_the_same_label_stay_distinct() {
    let [one, other] = ["E007", "E017"].map(MessageCode::from);
    assert_eq!(one.meaning(), other.meaning());
    assert_ne!(one, other);
    assert!(MessageCode::from("E007.1").meaning().is_some() && MessageCode::from("E018").is_failure());
}

#[test]
fn b20_names_keep_the_casing_of_their_area() {
    let order = sent(sample::irs8821_individual()).to_string();
    for name in ["CorrelationID", "SSN", "DOB", "AddressLine1", "CurrentIndicator"] {
        assert!(order.contains(&format!("\"{name}\"")), "{name}");
    }
    let query = sent(OrderQuery::default().limit(1).marker("7").matching(property::ORDER_GUID.starts_with("0")));
    assert_eq!(query, json!({"limit": 1, "marker": "7", "filters": {"OrderGuid": {"startsWith": "0"}}}));
}

#[test]
fn b21_booleans_are_strings_in_preferences_and_filters() {
    assert_eq!(preference(sample::irs8821_individual(), "IRS8821HasIRSAccount"), "false");
    let query = sent(OrderQuery::default().matching(property::REPORT_AVAILABLE.differs_from(false)));
    assert_eq!(query["filters"]["ReportAvailable"]["ne"], "false");
}

#[test]
fn b22_counts_are_strings() {
    let employer = &sent(sample::adv())["Terms"]["Term"][0]["Person"]["Employers"]["Employer"][0];
    assert_eq!((&employer["MonthsOnJob"], &employer["YearsOnJob"]), (&json!("30"), &json!("2")));
}

#[test]
fn b25_base64_has_no_line_breaks() {
    let form = pointapi::platform::Document::pdf([&b"%PDF-"[..], &[0; 500]].concat()).unwrap();
    assert!(!sent(form).as_str().unwrap().contains('\n'));
}

#[test]
fn b26_the_model_is_the_callers_choice() {
    assert_eq!(sample::adv().model(), "ADV-120");
    assert_eq!(sent(sample::adv()).get("model"), None);
}
