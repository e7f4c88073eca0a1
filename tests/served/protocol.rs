//! A served trait behaves as HTTP says: methods of a path, media types, limits, and responses by status.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use futures_util::stream;
use http::{HeaderMap, HeaderValue, Request, StatusCode};
use pointapi::auth::Secret;
use pointapi::{Bytes, Client, FromResponse, Response, Result, Text, point_api};
use serde_json::Value;

#[derive(Debug, FromResponse)]
pub(crate) enum Placed {
    #[status(200, 201)]
    Known(String),
    #[status(202)]
    Queued,
    #[status(2XX)]
    Other(Response<Text>),
}

/// The first status of each variant is one of several that select it. That of the last one is neither 204 nor 205, under
/// which a response has no body.
#[derive(Debug, PartialEq, FromResponse)]
pub(crate) enum Stored {
    #[status(200, 201, 202, 203)]
    Whole(u32),
    #[status(2XX)]
    Other(String),
}

#[derive(Debug, PartialEq, FromResponse)]
pub(crate) enum Removed {
    #[status(200, 201, 202, 203)]
    Whole(u32),
    #[status(default)]
    Other(String),
}

#[derive(Debug, FromResponse)]
pub(crate) enum Moved {
    #[status(200)]
    Done(Response<u32>),
    #[status(202)]
    Queued(Response<String>),
}

#[point_api(server, openapi)]
pub(crate) trait Desk {
    #[point_endpoint(GET "/users/me")]
    async fn me(&self) -> Result<String>;

    #[point_endpoint(HEAD "/users/{id}")]
    async fn is_user(&self, id: u64) -> Result<Response<()>>;

    #[point_endpoint(GET "/users/{id}")]
    async fn user(&self, id: u64) -> Result<String>;

    #[point_endpoint(GET "/search?kind=full")]
    async fn search(&self) -> Result<String>;

    #[point_endpoint(GET "/pdf", accept = "application/pdf")]
    async fn pdf(&self) -> Result<Bytes>;

    #[point_endpoint(GET "/text")]
    async fn text(&self) -> Result<Text>;

    #[point_endpoint(GET "/secret")]
    async fn secret(&self) -> Result<Secret>;

    #[point_endpoint(GET "/lists")]
    async fn lists(
        &self,
        #[query] ids: Vec<u32>,
        #[query(format = brackets)] sizes: Vec<u32>,
        #[query] names: Vec<String>,
        #[query] more: Option<Vec<u32>>,
    ) -> Result<String>;

    #[point_endpoint(POST "/notes")]
    async fn note(&self, #[body] note: &str) -> Result<()>;

    #[point_endpoint(PUT "/orders/{id}")]
    async fn place(&self, id: u32) -> Result<Placed>;

    #[point_endpoint(PUT "/maybe/{id}")]
    async fn maybe(&self, id: u32) -> Result<Option<Placed>>;

    #[point_endpoint(PUT "/marked/{id}")]
    async fn marked(&self, id: u32) -> Result<Response<Placed>>;

    #[point_endpoint(PUT "/maybe/marked/{id}")]
    async fn maybe_marked(&self, id: u32) -> Result<Response<Option<Placed>>>;

    #[point_endpoint(PUT "/stored")]
    async fn stored(&self) -> Result<Stored>;

    #[point_endpoint(DELETE "/stored")]
    async fn removed(&self) -> Result<Removed>;

    #[point_endpoint(POST "/moved")]
    async fn moved(&self) -> Result<Moved>;

    #[point_endpoint(GET "/outside", client_only)]
    async fn outside(&self) -> Result<String>;

    #[point_endpoint(GET "/sums?q=a+b&r=%FF")]
    async fn sum(&self) -> Result<u32>;
}

struct Clerk;

#[pointapi::async_trait]
impl Desk for Clerk {
    async fn me(&self) -> Result<String> {
        Ok("me".to_owned())
    }

    async fn is_user(&self, id: u64) -> Result<Response<()>> {
        let length = (http::header::CONTENT_LENGTH, HeaderValue::from(1234));
        let headers = HeaderMap::from_iter([("x-user".parse().unwrap(), HeaderValue::from(id)), length]);
        Ok(Response::new(StatusCode::OK, headers, ()))
    }

    async fn user(&self, id: u64) -> Result<String> {
        Ok(format!("user {id}"))
    }

    async fn search(&self) -> Result<String> {
        Ok("full".to_owned())
    }

