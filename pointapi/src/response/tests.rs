use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::*;
use crate::codec::Json;
use crate::endpoint::Endpoint;
use crate::error::Result;
use crate::error::{DecodeCause, ErrorKind};

static ENDPOINT: Endpoint = Endpoint::new("get_user", http::Method::GET, "/users/{id}", &["/users/", ""]);

#[derive(Debug, PartialEq, Deserialize)]
struct User {
    name: String,
}

fn response(status: u16, body: &'static str) -> RawResponse {
    let response = RawResponse::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new(), body);
    RawResponse { endpoint: &ENDPOINT, ..response }
}

fn read<T: FromResponse>(status: u16, body: &'static str) -> Result<T> {
    T::from_response::<Json>(response(status, body))
}

fn kind_of_error<T: FromResponse>(status: u16, body: &'static str) -> ErrorKind {
    match read::<T>(status, body) {
        Ok(_) => panic!("{body} was decoded"),
        Err(error) => error.kind(),
    }
}

#[test]
fn a_deserializable_type_is_decoded_as_json() {
    assert_eq!(read::<User>(200, r#"{"name": "a", "more": 1}"#).unwrap(), User { name: "a".into() });
    assert_eq!(read::<User>(200, "\u{feff}{\"name\": \"a\"}").unwrap(), User { name: "a".into() });
}

#[test]
fn json_must_be_utf_8_even_in_ignored_fields() {
    let kind_of = |body: &'static [u8]| {
        let error = User::from_response::<Json>(RawResponse { body: Bytes::from_static(body), ..response(200, "") });
        error.unwrap_err().kind()
    };
    assert_eq!(kind_of(b"{\"name\": \"a\", \"more\": \"\xE4\"}"), ErrorKind::Decode(DecodeCause::Syntax));
    assert_eq!(kind_of(b"{\"name\": \"\xC3"), ErrorKind::Decode(DecodeCause::Eof));
}

#[test]
fn json_that_ends_anywhere_in_a_value_ends_too_early() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its type is used")]
    struct Price {
        amount: f64,
    }
    for text in [r#"{"amount": -1.5e+3}"#, r#"{"more": -1.5e+3, "amount": 1}"#, "\u{feff}{}"] {
        for length in 0..text.len() {
            let body = Bytes::from_static(&text.as_bytes()[..length]);
            let error = Price::from_response::<Json>(RawResponse { body, ..response(200, "") }).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::Eof), "{length} bytes of {text}");
        }
    }
}

