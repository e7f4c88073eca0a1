//! `Debug` of the public types shows nothing that was put into them.

use std::any::type_name;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::time::SystemTime;

use futures_util::stream;
use http::{HeaderMap, HeaderValue, StatusCode};
use pointapi::auth::oauth2::{ClientCredentials, DeviceCode, RefreshToken};
use pointapi::auth::{Fingerprint, Secret, TokenError, TokenSet};
use pointapi::server::{
    ApiKey, Basic, Caller, Earlier, Jwt, MemoryResponses, RedisResponses, Rejection, Served, StoredResponse,
};
use pointapi::store::{MemoryStore, RedisStore, SealingKeys, StoredRecord, TokenRecord};
use pointapi::testing;
use pointapi::webhook::{MemoryDeliveries, RedisDeliveries};
use pointapi::{
    CallOptions, Client, Credentials, Download, Error, Event, Events, Lines, Method, Pager, Part, ProxyMode, Response,
    Text, Typed,
};

use crate::recorder::Recorder;

const CANARY: &str = "Canary";

/// The sources that list the public types.
const SOURCES: [&str; 8] = [
    include_str!("../../pointapi/src/lib.rs"),
    include_str!("../../pointapi/src/auth.rs"),
    include_str!("../../pointapi/src/auth/oauth2.rs"),
    include_str!("../../pointapi/src/clock.rs"),
    include_str!("../../pointapi/src/server.rs"),
    include_str!("../../pointapi/src/store.rs"),
    include_str!("../../pointapi/src/testing.rs"),
    include_str!("../../pointapi/src/webhook.rs"),
];

/// Types that hold no value of a caller, a server or a client: traits, kinds, settings and clocks.
const WITHOUT_VALUES: [&str; 57] = [
    "ApiError",
    "AuthCause",
    "AuthState",
    "AuthStatus",
    "Authenticator",
    "BodySize",
    "BoxError",
    "Claim",
    "Clock",
    "Codec",
    "Commit",
    "ConnectStage",
    "Connector",
    "CredentialsProvider",
    "DecodeCause",
    "DeliveryStore",
    "Endpoint",
    "ErrorKind",
    "Example",
    "ExtensionParam",
    "FileStore",
    "FromResponse",
    "Handler",
    "HeaderParam",
    "HttpService",
    "IntoHttpLayer",
    "IntoHttpService",
    "IntoServed",
    "Json",
    "Lease",
    "ManualClock",
    "Method",
    "Paged",
    "PathParam",
    "PollPolicy",
    "Processed",
    "QueryParam",
    "Recorder",
    "Recording",
    "RequestPart",
    "RequestBuilder",
    "ResponseStore",
    "Result",
    "RetryPolicy",
    "SecretMember",
    "ServeError",
    "SignInHold",
    "SizeCause",
    "StatusCode",
    "SystemClock",
    "TimeoutStage",
    "TokenSource",
    "TokenStore",
    "TransportCause",
    "Verify",
    "WebhookErrorKind",
    "Why",
];

/// Types that are shown elsewhere: those of `http` and `bytes`, values whose type the caller chose, and those that only this
/// crate makes, which it tests where they are made.
const ELSEWHERE: [&str; 22] = [
    "Body",
    "Bytes",
    "Delivery",
    "DevicePrompt",
    "HttpRequest",
    "HttpResponse",
    "KeyedRequest",
    "Polled",
    "RawResponse",
    "Replay",
    "Poller",
    "Receiver",
    "ReceiverBuilder",
    "Sender",
    "Server",
    "StateStream",
    "StoreKey",
    "Verifier",
    "VerifierBuilder",
    "WebhookError",
    "WebhookEvent",
    "Xml",
];

/// Returns the name of the type and the `Debug` output of the value.
fn shown<T: Debug>(value: &T) -> (&'static str, String) {
    let name = type_name::<T>().split('<').next().unwrap_or_default();
    (name.rsplit("::").next().unwrap_or_default(), format!("{value:?} {value:#?}"))
}

macro_rules! table {
    ($($value:expr),* $(,)?) => {
        vec![$(shown(&$value)),*]
    };
}

fn headers() -> HeaderMap {
    HeaderMap::from_iter([(http::header::ETAG, HeaderValue::from_static(CANARY))])
}

