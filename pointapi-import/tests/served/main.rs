//! An imported trait is served: its client receives what an implementation returned, by status.

#[allow(
    missing_docs,
    unreachable_pub,
    reason = "generated code is compiled here as a user compiles it"
)]
mod api;

use api::ApiServer;
use api::orders::{Orders, OrdersClient, PutKind, PutResponse};
use api::types::{Created, Order, Problem};
use pointapi::{Client, Typed};

struct Shop;

#[pointapi::async_trait]
impl Orders for Shop {
    async fn put(
        &self,
        id: i64,
        kind: Option<&PutKind>,
        body: &Order,
    ) -> pointapi::Result<PutResponse, Typed<Problem>> {
        Ok(match (id, kind) {
            (0, _) => PutResponse::NoContent,
            (_, Some(kind)) => PutResponse::Created(Box::new(Created {
                at: kind.as_str().to_owned(),
            })),
            (_, None) => PutResponse::Ok(Box::new(Order {
                note: body.note.clone(),
            })),
        })
    }
}

impl api::Api for Shop {}

#[tokio::test]
async fn each_status_arrives_as_its_variant() {
    let router = ApiServer::new(Shop).unprotected().router();
    let client = Client::builder().in_process(router).build().expect("valid");
    let orders = OrdersClient::new(client);
    let order = Order {
        note: "fragile".to_owned(),
    };
    let changed = orders.put(1, None, &order).await.expect("served");
    assert!(matches!(changed, PutResponse::Ok(order) if order.note == "fragile"));
    let created = orders.put(1, Some(&PutKind::Gift), &order).await;
    assert!(matches!(created, Ok(PutResponse::Created(created)) if created.at == "gift"));
    let unchanged = orders.put(0, None, &order).await.expect("served");
    assert!(matches!(unchanged, PutResponse::NoContent));
}

#[tokio::test]
async fn client_and_server_of_the_document_agree() {
    let report = pointapi::contract::check::<dyn api::Api>()
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(report.unchecked().is_empty(), "{report}");
}
