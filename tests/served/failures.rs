//! Failures of served methods: a bare response to the client, the reason in the log.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};

use futures_util::TryStreamExt;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use pointapi::{Client, Error, ErrorKind, Lines, Result, Text, point_api};

use crate::subscriber::subscribe;

#[point_api(server)]
trait Failing {
    #[point_endpoint(GET "/call")]
    async fn call(&self) -> Result<Option<Text>>;

    #[point_endpoint(GET "/encoding")]
    async fn encoding(&self) -> Result<BTreeMap<String, Unencodable>>;

    #[point_endpoint(GET "/stream")]
    async fn stream(&self) -> Result<Lines<u8>>;

    #[point_endpoint(GET "/conflict")]
    async fn conflict(&self) -> Result<()>;

    #[point_endpoint(GET "/full")]
    async fn full(&self) -> Result<()>;
}

#[derive(Debug)]
struct Unencodable;

impl serde::Serialize for Unencodable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> std::result::Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("canary"))
    }
}

impl<'de> serde::Deserialize<'de> for Unencodable {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> std::result::Result<Self, D::Error> {
        Ok(Self)
    }
}

struct Server;

#[pointapi::async_trait]
impl Failing for Server {
    async fn call(&self) -> Result<Option<Text>> {
        Err(pointapi::testing::status(418).json(serde_json::json!({ "secret": "canary" })))
    }

    async fn encoding(&self) -> Result<BTreeMap<String, Unencodable>> {
        Ok(BTreeMap::from([("a".to_owned(), Unencodable)]))
    }

    async fn stream(&self) -> Result<Lines<u8>> {
        let failure = pointapi::testing::timeout();
        Ok(Lines::from_stream(futures_util::stream::iter([Ok(1), Err(failure)])))
    }

    async fn conflict(&self) -> Result<()> {
        Err(Error::respond(StatusCode::CONFLICT, "taken"))
    }

    async fn full(&self) -> Result<()> {
        let full = Error::respond(StatusCode::TOO_MANY_REQUESTS, serde_json::json!({ "title": "full" }));
        let full = full.with_header(RETRY_AFTER, HeaderValue::from_static("30"));
        let full = full.with_header(CONTENT_LENGTH, HeaderValue::from_static("1"));
        Err(full.with_header(CONTENT_TYPE, HeaderValue::from_static("application/problem+json")))
    }
}

fn client() -> FailingClient {
    let router = FailingServer::new(Server).unprotected().router();
    FailingClient::new(Client::builder().in_process(router).build().unwrap())
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// The lines of the server while `future` runs.
    async fn of(future: impl Future<Output = ()>) -> Vec<String> {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
        let guard = subscribe(subscriber);
        future.await;
        drop(guard);
        let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(!text.contains("canary"), "{text}");
        text.lines().filter(|line| line.contains("pointapi::server")).map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn a_failed_method_is_a_bare_500_and_its_reason_is_logged() {
    let log = Log::of(async {
        let error = client().call().await.unwrap_err();
        assert!(error.is_status(500));
        assert!(!String::from_utf8_lossy(error.expose_body().unwrap()).contains("canary"));
    });
    let log = log.await;
    assert!(log[0].contains("the method failed") && log[0].contains("call") && log[0].contains("418"), "{log:?}");
}

#[tokio::test]
async fn a_value_that_cannot_be_encoded_is_a_500_and_logged() {
    let log = Log::of(async { assert!(client().encoding().await.unwrap_err().is_status(500)) }).await;
    assert!(log[0].contains("could not encode") && log[0].contains("encoding"), "{log:?}");
}

#[tokio::test]
async fn a_stream_that_fails_cuts_the_response_short_and_is_logged() {
    let log = Log::of(async {
        let mut lines = client().stream().await.unwrap();
        assert_eq!(lines.try_next().await.unwrap(), Some(1));
        let error = lines.try_next().await.unwrap_err();
        assert!(!matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
    });
    let log = log.await;
    assert!(log[0].contains("its stream failed"), "{log:?}");
}

#[tokio::test]
async fn a_chosen_response_has_headers_but_for_those_of_the_connection() {
    let error = client().full().await.unwrap_err();
    assert!(error.is_status(429));
    let headers = error.headers().unwrap();
    assert_eq!(
        (&headers[RETRY_AFTER], &headers[CONTENT_TYPE]),
        (&"30".parse().unwrap(), &"application/problem+json".parse().unwrap())
    );
    assert_eq!(error.expose_body().unwrap(), br#"{"title":"full"}"#);
    let other = pointapi::testing::timeout().with_header(RETRY_AFTER, HeaderValue::from_static("30"));
    assert!(other.headers().is_none());
}

#[tokio::test]
async fn a_response_that_the_method_chose_is_not_logged() {
    let log = Log::of(async { assert!(client().conflict().await.unwrap_err().is_status(409)) }).await;
    assert_eq!(log, Vec::<String>::new());
}
