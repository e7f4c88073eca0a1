//! The properties of the fuzz targets, checked with proptest values and with the corpus.

#[allow(unreachable_pub, reason = "public for the fuzz targets")]
#[path = "../../fuzz/src/platform.rs"]
mod platform;
#[allow(unreachable_pub, clippy::module_inception, reason = "public for the fuzz targets, which name it so")]
#[path = "../../fuzz/src/properties.rs"]
mod properties;
#[allow(unreachable_pub, reason = "public for the fuzz targets")]
#[path = "../../fuzz/src/served.rs"]
mod served;
#[allow(unreachable_pub, reason = "public for the fuzz targets")]
#[path = "../../fuzz/src/streams.rs"]
mod streams;
#[allow(unreachable_pub, reason = "public for the fuzz targets")]
#[path = "../../fuzz/src/webhooks.rs"]
mod webhooks;

use std::path::Path;

use arbitrary::{Arbitrary, Unstructured};
use proptest::prelude::*;

/// Text with characters that are special in some part of a request.
fn hostile_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "..",
        ".",
        "/",
        "\\",
        "%2e",
        "%2F",
        "%",
        "?",
        "#",
        ";",
        "&",
        "=",
        "+",
        " ",
        "\t",
        "\r\n",
        "\0",
        "@",
        ":",
        "//",
        "https://api.example.com",
        "https://",
        "evil.example",
        "\u{ff0e}",
        "\u{7f}",
        "日本",
        "[",
        "]",
        "{id}",
    ]);
    prop::collection::vec(prop_oneof![special.prop_map(str::to_owned), "[a-z0-9]{0,4}", any::<String>()], 0..6)
        .prop_map(|pieces| pieces.concat())
}

fn retry_after() -> impl Strategy<Value = Vec<u8>> {
    let date = prop::sample::select(vec![
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ]);
    prop_oneof![
        date.prop_map(|date| date.as_bytes().to_vec()),
        "[0-9]{0,25}".prop_map(String::into_bytes),
        any::<Vec<u8>>()
    ]
}

fn response() -> impl Strategy<Value = Vec<u8>> {
    let json =
        r#"\{"(id|kind|pages|x)": ("[0-9a-z]{0,12}"|[0-9]{1,12}|\[\{"number": [0-9]{1,11}\}\]|null), "[0-9]{9}": 1\}"#;
    prop_oneof![json.prop_map(String::into_bytes), any::<Vec<u8>>()]
}

