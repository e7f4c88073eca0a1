//! One property for each fuzz target. All must hold for every input.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use http::{HeaderValue, StatusCode};
use pointapi::auth::Authenticator;
use pointapi::clock::{Clock, ManualClock};
use pointapi::{
    Body, BoxError, Client, ClientBuilder, Credentials, ErrorKind, HttpRequest, HttpResponse, Method, Result, point_api,
};
use serde::Deserialize;
use url::Url;

/// Endpoints with text in every part of a request.
#[point_api(auth = none)]
pub trait Parts {
    /// Text as one segment between two others.
    #[point_endpoint(GET "/reports/{id}/pages")]
    async fn path(&self, id: &str) -> Result<()>;

    /// Text as one value between two others.
    #[point_endpoint(GET "/reports")]
    async fn query(&self, #[query] before: u8, #[query] text: &str, #[query] after: u8) -> Result<()>;

    /// Text as a header.
    #[point_endpoint(GET "/headers")]
    async fn header(&self, #[header("X-Text")] text: &str, #[cookie("text")] cookie: &str) -> Result<()>;

    /// Text as the whole URL.
    #[point_endpoint(GET "")]
    async fn server_url(&self, #[url] url: &str) -> Result<()>;
}

const BASE: &str = "https://api.example.com/v1";
const DAY: Duration = Duration::from_secs(24 * 3600);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only decoded")]
struct Report {
    id: String,
    kind: Kind,
    pages: Vec<Page>,
}

#[derive(Debug, Deserialize)]
enum Kind {
    Short,
    Long,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only decoded")]
struct Page {
    number: u8,
}

struct NoCredentials;

#[pointapi::async_trait]
impl Authenticator for NoCredentials {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), BoxError> {
        Ok(())
    }
}

/// Runs a call that receives `response`. Returns the requests at the transport and the result of the call.
pub(super) fn call<T>(
    response: impl Fn() -> HttpResponse + Clone + Send + Sync + 'static,
    work: impl AsyncFnOnce(Client) -> T,
) -> (Vec<HttpRequest>, T) {
    call_as(Client::builder().authenticator(NoCredentials), response, work)
}

fn call_as<T>(
    builder: ClientBuilder,
    response: impl Fn() -> HttpResponse + Clone + Send + Sync + 'static,
    work: impl AsyncFnOnce(Client) -> T,
) -> (Vec<HttpRequest>, T) {
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&arrived);
    let transport = tower::service_fn(move |request: HttpRequest| {
        log.lock().unwrap().push(request);
        let response = response();
        async { Ok::<_, Infallible>(response) }
    });
    let client = builder.base_url(BASE).transport(transport).jitter_seed(1).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let result = runtime.block_on(work(client));
    let arrived = std::mem::take(&mut *arrived.lock().unwrap());
    (arrived, result)
}

/// Returns the URL of the only request, or `None` if nothing was sent. A URL parser must leave it unchanged.
fn sent_url<T>(arrived: &[HttpRequest], result: &Result<T>) -> Option<Url> {
    let [request] = arrived else {
        assert!(arrived.is_empty() && result.is_err());
        return None;
    };
    let text = request.uri().to_string();
    let url = Url::parse(&text).unwrap();
    assert_eq!(url.as_str(), text, "the URL parser changes the URL");
    assert_eq!(url.origin(), Url::parse(BASE).unwrap().origin());
    assert!(url.fragment().is_none() && url.username().is_empty() && url.password().is_none());
    Some(url)
}

/// A path value stays within its segment, or nothing is sent.
pub fn path(text: &str) {
    let (arrived, result) = call(HttpResponse::default, async |client| PartsClient::new(client).path(text).await);
    let Some(url) = sent_url(&arrived, &result) else { return };
    let segments: Vec<_> = url.path_segments().unwrap().collect();
    assert_eq!((segments.len(), segments[0], segments[1], segments[3]), (4, "v1", "reports", "pages"));
    assert_eq!(decoded(segments[2]), text);
    assert_eq!(url.query(), None);
}

/// A query value stays one value, or nothing is sent.
pub fn query(text: &str) {
    let (arrived, result) =
        call(HttpResponse::default, async |client| PartsClient::new(client).query(1, text, 2).await);
    let url = sent_url(&arrived, &result).expect("every string is a valid query value");
    let pairs: Vec<_> = url.query_pairs().collect();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(pairs, [("before", "1"), ("text", text), ("after", "2")]);
    assert_eq!(url.path(), "/v1/reports");
}

/// A header value is sent unchanged and is visible ASCII, and a cookie stays one pair; or nothing is sent.
pub fn header(text: &str) {
    let (arrived, result) =
        call(HttpResponse::default, async |client| PartsClient::new(client).header(text, text).await);
    if sent_url(&arrived, &result).is_none() {
        return;
    }
    let headers = arrived[0].headers();
    assert_eq!(headers["x-text"], text);
    assert!(text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t')) && text.trim() == text);
    let cookies = headers["cookie"].to_str().unwrap();
    assert!(cookies.starts_with("text=") && !cookies.contains([';', ',', ' ']), "{cookies}");
    assert!(headers["cookie"].is_sensitive());
}

/// A URL argument has the client's origin, or nothing is sent.
pub fn server_url(text: &str) {
    let (arrived, result) = call(HttpResponse::default, async |client| PartsClient::new(client).server_url(text).await);
    if let Err(error) = &result {
        assert_eq!(error.kind(), ErrorKind::ForeignOrigin);
    }
    if sent_url(&arrived, &result).is_some() {
        let base = Url::parse(BASE).unwrap();
        assert_eq!(base.join(text).unwrap().origin(), base.origin());
    }
}

/// `Retry-After` is a duration or absent and never a panic, for every value of it and of `Date`.
pub fn retry_after(retry_after: &[u8], date: &[u8]) {
    let (Ok(retry_after), Ok(date)) = (HeaderValue::from_bytes(retry_after), HeaderValue::from_bytes(date)) else {
        return;
    };
    let is_number = !retry_after.is_empty() && retry_after.as_bytes().iter().all(u8::is_ascii_digit);
    let number =
        std::str::from_utf8(retry_after.as_bytes()).ok().and_then(|text| text.parse().ok()).unwrap_or(u64::MAX);
    let throttle = move || {
        let mut response = HttpResponse::default();
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert("retry-after", retry_after.clone());
        response.headers_mut().insert("date", date.clone());
        response
    };
    let (arrived, result) = call(throttle, async |client| client.request(Method::GET, "/").send().await);
    let retry_after = result.unwrap_err().retry_after();
    if is_number {
        assert_eq!(retry_after, Some(Duration::from_secs(number)));
    }
    if retry_after.is_some_and(|duration| duration > Duration::from_secs(60)) {
        assert_eq!(arrived.len(), 1, "a pause over the limit was waited for");
    }
}

/// A response is a value, or an error that shows no part of it.
pub fn error_decode(status: u16, body: &[u8]) {
    let Ok(status) = StatusCode::from_u16(status) else { return };
    let body = body.to_vec();
    let response = {
        let body = body.clone();
        move || {
            let mut response = HttpResponse::new(Body::from(body.clone()));
            *response.status_mut() = status;
            response
        }
    };
    let (_, result) = call(response, async |client| client.request(Method::POST, "/").fetch::<Report>().await);
    let Err(error) = result else { return };
    let _ = (error.body_as::<serde_json::Value>(), error.request_id());
    assert_hides_numbers(&body, &format!("{error} {error:?}"));
    assert_hides_numbers(&body, &error.snippet().unwrap_or_default());
}

/// A token response yields a token that can be sent and lives at most a day, or no token.
pub fn token_response(response: &[u8]) {
    let response = response.to_vec();
    let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH + 20_000 * DAY);
    let builder = Client::builder().credentials(Credentials::password("user", "not-a-real-one")).clock(clock.clone());
    let response = move || HttpResponse::new(Body::from(response.clone()));
    let (_, token) = call_as(builder, response, async |client| {
        client.access_token().await.ok().map(|token| (token, client.auth_status().access_expires_at()))
    });
    let Some((token, expires_at)) = token else { return };
    let is_token = |byte: u8| byte.is_ascii_graphic() && !b"\",\\".contains(&byte);
    assert!((1..=16 * 1024).contains(&token.expose().len()) && token.expose().bytes().all(is_token));
    assert!(expires_at.expect("a token has an expiry") <= clock.wall() + DAY);
}

/// Asserts that `shown` contains no long number of the body.
pub(super) fn assert_hides_numbers(body: &[u8], shown: &str) {
    for secret in long_numbers(body) {
        assert!(!shown.contains(&secret), "{secret} is in {shown}");
    }
}

/// Returns every number of at least nine digits in the body.
fn long_numbers(body: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(body);
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() >= 9).map(str::to_owned).collect()
}

fn decoded(segment: &str) -> String {
    // A segment is encoded like a query value, except that neither contains an unencoded `+`.
    assert!(!segment.contains('+'));
    url::form_urlencoded::parse(segment.as_bytes()).map(|(name, _)| name.into_owned()).collect()
}
