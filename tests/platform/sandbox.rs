//! The sandbox: the requests that it rejects, and its messages.

use pointapi::platform::{Document, OrderFault, OrderQuery, OrderReport, OrderRow};
use pointapi::{Error, Method, StatusCode};
use pointapi_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{sample, twin};

/// Sends a body to an order's path with `Client::request`.
async fn send(sandbox: &Sandbox, path: &str, body: &Value) -> Result<Value, Error> {
    let point = sample::point(sandbox);
    let path = format!("/riskinsight-services-ws/resources/v1/sami/{path}");
    point.client().request(Method::POST, &path).json(body).fetch().await
}

async fn codes(path: &str, body: Value) -> Vec<String> {
    let response = send(&sample::sandbox(), path, &body).await.unwrap();
    let error = OrderReport::from_json(response.to_string()).unwrap_err();
    let fault = OrderFault::of(&error).unwrap();
    fault.messages().iter().map(|message| message.code().as_str().to_owned()).collect()
}

fn joint() -> Value {
    twin::request("/IRS4506TTranscript/{model}", "joint")
}

#[tokio::test(start_paused = true)]
async fn an_unknown_member_is_rejected_at_any_depth() {
    let sandbox = sample::sandbox();
    for pointer in ["", "/Terms", "/Terms/Term/0", "/Terms/Term/0/Person", "/Preferences/Preference/0", "/Attachments"]
    {
        let mut order = joint();
        order.pointer_mut(pointer).unwrap().as_object_mut().unwrap().insert("Mood".into(), json!("x"));
        let error = send(&sandbox, "IRS4506TTranscript/PDF-001", &order).await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY), "{pointer}");
    }
    assert_eq!(sandbox.stats().orders, 0);
}

#[tokio::test(start_paused = true)]
async fn a_missing_or_empty_member_is_e004() {
    let mut order = joint();
    order["Terms"]["Term"][0]["Person"]["FirstName"] = json!("");
    assert_eq!(codes("IRS4506TTranscript/PDF-001", order).await, ["E004"]);
    let mut order = twin::request("/IRS8821Transcript/{model}", "individual");
    order["Terms"]["Term"][0]["Person"].as_object_mut().unwrap().remove("Residences");
    assert_eq!(codes("IRS8821Transcript/PDF-001", order).await, ["E004"]);
}

#[tokio::test(start_paused = true)]
async fn each_missing_preference_is_an_e012() {
    let mut order = joint();
    let pairs = order["Preferences"]["Preference"].as_array_mut().unwrap();
    pairs.retain(|pair| !pair["Key"].as_str().unwrap().starts_with("JointTaxReturn"));
    assert_eq!(codes("IRS4506TTranscript/PDF-001", order).await, ["E012", "E012"]);
}

