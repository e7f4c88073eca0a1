//! Requests of the less usual declarations: methods, paths, fixed queries, media types, and several success types.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::{StreamExt, TryStreamExt};
use http::Method;
use pointapi::auth::{TokenError, TokenSet, TokenSource};
use pointapi::{
    Client, ErrorKind, FromResponse, HttpRequest, HttpResponse, Pager, RequestPart, Response, Result, point_api,
};
use serde::Deserialize;

use crate::recorder::Recorder;

#[derive(Debug, PartialEq, Deserialize)]
struct Receipt {
    id: u64,
}

#[derive(Debug, PartialEq, FromResponse)]
enum Placed {
    #[status(2XX)]
    Other(String),
    #[status(200, 201)]
    Done(Receipt),
    #[status(202)]
    Queued,
}

#[derive(Debug, PartialEq, FromResponse)]
enum Strict {
    #[status(200)]
    Done(Receipt),
}

#[point_api(prefix = "/v2", query("api-version" = "2024 01"), auth = none)]
trait Registry {
    #[point_endpoint(GET "")]
    async fn root(&self) -> Result<()>;

    #[point_endpoint(GET "?fields=all")]
    async fn fields(&self) -> Result<()>;

    #[point_endpoint(GET "")]
    async fn root_again(&self, #[query("api-version")] version: &str) -> Result<()>;

    #[point_endpoint(GET "")]
    async fn next(&self, #[query] depth: u8, #[url] link: &str) -> Result<()>;

    #[point_endpoint(GET "/{name*}/tags?all")]
    async fn tags(&self, name: &str) -> Result<()>;

    #[point_endpoint(SEARCH "/images")]
    async fn search(&self, #[body] filter: &BTreeMap<&str, u8>) -> Result<()>;

    #[point_endpoint(VERSION-CONTROL "/images")]
    async fn version_control(&self) -> Result<()>;

    #[point_endpoint(PATCH "/images")]
    async fn merge(&self, #[body(json, "application/merge-patch+json")] change: &BTreeMap<&str, u8>) -> Result<()>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[form("ids", format = csv)] ids: &[u8], #[form] name: &str) -> Result<()>;

    #[point_endpoint(POST "/orders")]
    async fn place(&self) -> Result<Placed>;

    #[point_endpoint(POST "/orders/strict")]
    async fn place_strictly(&self) -> Result<Strict>;
}

#[point_api(prefix = "/v2", auth = none)]
trait Repositories {
    #[point_endpoint(GET "/repositories")]
    async fn first(&self) -> Result<Response<Vec<String>>>;

    #[point_endpoint(GET "")]
    async fn page(&self, #[url] url: &str) -> Result<Response<Vec<String>>>;
}

#[tokio::test]
async fn a_relative_link_is_resolved_against_the_url_of_its_request() {
    for (link, second) in [
        (r#"<?page=2>; rel="next""#, "/v2/repositories?page=2"),
        (r#"<next/2>; rel="next""#, "/v2/next/2"),
        (r#"</v2/next>; rel="next""#, "/v2/next"),
        (r#"<https://api.example.com/v2/all?page=2>; rel="next""#, "/v2/all?page=2"),
    ] {
        let recorder = Recorder::responding(200, "[]").with_header("link", link);
        let repositories = RepositoriesClient::new(recorder.client());
        let pager = Pager::by_link(move |url| {
            let repositories = repositories.clone();
            async move {
                match url {
                    None => repositories.first().await,
                    Some(url) => repositories.page(&url).await,
                }
            }
        });
        let _: Vec<_> = pager.pages().take(2).try_collect().await.unwrap();
        let targets: Vec<_> = recorder.sent().into_iter().map(|sent| sent.uri).collect();
        assert_eq!(targets, ["/v2/repositories", second].map(|target| format!("https://api.example.com{target}")));
    }
}

#[tokio::test]
async fn a_link_keeps_its_own_pairs_of_the_traits_query() {
    for (link, target) in [
        ("?api%2dversion=2023&page=2", "/v2?api%2dversion=2023&page=2&depth=3"),
        ("?api-version=2023&page=2", "/v2?api-version=2023&page=2&depth=3"),
        ("?page=2&depth=1", "/v2?page=2&depth=1&api-version=2024%2001&depth=3"),
        ("/v2/next", "/v2/next?api-version=2024%2001&depth=3"),
    ] {
        let recorder = Recorder::responding(204, "");
        registry(&recorder).next(3, link).await.unwrap();
        assert_eq!(recorder.only().uri, format!("https://api.example.com{target}"));
    }
}

#[point_api(prefix = "/v1/{tenant}", query("kind" = "full"))]
trait Tenants {
    #[point_endpoint(GET "/files/{key*}")]
    async fn file(&self, tenant: &str, key: &str) -> Result<()>;

    #[point_endpoint(GET "/files/{key*}/tags")]
    async fn tags(&self, tenant: &str, key: &str) -> Result<()>;

    #[point_endpoint(GET "")]
    async fn next(&self, #[url] link: &str) -> Result<()>;
}

#[tokio::test]
async fn a_link_that_needs_the_placeholders_of_the_prefix_is_not_sent() {
    for (link, target) in [
        ("/v1/a/items?page=2", Some("/v1/a/items?page=2&kind=full")),
        ("https://api.example.com/v1/a", Some("/v1/a?kind=full")),
        ("//api.example.com/v1/a", Some("/v1/a?kind=full")),
        ("items?page=2", None),
        ("?page=2", None),
        ("../b", None),
    ] {
        let recorder = Recorder::responding(204, "");
        let result = TenantsClient::new(recorder.client()).next(link).await;
        let sent: Vec<_> = recorder.sent().into_iter().map(|sent| sent.uri).collect();
        let expected: Vec<_> = target.iter().map(|target| format!("https://api.example.com{target}")).collect();
        assert_eq!(sent, expected, "{link}");
        let kind = result.err().map(|error| error.kind());
        assert_eq!(kind, target.is_none().then_some(ErrorKind::Request(RequestPart::Path)), "{link}");
    }
}

#[tokio::test]
async fn segments_may_end_with_a_separator_at_the_end_of_the_path() {
    let recorder = Recorder::responding(204, "");
    let tenants = TenantsClient::new(recorder.client());
    tenants.file("a", "logs/2024/").await.unwrap();
    assert_eq!(recorder.only().uri, "https://api.example.com/v1/a/files/logs/2024/?kind=full");
    let error = tenants.tags("a", "logs/").await.unwrap_err();
    assert_eq!((error.kind(), recorder.sent().len()), (ErrorKind::Request(RequestPart::Path), 0));
}

fn registry(recorder: &Recorder) -> RegistryClient {
    RegistryClient::new(recorder.client())
}

#[tokio::test]
async fn an_empty_path_is_the_prefix_itself() {
    let recorder = Recorder::responding(204, "");
    registry(&recorder).root().await.unwrap();
    assert_eq!(recorder.only().uri, "https://api.example.com/v2?api-version=2024%2001");
    registry(&recorder).fields().await.unwrap();
    assert_eq!(recorder.only().uri, "https://api.example.com/v2?fields=all&api-version=2024%2001");
}

#[tokio::test]
async fn an_empty_path_by_hand_is_the_base_url_itself() {
    for (base, url) in
        [("https://api.example.com", "https://api.example.com/"), ("https://a.example/v2", "https://a.example/v2")]
    {
        let recorder = Recorder::responding(204, "");
        let client = recorder.builder().base_url(base).build().unwrap();
        client.request(http::Method::GET, "").send().await.unwrap();
        assert_eq!(recorder.only().uri, url);
    }
}

#[tokio::test]
async fn an_argument_takes_precedence_over_the_query_of_the_trait() {
    let recorder = Recorder::responding(204, "");
    registry(&recorder).root_again("2025").await.unwrap();
    assert_eq!(recorder.only().uri, "https://api.example.com/v2?api-version=2025");
}

#[tokio::test]
async fn a_value_of_several_segments_is_encoded_segment_by_segment() {
    let recorder = Recorder::responding(204, "");
    registry(&recorder).tags("library/a b/%2e").await.unwrap();
    let uri = "https://api.example.com/v2/library/a%20b/%252e/tags?all&api-version=2024%2001";
    assert_eq!(recorder.only().uri, uri);
}

#[tokio::test]
async fn a_value_of_several_segments_cannot_leave_its_place() {
    let recorder = Recorder::responding(204, "");
    for value in ["..", "a/../b", "a/./b", "/a", "a/", "a//b", ""] {
        let error = registry(&recorder).tags(value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request(RequestPart::Path), "{value}");
        assert!(error.to_string().contains("`name`"), "{error}");
    }
    assert!(recorder.sent().is_empty());
}

#[tokio::test]
async fn any_method_is_sent_as_declared() {
    let recorder = Recorder::responding(204, "");
    registry(&recorder).search(&BTreeMap::from([("tag", 1)])).await.unwrap();
    let sent = recorder.only();
    assert_eq!(sent.method, Method::from_bytes(b"SEARCH").unwrap());
    assert_eq!(sent.text(), r#"{"tag":1}"#);
    registry(&recorder).version_control().await.unwrap();
    assert_eq!(recorder.only().method.as_str(), "VERSION-CONTROL");
}

#[tokio::test]
async fn an_unknown_method_is_sent_once_unless_idempotent() {
    let recorder = Recorder::responding(503, "");
    let _ = registry(&recorder).version_control().await.unwrap_err();
    assert_eq!(recorder.sent().len(), 1);
}

#[tokio::test]
async fn json_is_sent_under_the_declared_media_type() {
    let recorder = Recorder::responding(204, "");
    registry(&recorder).merge(&BTreeMap::from([("size", 1)])).await.unwrap();
    let sent = recorder.only();
    assert_eq!(sent.header("content-type"), Some("application/merge-patch+json"));
    assert_eq!(sent.text(), r#"{"size":1}"#);
}

#[tokio::test]
async fn a_form_field_takes_a_list_format() {
    let recorder = Recorder::responding(204, "");
    registry(&recorder).form(&[1, 2], "a b").await.unwrap();
    assert_eq!(recorder.only().text(), "ids=1,2&name=a+b");
}

#[tokio::test]
async fn the_most_specific_status_selects_the_variant() {
    let place = async |status, body: &'static str| registry(&Recorder::responding(status, body)).place().await;
    assert_eq!(place(201, r#"{"id":7}"#).await.unwrap(), Placed::Done(Receipt { id: 7 }));
    assert_eq!(place(202, "ignored").await.unwrap(), Placed::Queued);
    assert_eq!(place(203, r#""other""#).await.unwrap(), Placed::Other("other".to_owned()));
}

#[tokio::test]
async fn a_success_that_no_variant_declares_is_a_decode_error() {
    let error = registry(&Recorder::responding(202, "{}")).place_strictly().await.unwrap_err();
    assert!(error.is_decode());
    assert!(error.to_string().contains("no variant of `Strict` declares status 202"), "{error}");
}

/// Counts the sign-ins.
struct CountedLogin(Arc<AtomicU32>);

#[pointapi::async_trait]
impl TokenSource for CountedLogin {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        Ok(TokenSet::new(format!("token-{count}")))
    }
}

#[point_api]
trait Passwords {
    #[point_endpoint(PUT "/password", unauthorized = response)]
    async fn change(&self, #[body] old: &str) -> Result<()>;

    #[point_endpoint(PUT "/name")]
    async fn rename(&self, #[body] name: &str) -> Result<()>;
}

#[tokio::test]
async fn a_401_that_is_the_response_neither_replays_nor_signs_in_again() {
    let sign_ins = Arc::new(AtomicU32::new(0));
    let recorder = Recorder::responding(401, "");
    let client = recorder.builder().token_source(CountedLogin(sign_ins.clone())).build().unwrap();
    let passwords = PasswordsClient::new(client);
    for _ in 0..3 {
        let error = passwords.change("old").await.unwrap_err();
        assert!(error.is_status(401) && !error.is_auth(), "{error}");
    }
    assert_eq!(recorder.sent().len(), 3);
    assert_eq!(sign_ins.load(Ordering::SeqCst), 1);

    let error = passwords.rename("new").await.unwrap_err();
    assert!(error.is_auth(), "{error}");
    assert_eq!(sign_ins.load(Ordering::SeqCst), 2);
}

/// A client of a server that rejects every token for `/password`, and some for other paths. Counts its requests.
fn strict_server(accepts: fn(&str) -> bool) -> (Client, Arc<AtomicU32>, Arc<AtomicU32>) {
    let (sign_ins, requests) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let counted = Arc::clone(&requests);
    let transport = tower::service_fn(move |request: HttpRequest| {
        counted.fetch_add(1, Ordering::SeqCst);
        let token = request.headers()["authorization"].to_str().unwrap();
        let is_accepted = request.uri().path() != "/password" && accepts(token);
        let mut response = HttpResponse::default();
        *response.status_mut() =
            if is_accepted { http::StatusCode::NO_CONTENT } else { http::StatusCode::UNAUTHORIZED };
        async move { Ok::<_, Infallible>(response) }
    });
    let builder = Client::builder().base_url("https://api.example.com").transport(transport);
    (builder.token_source(CountedLogin(Arc::clone(&sign_ins))).build().unwrap(), sign_ins, requests)
}

async fn post(client: &Client, path: &str) -> Result<()> {
    client.request(Method::POST, path).fetch().await
}

#[tokio::test]
async fn a_success_by_hand_does_not_end_the_suppression_of_another_path() {
    let (client, sign_ins, requests) = strict_server(|_| true);
    for number in 0..63 {
        let error = post(&client, &format!("/password?attempt={number}")).await.unwrap_err();
        assert!(error.is_status(401), "{error}");
        post(&client, "/orders").await.unwrap();
    }
    assert_eq!(requests.load(Ordering::SeqCst), 64 + 63, "one replay in all");
    assert_eq!(sign_ins.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_suppression_by_hand_hides_no_dead_token_on_another_path() {
    let (client, sign_ins, _) = strict_server(|token| token == "Bearer token-2");
    assert!(post(&client, "/password").await.is_err());
    post(&client, "/orders").await.unwrap();
    assert_eq!(sign_ins.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_call_by_hand_may_treat_a_401_as_its_response() {
    let (client, sign_ins, requests) = strict_server(|_| true);
    for _ in 0..3 {
        let call = client.request(Method::POST, "/password").treat_401_as_response();
        let error = call.send().await.unwrap_err();
        assert!(error.is_status(401) && !error.is_auth(), "{error}");
    }
    assert_eq!((requests.load(Ordering::SeqCst), sign_ins.load(Ordering::SeqCst)), (3, 1));
}
