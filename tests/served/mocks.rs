//! Mocks by `mockall`, whose attribute stands below `#[point_api]`: every role, as an object, and served.

use std::sync::Arc;

use http::{HeaderMap, StatusCode};
use pointapi::{
    Body, Bytes, CallOptions, Client, Error, ErrorKind, Lines, Part, Response, Result, Text, Typed, point_api,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Order {
    name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Filter {
    state: Option<String>,
}

#[point_api(prefix = "/v1", server)]
#[mockall::automock]
pub(crate) trait Orders {
    #[point_endpoint(GET "/orders/{id}/{rest*}", none_on = [404])]
    async fn order(
        &self,
        id: u64,
        rest: &str,
        #[query] page: Option<u32>,
        #[query(format = csv)] tags: &[String],
        #[query] filter: &Filter,
        #[header("X-Trace")] trace: Option<&str>,
        #[headers] more: &HeaderMap,
        #[cookie] session: &str,
        #[options] options: &CallOptions,
        #[extension] caller: Option<u8>,
    ) -> Result<Option<Response<Order>>>;

    #[point_endpoint(POST "/orders")]
    async fn place(&self, #[body] order: &Order) -> Result<Order, Typed<Order>>;

    #[point_endpoint(PUT "/texts")]
    async fn text(&self, #[body(text)] text: &str) -> Result<Text>;

    #[point_endpoint(PUT "/bytes")]
    async fn bytes(&self, #[body(bytes)] bytes: Bytes) -> Result<Bytes>;

    #[point_endpoint(PUT "/stream")]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<Lines<Order>>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[form] name: &str) -> Result<()>;

    #[point_endpoint(POST "/parts")]
    async fn part(&self, #[part] file: Part) -> Result<()>;

    #[point_endpoint(GET "", client_only)]
    async fn next(&self, #[url] link: &str) -> Result<Order>;

    /// A helper, which a mock replaces too.
    async fn first(&self) -> Result<Option<Order>> {
        let order = self.next("/v1/first").await?;
        Ok(Some(order))
    }
}

fn order(name: &str) -> Order {
    Order { name: name.to_owned() }
}

#[tokio::test]
async fn a_mock_is_an_object_with_every_role() {
    let mut mock = MockOrders::new();
    mock.expect_order()
        .withf(|id, rest, page, tags, _, _, _, _, _, _| {
            (*id, rest, *page, tags) == (7, "a/b", Some(2), &["x".to_owned()])
        })
        .times(1)
        .returning(|_, _, _, _, filter, _, _, session, _, _| {
            let order = order(&format!("{:?} {session}", filter.state));
            Box::pin(async { Ok(Some(Response::new(StatusCode::ACCEPTED, HeaderMap::new(), order))) })
        });
    mock.expect_place().returning(|_| {
        Box::pin(async { Err(Error::respond(StatusCode::CONFLICT, Order { name: "taken".to_owned() }).into()) })
    });
    mock.expect_text().returning(|text| {
        let text = Text::new(text.to_uppercase());
        Box::pin(async { Ok(text) })
    });
    mock.expect_bytes().returning(|bytes| Box::pin(async { Ok(bytes) }));
    mock.expect_stream().returning(|_| {
        Box::pin(async { Ok(Lines::from_stream(futures_util::stream::iter([Err(pointapi::testing::timeout())]))) })
    });
    mock.expect_form().returning(|_| Box::pin(async { Ok(()) }));
    mock.expect_part().returning(|_| Box::pin(async { Ok(()) }));
    mock.expect_next().returning(|link| {
        let order = order(link);
        Box::pin(async { Ok(order) })
    });
    mock.expect_first().returning(|| Ok(None));

    let orders: Arc<dyn Orders> = Arc::new(mock);
    let filter = Filter { state: Some("open".to_owned()) };
    let (more, options) = (HeaderMap::new(), CallOptions::new());
    let tags = ["x".to_owned()];
    let found = orders.order(7, "a/b", Some(2), &tags, &filter, None, &more, "s", &options, None).await;
    assert_eq!(found.unwrap().unwrap().into_inner(), order("Some(\"open\") s"));
    assert!(orders.place(&order("pen")).await.unwrap_err().is_status(409));
    assert_eq!(&*orders.text("t").await.unwrap(), "T");
    assert_eq!(orders.bytes(Bytes::from_static(b"b")).await.unwrap(), "b");
    assert!(orders.stream(Body::empty()).await.is_ok());
    orders.form("n").await.unwrap();
    orders.part(Part::text("p")).await.unwrap();
    assert_eq!(orders.next("/link").await.unwrap(), order("/link"));
    assert_eq!(orders.first().await.unwrap(), None);
}

#[tokio::test]
async fn a_mock_can_be_served() {
    let mut mock = MockOrders::new();
    mock.expect_text().withf(|text| text == "t").times(1).returning(|_| Box::pin(async { Ok(Text::new("served")) }));
    mock.expect_form().returning(|_| Box::pin(async { Err(pointapi::testing::timeout()) }));
    let router = OrdersServer::new(mock).unprotected().router();
    let orders = OrdersClient::new(Client::builder().in_process(router).build().unwrap());
    assert_eq!(&*orders.text("t").await.unwrap(), "served");
    assert_eq!(orders.form("n").await.unwrap_err().kind(), ErrorKind::Status);
}
