//! Known pitfalls of the libraries below this crate, numbered.

use std::sync::{Arc, Mutex};

use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::{Client, ErrorKind, HttpRequest, HttpResponse, Result, point_api};
use url::Url;

use crate::api::{CLASSES, Class, builder, by_hand, shop};
use crate::server::{Certificate, Script, Server, json, script};

const OK: &str = r#"{"count": 1}"#;

#[point_api(auth = none)]
trait Reports {
    #[point_endpoint(GET "/sami/{id}/pages/{page}")]
    async fn page(&self, id: &str, page: &str) -> Result<()>;

    #[point_endpoint(GET "")]
    async fn follow(&self, #[url] reference: &str) -> Result<()>;
}

/// A client that records the URI of each request.
fn reports() -> (ReportsClient, Arc<Mutex<Vec<String>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let transport = tower::service_fn(move |request: HttpRequest| {
        log.lock().unwrap().push(request.uri().to_string());
        async { Ok::<_, std::convert::Infallible>(HttpResponse::default()) }
    });
    let client = Client::builder().base_url("https://api.example.com/v1").transport(transport).build().unwrap();
    (ReportsClient::new(client), seen)
}

/// Path values that escape their segment in some library.
const HOSTILE: [&str; 16] = [
    "..",
    ".",
    "..\t",
    ".\t.",
    "\t..",
    "..\r\n",
    "%2e%2e",
    "%2E%2E",
    "a/../b",
    "..\\..",
    "a?b=c",
    "a#b",
    "a;b=c",
    "a\r\nb",
    "",
    "\u{ff0e}\u{ff0e}",
];

#[tokio::test]
async fn trap_1_and_2_a_path_value_fills_one_segment_or_is_rejected() {
    for value in HOSTILE {
        let (reports, seen) = reports();
        let result = reports.page(value, "7").await;
        let Some(address) = seen.lock().unwrap().pop() else {
            assert!(matches!(result.unwrap_err().kind(), ErrorKind::Request(_)), "{value:?}");
            continue;
        };
        let parsed = Url::parse(&address).unwrap();
        assert_eq!(parsed.as_str(), address, "the URL parser folds {value:?}");
        let segments: Vec<_> = parsed.path_segments().unwrap().collect();
        assert_eq!(
            (segments.len(), segments[0], segments[1], segments[3], segments[4]),
            (5, "v1", "sami", "pages", "7")
        );
        assert_eq!((parsed.query(), parsed.fragment()), (None, None), "{value:?}");
    }
}

#[tokio::test]
async fn trap_3_a_url_argument_stays_on_the_origin() {
    let foreign = [
        "//evil.example/x",
        "\\\\evil.example\\x",
        "https:\\\\evil.example",
        "https://api.example.com@evil.example/",
        "https://API.EXAMPLE.COM./",
        "https://api\u{ff0e}example.com/",
        "https://api.example.com/v1/sami/../../../user-management",
        "https://api.example.com/v1/%2e%2E/x",
        "http://api.example.com/",
        "https://api.example.com:8443/",
        "https://api.example.com\t.evil.example/",
        "javascript:alert(1)",
    ];
    for url in foreign {
        let (reports, seen) = reports();
        assert_eq!(reports.follow(url).await.unwrap_err().kind(), ErrorKind::ForeignOrigin, "{url}");
        assert!(seen.lock().unwrap().is_empty(), "{url}");
    }
    let (reports, seen) = reports();
    reports.follow("https://api.example.com/v1/sami/7?x=1").await.unwrap();
    assert_eq!(*seen.lock().unwrap(), ["https://api.example.com/v1/sami/7?x=1"]);
}

struct Token(&'static str);

#[pointapi::async_trait]
impl TokenSource for Token {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new(self.0))
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}

#[tokio::test]
async fn trap_4_one_authorization_header_and_only_valid_tokens_are_sent() {
    assert!(Client::builder().base_url("https://user:secret@api.example.com").build().is_err());
    let server = Server::start([json(200, OK)]).await;
    for token in ["tök", " token", "token ", "", "to ken"] {
        let client = builder(&server).token_source(Token(token)).build().unwrap();
        let error = client.request(pointapi::Method::GET, "/").send().await.unwrap_err();
        assert!(error.is_auth(), "{token:?}: {error:?}");
    }
    assert_eq!(server.count(), 0);
    let client = builder(&server).token_source(Token("good")).build().unwrap();
    client.request(pointapi::Method::GET, "/").send().await.unwrap();
    assert_eq!(server.requests()[0].header_count("authorization"), 1);
}

#[tokio::test]
async fn trap_5_an_error_quotes_neither_response_nor_url() {
    let server = Server::start([json(200, r#"{"count": "123-12-1234"}"#), script().read().reset()]).await;
    let client = by_hand(&server);
    for _ in 0..2 {
        let call = client.request(pointapi::Method::POST, "/orders?ssn=123-12-1234");
        let error = call.fetch::<crate::api::Receipt>().await.unwrap_err();
        let mut shown = format!("{error} {error:?}");
        let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(&error);
        while let Some(error) = cause {
            shown.push_str(&format!("{error} {error:?}"));
            cause = error.source();
        }
        assert!(!shown.contains("123-12-1234") && !shown.contains("127.0.0.1"), "{shown}");
    }
}

#[tokio::test]
async fn trap_6_a_post_is_not_resent_after_a_goaway() {
    let certificate = Certificate::good().with_http2();
    for last_stream in [0, 1, 3] {
        let server = Server::start_tls(&certificate, [script().go_away(last_stream, ""), json(200, OK)]).await;
        let shop = shop(builder(&server).root_certificate(certificate.authority_pem()));
        let error = shop.call(Class::Once).await.unwrap_err();
        assert_eq!((server.count(), error.attempts()), (1, 1), "GOAWAY({last_stream})");
        assert!(error.outcome_unknown());
    }
}

#[tokio::test]
async fn trap_7_a_handshake_ended_by_the_deadline_is_unsent() {
    let certificate = Certificate::good();
    let server = Server::start_tls(&certificate, [Script::hang_in_handshake()]).await;
    let shop =
        shop(builder(&server).root_certificate(certificate.authority_pem()).timeout(std::time::Duration::from_secs(1)));
    let error = shop.call(Class::Once).await.unwrap_err();
    assert!(error.is_timeout() && !error.was_sent() && !error.outcome_unknown() && error.is_retryable(), "{error:?}");
    assert_eq!((error.attempts(), server.count()), (0, 0));
}

#[tokio::test]
async fn trap_8_odd_responses_are_errors_or_taken_literally() {
    for status in ["999", "101"] {
        let odd = script().read().write(format!("HTTP/1.1 {status} Odd\r\nContent-Length: 2\r\n\r\n{{}}")).close();
        for class in CLASSES {
            let server = Server::start([odd.clone()]).await;
            let error = shop(builder(&server)).call(class).await.unwrap_err();
            assert!(error.is_status(status.parse().unwrap()), "{error:?}");
        }
    }
    let both =
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n{\"count\": 1}\r\n0\r\n\r\n";
    let server = Server::start([script().read().write(both)]).await;
    assert_eq!(
        shop(builder(&server)).call(Class::Safe).await.unwrap().count,
        1,
        "chunked encoding overrides the length"
    );
}
