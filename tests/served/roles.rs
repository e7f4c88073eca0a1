//! Each role arrives as the client wrote it.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt};
use http::{HeaderMap, HeaderValue, StatusCode};
use pointapi::{
    Bytes, CallOptions, Client, Download, Error, Event, Events, Lines, Response, Result, Text, Typed, point_api,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Filter {
    state: Option<String>,
    size: u32,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Part<'a> {
    name: &'a str,
}

#[point_api(server)]
pub(crate) trait Health {
    #[point_endpoint(GET "/health", auth = none)]
    async fn health(&self) -> Result<Text>;
}

mod lengths {
    pub(crate) const TEXTS: usize = 2;
}

#[point_api(prefix = "/v1", auth = none, server)]
pub(crate) trait Shop: Health {
    #[point_endpoint(GET "")]
    async fn root(&self) -> Result<()>;

    #[point_endpoint(GET "/orders/{id}", none_on = [404])]
    async fn order(&self, id: u64) -> Result<Option<String>>;

    #[point_endpoint(GET "/search/{kind}")]
    async fn search<'a>(
        &self,
        #[query] page: Option<u32>,
        kind: &'a str,
        #[query(format = csv)] tags: &[&'a str],
        #[query] filter: &Filter,
        #[header("X-Trace")] trace: Option<&str>,
        #[cookie] session: &str,
        #[headers] more: &HeaderMap,
        #[options] options: &CallOptions,
    ) -> Result<Response<String>>;

    #[point_endpoint(GET "/given")]
    async fn given(
        &self,
        #[query] part: Part<'_>,
        #[query] tags: Vec<&str>,
        #[header("X-Label")] labels: Vec<&str>,
        #[extension] name: Option<for<'a> fn(&'a str) -> &'a str>,
    ) -> Result<String>;

    #[point_endpoint(POST "/json")]
    async fn json(&self, #[body] orders: &BTreeMap<String, u32>) -> Result<BTreeMap<String, u32>>;

    #[point_endpoint(PUT "/text/{name}")]
    async fn text(&self, name: String, #[body(text)] text: &str) -> Result<Text>;

    #[point_endpoint(PUT "/bytes")]
    async fn bytes(&self, #[body(bytes)] bytes: Bytes) -> Result<Bytes>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[form] name: &str, #[form(format = csv)] ids: &[u8]) -> Result<String>;

    #[point_endpoint(GET "/pairs")]
    async fn pairs(
        &self,
        #[header("X-A")] own: [u32; 2],
        #[header("X-B")] lent: &[u8; 2 + 1],
        #[header("X-C")] texts: [&str; lengths::TEXTS],
        #[header("X-D")] option: Option<[u16; 2]>,
        #[header("X-E")] absent: Option<&[u16; 2]>,
    ) -> Result<String>;

    #[point_endpoint(SEARCH "/orders", idempotent)]
    async fn find(&self, #[extension] caller: Option<u8>) -> Result<bool>;
}

struct Fake;

#[pointapi::async_trait]
impl Health for Fake {
    async fn health(&self) -> Result<Text> {
        Ok(Text::new("fine"))
    }
}

#[pointapi::async_trait]
impl Shop for Fake {
    async fn root(&self) -> Result<()> {
        Ok(())
    }

    async fn order(&self, id: u64) -> Result<Option<String>> {
        Ok((id == 7).then(|| "seven".to_owned()))
    }

    async fn search<'a>(
        &self,
        page: Option<u32>,
        kind: &'a str,
        tags: &[&'a str],
        filter: &Filter,
        trace: Option<&str>,
        session: &str,
        more: &HeaderMap,
        _: &CallOptions,
    ) -> Result<Response<String>> {
        let echo = format!("{page:?} {kind} {tags:?} {filter:?} {trace:?} {session} {:?}", more.get("x-more"));
        Ok(Response::new(StatusCode::ACCEPTED, HeaderMap::new(), echo))
    }

    async fn given(
        &self,
        part: Part<'_>,
        tags: Vec<&str>,
        labels: Vec<&str>,
        _: Option<for<'a> fn(&'a str) -> &'a str>,
    ) -> Result<String> {
        Ok(format!("{} {tags:?} {labels:?}", part.name))
    }

    async fn json(&self, orders: &BTreeMap<String, u32>) -> Result<BTreeMap<String, u32>> {
        Ok(orders.clone())
    }

    async fn text(&self, name: String, text: &str) -> Result<Text> {
        Ok(Text::new(format!("{name}: {text}")))
    }

    async fn bytes(&self, bytes: Bytes) -> Result<Bytes> {
        Ok(bytes)
    }

    async fn form(&self, name: &str, ids: &[u8]) -> Result<String> {
        Ok(format!("{name} {ids:?}"))
    }

    async fn pairs(
        &self,
        own: [u32; 2],
        lent: &[u8; 3],
        texts: [&str; 2],
        option: Option<[u16; 2]>,
        absent: Option<&[u16; 2]>,
    ) -> Result<String> {
        Ok(format!("{own:?} {lent:?} {texts:?} {option:?} {absent:?}"))
    }

    async fn find(&self, caller: Option<u8>) -> Result<bool> {
        Ok(caller.is_none())
    }
}

fn client() -> Client {
    let router = ShopServer::new(Fake).unprotected().router::<()>();
    Client::builder().base_url("https://shop.example").transport(router).build().unwrap()
}

fn shop() -> ShopClient {
    ShopClient::new(client())
}

#[tokio::test]
async fn every_argument_arrives_as_it_was_sent() {
    let more = HeaderMap::from_iter([("x-more".parse().unwrap(), HeaderValue::from_static("m"))]);
    let filter = Filter { state: Some("open".to_owned()), size: 3 };
    let options = CallOptions::new();
    let found = shop().search(Some(2), "a/b", &["x,y", "z"], &filter, None, "s%3A1", &more, &options).await.unwrap();
    assert_eq!(found.status(), StatusCode::ACCEPTED);
    assert_eq!(
        found.into_inner(),
        r#"Some(2) a/b ["x,y", "z"] Filter { state: Some("open"), size: 3 } None s%3A1 Some("m")"#
    );
}

#[tokio::test]
async fn a_value_that_is_given_away_borrows_from_the_request() {
    let given = shop().given(Part { name: "a b" }, vec!["x", "y"], vec!["l", "m"], None).await.unwrap();
    assert_eq!(given, r#"a b ["x", "y"] ["l", "m"]"#);
}

#[tokio::test]
async fn a_header_of_several_items_is_an_array() {
    let pairs = shop().pairs([1, 2], &[3, 4, 5], ["x", "y z"], Some([6, 7]), None).await.unwrap();
    assert_eq!(pairs, r#"[1, 2] [3, 4, 5] ["x", "y z"] Some([6, 7]) None"#);
    let request = http::Request::get("/v1/pairs").header("x-a", "1, 2, 3").header("x-b", "3, 4, 5");
    let request = request.header("x-c", "x, y").body(axum::body::Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(ShopServer::new(Fake).router::<()>(), request).await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn every_body_arrives_as_it_was_sent() {
    let orders = BTreeMap::from([("a".to_owned(), 1)]);
    assert_eq!(shop().json(&orders).await.unwrap(), orders);
    assert_eq!(&*shop().text("n".to_owned(), "t").await.unwrap(), "n: t");
    assert_eq!(shop().bytes(Bytes::from_static(&[0, 255])).await.unwrap(), Bytes::from_static(&[0, 255]));
    assert_eq!(shop().form("a b", &[1, 2]).await.unwrap(), "a b [1, 2]");
}

#[tokio::test]
async fn a_value_can_be_absent() {
    assert_eq!(shop().order(7).await.unwrap().as_deref(), Some("seven"));
    assert_eq!(shop().order(8).await.unwrap(), None);
    shop().root().await.unwrap();
    assert!(shop().find(None).await.unwrap());
}

#[tokio::test]
async fn a_supertrait_is_served_together_with_its_trait() {
    assert_eq!(&*HealthClient::new(client()).health().await.unwrap(), "fine");
    let shared: Arc<dyn Shop> = Arc::new(Fake);
    drop(ShopServer::shared(shared));
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Step {
    number: u32,
}

#[point_api(server)]
pub(crate) trait Feed {
    #[point_endpoint(GET "/events")]
    async fn events(&self) -> Result<Events<Step>>;

    #[point_endpoint(GET "/texts")]
    async fn texts(&self) -> Result<Events<String>>;

    #[point_endpoint(GET "/lines")]
    async fn lines(&self) -> Result<Lines<Step>>;

    #[point_endpoint(GET "/file")]
    async fn file(&self) -> Result<Download>;

    #[point_endpoint(DELETE "/steps/{number}")]
    async fn cancel(&self, number: u32) -> Result<(), Typed<Step>>;

    #[point_endpoint(POST "/failing")]
    async fn failing(&self) -> Result<()>;
}

pub(crate) struct Steps;

fn steps() -> impl futures_util::Stream<Item = Step> {
    futures_util::stream::iter([Step { number: 1 }, Step { number: 2 }])
}

#[pointapi::async_trait]
impl Feed for Steps {
    async fn events(&self) -> Result<Events<Step>> {
        Ok(Events::from_stream(steps().map(|step| Ok(Event::new(step).id("7").event("step")))))
    }

    async fn texts(&self) -> Result<Events<String>> {
        Ok(Events::from_stream(futures_util::stream::iter([Ok(Event::new("two\nlines".to_owned()))])))
    }

    async fn lines(&self) -> Result<Lines<Step>> {
        Ok(Lines::from_stream(steps().map(Ok)))
    }

    async fn file(&self) -> Result<Download> {
        Ok(Download::new("%PDF-1.7"))
    }

    async fn cancel(&self, number: u32) -> Result<(), Typed<Step>> {
        Err(Error::respond(StatusCode::CONFLICT, Step { number }).into())
    }

    async fn failing(&self) -> Result<()> {
        Err(pointapi::testing::status(418).json(serde_json::json!({ "secret": "canary" })))
    }
}

fn feed() -> FeedClient {
    let router = FeedServer::new(Steps).unprotected().router();
    FeedClient::new(Client::builder().in_process(router).build().unwrap())
}

#[tokio::test]
async fn events_arrive_with_id_and_type() {
    let events: Vec<_> = feed().events().await.unwrap().try_collect().await.unwrap();
    let seen: Vec<_> =
        events.iter().map(|event| (event.data.number, event.id.as_deref(), event.event.as_deref())).collect();
    assert_eq!(seen, [(1, Some("7"), Some("step")), (2, Some("7"), Some("step"))]);
}

#[tokio::test]
async fn a_string_with_line_breaks_is_one_event() {
    let events: Vec<_> = feed().texts().await.unwrap().try_collect().await.unwrap();
    assert_eq!(events.iter().map(|event| event.data.as_str()).collect::<Vec<_>>(), ["two\nlines"]);
}

#[tokio::test]
async fn lines_arrive_one_by_one() {
    let lines: Vec<Step> = feed().lines().await.unwrap().try_collect().await.unwrap();
    assert_eq!(lines, [Step { number: 1 }, Step { number: 2 }]);
}

#[tokio::test]
async fn a_download_keeps_its_length() {
    let file = feed().file().await.unwrap();
    assert_eq!(file.content_length(), Some(8));
    let bytes: Vec<Bytes> = file.try_collect().await.unwrap();
    assert_eq!(bytes.concat(), b"%PDF-1.7");
}

#[tokio::test]
async fn a_method_chooses_its_error_response() {
    let error = feed().cancel(3).await.unwrap_err();
    assert_eq!((error.status(), error.body()), (Some(StatusCode::CONFLICT), Some(&Step { number: 3 })));
}

#[tokio::test]
async fn an_error_of_another_call_is_a_bare_500() {
    let error = feed().failing().await.unwrap_err();
    assert!(error.is_status(500));
    assert!(!String::from_utf8_lossy(error.expose_body().unwrap()).contains("canary"));
}
