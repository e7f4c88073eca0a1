use std::time::SystemTime;

use super::{super::token_error::TokenErrorClass, *};

fn class(body: impl AsRef<[u8]>) -> TokenErrorClass {
    parse(body.as_ref()).expect_err("no tokens").class()
}

fn lifetime_of(expires_in: &str) -> Lifetime {
    let body = format!(r#"{{"access_token":"abc","expires_in":{expires_in}}}"#);
    parse(body.as_bytes()).expect("tokens").lifetime
}

fn stated(seconds: u64) -> Lifetime {
    Lifetime::Stated(Duration::from_secs(seconds))
}

#[test]
fn both_documented_responses_are_parsed() {
    let three =
        r#"{"access_token":"made-up.access.token==","refresh_token":"made-up-refresh-token_1","expires_in":3600}"#;
    let five = r#"{"access_token":"made-up.access.token==","refresh_token":"made-up-refresh-token_1","scope":"policy","token_type":"Bearer","expires_in":3600}"#;
    for (body, scope) in [(three, None), (five, Some("policy"))] {
        let tokens = parse(body.as_bytes()).expect("tokens");
        assert_eq!(tokens.access_token.expose(), "made-up.access.token==");
        assert_eq!(tokens.refresh_token.expect("one").expose(), "made-up-refresh-token_1");
        assert_eq!(tokens.lifetime, stated(3600));
        assert_eq!(tokens.scope.as_deref(), scope);
    }
}

#[test]
fn empty_html_truncated_invalid_utf8_array_duplicate_keys_and_over_cap_are_malformed() {
    let over_cap = format!(r#"{{"access_token":"abc","padding":"{}"}}"#, " ".repeat(64 * 1024));
    let bodies: [&[u8]; 9] = [
        b"",
        b"<html>sign in</html>",
        br#"{"access_token":"abc","#,
        b"{\"access_token\":\"abc\",\"x\":\"\xff\"}",
        br#"["abc","def",null,3600,null]"#,
        br#"[{"access_token":"abc"}]"#,
        br#"{"access_token":"abc","access_token":"def"}"#,
        br#"{"access_token":"abc"} trailing"#,
        over_cap.as_bytes(),
    ];
    for body in bodies {
        assert_eq!(class(body), TokenErrorClass::Malformed, "{:?}", String::from_utf8_lossy(body));
    }
}

#[test]
fn an_unusable_access_token_is_malformed() {
    let too_long = format!(r#""{}""#, "a".repeat(16 * 1024 + 1));
    for value in ["null", r#""""#, "5", "true", "{}", r#""a b""#, r#""a\r\nb""#, r#""tök""#, &too_long] {
        assert_eq!(class(format!(r#"{{"access_token":{value}}}"#)), TokenErrorClass::Malformed, "{value}");
    }
    assert_eq!(class("{}"), TokenErrorClass::Malformed);
}

#[test]
fn a_token_that_cannot_be_sent_is_named_as_the_fault() {
    for (value, fault) in [
        ("null", "the response has no access token"),
        (r#""""#, "the access token is empty"),
        (r#""a b""#, "the access token has characters that cannot be sent"),
    ] {
        let error = parse(format!(r#"{{"access_token":{value}}}"#).as_bytes()).expect_err("no token");
        assert_eq!(error.to_string(), fault, "{value}");
    }
    for token in ["ATCTT3x=5E1B2F3A", "00Dxx!AQ", "1|abc"] {
        let tokens = parse(format!(r#"{{"access_token":"{token}"}}"#).as_bytes()).expect("tokens");
        assert_eq!(tokens.access().expose(), token);
    }
}

#[test]
fn a_byte_order_mark_and_unknown_fields_are_ignored() {
    let body = "\u{feff} {\"access_token\":\"abc\",\"id_token\":{\"a\":[1e400]}}";
    assert!(parse(body.as_bytes()).is_ok());
}

#[test]
fn expires_in_as_an_integer_is_used() {
    assert_eq!(lifetime_of("1"), stated(1));
    assert_eq!(lifetime_of("3600"), stated(3600));
    assert_eq!(
        lifetime_of("99999999999999999999").effective(SystemTime::UNIX_EPOCH),
        Some(Duration::from_secs(86_400))
    );
}

#[test]
fn expires_in_as_a_float_is_rounded_down_and_infinity_is_24_hours() {
    assert_eq!(lifetime_of("3599.9"), stated(3599));
    assert_eq!(lifetime_of("1e400").effective(SystemTime::UNIX_EPOCH), Some(Duration::from_secs(86_400)));
}

#[test]
fn expires_in_as_a_string_is_read_as_a_number() {
    for text in [r#""3600""#, r#"" 3600 ""#, r#""3600.0""#] {
        assert_eq!(lifetime_of(text), stated(3600), "{text}");
    }
}

#[test]
fn expires_in_absent_or_null_is_assumed() {
    assert_eq!(lifetime_of("null"), Lifetime::Assumed);
    assert_eq!(parse(br#"{"access_token":"abc"}"#).expect("tokens").lifetime, Lifetime::Assumed);
}

#[test]
fn expires_in_as_anything_else_is_unreadable() {
    for value in ["true", "{}", "[3600]", r#""abc""#, r#""""#, r#""inf""#, r#""NaN""#, r#""1h""#, r#""e""#] {
        assert_eq!(lifetime_of(value), Lifetime::Unreadable, "{value}");
    }
}

#[test]
fn expires_in_zero_negative_or_below_one_is_no_time_at_all() {
    for value in ["0", "-1", "-1e400", "0.5", r#""-3600""#, "-0"] {
        assert_eq!(lifetime_of(value), stated(0), "{value}");
    }
}

#[test]
fn token_type_absent_null_empty_or_bearer_in_any_case_is_bearer() {
    for value in ["null", r#""""#, r#""Bearer""#, r#""bEARER""#, r#"" bearer ""#] {
        let body = format!(r#"{{"access_token":"abc","token_type":{value}}}"#);
        assert!(parse(body.as_bytes()).is_ok(), "{value}");
    }
}

#[test]
fn token_type_other_is_unsupported() {
    for value in ["mac", "DPoP"] {
        let body = format!(r#"{{"access_token":"abc","token_type":"{value}"}}"#);
        assert_eq!(class(body), TokenErrorClass::Unsupported);
    }
}

#[test]
fn token_type_of_the_program_is_accepted_too() {
    for (token_type, is_accepted) in [("bot", true), ("Bot", true), ("bearer", true), ("user", false)] {
        let body = format!(r#"{{"access_token":"abc","token_type":"{token_type}"}}"#);
        assert_eq!(parse_accepting(body.as_bytes(), Some("bot")).is_ok(), is_accepted, "{token_type}");
    }
}

#[test]
fn an_empty_refresh_token_is_ignored() {
    for member in ["", r#","refresh_token":null"#, r#","refresh_token":"""#] {
        let body = format!(r#"{{"access_token":"abc"{member}}}"#);
        assert!(parse(body.as_bytes()).expect("tokens").refresh_token.is_none());
    }
}

#[test]
fn scope_is_kept_and_never_interpreted() {
    let scope = |value: &str| {
        let body = format!(r#"{{"access_token":"abc","scope":{value}}}"#);
        parse(body.as_bytes()).expect("tokens").scope
    };
    assert_eq!(scope(r#""a b""#).as_deref(), Some("a b"));
    assert_eq!(scope(r#"["a"]"#).as_deref(), Some(r#"["a"]"#));
}

#[test]
fn a_rejection_is_a_json_object_with_an_error() {
    let code = |code| RejectionBody::Readable { code };
    for (body, on_success, on_rejection) in [
        (
            r#"{"error":"access_denied","error_description":"x"}"#,
            code(Some("access_denied")),
            code(Some("access_denied")),
        ),
        (r#"{"error":"canary"}"#, code(None), code(None)),
        (r#"{"error":{"code":400,"message":"TOKEN_EXPIRED"}}"#, RejectionBody::Bare, code(None)),
        (r#"{"error":5}"#, RejectionBody::Bare, code(None)),
        (r#"{"error":""}"#, RejectionBody::Bare, code(None)),
        (r#"{"error":null}"#, RejectionBody::Bare, RejectionBody::Bare),
        (r#"["access_denied"]"#, RejectionBody::Bare, RejectionBody::Bare),
        (r#"{"message":"x"}"#, RejectionBody::Bare, RejectionBody::Bare),
        ("{}", RejectionBody::Bare, RejectionBody::Bare),
        ("<html>", RejectionBody::Bare, RejectionBody::Bare),
        ("", RejectionBody::Bare, RejectionBody::Bare),
    ] {
        for (status, expected) in
            [(200, &on_success), (404, &on_success), (400, &on_rejection), (401, &on_rejection), (403, &on_rejection)]
        {
            let status = StatusCode::from_u16(status).expect("a status");
            assert_eq!(rejection(status, body.as_bytes()), *expected, "{status} {body}");
        }
    }
}

#[test]
fn no_text_of_the_response_enters_an_error() {
    let error = parse(br#"{"access_token":{"canary":"canary"},"refresh_token":"canary"}"#).expect_err("malformed");
    assert!(!format!("{error} {error:?}").contains("canary"));
}

/// Generates bodies like token responses, with the relevant members and faults in any order.
fn similar_bodies() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::{collection::vec, prelude::*};

    let key = prop_oneof!["access_token", "refresh_token", "token_type", "expires_in", "scope", "[a-z_]{0,9}"];
    let number = "-?[0-9]{1,25}([.][0-9]{1,5})?([eE][-+]?[0-9]{1,4})?";
    let value = prop_oneof![
        4 => "\"[-A-Za-z0-9._~+/]{1,40}={0,2}\"",
        2 => number,
        1 => "\"[ -~]{0,20}\"",
        1 => "\"(bearer|Bearer|mac|\\\\u0061bc|\\\\r\\\\n)\"",
        1 => prop_oneof!["null", "true", "\\{\\}", "\\[1e999\\]"],
    ];
    let value = value.boxed();
    let members = vec((key, value.clone()), 0..6);
    let frame = prop_oneof![Just(("{", "}")), Just(("\u{feff}{", "}")), Just(("{", "")), Just(("[", "]"))];
    (frame, value, members).prop_map(|((open, close), access_token, members)| {
        let rest: String = members.iter().map(|(key, value)| format!(",\"{key}\":{value}")).collect();
        format!("{open}\"access_token\":{access_token}{rest}{close}")
    })
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_body_panics(body in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = (parse(&body), rejection(StatusCode::BAD_REQUEST, &body));
    }

    #[test]
    fn a_token_that_is_not_in_the_body_is_never_taken(body in similar_bodies()) {
        #[derive(Deserialize)]
        struct Oracle {
            access_token: String,
        }

        if let Ok(tokens) = parse(body.as_bytes()) {
            let oracle: Oracle = serde_json::from_str(body.trim_start_matches('\u{feff}')).expect("JSON of a token");
            proptest::prop_assert_eq!(tokens.access_token.expose(), &oracle.access_token);
            proptest::prop_assert!(bearer::header(&tokens.access_token).is_ok());
            proptest::prop_assert!(tokens.effective_lifetime() <= Duration::from_secs(86_400));
        }
    }

    #[test]
    fn no_lifetime_panics(number in "[-+]?[0-9]{0,30}([.][0-9]{0,5})?([eE][-+]?[0-9]{1,4})?") {
        let _ = seconds(&number);
    }
}

#[test]
fn a_success_with_an_error_instead_of_a_token_is_a_rejection() {
    for body in
        [r#"{"error":"access_denied"}"#, r#"{"access_token":null,"error":"x"}"#, r#"{"access_token":5,"error":"x"}"#]
    {
        assert_eq!(class(body), TokenErrorClass::Rejected, "{body}");
    }
    for body in [r#"{"error":""}"#, r#"{"error":null}"#, r#"{"success":false}"#, "{}", ""] {
        assert_eq!(class(body), TokenErrorClass::Malformed, "{body}");
    }
    assert!(parse(br#"{"access_token":"abc","error":"x"}"#).is_ok(), "a token came");
}

#[test]
fn an_error_that_is_not_a_registered_code_is_never_shown() {
    for echoed in ["hunter2", "invalid_grant_hunter2", "INVALID_GRANT"] {
        let error = parse(format!(r#"{{"error":"{echoed}"}}"#).as_bytes()).expect_err("rejected");
        assert!(!format!("{error} {error:?}").contains(echoed), "{error:?}");
    }
    let error = parse(br#"{"error":"invalid_grant"}"#).expect_err("rejected");
    assert!(error.to_string().contains("invalid_grant"));
}