async fn calls() -> Vec<(&'static str, String)> {
    let recorder = Recorder::responding(200, CANARY).with_header("etag", CANARY);
    let builder = recorder
        .builder()
        .default_header("x-key", CANARY)
        .user_agent(CANARY)
        .bearer_token(CANARY)
        .proxy(ProxyMode::Explicit(CANARY.to_owned()));
    let client = builder.clone().proxy(ProxyMode::None).build().unwrap();
    let raw = client.request(Method::GET, "/").send().await.unwrap();
    let failure = testing::status(400).header("etag", CANARY);
    table![
        builder,
        client,
        raw,
        failure,
        error(),
        Typed::<String>::from(error()),
        ProxyMode::Explicit(CANARY.to_owned()),
        CallOptions::new().header("x-key", CANARY).unwrap().idempotency_key(CANARY),
        Response::new(StatusCode::OK, headers(), Text::new(CANARY)),
        Text::new(CANARY),
        Part::text(CANARY).file_name(CANARY),
        Download::new(CANARY),
        Event::new(Text::new(CANARY)).id(CANARY).event(CANARY),
        Events::from_stream(stream::iter([Ok(Event::new(CANARY))])),
        Lines::from_stream(stream::iter([Ok::<_, Error>(CANARY)])),
        Pager::by_marker(|_| async { Ok::<Vec<String>, Error>(vec![CANARY.to_owned()]) }),
        Pager::by_marker(|_| async { Ok::<Vec<String>, Error>(vec![CANARY.to_owned()]) }).pages(),
    ]
}

fn logins() -> Vec<(&'static str, String)> {
    let url = "https://login.example.com/token";
    let record = serde_json::json!({
        "schema": 1, "epoch": 1, "writer": 1, "written_at": 0, "issued_at": 0, "is_signed_out": false,
        "access": {"token": CANARY}, "refresh": {"token": CANARY},
    });
    let record: TokenRecord = serde_json::from_value(record).unwrap();
    assert!(record.has_tokens());
    table![
        Credentials::password("greta", CANARY),
        Secret::new(CANARY),
        Fingerprint::of([CANARY]),
        tokens(),
        ClientCredentials::new(url, "id", CANARY).parameter("resource", CANARY),
        RefreshToken::new(url, "id", CANARY).client_secret(CANARY),
        DeviceCode::new(url, url, "id", |_| {}).client_secret(CANARY),
        MemoryStore::new(),
        RedisStore::connect(&format!("redis://greta:{CANARY}@127.0.0.1:1")).unwrap(),
        SealingKeys::new(b"CanaryCanaryCanaryCanaryCanaryCa"),
        TokenError::from(&error()),
        StoredRecord::new(record.clone()).read_at(SystemTime::UNIX_EPOCH),
        record,
    ]
}

/// An error with a response.
fn error() -> Error {
    testing::status(400).header("etag", CANARY).text(CANARY)
}

fn tokens() -> TokenSet {
    TokenSet::new(CANARY).refresh_token(CANARY)
}

fn served() -> Vec<(&'static str, String)> {
    let stored = StoredResponse::new(StatusCode::OK, headers(), Some(CANARY.into()));
    let jwt = Jwt::builder("https://login.example.com", "orders-api");
    table![
        ApiKey::header(http::header::COOKIE, [Secret::new(CANARY)]),
        Basic::new(CANARY, Secret::new(CANARY)),
        Caller::new(CANARY),
        Earlier::Response(stored.clone()),
        stored,
        Served::body(HeaderValue::from_static(CANARY), CANARY),
        jwt.build().unwrap(),
        Jwt::builder("https://login.example.com", "orders-api").fetch_with(Client::builder().bearer_token(CANARY)),
        MemoryResponses::new(),
        RedisResponses::connect(&format!("redis://greta:{CANARY}@127.0.0.1:1")).unwrap(),
        Rejection::new(StatusCode::BAD_REQUEST, CANARY).header(http::header::ETAG, HeaderValue::from_static(CANARY)),
        MemoryDeliveries::new(),
        RedisDeliveries::connect(&format!("redis://greta:{CANARY}@127.0.0.1:1")).unwrap(),
    ]
}

#[tokio::test]
async fn debug_of_public_types_shows_no_value() {
    let mut table = calls().await;
    table.extend(logins());
    table.extend(served());
    for (name, shown) in &table {
        assert!(!shown.contains(CANARY), "{name} shows its value: {shown}");
    }
    let there: BTreeSet<_> = table.into_iter().map(|(name, _)| name).collect();
    let is_known = |name: &&str| WITHOUT_VALUES.contains(name) || ELSEWHERE.contains(name) || there.contains(name);
    let missing: Vec<_> = public_types().into_iter().filter(|name| !is_known(name)).collect();
    assert!(missing.is_empty(), "missing from the tables of this test: {missing:?}");
}

/// The names in each `pub use`, and of each public struct and enum of the sources.
fn public_types() -> BTreeSet<&'static str> {
    let of = |source: &'static str| {
        // What generated code uses is hidden.
        let source = source.split("pub mod generated").next().unwrap_or_default();
        let exports = source.split("\npub use ").skip(1).filter_map(|rest| rest.split_once(';'));
        let declared = ["\npub struct ", "\npub enum "].into_iter().flat_map(|word| source.split(word).skip(1));
        let exported = exports.flat_map(|(export, _)| export.split([' ', ',', ':', '{', '}', '\n']));
        exported.chain(declared.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next()))
    };
    let names: BTreeSet<_> =
        SOURCES.into_iter().flat_map(of).filter(|name| name.starts_with(char::is_uppercase)).collect();
    assert!(names.len() > 100, "{}", names.len());
    names
}