    async fn pdf(&self) -> Result<Bytes> {
        Ok(Bytes::from_static(b"%PDF-1.7"))
    }

    async fn text(&self) -> Result<Text> {
        Ok(Text::new("text"))
    }

    async fn secret(&self) -> Result<Secret> {
        Ok(Secret::new("s-1"))
    }

    async fn lists(
        &self,
        ids: Vec<u32>,
        sizes: Vec<u32>,
        names: Vec<String>,
        more: Option<Vec<u32>>,
    ) -> Result<String> {
        Ok(format!("{ids:?} {sizes:?} {names:?} {more:?}"))
    }

    async fn note(&self, note: &str) -> Result<()> {
        if note == "wait" {
            std::future::pending::<()>().await;
        }
        Ok(())
    }

    async fn place(&self, id: u32) -> Result<Placed> {
        Ok(match id {
            1 => Placed::Known("one".to_owned()),
            2 => Placed::Queued,
            _ => Placed::Other(Response::new(StatusCode::PARTIAL_CONTENT, HeaderMap::new(), Text::new("a part"))),
        })
    }

    async fn maybe(&self, id: u32) -> Result<Option<Placed>> {
        Ok((id == 1).then(|| Placed::Known("one".to_owned())))
    }

    async fn marked(&self, id: u32) -> Result<Response<Placed>> {
        let headers = HeaderMap::from_iter([("x-mark".parse().unwrap(), HeaderValue::from(id))]);
        Ok(Response::new(StatusCode::CREATED, headers, Placed::Known("one".to_owned())))
    }

    async fn maybe_marked(&self, id: u32) -> Result<Response<Option<Placed>>> {
        let marked = self.marked(id).await?;
        let (status, headers) = (marked.status(), marked.headers().clone());
        Ok(Response::new(status, headers, (id == 1).then(|| marked.into_inner())))
    }

    async fn stored(&self) -> Result<Stored> {
        Ok(Stored::Other("stored".to_owned()))
    }

    async fn removed(&self) -> Result<Removed> {
        Ok(Removed::Other("removed".to_owned()))
    }

    async fn moved(&self) -> Result<Moved> {
        Ok(Moved::Queued(Response::new(StatusCode::ACCEPTED, HeaderMap::new(), "later".to_owned())))
    }

