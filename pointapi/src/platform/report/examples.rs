//! Examples of a response about an order, in progress and done.

use http::HeaderValue;
use http::header::RETRY_AFTER;

use crate::response::Example;

const PENDING: &str = r#"{
    "TransactionID": "0000000000000777201",
    "Messages": {"Message": [{"Category": "Info", "Code": "I004", "Description": "Evaluation was delayed."}]},
    "Status": {"Code": "U001"}
}"#;

const DONE: &str = r#"{
    "TransactionID": "0000000000000777201",
    "CorrelationID": "a b",
    "Attachments": {"Attachment": [{
        "Classifier": "report",
        "ContentDisposition": "inline; filename=\"report.pdf\"",
        "ContentType": "application/pdf",
        "Document": "JVBERi0="
    }]},
    "Messages": {"Message": [{"Category": "Info", "Code": "I001"}]},
    "Status": {"Code": "S001"}
}"#;

pub(super) fn examples() -> Vec<Example> {
    vec![Example::new(PENDING).header(RETRY_AFTER, HeaderValue::from_static("30")), Example::new(DONE)]
}
