//! Every documented response, decoded by its endpoint.

use pointapi::platform::{OrderFault, OrderQuery, OrderReport, OrderState, OrdersClient};
use pointapi::{ErrorKind, Result};
use serde_json::Value;

use crate::{sample, twin};

/// Decodes a response as the endpoint does.
pub(crate) async fn read(value: &Value) -> Result<OrderReport> {
    OrdersClient::new(sample::responding(200, value.to_string())).report("7").await
}

#[tokio::test]
async fn every_documented_response_to_an_order_or_poll_is_decoded() {
    let mut count = 0;
    for response in twin::responses().iter().filter(|response| response.path.contains("/sami/")) {
        let (path, name) = (response.path, response.name);
        count += 1;
        match read(response.value).await {
            Ok(report) => {
                let is_pending = name.to_lowercase().contains("pending");
                assert_eq!(report.state() == OrderState::Pending, is_pending, "{path} {name}");
                assert_eq!(report.documents().is_empty(), is_pending, "{path} {name}");
            }
            Err(error) => {
                assert!(name.starts_with("fault"), "{path} {name}: {error}");
                assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Fault, 200));
                assert!(!error.is_retryable() && !error.outcome_unknown());
            }
        }
    }
    assert_eq!(count, 26);
}

#[tokio::test]
async fn every_documented_response_to_the_query_is_decoded() {
    for response in twin::responses().iter().filter(|response| response.path.ends_with("/orders/query")) {
        let orders = OrdersClient::new(sample::responding(response.status, response.value.to_string()));
        let page = orders.query(&OrderQuery::default()).await;
        if response.status == 200 {
            let page = page.unwrap();
            assert_eq!(page.count as usize, page.results.len(), "{}", response.name);
            assert_eq!(page.is_last(), response.name != "fullPage", "{}", response.name);
        } else {
            let message: Value = page.unwrap_err().body_as().unwrap();
            assert_eq!(&message, response.value);
        }
    }
}

#[tokio::test]
async fn a_fault_lists_every_message() {
    let error = read(twin::response("/IRS4506TTranscript/{model}", "faultMissingPreferences")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "report GET /riskinsight-services-ws/resources/v1/sami/{transaction_id}: \
         the platform failed the order with E012 (no value for a preference) and 1 more (1 attempt)",
    );
    let fault = OrderFault::of(&error).unwrap();
    assert_eq!(*fault.code(), "E012");
    assert_eq!(*fault.transaction_id().unwrap(), "0000000000000777202");
    let texts: Vec<_> = fault.messages().iter().filter_map(|message| message.description()).collect();
    assert_eq!(texts[1], "Value not supplied for preference key JointTaxReturnPersonName");
}

#[tokio::test]
async fn documents_have_safe_names_and_their_declared_size() {
    let report = read(twin::response("/sami/{transactionId}", "completedNoPreferences")).await.unwrap();
    let names: Vec<_> = report.documents().iter().map(|document| document.file_name()).collect();
    assert_eq!(names, ["1040 Return Transcript.2031.pdf", "1040 Return Transcript.2030.pdf"]);
    for document in report.documents() {
        let bytes = document.bytes().unwrap();
        assert!(bytes.starts_with(b"%PDF-"));
        assert_eq!(document.announced_size(), Some(bytes.len() as u64));
    }
}