    async fn sum(&self) -> Result<u32> {
        Ok(2)
    }
}

fn router() -> axum::Router {
    DeskServer::new(Clerk).unprotected().timeout(Duration::from_secs(5)).openapi("/openapi.json").router()
}

async fn send(router: axum::Router, request: Request<Body>) -> (u16, HeaderMap, String) {
    let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    (parts.status.as_u16(), parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

fn request(method: &str, target: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let request = Request::builder().method(method).uri(target);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn head_is_of_the_most_specific_path() {
    let (status, headers, _) = send(router(), request("HEAD", "/users/me", &[])).await;
    assert_eq!((status, headers.get("content-length")), (200, Some(&HeaderValue::from_static("4"))));
    let (_, headers, _) = send(router(), request("HEAD", "/users/7", &[])).await;
    assert_eq!(headers["x-user"], "7", "an endpoint of HEAD precedes GET of the same path");
    assert_eq!(headers["content-length"], "1234", "the method says the length that GET would have");
}

#[tokio::test]
async fn a_path_has_the_methods_of_its_endpoints_with_any_query() {
    let all = "GET, HEAD, OPTIONS";
    let rows = [
        ("GET", "/search?kind=full", 200, ""),
        ("GET", "/search", 404, ""),
        ("HEAD", "/search", 404, ""),
        ("POST", "/search", 405, all),
        ("OPTIONS", "/search", 204, all),
        ("GET", "/openapi.json", 200, ""),
        ("HEAD", "/openapi.json", 200, ""),
        ("POST", "/openapi.json", 405, all),
        ("OPTIONS", "/openapi.json", 204, all),
    ];
    for (method, target, expected, allow) in rows {
        let (status, headers, body) = send(router(), request(method, target, &[])).await;
        assert_eq!(status, expected, "{method} {target}: {body}");
        let allowed = headers.get("allow").map_or("", |allow| allow.to_str().unwrap());
        assert_eq!(allowed, allow, "{method} {target}");
        let is_problem = headers.get("content-type").is_some_and(|value| value == "application/problem+json");
        assert_eq!(is_problem, status >= 400, "{method} {target}");
        assert_eq!(headers.contains_key("content-length"), status != 204, "{method} {target}");
    }
}

#[tokio::test]
async fn a_caller_is_verified_before_a_path_value_is_rejected() {
    let unverified = DeskServer::new(Clerk).router();
    for (router, expected) in [(unverified, 401), (router(), 400)] {
        assert_eq!(send(router, request("GET", "/users/%FF", &[])).await.0, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_is_a_408_and_a_slow_method_a_503() {
    let never = stream::once(std::future::pending::<std::result::Result<Bytes, Infallible>>());
    for (body, expected) in [(Body::from_stream(never), 408), (Body::from("\"wait\""), 503)] {
        let request = Request::post("/notes").header("content-type", "application/json").body(body).unwrap();
        assert_eq!(send(router(), request).await.0, expected);
    }
}

#[tokio::test]
async fn a_response_that_the_client_does_not_accept_is_a_406() {
    let rows = [
        ("a value", "/users/me", "text/html", 406),
        ("a value by any range", "/users/me", "text/html, */*;q=0.1", 200),
        ("text", "/text", "application/json", 406),
        ("text by its range", "/text", "text/*", 200),
        ("bytes of a declared type", "/pdf", "application/pdf", 200),
        ("bytes of any type", "/pdf", "image/png", 200),
    ];
    for (case, target, accept, expected) in rows {
        let (status, _, body) = send(router(), request("GET", target, &[("accept", accept)])).await;
        assert_eq!(status, expected, "{case}: {body}");
    }
}

#[tokio::test]
async fn a_request_with_two_hosts_is_a_400() {
    for (second, expected) in [("x-host", 200), ("host", 400)] {
        let request = request("GET", "/users/me", &[("host", "a.example"), ("x-a", "1"), ("x-a", "2"), (second, "b")]);
        assert_eq!(send(router(), request).await.0, expected, "{second}");
    }
}

#[tokio::test]
async fn a_transfer_coding_that_is_left_is_a_501() {
    for (coding, expected) in [("Chunked", 204), ("gzip, chunked", 501)] {
        let body = Body::from_stream(stream::iter([Ok::<_, Infallible>("\"a\"")]));
        let request = Request::post("/notes").header("content-type", "application/json");
        let request = request.header("transfer-encoding", coding).body(body).unwrap();
        assert_eq!(send(router(), request).await.0, expected, "{coding}");
    }
}

#[tokio::test]
async fn a_value_that_is_not_utf8_is_rejected_by_the_argument_that_reads_it() {
    let rows = [
        ("/lists?names=a&utm_source=caf%E9&%FF=1", 200, ""),
        ("/lists?names=caf%E9", 400, "the query parameter `names` has an invalid value"),
        ("/lists?ids=1&ids=%FF", 400, "the query parameter `ids` has an invalid value"),
    ];
    for (target, expected, detail) in rows {
        let (status, _, body) = send(router(), request("GET", target, &[])).await;
        assert_eq!(status, expected, "{target}: {body}");
        assert!(body.contains(detail), "{target}: {body}");
    }
}

#[tokio::test]
async fn headers_beyond_the_limit_are_a_431() {
    for (length, expected) in [(60_000, 200), (66_000, 431)] {
        let value = "a".repeat(length);
        assert_eq!(send(router(), request("GET", "/users/me", &[("x-a", &value)])).await.0, expected);
    }
}

#[tokio::test]
async fn an_empty_value_is_an_empty_list_unless_an_item_can_be_empty() {
    let rows = [
        ("", "[] [] [] None"),
        ("?ids=&sizes[]=&names=&more=", r#"[] [] [""] Some([])"#),
        ("?ids=1&sizes[]=2&names=a&more=3", r#"[1] [2] ["a"] Some([3])"#),
    ];
    for (query, expected) in rows {
        let (status, _, body) = send(router(), request("GET", &format!("/lists{query}"), &[])).await;
        assert_eq!((status, serde_json::from_str::<String>(&body).unwrap().as_str()), (200, expected), "{query}");
    }
    assert_eq!(send(router(), request("GET", "/lists?ids=1&ids=", &[])).await.0, 400);
}

#[tokio::test]
async fn bytes_have_the_media_type_that_the_document_names() {
    let (_, headers, _) = send(router(), request("GET", "/pdf", &[])).await;
    assert_eq!(headers["content-type"], "application/pdf");
    let content = &document()["paths"]["/pdf"]["get"]["responses"]["200"]["content"];
    assert!(content.get("application/pdf").is_some(), "{content}");
}

#[tokio::test]
async fn a_secret_that_a_method_returns_is_sent() {
    let desk = DeskClient::new(Client::builder().in_process(router()).build().unwrap());
    assert_eq!(desk.secret().await.unwrap().expose(), "s-1");
}

#[tokio::test]
async fn a_variant_has_the_first_of_its_statuses() {
    let rows = [("/orders/1", 200, "\"one\""), ("/orders/2", 202, ""), ("/orders/3", 206, "a part")];
    for (target, expected, text) in rows {
        let (status, _, body) = send(router(), request("PUT", target, &[])).await;
        assert_eq!((status, body.as_str()), (expected, text), "{target}");
    }
    let desk = DeskClient::new(Client::builder().in_process(router()).build().unwrap());
    assert!(matches!(desk.place(2).await.unwrap(), Placed::Queued));
    assert!(matches!(desk.maybe(1).await.unwrap(), Some(Placed::Known(_))));
    assert!(desk.maybe(2).await.unwrap().is_none());
}

#[tokio::test]
async fn a_response_around_a_variant_has_its_own_status_and_headers() {
    let desk = DeskClient::new(Client::builder().in_process(router()).build().unwrap());
    let marked = desk.marked(7).await.unwrap();
    assert_eq!((marked.status(), &marked.headers()["x-mark"]), (StatusCode::CREATED, &HeaderValue::from(7)));
    assert!(matches!(marked.into_inner(), Placed::Known(text) if text == "one"));
    let maybe = desk.maybe_marked(1).await.unwrap();
    assert!(matches!((maybe.status(), maybe.into_inner()), (StatusCode::CREATED, Some(Placed::Known(_)))));
}

#[tokio::test]
async fn a_variant_has_a_status_that_selects_it() {
    let desk = DeskClient::new(Client::builder().in_process(router()).build().unwrap());
    assert_eq!(desk.stored().await.unwrap(), Stored::Other("stored".to_owned()));
    assert_eq!(desk.removed().await.unwrap(), Removed::Other("removed".to_owned()));
}

#[test]
fn a_document_has_each_status_of_the_variants() {
    let responses = &document()["paths"]["/orders/{id}"]["put"]["responses"];
    for status in ["200", "201"] {
        assert_eq!(responses[status]["content"]["application/json"]["schema"]["type"], "string", "{responses}");
    }
    assert!(responses.get("202").is_some_and(|queued| queued.get("content").is_none()), "{responses}");
    assert!(responses["2XX"]["content"].get("text/plain").is_some(), "{responses}");
}

#[test]
fn a_document_of_a_response_around_an_enum_has_the_responses_of_the_enum() {
    let document = document();
    let of = |path: &str| &document["paths"][path]["put"]["responses"];
    assert_eq!(of("/marked/{id}"), of("/orders/{id}"));
    assert_eq!(of("/maybe/marked/{id}"), of("/maybe/{id}"));
}

#[test]
fn a_variant_with_headers_keeps_its_status_in_the_document() {
    let responses = &document()["paths"]["/moved"]["post"]["responses"];
    for (status, of) in [("200", "integer"), ("202", "string")] {
        assert_eq!(responses[status]["content"]["application/json"]["schema"]["type"], of, "{responses}");
    }
    assert!(responses.get("2XX").is_none(), "{responses}");
}

#[tokio::test]
async fn a_served_document_has_the_operations_of_the_server() {
    let (_, _, served) = send(router(), request("GET", "/openapi.json", &[])).await;
    let served: Value = serde_json::from_str(&served).unwrap();
    assert!(served["paths"].get("/moved").is_some() && served["paths"].get("/outside").is_none(), "{served}");
    let error = &document()["paths"]["/outside"]["get"]["responses"]["4XX"];
    assert!(error.is_object() && error.get("content").is_none(), "not the problem details of this server: {error}");
}

#[tokio::test]
async fn the_document_names_the_fixed_query_that_the_server_reads() {
    let parameters = &document()["paths"]["/sums"]["get"]["parameters"];
    let pairs: Vec<_> =
        parameters.as_array().unwrap().iter().map(|own| (&own["name"], &own["schema"]["enum"])).collect();
    assert_eq!(pairs, [(&"q".into(), &serde_json::json!(["a b"]))]);
    assert_eq!(send(router(), request("GET", "/sums?q=a%20b", &[])).await.0, 200);
}

fn document() -> Value {
    pointapi::openapi::document::<dyn Desk>(pointapi::openapi::Info::new("Desk", "1"))
}
