//! Client and server of a trait agree on every value, or the check says where they do not.

mod agreeing;
mod asymmetric;
mod by_status;
mod self_decoding;

use std::collections::BTreeSet;
use std::time::Duration;

use pointapi::contract::{self, Contract};

use super::fields::Fields;
use super::media_types::Bodies;
use super::parts::{Late, Scalars, Uploads};
use super::replies::{Diamond, Documents, Files, Pages};
use super::roles::{Feed, Health, Shop};
use super::values::Echo;

macro_rules! agree {
    ($($api:ty: $count:literal,)*) => {{
        let mut failures = Vec::new();
        $(match contract::check::<$api>().await {
            Err(differences) => failures.push(differences.to_string()),
            Ok(report) if report.checked() != $count || !report.unchecked().is_empty() => failures.push(report.to_string()),
            Ok(_) => {}
        })*
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }};
}

#[tokio::test(start_paused = true)]
async fn every_role_and_return_shape_agrees() {
    let begun = tokio::time::Instant::now();
    agree! {
        dyn Shop: 11,
        dyn Feed: 6,
        dyn Documents: 6,
        dyn Uploads: 2,
        dyn Late: 1,
        dyn Scalars: 1,
        dyn Bodies: 7,
        dyn Fields: 7,
        dyn Files: 5,
        dyn Diamond: 1,
        dyn Echo: 16,
    }
    assert_eq!(begun.elapsed(), Duration::ZERO, "no call is attempted twice");
}

#[tokio::test]
async fn the_number_of_calls_is_set() {
    let report = Contract::new().cases(2).check::<dyn Health>().await.unwrap();
    assert_eq!(report.exchanges(), 2);
}

#[tokio::test]
async fn an_endpoint_of_the_client_only_is_not_checked() {
    let report = contract::check::<dyn Pages>().await.unwrap();
    assert_eq!((report.checked(), report.unchecked().len()), (1, 2));
    assert!(report.to_string().contains("not checked: `next` (GET ): only the client has it"), "{report}");
}