#[test]
fn unit_ignores_the_body() {
    read::<()>(204, "").unwrap();
    read::<()>(200, "<html>").unwrap();
    read::<()>(200, r#"{"a": 1}"#).unwrap();
}

#[test]
fn an_option_is_empty_without_a_value() {
    assert_eq!(read::<Option<User>>(204, "").unwrap(), None);
    assert_eq!(read::<Option<User>>(200, "").unwrap(), None);
    assert_eq!(read::<Option<User>>(404, r#"{"message": "no"}"#).unwrap(), None);
    assert_eq!(read::<Option<User>>(200, "null").unwrap(), None);
    assert_eq!(read::<Option<User>>(200, r#"{"name": "a"}"#).unwrap(), Some(User { name: "a".into() }));
}

#[test]
fn bytes_are_the_body_as_it_arrived() {
    assert_eq!(read::<Bytes>(200, "\u{feff}[1").unwrap(), "\u{feff}[1");
    assert_eq!(read::<Option<Bytes>>(200, "x").unwrap().unwrap(), "x");
    assert_eq!(read::<Option<Bytes>>(204, "").unwrap(), None);
}

#[test]
fn a_response_adds_status_and_headers() {
    let response = read::<Response<Option<User>>>(203, r#"{"name": "a"}"#).unwrap();
    assert_eq!(response.status(), 203);
    assert_eq!(response.into_inner().unwrap().name, "a");
}

#[test]
fn an_empty_body_is_not_a_json_value() {
    assert_eq!(kind_of_error::<User>(200, ""), ErrorKind::Decode(DecodeCause::Eof));
    assert_eq!(kind_of_error::<serde_json::Value>(204, ""), ErrorKind::Decode(DecodeCause::Eof));
}

#[test]
fn a_decode_error_has_cause_and_place_but_no_value() {
    let error = read::<User>(200, r#"{"name": 900112222}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::Shape));
    assert_eq!(
        error.to_string(),
        "get_user GET /users/{id}: could not decode the response: expected a string, found an integer \
         at `name`, line 1 column 18 (1 attempt)",
    );
    assert!(!format!("{error:?}").contains("900112222"));
    assert_eq!(kind_of_error::<User>(200, r#"{"name": "#), ErrorKind::Decode(DecodeCause::Eof));
    assert_eq!(kind_of_error::<User>(200, "name"), ErrorKind::Decode(DecodeCause::Syntax));
}

#[test]
fn an_error_without_a_place_names_none() {
    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "only its type is used")]
    enum Either {
        Name { name: String },
        Number(u8),
    }

    let error = read::<Either>(200, r#"{"id": 7}"#).unwrap_err();
    let text = "could not decode the response: a value does not fit the type";
    assert!(error.to_string().contains(text), "{error}");
}

#[test]
fn an_html_page_is_distinguished_from_broken_json() {
    let mut page = response(200, "<html>");
    page.headers.insert(CONTENT_TYPE, "text/html; charset=utf-8".parse().unwrap());
    let error = User::from_response::<Json>(page).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::ContentType));
}

#[test]
fn raw_bytes_accept_anything() {
    assert_eq!(<Response<Bytes>>::accept::<Json>(), "*/*");
    assert_eq!(<Option<Bytes>>::accept::<Json>(), "*/*");
    assert_eq!(<User>::accept::<Json>(), "application/json");
}

#[test]
fn a_body_that_is_ignored_may_have_any_media_type() {
    assert_eq!(<()>::accept::<Json>(), "application/json, */*;q=0.5");
    assert_eq!(<Response<Option<()>>>::accept::<Json>(), "application/json, */*;q=0.5");
}

#[test]
fn an_error_shows_no_key_that_is_not_a_field_of_the_type() {
    use std::collections::BTreeMap;

    let body = r#"{"Ostrander": {"name": 7}}"#;
    let error = read::<BTreeMap<String, User>>(200, body).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("Ostrander"), "{error}");
    assert!(error.to_string().contains("at `*.name`, line 1 column 24"), "{error}");
    let error = read::<Vec<Option<User>>>(200, r#"[null, {"name": 7}]"#).unwrap_err();
    assert!(error.to_string().contains("at `[1].name`, line 1"), "{error}");
    let own = response(200, body).unreadable(serde_json::from_str::<User>(body).unwrap_err());
    assert!(!own.to_string().contains("Ostrander"), "{own}");
}

#[test]
fn a_decode_error_names_the_nested_field_and_what_was_expected() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is only decoded")]
    struct Report {
        page: Page,
        items: Vec<Item>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is only decoded")]
    struct Page {
        list: Vec<u8>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is only decoded")]
    struct Item {
        size: u32,
    }

    let rows = [
        (r#"{"page": {"title": "Jane"}}"#, "missing field `list` at `page.list`", "Jane"),
        (
            r#"{"page": {"list": []}, "items": [{"size": 1}, {"size": 1}, {"size": 1}, {"size": "Jane"}]}"#,
            "expected u32, found a string at `items[3].size`",
            "Jane",
        ),
        (
            r#"{"page": {"list": [900112222]}}"#,
            "expected u8, found an integer that does not fit at `page.list[0]`",
            "900112222",
        ),
    ];
    for (body, reason, value) in rows {
        let error = read::<Report>(200, body).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        assert!(!format!("{error} {error:?}").contains(value), "{error:?}");
    }
}

#[test]
fn an_unsupported_content_encoding_is_named() {
    let mut compressed = response(200, "\u{b}");
    compressed.headers.insert(http::header::CONTENT_ENCODING, "br".parse().unwrap());
    let error = User::from_response::<Json>(compressed).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::ContentEncoding));
    assert!(error.to_string().contains("the content encoding `br`"), "{error}");
}
