//! Responses without a body that end with the connection: a value for some types, cut short for others.

use pointapi::platform::OrderReport;
use pointapi::{Bytes, FromResponse, Response, Result, Text, point_api};
use serde::Deserialize;

use crate::api::{Receipt, builder};
use crate::server::{Script, Server, json, script};

#[derive(Debug, PartialEq, Deserialize)]
struct Nothing;

#[derive(Debug, PartialEq, FromResponse)]
enum Reply {
    #[status(200)]
    Done(Receipt),
    #[status(202)]
    Accepted,
}

#[point_api(auth = none)]
trait Replies {
    #[point_endpoint(GET "/")]
    async fn unit(&self) -> Result<()>;

    #[point_endpoint(GET "/")]
    async fn unit_struct(&self) -> Result<Nothing>;

    #[point_endpoint(GET "/")]
    async fn unit_with_head(&self) -> Result<Response<()>>;

    #[point_endpoint(GET "/")]
    async fn option(&self) -> Result<Option<Receipt>>;

    #[point_endpoint(GET "/")]
    async fn option_of_text(&self) -> Result<Option<Text>>;

    #[point_endpoint(GET "/")]
    async fn bytes(&self) -> Result<Bytes>;

    #[point_endpoint(GET "/")]
    async fn text(&self) -> Result<Text>;

    #[point_endpoint(HEAD "/")]
    async fn head(&self) -> Result<bool>;

    #[point_endpoint(GET "/")]
    async fn value_with_head(&self) -> Result<Response<Receipt>>;

    #[point_endpoint(GET "/")]
    async fn list(&self) -> Result<Vec<Receipt>>;

    #[point_endpoint(GET "/")]
    async fn by_status(&self) -> Result<Reply>;

    #[point_endpoint(POST "/")]
    async fn order(&self) -> Result<OrderReport>;
}

fn ends_without_body(status: u16) -> Script {
    script().read().write_head(status, &[("Content-Type", "application/json")], None).close()
}

async fn replies(first: Script, second: &str) -> (RepliesClient, Server) {
    let server = Server::start([first, json(200, second)]).await;
    (RepliesClient::new(builder(&server).build().unwrap()), server)
}

#[tokio::test]
async fn a_missing_body_is_a_value_for_types_that_may_be_absent() {
    macro_rules! assert_value {
        ($($method:ident => $value:expr,)*) => {$(
            let (client, server) = replies(ends_without_body(200), "[]").await;
            assert_eq!(format!("{:?}", client.$method().await.unwrap()), $value, stringify!($method));
            assert_eq!(server.count(), 1, stringify!($method));
        )*};
    }
    assert_value! {
        unit => "()",
        unit_struct => "Nothing",
        option => "None",
        option_of_text => "None",
        bytes => r#"b"""#,
        text => "Text { length: 0, .. }",
        head => "true",
    }
    let (client, server) = replies(ends_without_body(200), "[]").await;
    assert_eq!((client.unit_with_head().await.unwrap().status().as_u16(), server.count()), (200, 1));
    let (client, server) = replies(ends_without_body(202), "[]").await;
    assert_eq!((client.by_status().await.unwrap(), server.count()), (Reply::Accepted, 1));
}

#[tokio::test]
async fn a_missing_body_of_any_other_type_was_cut_short_and_the_call_is_repeated() {
    let (client, server) = replies(ends_without_body(200), r#"{"count": 1}"#).await;
    assert_eq!((client.value_with_head().await.unwrap().count, server.count()), (1, 2));
    let (client, server) = replies(ends_without_body(200), "[]").await;
    assert_eq!((client.list().await.unwrap().len(), server.count()), (0, 2));
    let (client, server) = replies(ends_without_body(200), r#"{"count": 1}"#).await;
    assert_eq!((client.by_status().await.unwrap(), server.count()), (Reply::Done(Receipt { count: 1 }), 2));
}

#[tokio::test]
async fn an_order_whose_report_is_missing_may_have_been_placed() {
    let (client, server) = replies(ends_without_body(200), "{}").await;
    assert!(client.order().await.unwrap_err().outcome_unknown());
    assert_eq!(server.count(), 1);
}
