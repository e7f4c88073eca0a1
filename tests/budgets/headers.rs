//! The decoders of response headers.

use std::convert::Infallible;
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::StreamExt;
use http::{HeaderName, HeaderValue};
use pointapi::clock::ManualClock;
use pointapi::{Body, Client, Error, HttpRequest, HttpResponse, Pager, Response, Result, point_api};
use serde::de::IgnoredAny;

use crate::row::{Row, Scene, repeated};

/// The transports take no longer heads.
const HEAD: usize = 60_000;

#[point_api(auth = none, attempts = 1)]
trait Headers {
    #[point_endpoint(GET "/list")]
    async fn list(&self) -> Result<Response<Vec<u8>>>;

    #[point_endpoint(GET "")]
    async fn page(&self, #[url] url: &str) -> Result<Response<Vec<u8>>>;

    #[point_endpoint(GET "/value")]
    async fn value(&self) -> Result<IgnoredAny>;
}

pub(crate) fn rows() -> Vec<Row> {
    let link = |name, input| Row::new(name, input, link).at_most(HEAD);
    vec![
        link("a Link header of links", |n| repeated("", "<a>,", "<b>;rel=next", n)),
        link("a Link header of brackets", |n| repeated("", "<", "", n)),
        link("a Link header of parameters", |n| repeated("<a>", ";a=b", ";rel=next", n)),
        link("a Link header of relations", |n| repeated("<a>;rel=\"", "a ", "next\"", n)),
        link("a Link header of quotes", |n| repeated("<a>;a=", "\"", "", n)),
        link("a link of dots", |n| repeated("<", "../", ">;rel=next", n)),
        link("a link of segments", |n| repeated("<", "a/", ">;rel=next", n)),
        link("a link of escapes", |n| repeated("<?a=", "%41", ">;rel=next", n)),
        Row::new("a Retry-After of digits", |n| repeated("", "1", "", n), retry_after).at_most(HEAD),
        Row::new("a Retry-After of spaces", |n| repeated("1", " ", "1", n), retry_after).at_most(HEAD),
        Row::new("a content type of parameters", |n| repeated("text/html", ";a=b", "", n), content_type).at_most(HEAD),
        Row::new("a content type of suffixes", |n| repeated("text/a", "+a", "", n), content_type).at_most(HEAD),
        Row::new("a request id", |n| repeated("", "a", "", n), request_id).at_most(HEAD),
    ]
}

/// A client whose transport responds with this header.
fn api(status: u16, name: &'static str, value: &Bytes) -> HeadersClient {
    let value = HeaderValue::from_maybe_shared(value.clone()).unwrap();
    let transport = tower::service_fn(move |_: HttpRequest| {
        let mut response = HttpResponse::new(Body::from("[]"));
        *response.status_mut() = status.try_into().unwrap();
        response.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
        response.headers_mut().insert(HeaderName::from_static(name), value.clone());
        async move { Ok::<_, Infallible>(response) }
    });
    let client = Client::builder().base_url("https://issuer.example/api").transport(transport);
    HeadersClient::new(client.clock(ManualClock::starting_at(SystemTime::UNIX_EPOCH)).build().unwrap())
}

fn shown(error: &Error) {
    drop((error.to_string(), format!("{error:?}"), error.retry_after(), error.request_id().map(str::to_owned)));
}

fn link(scene: &Scene, value: Bytes) {
    let api = api(200, "link", &value);
    let pager = Pager::by_link(move |url: Option<String>| {
        let api = api.clone();
        async move {
            match url {
                None => api.list().await,
                Some(url) => api.page(&url).await,
            }
        }
    });
    let pages: Vec<_> = scene.run(pager.max_pages(2).pages().collect());
    pages.iter().filter_map(|page| page.as_ref().err()).for_each(shown);
}

fn retry_after(scene: &Scene, value: Bytes) {
    shown(&scene.run(api(429, "retry-after", &value).value()).unwrap_err());
}

fn content_type(scene: &Scene, value: Bytes) {
    let _ = scene.run(api(200, "content-type", &value).value()).map_err(|error| shown(&error));
}

fn request_id(scene: &Scene, value: Bytes) {
    shown(&scene.run(api(500, "x-request-id", &value).value()).unwrap_err());
}
