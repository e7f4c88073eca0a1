//! The memory budget of Point Services' decoders: for any response, four times its size plus 8 MiB.
//!
//! A separate binary with one test, because its allocator counts.

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::StreamBody;
use peak_alloc::PeakAlloc;
use pointapi::platform::{OrderPage, OrderReport, SignIn, UserManagementClient};
use pointapi::webhook::{Receiver, Verifier, WebhookEvent};
use pointapi::{Body, Client, HttpRequest, HttpResponse};
use pointapi_sandbox::Sandbox;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1024 * 1024;
const SIZE: usize = 2 * MIB;

/// Repeats an item up to `size` bytes.
fn repeated(before: &str, item: &str, after: &str, size: usize) -> Vec<u8> {
    let count = size / item.len();
    [before, &item.repeat(count), after].concat().into_bytes()
}

/// A report whose list `name` has this many bytes of `item`, each with a comma.
fn report(list: &str, items: &str, item: &str) -> Vec<u8> {
    let done = r#""Status": {"Code": "S001"}, "Messages": {"Message": [{"Category": "Info", "Code": "I001"}]}"#;
    repeated(&format!(r#"{{{done}, "{list}": {{"{items}": ["#), item, "{}]}}", SIZE)
}

/// A report with one attachment.
fn attachment(before: &str, item: &str, after: &str) -> Vec<u8> {
    let start = format!(
        r#"{{"Messages": {{"Message": [{{"Category": "Info", "Code": "I001"}}]}}, "Attachments": {{"Attachment": [{before}"#
    );
    repeated(&start, item, &format!("{after}]}}}}"), SIZE)
}

fn reports() -> Vec<(&'static str, Vec<u8>)> {
    let document = r#"{"Document":"","Classifier":"report","ContentDisposition":"filename=\"a\""},"#;
    let mut invalid_utf8 = attachment("{\"Classifier\": \"", "?", "\"}");
    invalid_utf8.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0xFF);
    vec![
        ("unreadable items", report("Attachments", "Attachment", "1,")),
        ("empty objects", report("Attachments", "Attachment", "{},")),
        ("lists", report("Attachments", "Attachment", "[],")),
        ("documents of one name", report("Attachments", "Attachment", document)),
        ("XML reports", report("Attachments", "Attachment", r#"{"Extension":{"any":""}},"#)),
        ("messages", report("Messages", "Message", r#"{"Code":"E001"},"#)),
        ("blank messages", report("Messages", "Message", r#"{"Code":" "},"#)),
        ("a document with escapes", attachment(r#"{"Classifier": "report", "Document": ""#, r"QUJD\n", r#""}"#)),
        (
            "many parameters",
            attachment(r#"{"Classifier": "report", "Document": "", "ContentDisposition": ""#, "a=;", r#""}"#),
        ),
        ("unknown members", attachment("{", "\"a\":1,", "\"b\":1}")),
        ("known members", attachment("{", "\"Code\":1,", "\"b\":1}")),
        ("XML elements", attachment(r#"{"Extension": {"any": "<R>"#, "<a/>", r#"</R>"}}"#)),
        ("XML errors", attachment(r#"{"Extension": {"any": "<Errors>"#, "<Error/>", r#"</Errors>"}}"#)),
        ("nested XML", attachment(r#"{"Extension": {"any": ""#, "<a>", r#""}}"#)),
        ("invalid UTF-8", invalid_utf8),
        ("nested lists", repeated("", "[", "", SIZE)),
        ("ids", repeated("", "\"TransactionID\":\"1\",", "", SIZE)),
    ]
}

fn pages() -> Vec<(&'static str, Vec<u8>)> {
    let row = |item: &str| repeated(r#"{"results": ["#, item, r#"{"OrderGuid":"1"}]}"#, SIZE);
    let list = repeated(r#"{"results": [{"OrderGuid":"1","Status":["#, "1,", "1]}]}", SIZE);
    let map = repeated(r#"{"results": [{"OrderGuid":"1","Status":{"#, "\"a\":1,", "\"b\":1}}]}", SIZE);
    vec![("rows", row(r#"{"OrderGuid":"1"},"#)), ("a list as a string", list), ("an object as a string", map)]
}

/// Asserts the budget of a decoder, including the input itself.
#[track_caller]
fn assert_budget<T>(what: &str, input: &[u8], decode: impl FnOnce() -> T) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let decoded = decode();
    let peak = MEMORY.peak_usage().saturating_sub(before);
    drop(decoded);
    let budget = 4 * input.len() + 8 * MIB;
    assert!(peak <= budget, "{what}: {} KiB for {} KiB", peak / 1024, input.len() / 1024);
}

/// A client whose transport responds with this body.
fn responding(body: Vec<u8>) -> pointapi::ClientBuilder {
    let body = Bytes::from(body);
    let transport = tower::service_fn(move |_: HttpRequest| {
        let mut response = HttpResponse::new(Body::from(body.clone()));
        response.headers_mut().insert("content-type", "application/json".parse().unwrap());
        async move { Ok::<_, Infallible>(response) }
    });
    Client::builder().base_url("https://issuer.example").transport(transport)
}

#[test]
fn any_response_takes_at_most_4_times_its_size_and_8_mib() {
    for (what, input) in reports() {
        assert_budget(what, &input, || {
            let report = OrderReport::from_json(input.clone());
            let errors: Vec<_> = report.iter().flat_map(OrderReport::errors).collect();
            (report.map(|report| report.documents().len()), errors)
        });
    }
    for (what, input) in pages() {
        assert_budget(what, &input, || serde_json::from_slice::<OrderPage>(&input.clone()).map(|page| page.results));
    }

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for item in ["1,", "[],", "{\"kty\":\"RSA\"},"] {
        let input = repeated("{\"keys\":[", item, "1]}", 255 * 1024);
        let verifier = Verifier::builder("https://issuer.example", "larchfield").fetch_with(responding(input.clone()));
        let verifier = verifier.build().unwrap();
        let headers = Sandbox::in_process().webhooks().headers("orders/placed");
        assert_budget("signing keys", &input, || runtime.block_on(verifier.verify(&headers)).map(drop).is_ok());
    }
    for item in ["\"scope\":[],", "\"expires_in\":[[]],"] {
        let input = repeated("{", item, "\"access_token\":\"a\"}", 63 * 1024);
        let users = UserManagementClient::new(responding(input.clone()).build().unwrap());
        let credentials = SignIn::new("greta", "not-a-real-one");
        assert_budget("tokens", &input, || runtime.block_on(users.sign_in_with_password(&credentials)).is_ok());
    }
    runtime.block_on(assert_webhook_budget());
}

/// Delivers a webhook of one-byte frames.
async fn assert_webhook_budget() {
    let sandbox = Sandbox::in_process();
    let webhooks = sandbox.webhooks();
    let verifier = Verifier::builder(webhooks.issuer(), webhooks.audience())
        .jwks_url(webhooks.jwks_url())
        .allow_insecure_loopback()
        .fetch_with(Client::builder().transport(sandbox.service()))
        .clock(sandbox.clock())
        .build()
        .unwrap();
    let receiver = Receiver::builder(verifier).tenant(webhooks.tenant_id());
    let receiver = receiver.build(|_: WebhookEvent| async { Ok::<_, Infallible>(()) }).unwrap();
    let warm_up = webhooks.request("orders/placed", "{}");
    assert_eq!(receiver.receive(warm_up).await.status(), 200);

    let frames = (0..MIB).map(|_| Ok::<_, Infallible>(http_body::Frame::data(Bytes::from_static(b" "))));
    let request = webhooks.request("orders/placed", "").map(|_| StreamBody::new(futures_util::stream::iter(frames)));
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    assert_eq!(receiver.receive(request).await.status(), 200);
    let peak = MEMORY.peak_usage().saturating_sub(before);
    assert!(peak <= 4 * MIB + 8 * MIB, "a webhook of one-byte frames: {} KiB", peak / 1024);
}
