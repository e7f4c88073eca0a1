//! Return types: the value that each makes of a response.

mod absence;
mod errors;
mod references;
mod shapes;
mod streams;

use http::StatusCode;

use shapes::{client, responding, user};

#[tokio::test]
async fn a_value_is_decoded_from_json_also_through_an_alias() {
    assert_eq!(client(200, r#"{"name": "a"}"#).value().await.unwrap(), user("a"));
}

#[tokio::test]
async fn unit_accepts_any_success() {
    client(200, "anything").unit().await.unwrap();
    assert!(client(404, "").unit().await.unwrap_err().is_status(404));
}

#[tokio::test]
async fn a_response_has_status_headers_and_the_value() {
    let response = client(203, r#"{"name": "a"}"#).response().await.unwrap();
    assert_eq!(
        (response.status(), &response.headers()["x-a"], response.name.as_str()),
        (StatusCode::NON_AUTHORITATIVE_INFORMATION, &"1".parse().unwrap(), "a")
    );
    assert_eq!(client(200, "").head().await.unwrap().headers().len(), 1);
}

#[tokio::test]
async fn text_and_bytes_return_the_body_and_set_accept() {
    let (recorder, shapes) = responding(200, "\"quoted\"");
    assert_eq!(&*shapes.text().await.unwrap(), "\"quoted\"");
    assert!(recorder.only().header("accept").unwrap().starts_with("text/plain"));
    assert_eq!(shapes.bytes().await.unwrap(), "\"quoted\"");
    assert_eq!(recorder.only().header("accept"), Some("*/*"));
}

#[tokio::test]
async fn a_call_without_a_body_to_decode_accepts_any_media_type() {
    let (recorder, shapes) = responding(200, "");
    shapes.unit().await.unwrap();
    assert_eq!(recorder.only().header("accept"), Some("application/json, */*;q=0.5"));
    shapes.exists().await.unwrap();
    assert_eq!(recorder.only().header("accept"), Some("application/json, */*;q=0.5"));
    shapes.xml_unit().await.unwrap();
    assert_eq!(recorder.only().header("accept"), Some("application/xml, */*;q=0.5"));
}

#[tokio::test]
async fn a_codec_decodes_the_response_and_sets_accept() {
    let (recorder, shapes) = responding(200, "<User><name>a</name></User>");
    assert_eq!(shapes.xml().await.unwrap(), user("a"));
    assert_eq!(recorder.only().header("accept"), Some("application/xml"));
}