#[tokio::test(start_paused = true)]
async fn every_asymmetry_is_found_and_named() {
    let begun = tokio::time::Instant::now();
    let differences = contract::check::<dyn asymmetric::Asymmetric>().await.unwrap_err();
    let rows = [
        ("field_renamed", "the body", r#"the client sent `{"postal_code":"#),
        ("field_renamed_in_response", "the response", r#"the server sent `{"postal_code":"#),
        ("field_skipped", "`total` of the body", "the server reads it, but the client does not send it"),
        (
            "field_skipped_in_response",
            "`total` of the response",
            "the client reads it, but the server does not send it",
        ),
        ("number_as_text", "the body", r#"422, the body does not have the expected shape"#),
        ("zone_lost", "`at` of the body", "are sent alike, as `\"2024-02-29T10:00:00\"`"),
        ("zone_lost_in_response", "`at` of the response", "are sent alike, as `\"2024-02-29T10:00:00\"`"),
        ("empty_as_absent", "`tags` of the body", "every value is sent alike"),
        ("variant_renamed", "the query parameter `state`", "the client sent `state="),
        ("variant_renamed_in_events", "the response", "expected `in-transit` or `delivered`"),
        ("list_joined", "the query parameter `tags`", "`one` and `two` are sent as `one,two` is"),
        ("form_field_renamed", "the body", "the form lacks the field `zip`; the client sent `postal_code="),
        ("wrong_unit", "the query parameter `seconds`", "is sent as `seconds="),
        ("decoded_once_more", "`text` of the body", "`a b` and `a%20b` are sent alike"),
        ("values_swapped", "the body at `position.0`", "is sent as"),
        ("values_swapped_in_response", "the body at `position.0` of the response", "is sent as"),
        ("list_reversed", "the query parameter `ids`", "is sent as"),
        ("list_doubled", "the query parameter `ids`", "is sent as"),
        ("path_prefixed", "the path parameter `id`", "is sent as `vv"),
        (
            "header_in_capitals",
            "the header parameter `x-code`",
            "400, the header parameter `x-code` has an invalid value",
        ),
        ("codec_of_ascii", "the body", "`日本` and `??` are sent alike, as `\"??\"`"),
        ("lines_renamed", "the response", "missing field `zip`"),
    ];
    for (endpoint, place, text) in rows {
        let is_named =
            |difference: &&contract::Difference| (difference.endpoint(), difference.place()) == (endpoint, place);
        let found = differences.iter().find(is_named).map(ToString::to_string).unwrap_or_default();
        assert!(found.contains(text), "{endpoint}: {found}\nin {differences}");
    }
    assert_eq!(begun.elapsed(), Duration::ZERO, "no call is attempted twice");
    let named: BTreeSet<_> = differences.iter().map(contract::Difference::endpoint).collect();
    assert_eq!(named.len(), rows.len(), "{differences}");
}

#[tokio::test]
async fn differences_are_an_error_of_the_library_too() {
    let check = async || -> pointapi::Result<()> {
        let _ = contract::check::<dyn asymmetric::Asymmetric>().await?;
        Ok(())
    };
    assert!(check().await.unwrap_err().to_string().contains("`zone_lost` (POST /zone-lost)"));
}

#[tokio::test]
async fn enums_by_status_typed_errors_and_extensions_agree() {
    let caller = pointapi::server::Caller::new("branch-7");
    let report = Contract::new().extension(caller).check::<dyn agreeing::Shop>().await.unwrap();
    assert_eq!((report.checked(), report.unchecked().len()), (3, 0), "{report}");
}

#[tokio::test]
async fn an_empty_list_of_a_form_or_of_xml_may_be_absent() {
    let report = contract::check::<dyn agreeing::Lists>().await.unwrap_or_else(|differences| panic!("{differences}"));
    assert!(report.checked() == 3 && report.unchecked().is_empty(), "{report}");
}

#[tokio::test]
async fn an_argument_without_a_value_is_not_checked() {
    let report = contract::check::<dyn agreeing::Shop>().await.unwrap();
    assert_eq!(report.checked(), 2);
    let reasons: Vec<_> = report.unchecked().iter().map(|part| (part.endpoint(), part.reason())).collect();
    let [("place", reason)] = reasons[..] else { panic!("{reasons:?}") };
    assert!(
        reason.contains("`pointapi::server::caller::Caller`") && reason.contains("`Contract::extension`"),
        "{reason}"
    );
}

#[tokio::test]
async fn the_response_of_a_type_without_examples_is_not_checked_and_its_request_is() {
    let report = contract::check::<dyn self_decoding::Lengths>().await.unwrap();
    assert_eq!((report.checked(), report.exchanges()), (2, 64));
    let name = "served::contract::self_decoding::Unknown";
    assert_eq!(
        report.to_string(),
        format!(
            "2 endpoints checked by 64 calls\nnot checked: `unknown` (GET /unknown/{{name}}): \
             its response: `{name}` decodes itself and has no `FromResponse::examples`"
        )
    );
}

#[tokio::test]
async fn a_type_that_decodes_itself_is_compared_by_its_examples() {
    let differences = contract::check::<dyn self_decoding::Lossy>().await.unwrap_err();
    let places: Vec<_> = differences.iter().map(|difference| (difference.endpoint(), difference.place())).collect();
    for place in [("unit", "the example of the response"), ("unknown", "the query parameter `seconds`")] {
        assert!(places.contains(&place), "{place:?} in {differences}");
    }
}

#[tokio::test]
async fn each_status_of_an_enum_is_tried() {
    let differences = contract::check::<dyn by_status::Store>().await.unwrap_err();
    assert!(differences.to_string().contains("the server sent `plain`"), "{differences}");
}
