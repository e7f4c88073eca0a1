//! Bodies: replay, idempotency keys, size limits, decoding.

use std::io::Write;
use std::time::Duration;

use futures_util::stream;
use pointapi::{
    Body, BoxError, Bytes, CallOptions, DecodeCause, ErrorKind, Method, RequestPart, SizeCause, TimeoutStage,
    TransportCause,
};

use crate::api::{Class, Order, builder, by_hand, shop};
use crate::server::{Script, Server, json, respond, script};

const OK: &str = r#"{"count": 1}"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

async fn error_of(class: Class, script: Script) -> pointapi::Error {
    let server = Server::start([script]).await;
    shop(builder(&server)).call(class).await.unwrap_err()
}

fn stream_of(text: &'static str) -> Body {
    Body::from_stream(stream::iter([Ok::<_, BoxError>(Bytes::from_static(text.as_bytes()))]))
}

/// The bodies that arrive when a PUT of this body receives a 500 twice.
async fn deliveries_of(body: Body) -> Vec<Vec<u8>> {
    let failure = || script().read_head().write("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n").close();
    let server = Server::start([failure(), failure(), json(200, OK)]);
    let server = server.await;
    let client = by_hand(&server);
    let _ = client.request(Method::PUT, "/").body(body).send().await;
    server.requests().into_iter().map(|request| request.body).collect()
}

#[tokio::test]
async fn bytes_and_factories_are_resent_and_a_stream_is_not() {
    assert_eq!(deliveries_of(Body::from("abc")).await.last().unwrap(), b"abc");
    assert_eq!(deliveries_of(Body::from_fn(|| Body::from("abc"))).await.len(), 3);
    assert_eq!(deliveries_of(Body::from_fn(|| stream_of("abc"))).await.len(), 3);
    assert_eq!(deliveries_of(stream_of("abc")).await.len(), 1);
}

#[tokio::test]
async fn text_of_an_error_of_the_callers_body_is_not_shown() {
    let server = Server::start([script().read()]).await;
    let error: BoxError = "https://storage.example.com/?signature=CANARY".into();
    let begin: Result<Bytes, BoxError> = Ok(Bytes::from_static(b"abc"));
    let body = Body::from_stream(stream::iter([begin, Err(error)]));
    let error = by_hand(&server).request(Method::PUT, "/").body(body).send().await.unwrap_err();
    let chain = std::iter::successors(Some(&error as &dyn std::error::Error), |cause| cause.source());
    let shown: String = chain.map(|cause| format!("{cause} {cause:?} ")).collect();
    assert!(!shown.contains("CANARY"), "{shown}");
    let mut own = std::iter::successors(error.expose_source().map(|own| own as _), |cause: &&dyn std::error::Error| {
        cause.source()
    });
    assert!(own.any(|cause| cause.to_string().contains("CANARY")), "{error:?}");
}

#[tokio::test]
async fn a_body_made_by_a_function_keeps_a_known_length_and_an_unknown_one_is_chunked() {
    let lengths = [(Body::from_fn(|| Body::from("abc")), Some("3")), (Body::from_fn(|| stream_of("abc")), None)];
    for (body, length) in lengths {
        let server = Server::start([json(200, OK)]).await;
        by_hand(&server).request(Method::PUT, "/").body(body).send().await.unwrap();
        let request = &server.requests()[0];
        assert_eq!((request.header("content-length"), request.body.as_slice()), (length, b"abc".as_slice()));
    }
}

mod idempotency_key {
    use super::*;

