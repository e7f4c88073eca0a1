//! The results of an order: invented PDFs and XML reports.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pointapi::platform::Product;
use serde_json::{Value, json};

use super::{pdf, preferences, verdict};

/// The error report of a test order. The platform documents that it reports an invalid SSN, but not its form, so it has
/// that of the error reports in the samples.
const INVALID_SSN: &str = "<IRS8821TranscriptReport><Errors><Error><Code>ACT0117</Code>\
                           <Message>TIN blank or invalid</Message></Error></Errors></IRS8821TranscriptReport>";

/// Returns the attachments of a done order: XML reports first, PDFs last.
pub(super) fn attachments(product: &Product, order: &Value) -> Value {
    if *product == Product::IRS_8821 && preferences::value_of(order, "IRS8821TestMode") == Some("invalid") {
        return json!({"Attachment": [xml(INVALID_SSN)]});
    }
    let mut list: Vec<Value> = xml_reports(product).iter().map(|text| xml(text)).collect();
    for name in file_names(product, order) {
        let subjects = names(order).join(" & ");
        let title = format!("{product}: {}", name.trim_end_matches(".pdf"));
        list.push(document(&name, &pdf::page(&[&title, &subjects, "Invented by the sandbox of pointapi."])));
    }
    json!({"Attachment": list})
}

/// Returns the names of the persons or companies of an order.
pub(super) fn names(order: &Value) -> Vec<String> {
    let name = |term: &Value| {
        let person = &term["Person"];
        match (person["FirstName"].as_str(), person["LastName"].as_str()) {
            (Some(first), Some(last)) => Some(format!("{first} {last}")),
            _ => None,
        }
    };
    let people: Vec<String> = verdict::terms(order).iter().filter_map(name).collect();
    let company = |term: &Value| term["Participant"]["CompanyName"].as_str().map(ToOwned::to_owned);
    if people.is_empty() { verdict::terms(order).iter().filter_map(company).collect() } else { people }
}

/// Returns one file name, or one for each tax year.
fn file_names(product: &Product, order: &Value) -> Vec<String> {
    let per_year = |form: &str, key: &str| {
        let years = preferences::value_of(order, key).unwrap_or_default();
        years.split(',').map(|year| format!("{form}.{year}.pdf")).collect()
    };
    if *product == Product::IRS_4506T {
        per_year("1040 Return Transcript", "YearList")
    } else if *product == Product::IRS_8821 {
        let form = preferences::value_of(order, "IRS8821FormRequested").unwrap_or("Transcript");
        per_year(form, "IRS8821TaxYearsRequested")
    } else if *product == Product::DETAILED_BLJ {
        vec!["PersonDetailedBLJSample".into()]
    } else {
        vec![format!("{product}Sample")]
    }
}

fn xml_reports(product: &Product) -> &'static [&'static str] {
    if *product == Product::ADV {
        &[
            "<IDInvestigationReport><Score><ValidationScore>100</ValidationScore></Score></IDInvestigationReport>",
            "<MERSReport><Results/></MERSReport>",
        ]
    } else if *product == Product::DETAILED_BLJ {
        &["<DetailedBLJReport xmlns=\"\"><BankruptciesFound>0</BankruptciesFound><JudgmentsFound>0</JudgmentsFound>\
           <LiensFound>0</LiensFound><Messages><Message><Code>0</Code><Text>No Errors</Text></Message></Messages>\
           </DetailedBLJReport>"]
    } else {
        &[]
    }
}

/// Like the platform, it declares UTF-16 in a string that is UTF-8.
fn xml(text: &str) -> Value {
    let text = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n{text}");
    json!({"Extension": {"any": text}, "ContentType": "text/xml"})
}

fn document(name: &str, bytes: &[u8]) -> Value {
    let date = "Tue, 08 Jul 2031 10:20:30 EDT";
    let disposition = format!(
        "inline; filename=\"{name}\"; creation-date=\"{date}\"; modification-date=\"{date}\"; read-date=\"{date}\"; \
         size={}",
        bytes.len()
    );
    json!({
        "Document": STANDARD.encode(bytes),
        "Classifier": "report",
        "ContentDisposition": disposition,
        "ContentType": "application/pdf",
    })
}