/// Concatenates pieces of a format, with some random bytes.
fn made_of(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(pieces).prop_map(|piece| piece.as_bytes().to_vec());
    let pieces = prop_oneof![8 => piece, 1 => prop::collection::vec(any::<u8>(), 0..4)];
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn event_stream() -> impl Strategy<Value = Vec<u8>> {
    made_of(&[
        "data", "data: ", "data:", "id: ", "id", "event: ", "retry: 9", ":", " ", "\n", "\n\n", "\r", "\r\n", "x", "ä",
        "\0", "\u{feff}",
    ])
}

fn json_lines() -> impl Strategy<Value = Vec<u8>> {
    made_of(&["{\"a\": 1}", "[1]", "null", "\"ä\"", "\n", "\r\n", " ", "{", "]", "\"", "1"])
}

/// A report whose documents suggest these file names.
fn report() -> impl Strategy<Value = Vec<u8>> {
    let names = prop::collection::vec(prop_oneof![hostile_text(), Just("report.pdf".to_owned())], 0..6);
    names.prop_map(|names| {
        let document = |name| serde_json::json!({"Document": "JVBERi0x", "ContentDisposition": format!("inline; filename=\"{name}\"")});
        let documents: Vec<_> = names.into_iter().map(document).collect();
        let message = serde_json::json!({"Category": "Info", "Code": "I001", "Description": "Success"});
        let report = serde_json::json!({"Messages": {"Message": [message]}, "Attachments": {"Attachment": documents}});
        report.to_string().into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_path_value_stays_within_its_segment(text in hostile_text()) {
        properties::path(&text);
    }

    #[test]
    fn a_query_value_stays_one_value(text in hostile_text()) {
        properties::query(&text);
    }

    #[test]
    fn a_header_value_stays_one_value(text in hostile_text()) {
        properties::header(&text);
    }

    #[test]
    fn a_url_argument_stays_on_the_origin(text in hostile_text()) {
        properties::server_url(&text);
    }

    #[test]
    fn retry_after_is_a_duration_or_absent(value in retry_after(), date in retry_after()) {
        properties::retry_after(&value, &date);
    }

    #[test]
    fn an_error_shows_no_part_of_the_response(status in 100..1000_u16, body in response()) {
        properties::error_decode(status, &body);
    }

    #[test]
    fn events_are_independent_of_chunks(chunk_length in any::<u8>(), body in event_stream()) {
        streams::events(chunk_length, &body);
    }

    #[test]
    fn lines_are_independent_of_chunks(chunk_length in any::<u8>(), body in json_lines()) {
        streams::lines(chunk_length, &body);
    }

    #[test]
    fn requests_of_any_text_are_served_or_rejected(text in hostile_text(), format in any::<u8>()) {
        served::server_uri(&text);
        served::server_header(text.as_bytes());
        served::server_body(format, text.as_bytes());
    }

    #[test]
    fn arguments_arrive_as_the_client_got_them(text in hostile_text()) {
        served::server_echo(&text);
    }

    #[test]
    fn documents_of_a_report_have_distinct_safe_names(body in report()) {
        platform::report(&body);
    }
}

/// Checks a property with each file of the target's corpus, decoded as the fuzzer decodes it.
fn replay(target: &str, property: impl Fn(Unstructured<'_>) -> arbitrary::Result<()>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    let held =
        files.iter().map(|file| std::fs::read(file).unwrap()).filter(|data| property(Unstructured::new(data)).is_ok());
    assert!(held.count() >= 3, "the corpus of {target} is too small");
}

fn replay_texts(target: &str, property: fn(&str)) {
    replay(target, |data| Arbitrary::arbitrary_take_rest(data).map(property));
}

#[test]
fn the_corpus_of_each_fuzz_target_passes() {
    replay_texts("path", properties::path);
    replay_texts("query", properties::query);
    replay_texts("header", properties::header);
    replay_texts("server_url", properties::server_url);
    replay("token_response", |data| Arbitrary::arbitrary_take_rest(data).map(properties::token_response));
    replay("retry_after", |data| {
        let (value, date) = Arbitrary::arbitrary_take_rest(data)?;
        properties::retry_after(value, date);
        Ok(())
    });
    replay("report", |data| Arbitrary::arbitrary_take_rest(data).map(platform::report));
    replay("rows", |data| Arbitrary::arbitrary_take_rest(data).map(platform::rows));
    replay_texts("webhook_token", webhooks::webhook_token);
    replay_texts("server_uri", served::server_uri);
    replay_texts("server_echo", served::server_echo);
    replay("server_header", |data| Arbitrary::arbitrary_take_rest(data).map(served::server_header));
    replay("server_body", |data| {
        let (format, body) = Arbitrary::arbitrary_take_rest(data)?;
        served::server_body(format, body);
        Ok(())
    });
    replay("events", |data| {
        let (chunk_length, body) = Arbitrary::arbitrary_take_rest(data)?;
        streams::events(chunk_length, body);
        Ok(())
    });
    replay("lines", |data| {
        let (chunk_length, body) = Arbitrary::arbitrary_take_rest(data)?;
        streams::lines(chunk_length, body);
        Ok(())
    });
    replay("error_decode", |data| {
        let (status, body) = Arbitrary::arbitrary_take_rest(data)?;
        properties::error_decode(status, body);
        Ok(())
    });
}