    async fn keys(shop: &crate::api::ShopClient, server: &Server, expected: usize) -> Vec<String> {
        shop.keyed(&Order::default()).await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), expected);
        requests.iter().map(|request| request.header("idempotency-key").unwrap().to_owned()).collect()
    }

    #[tokio::test]
    async fn every_attempt_of_a_call_carries_the_same_uuid() {
        let server = Server::start([json(500, "{}"), script().read().reset(), json(200, OK)]).await;
        let shop = shop(builder(&server));
        let keys_of_first = keys(&shop, &server, 3).await;
        assert!(keys_of_first.windows(2).all(|pair| pair[0] == pair[1]));
        let key = &keys_of_first[0];
        assert_eq!((key.len(), key.as_bytes()[14]), (36, b'4'), "a UUIDv4: {key}");
        let keys_of_both = keys(&shop, &server, 4).await;
        assert_ne!(keys_of_both[3], *key);
    }

    #[tokio::test]
    async fn the_caller_may_set_the_key() {
        let server = Server::start([json(200, OK)]).await;
        let with_key = shop(builder(&server)).with(CallOptions::new().idempotency_key("order-7"));
        assert_eq!(keys(&with_key, &server, 1).await, ["order-7"]);
        let header = CallOptions::new().header("Idempotency-Key", "order-8").unwrap();
        assert_eq!(keys(&shop(builder(&server)).with(header), &server, 2).await[1], "order-8");
    }

    #[tokio::test]
    async fn an_invalid_key_sends_nothing() {
        let server = Server::start([json(200, OK)]).await;
        let shop = shop(builder(&server)).with(CallOptions::new().idempotency_key("a\r\nX-Evil: 1"));
        let error = shop.keyed(&Order::default()).await.unwrap_err();
        assert_eq!((error.kind(), server.accepted()), (ErrorKind::Request(RequestPart::Header), 0));
    }

    #[tokio::test]
    async fn a_lost_response_to_a_generated_key_is_unknown() {
        for lost in [script().read().close(), json(500, "{}"), json(501, "{}"), json(408, "{}")] {
            let error = error_of(Class::Keyed, lost.clone()).await;
            assert!(error.outcome_unknown() && !error.is_retryable(), "{lost:?}: {error:?}");
        }
        let unavailable = respond(503, &[("Retry-After", "61")], b"");
        for (response, expected) in
            [(json(400, "{}"), (false, false)), (throttled(), (false, true)), (unavailable, (true, false))]
        {
            let error = error_of(Class::Keyed, response).await;
            assert_eq!((error.outcome_unknown(), error.is_retryable()), expected, "{error:?}");
        }
    }

    fn throttled() -> Script {
        respond(429, &[("Retry-After", "61")], b"")
    }

    #[tokio::test]
    async fn a_call_with_the_generated_key_repeats_the_request() {
        let lost = script().read().close();
        let server = Server::start([lost.clone(), lost.clone(), lost, json(200, OK)]).await;
        let shop = shop(builder(&server));
        let error = shop.call(Class::Keyed).await.unwrap_err();
        let key = error.idempotency_key().unwrap();
        assert!(!format!("{error} {error:?}").contains(&key));
        let keys = keys(&shop.with(CallOptions::new().idempotency_key(&key)), &server, 4).await;
        assert_eq!(keys, [key.as_str(); 4]);
    }

    #[tokio::test]
    async fn an_unsent_call_with_a_generated_key_may_be_repeated() {
        let server = Server::start([]).await;
        let unsent = builder(&server).base_url(format!("http://{}", Server::closed_port()));
        let error = shop(unsent).call(Class::Keyed).await.unwrap_err();
        assert!(error.is_retryable() && !error.outcome_unknown() && error.idempotency_key().is_some(), "{error:?}");
    }

    #[tokio::test]
    async fn a_later_response_does_not_hide_a_lost_one() {
        for last in [throttled(), json(409, "{}")] {
            let server = Server::start([script().read().close(), last.clone()]).await;
            let error = shop(builder(&server)).call(Class::Keyed).await.unwrap_err();
            assert!(error.outcome_unknown() && !error.is_retryable(), "{last:?}: {error:?}");
        }
    }

    #[tokio::test]
    async fn a_key_of_the_caller_may_be_sent_again() {
        let server = Server::start([script().read().close()]).await;
        let options = [
            CallOptions::new().idempotency_key("order-7"),
            CallOptions::new().header("Idempotency-Key", "order-8").unwrap(),
        ];
        for options in options {
            let error = shop(builder(&server)).with(options).call(Class::Keyed).await.unwrap_err();
            assert!(error.is_retryable() && !error.outcome_unknown(), "{error:?}");
            assert_eq!(error.idempotency_key(), None);
        }
    }

    #[tokio::test]
    async fn other_classes_send_no_key() {
        let server = Server::start([json(200, OK)]).await;
        shop(builder(&server)).call(Class::Once).await.unwrap();
        assert_eq!(server.requests()[0].header_count("idempotency-key"), 0);
    }
}

