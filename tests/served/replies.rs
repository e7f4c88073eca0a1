//! Return values and errors of a served trait, as the client receives them, and traits that cannot be served.

use std::borrow::Cow;
use std::sync::Arc;

use futures_util::TryStreamExt;
use http::{HeaderMap, StatusCode};
use pointapi::{Bytes, Client, Download, ErrorKind, Response, Result, Text, point_api};

#[point_api(server)]
pub(crate) trait Documents {
    #[point_endpoint(GET "/text/{id}", none_on = [404])]
    async fn text(&self, id: u8) -> Result<Option<Text>>;

    #[point_endpoint(GET "/file/{id}", none_on = [404])]
    async fn file(&self, id: u8) -> Result<Option<Download>>;

    #[point_endpoint(GET "/reply/{id}", none_on = [410])]
    async fn reply(&self, id: u8) -> Result<Response<Option<Text>>>;

    #[point_endpoint(HEAD "/head/{id}", none_on = [404])]
    async fn head(&self, id: u8) -> Result<Option<Response<()>>>;

    #[point_endpoint(GET "/bytes/{id}", none_on = [404])]
    async fn bytes(&self, id: u8) -> Result<Option<Bytes>>;

    #[point_endpoint(GET "/shared/{shared}/{cow}/{boxed}")]
    async fn pointers(
        &self,
        shared: Arc<str>,
        cow: Cow<'_, str>,
        boxed: Box<str>,
        #[header("X-One")] one: Option<Arc<str>>,
        #[header("X-Texts")] texts: &[&str],
        #[header("X-Numbers")] numbers: Vec<u16>,
        #[header("X-Absent")] absent: Option<&[u16]>,
    ) -> Result<String>;
}

struct Archive;

#[pointapi::async_trait]
impl Documents for Archive {
    async fn text(&self, id: u8) -> Result<Option<Text>> {
        Ok((id == 7).then(|| Text::new("seven")))
    }

    async fn file(&self, id: u8) -> Result<Option<Download>> {
        Ok((id == 7).then(|| Download::new("%PDF-1.7")))
    }

    async fn reply(&self, id: u8) -> Result<Response<Option<Text>>> {
        let text = (id == 7).then(|| Text::new("seven"));
        let status = if text.is_some() { StatusCode::ACCEPTED } else { StatusCode::GONE };
        let headers = HeaderMap::from_iter([(http::header::ETAG, http::HeaderValue::from(u16::from(id)))]);
        Ok(Response::new(status, headers, text))
    }

    async fn head(&self, id: u8) -> Result<Option<Response<()>>> {
        Ok((id == 7).then(|| Response::new(StatusCode::OK, HeaderMap::new(), ())))
    }

    async fn bytes(&self, id: u8) -> Result<Option<Bytes>> {
        Ok((id == 7).then(|| Bytes::from_static(&[0, 255])))
    }

    async fn pointers(
        &self,
        shared: Arc<str>,
        cow: Cow<'_, str>,
        boxed: Box<str>,
        one: Option<Arc<str>>,
        texts: &[&str],
        numbers: Vec<u16>,
        absent: Option<&[u16]>,
    ) -> Result<String> {
        Ok(format!("{shared} {cow} {boxed} {one:?} {texts:?} {numbers:?} {absent:?}"))
    }
}

fn documents() -> DocumentsClient {
    let router = DocumentsServer::new(Archive).unprotected().router();
    DocumentsClient::new(Client::builder().in_process(router).build().unwrap())
}

#[tokio::test]
async fn an_optional_text_or_stream_is_served_or_absent() {
    let documents = documents();
    assert_eq!(documents.text(7).await.unwrap().as_deref(), Some("seven"));
    assert_eq!(documents.text(8).await.unwrap(), None);
    let file: Vec<Bytes> = documents.file(7).await.unwrap().unwrap().try_collect().await.unwrap();
    assert_eq!(file.concat(), b"%PDF-1.7");
    assert!(documents.file(8).await.unwrap().is_none());
    assert_eq!(documents.bytes(7).await.unwrap().unwrap(), Bytes::from_static(&[0, 255]));
    assert_eq!(documents.bytes(8).await.unwrap(), None);
}

#[tokio::test]
async fn an_optional_value_keeps_status_and_headers() {
    let reply = documents().reply(7).await.unwrap();
    assert_eq!((reply.status(), &reply.headers()["etag"]), (StatusCode::ACCEPTED, &http::HeaderValue::from(7_u16)));
    assert_eq!(reply.into_inner().as_deref(), Some("seven"));
    let absent = documents().reply(8).await.unwrap();
    assert_eq!((absent.status(), absent.into_inner()), (StatusCode::GONE, None));
    assert_eq!(documents().head(7).await.unwrap().unwrap().status(), StatusCode::OK);
    assert!(documents().head(8).await.unwrap().is_none());
}