#[tokio::test(start_paused = true)]
async fn failures_echo_form_8821_and_not_form_4506_t() {
    for (form, path, echoes) in [("IRS4506TTranscript", "joint", false), ("IRS8821Transcript", "individual", true)] {
        let mut order = twin::request(&format!("/{form}/{{model}}"), path);
        order["Preferences"]["Preference"].as_array_mut().unwrap().remove(0);
        let response = send(&sample::sandbox(), &format!("{form}/PDF-001"), &order).await.unwrap();
        assert_eq!(response["Messages"]["Message"][0]["Code"], "E012");
        for member in ["Preferences", "Terms", "Attachments"] {
            assert_eq!(response.get(member).is_some(), echoes, "{form} {member}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_preference_out_of_range_is_e001_and_an_unknown_one_e002() {
    let mut order = joint();
    order["Preferences"]["Preference"][2]["Value"] = json!("1999");
    assert_eq!(codes("IRS4506TTranscript/PDF-001", order).await, ["E001"]);
    let mut order = joint();
    order["Preferences"]["Preference"][0]["Value"] = json!("W2_1099-7");
    assert_eq!(codes("IRS4506TTranscript/PDF-001", order).await, ["E001"]);
    let mut order = joint();
    order["Preferences"]["Preference"][5]["Key"] = json!("Mood");
    assert_eq!(codes("IRS4506TTranscript/PDF-001", order).await, ["E002"]);
}

#[tokio::test(start_paused = true)]
async fn a_form_other_than_pdf_is_e030() {
    let mut order = joint();
    order["Attachments"]["Attachment"][0]["Document"] = json!("bm90IGEgUERG");
    assert_eq!(codes("IRS4506TTranscript/PDF-001", order).await, ["E030"]);
}

#[tokio::test(start_paused = true)]
async fn a_valid_form_is_not_e030() {
    let form = Document::pdf(&b"\r\n\x00 scanned\n%PDF-1.4\n%%EOF\n"[..]).unwrap();
    let mut order = joint();
    order["Attachments"]["Attachment"][0]["Document"] = json!(form);
    let response = send(&sample::sandbox(), "IRS4506TTranscript/PDF-001", &order).await.unwrap();
    assert_eq!(response["Messages"]["Message"][0]["Code"], "I004");
}

#[tokio::test(start_paused = true)]
async fn an_employer_needs_phone_and_address_unless_special() {
    let mut order = twin::request("/sami/ADV/{model}", "full");
    let employer = &mut order["Terms"]["Term"][0]["Person"]["Employers"]["Employer"][0];
    employer.as_object_mut().unwrap().retain(|name, _| name == "Name");
    assert_eq!(codes("ADV/ADV-120", order).await, ["E004", "E004"]);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_of_an_unknown_order_is_e019() {
    let refresh = twin::request("/sami/ADV/refresh/{orderGuid}", "full");
    assert_eq!(codes("ADV/refresh/7", refresh).await, ["E019"]);
}

#[tokio::test(start_paused = true)]
async fn a_value_in_the_path_that_the_document_does_not_allow_is_422() {
    let sandbox = sample::sandbox();
    let order = twin::request("/sami/ADV/{model}", "full");
    for path in ["ADV/%C2%84", "ADV/refresh/seven", "ADV/refresh/00000000000000000007"] {
        let error = send(&sandbox, path, &order).await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY), "{path}");
    }
    let error = sample::point(&sandbox).orders().report("seven").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(sandbox.stats().orders, 0);
}

#[tokio::test(start_paused = true)]
async fn a_failure_echoes_nothing_that_a_response_may_not_have() {
    let mut order = twin::request("/sami/ADV/refresh/{orderGuid}", "full");
    order["TransactionID"] = json!("");
    let response = send(&sample::sandbox(), "ADV/ADV-120", &order).await.unwrap();
    assert_eq!(response["Messages"]["Message"][0]["Code"], "E004");
    assert_eq!(response["TransactionID"].as_str().map(str::len), Some(19));
    let mut order = twin::request("/SSAForm89ECBSV/{model}", "wetInk");
    order["Preferences"]["Preference"][0]["Key"] = json!({});
    let error = send(&sample::sandbox(), "SSAForm89ECBSV/PDF-001", &order).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
}

#[tokio::test(start_paused = true)]
async fn a_refresh_with_another_transaction_is_e014() {
    let sandbox = sample::sandbox();
    sandbox.add_sample_orders(1);
    let order = send(&sandbox, "ADV/ADV-120", &twin::request("/sami/ADV/{model}", "full")).await.unwrap();
    let other = send(&sandbox, "DetailedBLJ/PDF-001", &twin::request("/sami/DetailedBLJ/{model}", "minimal")).await;
    let point = sample::point(&sandbox);
    let rows = point.orders().query(&OrderQuery::default()).await.unwrap().results;
    let (loan, blj) = (order["TransactionID"].as_str().unwrap(), other.unwrap()["TransactionID"].clone());
    let outcome = async |row: &OrderRow, transaction_id: &str| {
        let mut refresh = twin::request("/sami/ADV/refresh/{orderGuid}", "full");
        refresh["TransactionID"] = json!(transaction_id);
        let response = send(&sandbox, &format!("ADV/refresh/{}", row.order_guid), &refresh).await.unwrap();
        response["Messages"]["Message"][0]["Code"].as_str().unwrap().to_owned()
    };
    let [listed, adv, detailed] = &rows[..] else { panic!("three orders") };
    assert_eq!(outcome(adv, "0000000000000000007").await, "E014");
    assert_eq!(outcome(adv, blj.as_str().unwrap()).await, "E014");
    assert_eq!(outcome(detailed, blj.as_str().unwrap()).await, "E019", "another product than ADV");
    assert_eq!(outcome(listed, loan).await, "E019", "an order that was never placed");
    assert_eq!(sandbox.stats().orders, 2);
    assert_eq!(outcome(adv, loan).await, "I004");
    assert_eq!(sandbox.stats().orders, 3);
}

#[tokio::test(start_paused = true)]
async fn test_modes_of_form_8821_complete_at_once_and_invalid_has_an_error_report() {
    for (mode, is_bad) in [("ready", false), ("invalid", true)] {
        let mut order = twin::request("/IRS8821Transcript/{model}", "individual");
        let pairs = order["Preferences"]["Preference"].as_array_mut().unwrap();
        pairs.retain(|pair| pair["Key"] != "IRS8821TestMode");
        pairs.push(json!({"Key": "IRS8821TestMode", "Value": mode}));
        let response = send(&sample::sandbox(), "IRS8821Transcript/PDF-001", &order).await.unwrap();
        let report = OrderReport::from_json(response.to_string()).unwrap();
        let codes: Vec<_> = report.errors().filter_map(|error| error.code).collect();
        assert!(report.is_done(), "{mode}");
        assert_eq!(codes, if is_bad { vec!["ACT0117"] } else { vec![] });
        assert_eq!(report.documents().is_empty(), is_bad);
    }
}

#[tokio::test(start_paused = true)]
async fn every_documented_request_is_accepted() {
    let sandbox = sample::sandbox();
    for (path_end, name, path) in [
        ("/sami/ADV/{model}", "full", "ADV/ADV-120"),
        ("/sami/DetailedBLJ/{model}", "minimal", "DetailedBLJ/PDF-001"),
        ("/sami/IRS4506TTranscript/{model}", "individual", "IRS4506TTranscript/PDF-001"),
        ("/sami/IRS4506TTranscript/{model}", "joint", "IRS4506TTranscript/PDF-001"),
        ("/sami/IRS4506TTranscript/{model}", "company", "IRS4506TTranscript/PDF-001"),
        ("/sami/IRS8821Transcript/{model}", "individual", "IRS8821Transcript/PDF-001"),
        ("/sami/IRS8821Transcript/{model}", "company", "IRS8821Transcript/PDF-001"),
        ("/sami/SSAForm89ECBSV/{model}", "wetInk", "SSAForm89ECBSV/PDF-001"),
        ("/sami/SSAForm89ECBSV/{model}", "electronic", "SSAForm89ECBSV/PDF-001"),
    ] {
        let response = send(&sandbox, path, &twin::request(path_end, name)).await.unwrap();
        assert!(OrderReport::from_json(response.to_string()).is_ok(), "{path_end} {name}");
    }
    assert_eq!(sandbox.stats().orders, 9);
}

#[tokio::test(start_paused = true)]
async fn a_token_lifetime_may_be_unlimited() {
    let sandbox = sample::sandbox();
    sandbox.access_lifetime(std::time::Duration::MAX);
    let response = send(&sandbox, "DetailedBLJ/PDF-001", &twin::request("/sami/DetailedBLJ/{model}", "minimal")).await;
    assert!(response.is_ok());
}

/// Sends a request to a sandbox with a socket, and returns all that comes back until the sandbox closes the connection.
async fn exchange(sandbox: &Sandbox, request: &str) -> String {
    let mut stream = TcpStream::connect(sandbox.base_url().trim_start_matches("http://")).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    response
}

#[tokio::test]
async fn a_response_that_is_cut_short_has_a_head() {
    let sandbox = Sandbox::start().await.unwrap();
    for fault in [Fault::CutShort, Fault::LoseResponse] {
        sandbox.fail_next(1, fault);
        let response = exchange(&sandbox, "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
        assert!(response.starts_with("HTTP/1.1 200") && response.ends_with("{\"count\": "), "{response}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_well_framed_is_a_400() {
    let sandbox = Sandbox::start().await.unwrap();
    let request = "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nx\r\n";
    let response = exchange(&sandbox, request).await;
    assert!(response.starts_with("HTTP/1.1 400"), "{response}");
}

#[tokio::test]
async fn a_request_without_a_token_gets_no_error_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let target = "/riskinsight-services-ws/resources/v1/sami/ADV/ADV-120";
    let head = format!("POST {target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 0\r\n");
    let rows = [("", "Bearer"), ("authorization: Bearer x\r\n", "Bearer error=\"invalid_token\"")];
    for (credentials, challenge) in rows {
        let response = exchange(&sandbox, &format!("{head}{credentials}\r\n")).await;
        assert!(response.contains(&format!("www-authenticate: {challenge}\r\n")), "{response}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_scheme_of_a_token_has_no_case() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    point.orders().query(&OrderQuery::default()).await.unwrap();
    let sent = sandbox.requests().pop().unwrap();
    let lower = sent.headers()["authorization"].to_str().unwrap().replacen("Bearer", "bearer", 1);
    let request = http::Request::builder().method(sent.method()).uri(sent.target()).header("authorization", lower);
    let request = request.body(pointapi::Body::from(sent.body().clone())).unwrap();
    let response = tower::ServiceExt::oneshot(sandbox.service(), request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}