#[tokio::test]
async fn an_encoded_body_over_the_limit_is_not_sent() {
    let server = Server::start([json(200, OK)]).await;
    let client = by_hand(&server);
    let large = "x".repeat(32 * 1024 * 1024);
    let error = client.request(Method::PUT, "/").json(&large).send().await.unwrap_err();
    assert_eq!((error.kind(), server.accepted()), (ErrorKind::Request(RequestPart::TooLarge), 0));
    let client = builder(&server).max_request_bytes(3).build().unwrap();
    client.request(Method::PUT, "/").json("x").send().await.unwrap();
    let error = client.request(Method::PUT, "/").json("xy").send().await.unwrap_err();
    assert!(error.to_string().contains("`max_request_bytes`"), "{error}");
    client.request(Method::PUT, "/").body(Bytes::from(large)).send().await.unwrap();
}

mod responses {
    use super::*;

    #[tokio::test]
    async fn only_gzip_is_accepted_and_decompressed() {
        let packed = gzip(OK.as_bytes());
        let server = Server::start([respond(200, &[("Content-Encoding", "gzip")], &packed)]).await;
        assert_eq!(shop(builder(&server)).call(Class::Safe).await.unwrap().count, 1);
        assert_eq!(server.requests()[0].header("accept-encoding"), Some("gzip"));
    }

    #[tokio::test]
    async fn a_requested_encoding_is_returned_undecoded() {
        let packed = gzip(OK.as_bytes());
        let server = Server::start([respond(200, &[("Content-Encoding", "gzip")], &packed)]).await;
        let client = by_hand(&server);
        let response = client.request(Method::GET, "/").header("Accept-Encoding", "gzip").send().await.unwrap();
        assert_eq!(response.into_inner(), packed);
    }

