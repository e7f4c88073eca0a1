//! What must hold whatever the value.

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

/// Endpoints that take text in every place of a request.
#[point_api(auth = none)]
pub trait Places {
    /// Text as one segment between two others.
    #[point_endpoint(GET "/reports/{id}/pages")]
    async fn path(&self, id: &str) -> Result<()>;

    /// Text as one value between two others.
    #[point_endpoint(GET "/reports")]
    async fn query(&self, #[query] before: u8, #[query] text: &str, #[query] after: u8) -> Result<()>;

    /// Text as a header.
    #[point_endpoint(GET "/headers")]
    async fn header(&self, #[header("X-Text")] text: &str, #[cookie("text")] cookie: &str) -> Result<()>;

    /// Text as the whole address.
    #[point_endpoint(GET "")]
    async fn server_url(&self, #[url] url: &str) -> Result<()>;
}

const BASE: &str = "https://api.example.com/v1";
const DAY: Duration = Duration::from_secs(24 * 3600);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "it is only read")]
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
#[expect(dead_code, reason = "it is only read")]
struct Page {
    number: u8,
}

struct Nobody;

#[pointapi::async_trait]
impl Authenticator for Nobody {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), BoxError> {
        Ok(())
    }
}

/// Runs a call whose answer is `answer`; what arrived at the transport, and the call's result.
fn call<T>(
    answer: impl Fn() -> HttpResponse + Clone + Send + Sync + 'static,
    work: impl AsyncFnOnce(Client) -> T,
) -> (Vec<HttpRequest>, T) {
    call_as(Client::builder().authenticator(Nobody), answer, work)
}

fn call_as<T>(
    builder: ClientBuilder,
    answer: impl Fn() -> HttpResponse + Clone + Send + Sync + 'static,
    work: impl AsyncFnOnce(Client) -> T,
) -> (Vec<HttpRequest>, T) {
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&arrived);
    let transport = tower::service_fn(move |request: HttpRequest| {
        log.lock().unwrap().push(request);
        let answer = answer();
        async { Ok::<_, Infallible>(answer) }
    });
    let client = builder.base_url(BASE).transport(transport).jitter_seed(1).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let result = runtime.block_on(work(client));
    let arrived = std::mem::take(&mut *arrived.lock().unwrap());
    (arrived, result)
}

/// The address that a request goes to, which every parser must read as it is written; `None` if nothing was sent.
fn address<T>(arrived: &[HttpRequest], result: &Result<T>) -> Option<Url> {
    let [request] = arrived else {
        assert!(arrived.is_empty() && result.is_err());
        return None;
    };
    let text = request.uri().to_string();
    let url = Url::parse(&text).unwrap();
    assert_eq!(url.as_str(), text, "a parser changes the address");
    assert_eq!(url.origin(), Url::parse(BASE).unwrap().origin());
    assert!(url.fragment().is_none() && url.username().is_empty() && url.password().is_none());
    Some(url)
}

/// A path value fills its segment and nothing else, or nothing is sent.
pub fn path(text: &str) {
    let (arrived, result) = call(HttpResponse::default, async |client| PlacesClient::new(client).path(text).await);
    let Some(url) = address(&arrived, &result) else { return };
    let segments: Vec<_> = url.path_segments().unwrap().collect();
    assert_eq!((segments.len(), segments[0], segments[1], segments[3]), (4, "v1", "reports", "pages"));
    assert_eq!(decoded(segments[2]), text);
    assert_eq!(url.query(), None);
}

/// A query value is one value, or nothing is sent.
pub fn query(text: &str) {
    let (arrived, result) =
        call(HttpResponse::default, async |client| PlacesClient::new(client).query(1, text, 2).await);
    let url = address(&arrived, &result).expect("every text can be a query value");
    let pairs: Vec<_> = url.query_pairs().collect();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(pairs, [("before", "1"), ("text", text), ("after", "2")]);
    assert_eq!(url.path(), "/v1/reports");
}

/// A header value is visible ASCII as it was given, a cookie stays one pair; or nothing is sent.
pub fn header(text: &str) {
    let (arrived, result) =
        call(HttpResponse::default, async |client| PlacesClient::new(client).header(text, text).await);
    if address(&arrived, &result).is_none() {
        return;
    }
    let headers = arrived[0].headers();
    assert_eq!(headers["x-text"], text);
    assert!(text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t')) && text.trim() == text);
    let cookies = headers["cookie"].to_str().unwrap();
    assert!(cookies.starts_with("text=") && !cookies.contains([';', ',', ' ']), "{cookies}");
    assert!(headers["cookie"].is_sensitive());
}

/// A URL of the server's is one of the client's own origin, or nothing is sent.
pub fn server_url(text: &str) {
    let (arrived, result) =
        call(HttpResponse::default, async |client| PlacesClient::new(client).server_url(text).await);
    if let Err(error) = &result {
        assert_eq!(error.kind(), ErrorKind::ForeignOrigin);
    }
    if address(&arrived, &result).is_some() {
        assert_eq!(Url::parse(text).unwrap().origin(), Url::parse(BASE).unwrap().origin());
    }
}

/// A `Retry-After` is a time or none, and never a panic, whatever it and the server's date say.
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
    let told = result.unwrap_err().retry_after();
    if is_number {
        assert_eq!(told, Some(Duration::from_secs(number)));
    }
    if told.is_some_and(|told| told > Duration::from_secs(60)) {
        assert_eq!(arrived.len(), 1, "a wait that is too long was waited for");
    }
}

/// An answer is a value or an error that shows nothing of it.
pub fn error_decode(status: u16, body: &[u8]) {
    let Ok(status) = StatusCode::from_u16(status) else { return };
    let body = body.to_vec();
    let answer = {
        let body = body.clone();
        move || {
            let mut response = HttpResponse::new(Body::from(body.clone()));
            *response.status_mut() = status;
            response
        }
    };
    let (_, result) = call(answer, async |client| client.request(Method::POST, "/").fetch::<Report>().await);
    let Err(error) = result else { return };
    let _ = (error.body_as::<serde_json::Value>(), error.request_id());
    let shown = format!("{error} {error:?}");
    for secret in quoted_numbers(&body) {
        assert!(!shown.contains(&secret), "{secret} is in {shown}");
        assert!(!error.snippet().unwrap_or_default().contains(&secret), "{secret} is in the snippet");
    }
}

/// Of a login's answer no token comes that could not be sent, and none that lives longer than a day.
pub fn token_answer(answer: &[u8]) {
    let answer = answer.to_vec();
    let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH + 20_000 * DAY);
    let builder = Client::builder().credentials(Credentials::password("user", "not-a-real-one")).clock(clock.clone());
    let answer = move || HttpResponse::new(Body::from(answer.clone()));
    let (_, token) = call_as(builder, answer, async |client| {
        client.access_token().await.ok().map(|token| (token, client.auth_status().access_expires_at()))
    });
    let Some((token, expires_at)) = token else { return };
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    assert!((1..=16 * 1024).contains(&token.expose().len()) && token.expose().bytes().all(is_token));
    assert!(expires_at.expect("a token has an end") <= clock.wall() + DAY);
}

/// Every number of nine digits and more that the body has.
fn quoted_numbers(body: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(body);
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() >= 9).map(str::to_owned).collect()
}

fn decoded(segment: &str) -> String {
    // A segment is encoded as a query value is, but for `+`, which stands for itself in neither.
    assert!(!segment.contains('+'));
    url::form_urlencoded::parse(segment.as_bytes()).map(|(name, _)| name.into_owned()).collect()
}