#[tokio::test]
async fn pointers_to_text_and_lists_of_headers_arrive() {
    let one = Some(Arc::from("o"));
    let boxed: Box<str> = "b c".into();
    let call = documents();
    let call = call.pointers(Arc::from("a/b"), Cow::Borrowed("ä"), boxed, one, &["x", "y z"], vec![1, 2], None);
    assert_eq!(call.await.unwrap(), r#"a/b ä b c Some("o") ["x", "y z"] [1, 2] None"#);
}

#[point_api(server)]
pub(crate) trait Left {
    #[point_endpoint(GET "/things/{id}")]
    async fn thing(&self, id: u8) -> Result<String>;
}

mod right {
    use super::*;

    #[point_api(client = RightClient, server)]
    pub(super) trait Right {
        #[point_endpoint(GET "/things/{name}")]
        async fn thing(&self, name: &str) -> Result<String>;

        #[point_endpoint(GET "/others")]
        async fn others(&self) -> Result<()>;
    }
}

#[point_api(server)]
pub(crate) trait Both: Left + right::Right {}

#[point_api(server)]
pub(crate) trait Again: Left {}

#[point_api(server)]
pub(crate) trait Diamond: Left + Again {}

struct Things;

#[pointapi::async_trait]
impl Left for Things {
    async fn thing(&self, _: u8) -> Result<String> {
        Ok("left".to_owned())
    }
}

#[pointapi::async_trait]
impl right::Right for Things {
    async fn thing(&self, _: &str) -> Result<String> {
        Ok("right".to_owned())
    }

    async fn others(&self) -> Result<()> {
        Ok(())
    }
}

impl Both for Things {}
impl Again for Things {}
impl Diamond for Things {}

#[test]
fn two_supertraits_with_one_route_are_an_error_that_names_both() {
    let error = BothServer::new(Things).unprotected().try_router::<()>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    let text = error.to_string();
    assert!(text.contains("/things/{id}") && text.contains("/things/{name}"), "{text}");
}

#[tokio::test]
async fn a_router_with_a_conflict_serves_nothing() {
    let router = BothServer::new(Things).unprotected().router::<()>();
    let client = Client::builder().in_process(router).build().unwrap();
    assert!(LeftClient::new(client.clone()).thing(1).await.unwrap_err().is_status(500));
    assert!(right::RightClient::new(client).others().await.unwrap_err().is_status(500));
}

#[test]
fn two_servers_with_one_route_do_not_merge() {
    let (left, right) = (LeftServer::new(Things), right::RightServer::new(Things));
    assert_eq!(left.merge(right).unwrap_err().kind(), ErrorKind::Config);
}

#[tokio::test]
async fn a_trait_that_is_inherited_twice_is_served_once() {
    let router = DiamondServer::new(Things).unprotected().try_router().unwrap();
    let left = LeftClient::new(Client::builder().in_process(router).build().unwrap());
    assert_eq!(left.thing(1).await.unwrap(), "left");
}

#[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
pub(crate) struct Page {
    number: u8,
}

#[point_api(server)]
pub(crate) trait Pages {
    #[point_endpoint(GET "/pages/{number}")]
    async fn page(&self, number: u8) -> Result<Page>;

    #[point_endpoint(GET "", client_only)]
    async fn next(&self, #[url] link: &str) -> Result<Page>;

    #[point_endpoint(GET "/texts", client_only, none_on = [404])]
    async fn text(&self) -> Result<Option<Text>>;
}

struct Book;

#[pointapi::async_trait]
impl Pages for Book {
    async fn page(&self, number: u8) -> Result<Page> {
        Ok(Page { number })
    }
}

#[tokio::test]
async fn an_endpoint_of_the_client_only_needs_no_implementation() {
    let router = PagesServer::new(Book).unprotected().router();
    let pages = PagesClient::new(Client::builder().in_process(router).build().unwrap());
    assert_eq!(pages.next("/pages/2").await.unwrap(), Page { number: 2 });
    assert_eq!(Book.next("/pages/2").await.unwrap_err().kind(), ErrorKind::Config);
    assert_eq!(Book.text().await.unwrap_err().kind(), ErrorKind::Config);
    assert_eq!(pages.text().await.unwrap(), None);
}

#[point_api(server)]
pub(crate) trait Files {
    #[point_endpoint(HEAD "/files/{id}", none_on = [410])]
    async fn exists(&self, id: u8) -> Result<bool>;

    #[point_endpoint(GET "/null")]
    async fn null(&self) -> Result<serde_json::Value>;

    #[point_endpoint(GET "/files/{path*}")]
    async fn file(&self, path: &str) -> Result<String>;

    #[point_endpoint(GET "/files/{path*}/versions")]
    async fn versions(&self, path: &str) -> Result<String>;

    #[point_endpoint(GET "/*/:1")]
    async fn star(&self) -> Result<String>;
}

#[point_api(server)]
trait Admin {
    #[point_endpoint(DELETE "/files")]
    async fn clear(&self) -> Result<()>;

    #[point_endpoint(POST "/note")]
    async fn note(&self, #[body] note: &str) -> Result<()>;
}

#[pointapi::async_trait]
impl Files for Archive {
    async fn exists(&self, id: u8) -> Result<bool> {
        Ok(id == 7)
    }

    async fn null(&self) -> Result<serde_json::Value> {
        Ok(serde_json::Value::Null)
    }

    async fn file(&self, path: &str) -> Result<String> {
        Ok(format!("file {path}"))
    }

    async fn versions(&self, path: &str) -> Result<String> {
        Ok(format!("versions of {path}"))
    }

    async fn star(&self) -> Result<String> {
        Ok("star".to_owned())
    }
}

#[pointapi::async_trait]
impl Admin for Archive {
    async fn clear(&self) -> Result<()> {
        Ok(())
    }

    async fn note(&self, _: &str) -> Result<()> {
        Ok(())
    }
}

fn files() -> FilesClient {
    let router = FilesServer::new(Archive).unprotected().router();
    FilesClient::new(Client::builder().in_process(router).build().unwrap())
}

#[tokio::test]
async fn false_of_a_head_endpoint_is_the_declared_status() {
    assert!(files().exists(7).await.unwrap());
    assert!(!files().exists(8).await.unwrap());
}

#[tokio::test]
async fn a_head_endpoint_announces_no_length() {
    let router = FilesServer::new(Archive).unprotected().router::<()>();
    let request = http::Request::head("/files/7").body(axum::body::Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
    assert_eq!((response.status(), response.headers().get("content-length")), (StatusCode::OK, None));
}

#[tokio::test]
async fn null_is_a_value() {
    assert_eq!(files().null().await.unwrap(), serde_json::Value::Null);
}

#[tokio::test]
async fn the_pattern_with_more_segments_behind_the_list_is_tried_first() {
    assert_eq!(files().file("a/b").await.unwrap(), "file a/b");
    assert_eq!(files().versions("a/b").await.unwrap(), "versions of a/b");
}

#[tokio::test]
async fn literals_of_an_earlier_placeholder_syntax_are_literals() {
    assert_eq!(files().star().await.unwrap(), "star");
    let client = files().client().clone();
    assert!(client.request(http::Method::GET, "/a/:1").send().await.unwrap_err().is_status(404));
}

async fn status(server: pointapi::server::Server, method: &str, path: &str, body: &'static str) -> u16 {
    let request = http::Request::builder().method(method).uri(path).header("content-type", "application/json");
    let request = request.header("authorization", "Basic Z3JldGE6cGFzcw==").body(axum::body::Body::from(body)).unwrap();
    tower::ServiceExt::oneshot(server.router::<()>(), request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_merged_server_keeps_its_access_rule_and_limits() {
    let merged = |password: &str| {
        let basic = pointapi::server::Basic::new("greta", pointapi::auth::Secret::new(password));
        let admin = AdminServer::new(Archive).verify(basic).max_body(2);
        FilesServer::new(Archive).unprotected().merge(admin).unwrap().max_body(1024).unprotected()
    };
    assert_eq!(status(merged("other"), "DELETE", "/files", "").await, 401);
    assert_eq!(status(merged("other"), "HEAD", "/files/7", "").await, 200);
    assert_eq!(status(merged("pass"), "DELETE", "/files", "").await, 204);
    assert_eq!(status(merged("pass"), "POST", "/note", "\"n\"").await, 413);
}

#[tokio::test]
async fn a_rule_that_is_set_after_the_merge_applies_to_servers_without_one() {
    let merged = || FilesServer::new(Archive).unprotected().merge(AdminServer::new(Archive)).unwrap();
    assert_eq!(status(merged(), "DELETE", "/files", "").await, 401);
    assert_eq!(status(merged().unprotected(), "DELETE", "/files", "").await, 204);
}