    #[tokio::test]
    async fn a_response_over_the_limit_is_rejected_by_its_length_or_while_read() {
        let limit = |server: &Server| shop(builder(server).max_response_bytes(100));
        let body = vec![b' '; 101];
        let announced = Server::start([respond(200, &[], &body)]).await;
        let error = limit(&announced).call(Class::Safe).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge(SizeCause::Wire));
        for script in [
            script().read().write_head(200, &[], None).write(&body).close(),
            respond(200, &[("Content-Encoding", "gzip")], &gzip(&body)),
        ] {
            let server = Server::start([script]).await;
            let error = limit(&server).call(Class::Safe).await.unwrap_err();
            assert_eq!((error.kind(), server.count()), (ErrorKind::TooLarge(SizeCause::Decoded), 1));
            assert!(error.is_too_large() && error.is_status(200));
        }
    }

    #[pointapi::point_api(auth = none)]
    trait Documents {
        #[point_endpoint(POST "/orders", codec = pointapi::Xml)]
        async fn place(&self) -> pointapi::Result<Placed>;

        #[point_endpoint(GET "/log")]
        async fn log(&self) -> pointapi::Result<pointapi::Text>;
    }

    #[derive(Debug, serde::Deserialize)]
    struct Placed {
        #[serde(rename = "id")]
        _id: u32,
    }

    #[tokio::test]
    async fn a_body_that_ends_with_the_connection_may_have_been_cut_short() {
        let cases: [(&[(&str, &str)], &str); 6] = [
            (&[("Content-Type", "text/plain")], r#"{"count":"#),
            (&[("Content-Type", "text/html")], r#"{"count":"#),
            (&[("Content-Type", "application/octet-stream")], r#" ["#),
            (&[("Content-Type", "application/json"), ("Transfer-Encoding", "identity")], r#"{"count":"#),
            (&[("Content-Type", "application/json"), ("Content-Encoding", "gzip")], ""),
            (
                &[
                    ("Content-Type", "application/json"),
                    ("Content-Encoding", "gzip"),
                    ("Transfer-Encoding", "identity"),
                ],
                "",
            ),
        ];
        for (headers, body) in cases {
            let cut = || script().read().write_head(200, headers, None).write(body).close();
            let error = error_of(Class::Once, cut()).await;
            assert_eq!(error.kind(), ErrorKind::Transport(TransportCause::Truncated), "{headers:?}");
            assert!(error.outcome_unknown(), "{headers:?}");
            let server = Server::start([cut(), json(200, OK)]).await;
            assert_eq!(shop(builder(&server)).call(Class::Safe).await.unwrap().count, 1, "{headers:?}");
        }
    }

    #[tokio::test]
    async fn text_that_begins_like_json_is_whole() {
        let text = "[12, 13";
        let server = Server::start([script()
            .read()
            .write_head(200, &[("Content-Type", "text/plain")], None)
            .write(text)
            .close()])
        .await;
        assert_eq!(&*DocumentsClient::new(by_hand(&server)).log().await.unwrap(), text);
    }

    #[tokio::test]
    async fn an_error_after_the_head_keeps_the_headers() {
        let head = [("Location", "/orders/7"), ("X-Request-Id", "r-1")];
        let begun = || script().read().write_head(201, &head, Some(9)).write("{");
        let packed = [("Location", "/orders/7"), ("X-Request-Id", "r-1"), ("Content-Encoding", "gzip")];
        let rows = [
            ("cut short", begun().close()),
            ("cut short, without a length", script().read().write_head(201, &head, None).write("{").close()),
            ("stalled", begun().hang()),
            ("too large", respond(201, &head, &vec![b' '; 20 * 1024 * 1024])),
            ("not gzip", respond(201, &packed, b"{\"count\": 1}")),
        ];
        for (case, script) in rows {
            let error = error_of(Class::Once, script).await;
            assert_eq!((error.location(), error.request_id()), (Some("/orders/7"), Some("r-1")), "{case}: {error}");
        }
    }

    #[tokio::test]
    async fn an_unfinished_body_that_says_where_it_ends_was_not_cut_short() {
        let unfinished = r#"{"count":"#;
        let packed =
            script().read().write_head(200, &[("Content-Encoding", "gzip")], None).write(gzip(unfinished.as_bytes()));
        let chunked = script().read().write_head(200, &[("Transfer-Encoding", "chunked")], None);
        let chunked = chunked.write(format!("9\r\n{unfinished}\r\n0\r\n\r\n"));
        let kinds = [error_of(Class::Once, packed.close()).await, error_of(Class::Once, chunked.close()).await];
        assert_eq!(kinds.map(|error| error.kind()), [ErrorKind::Decode(DecodeCause::Eof); 2]);
    }

    #[tokio::test]
    async fn a_document_without_its_end_was_cut_short() {
        let head = [("Content-Type", "application/xml")];
        for cut in ["<Placed><id>1</id>", "<Placed><id>1</i", "<Placed><id>1", "<Placed a='"] {
            let server = Server::start([script().read().write_head(200, &head, None).write(cut).close()]).await;
            let error = DocumentsClient::new(by_hand(&server)).place().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Transport(TransportCause::Truncated), "{cut}");
            assert!(error.outcome_unknown());
            let server = Server::start([respond(200, &head, cut.as_bytes())]).await;
            let error = DocumentsClient::new(by_hand(&server)).place().await.unwrap_err();
            assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::Decode(DecodeCause::Eof), false), "{cut}");
        }
    }

    #[tokio::test]
    async fn a_body_of_exactly_the_limit_is_accepted() {
        let body = format!("{OK:100}");
        for script in [
            respond(200, &[], body.as_bytes()),
            script().read().write_head(200, &[], None).write(&body).close(),
            respond(200, &[("Content-Encoding", "gzip")], &gzip(body.as_bytes())),
        ] {
            let server = Server::start([script]).await;
            let shop = shop(builder(&server).max_response_bytes(100));
            assert_eq!(shop.call(Class::Safe).await.unwrap().count, 1);
        }
    }

    #[tokio::test]
    async fn an_unsupported_content_encoding_is_named() {
        for encoding in ["br", "deflate", "gzip, zstd", "gzip, gzip", "x-own"] {
            let error = error_of(Class::Safe, respond(200, &[("Content-Encoding", encoding)], b"\x8b\x03")).await;
            assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::ContentEncoding), "{encoding}");
        }
        let server = Server::start([respond(200, &[("Content-Encoding", "gzip")], &gzip(b"1"))]).await;
        let client = by_hand(&server);
        let request = client.request(Method::GET, "/").header("Accept-Encoding", "gzip");
        let error = request.fetch::<u32>().await.unwrap_err();
        assert!(error.to_string().contains("`gzip`"), "{error}");
    }

    #[tokio::test]
    async fn a_stream_without_a_body_may_name_an_encoding() {
        let server = Server::start([respond(200, &[("Content-Encoding", "gzip")], b"")]).await;
        let lines = by_hand(&server).request(Method::GET, "/").fetch::<pointapi::Lines<u32>>().await.unwrap();
        assert_eq!(futures_util::StreamExt::collect::<Vec<_>>(lines).await.len(), 0);
    }

    #[tokio::test]
    async fn a_false_content_length_reserves_no_memory() {
        let error =
            error_of(Class::Once, script().read().write_head(200, &[], Some(16 * 1024 * 1024)).write("{").close());
        assert!(error.await.outcome_unknown());
    }

    #[tokio::test]
    async fn an_error_keeps_its_status_and_64_kib_of_a_failing_body() {
        let kept = |error: &pointapi::Error| error.expose_body().unwrap().len();
        let large = error_of(Class::Safe, respond(400, &[], &vec![b'x'; 100_000])).await;
        assert_eq!((large.is_status(400), kept(&large)), (true, 64 * 1024));
        let stalling = error_of(Class::Once, script().read().write_head(400, &[], Some(9)).write("{").hang()).await;
        assert_eq!((stalling.is_status(400), kept(&stalling), stalling.outcome_unknown()), (true, 1, false));
        let cut = error_of(Class::Once, script().read().write_head(400, &[], Some(9)).write("{").close()).await;
        assert_eq!((cut.is_status(400), kept(&cut)), (true, 1));
    }

    #[tokio::test]
    async fn a_dripping_response_continues_until_the_deadline() {
        let drip = |pause| script().read().write_head(200, &[], Some(OK.len())).drip(OK, Duration::from_secs(pause));
        let server = Server::start([drip(1)]).await;
        assert_eq!(shop(builder(&server)).call(Class::Once).await.unwrap().count, 1);
        let error = error_of(Class::Once, drip(14)).await;
        assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutStage::Total));
        let error = error_of(Class::Once, drip(16)).await;
        assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutStage::Stall));
    }

    #[tokio::test]
    async fn nesting_deeper_than_128_is_rejected() {
        let nested = |depth: usize| json(200, &format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        for (depth, is_decoded) in [(127, true), (129, false), (1_000_000, false)] {
            let server = Server::start([nested(depth)]).await;
            let client = by_hand(&server);
            let value = client.request(Method::GET, "/").fetch::<serde_json::Value>().await;
            assert_eq!(value.is_ok(), is_decoded, "{depth}");
            if let Err(error) = value {
                assert!(error.is_decode(), "{error:?}");
            }
        }
    }

    #[tokio::test]
    async fn an_html_page_is_a_content_type_error() {
        let page = respond(200, &[("Content-Type", "text/html")], b"<html>captive</html>");
        let error = error_of(Class::Safe, page).await;
        assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::ContentType));
    }

    #[tokio::test]
    async fn a_decode_error_names_the_path_and_never_the_value() {
        let error = error_of(Class::Safe, json(200, r#"{"count": "900-11-2222"}"#)).await;
        assert!(error.to_string().contains("at `count`, line 1"), "{error}");
        assert!(!format!("{error} {error:?}").contains("900"), "{error:?}");
    }
}
