//! The data of events: a type of text is sent as it is, every other one in the codec's format.

use std::time::Duration;

use axum::routing::get;
use futures_util::{TryStreamExt, stream};
use http::header::CONTENT_TYPE;
use pointapi::{Client, Event, Events, Result, point_api};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::values::decimals::Decimal;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Name(String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Plain(String);

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) enum Level {
    Low,
}

#[point_api(server)]
pub(crate) trait Feed {
    #[point_endpoint(GET "/texts")]
    async fn texts(&self) -> Result<Events<String>>;

    #[point_endpoint(GET "/names")]
    async fn names(&self) -> Result<Events<Name>>;

    #[point_endpoint(GET "/plain")]
    async fn plain(&self) -> Result<Events<Plain>>;

    #[point_endpoint(GET "/values")]
    async fn values(&self) -> Result<Events<Value>>;

    #[point_endpoint(GET "/options")]
    async fn options(&self) -> Result<Events<Option<String>>>;

    #[point_endpoint(GET "/decimals")]
    async fn decimals(&self) -> Result<Events<Decimal>>;

    #[point_endpoint(GET "/levels")]
    async fn levels(&self) -> Result<Events<Level>>;

    #[point_endpoint(GET "/steps")]
    async fn steps(&self) -> Result<Events<String>>;
}

struct Source;

fn steps() -> Events<String> {
    let steps = [Event::new("a".to_owned()).id("7"), Event::new("b".to_owned()), Event::new("c".to_owned()).id("")];
    Events::from_stream(stream::iter(steps.map(Ok))).with_retry(Duration::from_millis(1500))
}

fn events<T: Send + 'static>(items: impl IntoIterator<Item = T, IntoIter: Send + 'static>) -> Result<Events<T>> {
    Ok(Events::from_stream(stream::iter(items.into_iter().map(Event::new).map(Ok))))
}

fn values() -> [Value; 4] {
    [json!("7"), json!("hello"), json!(7), json!({"a": null})]
}

#[pointapi::async_trait]
impl Feed for Source {
    async fn texts(&self) -> Result<Events<String>> {
        events(["7".to_owned()])
    }

    async fn names(&self) -> Result<Events<Name>> {
        events([Name("x".to_owned()), Name("7".to_owned())])
    }

    async fn plain(&self) -> Result<Events<Plain>> {
        events([Plain("x".to_owned())])
    }

    async fn values(&self) -> Result<Events<Value>> {
        events(values())
    }

    async fn options(&self) -> Result<Events<Option<String>>> {
        events([Some("x".to_owned()), None])
    }

    async fn decimals(&self) -> Result<Events<Decimal>> {
        events([Decimal("1.50".to_owned()), Decimal("0.1".to_owned())])
    }

    async fn levels(&self) -> Result<Events<Level>> {
        events([Level::Low])
    }

    async fn steps(&self) -> Result<Events<String>> {
        Ok(steps())
    }
}

async fn all<T>(events: Result<Events<T>>) -> Vec<T> {
    events.unwrap().map_ok(|event| event.data).try_collect().await.unwrap()
}

#[tokio::test]
async fn the_data_of_events_arrives() {
    let router = FeedServer::new(Source).unprotected().router();
    let feed = FeedClient::new(Client::builder().in_process(router).build().unwrap());
    assert_eq!(all(feed.texts().await).await, ["7"]);
    assert_eq!(all(feed.names().await).await, [Name("x".to_owned()), Name("7".to_owned())]);
    assert_eq!(all(feed.plain().await).await, [Plain("x".to_owned())]);
    assert_eq!(all(feed.values().await).await, values());
    assert_eq!(all(feed.options().await).await, [Some("x".to_owned()), None]);
    assert_eq!(format!("{:?}", all(feed.decimals().await).await), r#"[Decimal("1.50"), Decimal("0.1")]"#);
    assert_eq!(all(feed.levels().await).await, [Level::Low]);
}

#[tokio::test]
async fn data_is_raw_for_a_type_of_text_alone() {
    let rows = [
        ("/texts", "data: 7\n\n"),
        ("/names", "data: x\n\ndata: 7\n\n"),
        ("/plain", "data: x\n\n"),
        ("/options", "data: \"x\"\n\ndata: null\n\n"),
        ("/decimals", "data: \"1.50\"\n\ndata: \"0.1\"\n\n"),
        ("/levels", "data: \"Low\"\n\n"),
        ("/steps", "retry: 1500\n\nid: 7\ndata: a\n\ndata: b\n\nid: \ndata: c\n\n"),
    ];
    let router = FeedServer::new(Source).unprotected().router::<()>();
    for (target, expected) in rows {
        let request = http::Request::get(target).body(axum::body::Body::empty()).unwrap();
        let response = tower::ServiceExt::oneshot(router.clone(), request).await.unwrap();
        assert_eq!(axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap(), expected, "{target}");
    }
}

#[tokio::test]
async fn id_and_pause_of_a_test_double_are_those_of_the_client() {
    let router = FeedServer::new(Source).unprotected().router();
    let feed = FeedClient::new(Client::builder().in_process(router).build().unwrap());
    let gateway = FeedServer::new(feed.clone()).unprotected().router();
    let gateway = FeedClient::new(Client::builder().in_process(gateway).build().unwrap());
    for mut events in [steps(), feed.steps().await.unwrap(), gateway.steps().await.unwrap()] {
        for data in ["a", "b"] {
            assert_eq!(events.try_next().await.unwrap().unwrap().data, data);
            assert_eq!(events.last_event_id(), Some("7"), "{data}");
        }
        assert_eq!(events.try_next().await.unwrap().unwrap().data, "c");
        assert_eq!(events.last_event_id(), None);
        assert_eq!(events.retry(), Some(Duration::from_millis(1500)));
        assert!(events.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_gateway_sends_the_id_and_the_pause_where_they_change() {
    let sent = "id: 7\ndata: a\n\nid\ndata: b\n\ndata: c\n\nretry: 10\n\n";
    let origin = get(move || async move { ([(CONTENT_TYPE, "text/event-stream")], sent) });
    let origin = axum::Router::new().route("/steps", origin);
    let feed = FeedClient::new(Client::builder().in_process(origin).build().unwrap());
    let gateway = FeedServer::new(feed).unprotected().router::<()>();
    let request = http::Request::get("/steps").body(axum::body::Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(gateway, request).await.unwrap();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    assert_eq!(body, "id: 7\ndata: a\n\nid: \ndata: b\n\ndata: c\n\nretry: 10\n\n");
}
