//! The decoders of Point Services: reports, pages of orders, token responses.

use bytes::Bytes;
use pointapi::platform::{OrderPage, OrderReport, SignIn, UserManagementClient};

use crate::row::{Row, Scene, repeated, responding};

/// A report whose list `name` has this many bytes of `item`, each with a comma.
fn list(name: &str, items: &str, item: &str, size: usize) -> Vec<u8> {
    let done = r#""Status": {"Code": "S001"}, "Messages": {"Message": [{"Category": "Info", "Code": "I001"}]}"#;
    repeated(&format!(r#"{{{done}, "{name}": {{"{items}": ["#), item, "{}]}}", size)
}

fn attachments(item: &str, size: usize) -> Vec<u8> {
    list("Attachments", "Attachment", item, size)
}

fn messages(item: &str, size: usize) -> Vec<u8> {
    list("Messages", "Message", item, size)
}

/// Messages after those that are kept whatever they say.
fn further_messages(item: &str, size: usize) -> Vec<u8> {
    let start = format!(r#"{{"Messages": {{"Message": [{}"#, r#"{"Code":"a"},"#.repeat(1000));
    repeated(&start, item, r#"{"Code":"a"}]}}"#, size)
}

/// A report with one attachment.
fn attachment(before: &str, item: &str, after: &str, size: usize) -> Vec<u8> {
    let messages = r#""Messages": {"Message": [{"Category": "Info", "Code": "I001"}]}"#;
    let start = format!(r#"{{{messages}, "Attachments": {{"Attachment": [{before}"#);
    repeated(&start, item, &format!("{after}]}}}}"), size)
}

fn invalid_utf8(size: usize) -> Vec<u8> {
    let mut report = attachment("{\"Classifier\": \"", "?", "\"}", size);
    report.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0xFF);
    report
}

const DOCUMENT: &str = r#"{"Document":"","Classifier":"report","ContentDisposition":"filename=\"a\""},"#;
const PARAMETERS: &str = r#"{"Classifier": "report", "Document": "", "ContentDisposition": ""#;

pub(crate) fn rows() -> Vec<Row> {
    let row = |name, input| Row::new(name, input, report);
    let mut rows = vec![
        row("unreadable items of a report", |n| attachments("1,", n)),
        row("empty objects in a report", |n| attachments("{},", n)),
        row("messages after the thousandth", |n| further_messages(r#"{"Code":"E1"},"#, n)),
        row("lists in a report", |n| attachments("[],", n)),
        row("documents of one name", |n| attachments(DOCUMENT, n)),
        row("XML reports", |n| attachments(r#"{"Extension":{"any":""}},"#, n)),
        row("messages", |n| messages(r#"{"Code":"E001"},"#, n)),
        row("blank messages", |n| messages(r#"{"Code":" "},"#, n)),
        row("a document with escapes", |n| {
            attachment(r#"{"Classifier": "report", "Document": ""#, r"QUJD\n", r#""}"#, n)
        }),
        row("a document of many parameters", |n| attachment(PARAMETERS, "a=;", r#""}"#, n)),
        row("unknown members of a report", |n| attachment("{", "\"a\":1,", "\"b\":1}", n)),
        row("known members of a report", |n| attachment("{", "\"Code\":1,", "\"b\":1}", n)),
        row("XML elements", |n| attachment(r#"{"Extension": {"any": "<R>"#, "<a/>", r#"</R>"}}"#, n)),
        row("XML errors", |n| attachment(r#"{"Extension": {"any": "<Errors>"#, "<Error/>", r#"</Errors>"}}"#, n)),
        row("nested XML", |n| attachment(r#"{"Extension": {"any": ""#, "<a>", r#""}}"#, n)),
        row("a report of invalid UTF-8", invalid_utf8),
        row("nested lists in a report", |n| repeated("", "[", "", n)),
        row("ids of a report", |n| repeated("", "\"TransactionID\":\"1\",", "", n)),
    ];
    let row = |name, input| Row::new(name, input, page);
    rows.extend([
        row("rows", |n| repeated(r#"{"results": ["#, r#"{"OrderGuid":"1"},"#, r#"{"OrderGuid":"1"}]}"#, n)),
        row("a list as a string", |n| repeated(r#"{"results": [{"OrderGuid":"1","Status":["#, "1,", "1]}]}", n)),
        row("an object as a string", |n| {
            repeated(r#"{"results": [{"OrderGuid":"1","Status":{"#, "\"a\":1,", "\"b\":1}}]}", n)
        }),
    ]);
    let row = |name, input| Row::new(name, input, token).at_most(63 * 1024);
    rows.extend([
        row("a token response of lists", |n| repeated("{", "\"scope\":[],", "\"access_token\":\"a\"}", n)),
        row("a token response of lifetimes", |n| repeated("{", "\"expires_in\":[[]],", "\"access_token\":\"a\"}", n)),
        row("a token response of one long error", |n| repeated("{\"error\":\"", "e", "\"}", n)),
    ]);
    rows
}

fn report(_: &Scene, body: Bytes) {
    let report = OrderReport::from_json(body.to_vec());
    let errors: Vec<_> = report.iter().flat_map(OrderReport::errors).collect();
    drop((report.as_ref().map(|report| report.documents().len()), errors));
}

fn page(_: &Scene, body: Bytes) {
    drop(serde_json::from_slice::<OrderPage>(&body).map(|page| page.results));
}

fn token(scene: &Scene, body: Bytes) {
    let users = UserManagementClient::new(responding(200, "application/json", body).build().unwrap());
    let credentials = SignIn::new("greta", "not-a-real-one");
    let _ = scene.run(users.sign_in_with_password(&credentials)).map_err(|error| format!("{error} {error:?}"));
}
