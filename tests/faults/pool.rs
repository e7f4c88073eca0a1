//! The connection pool of the hyper transport.

use futures_util::{FutureExt, StreamExt, stream};
use pointapi::{Body, Bytes, Download, Result, point_api};

use crate::api::{Class, builder, shop};
use crate::server::{Certificate, Server, json, script};

#[point_api(auth = none)]
trait Feeds {
    #[point_endpoint(GET "/feed")]
    async fn feed(&self) -> Result<Download>;

    #[point_endpoint(POST "/import")]
    async fn import(&self, #[body(stream)] items: Body) -> Result<Bytes>;
}

#[tokio::test]
async fn concurrent_first_calls_share_one_http2_connection() {
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [json(200, r#"{"count": 1}"#)]).await;
    let shop = shop(builder(&server).hyper().root_certificate(certificate.authority_pem()));
    futures_util::future::try_join_all((0..8).map(|_| shop.call(Class::Once))).await.unwrap();
    assert_eq!((server.accepted(), server.count()), (1, 8));
}

#[tokio::test]
async fn calls_that_waited_for_a_connection_that_failed_open_their_own() {
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&Certificate::self_signed().with_http2(), [json(200, r#"{"count": 1}"#)]).await;
    let shop = shop(builder(&server).hyper().root_certificate(certificate.authority_pem()));
    let results = futures_util::future::join_all((0..8).map(|_| shop.call(Class::Once))).await;
    assert!(results.iter().all(|result| result.as_ref().is_err_and(pointapi::Error::is_connect)), "{results:?}");
    assert!(server.accepted() >= 8);
}

#[tokio::test]
async fn call_beside_a_feed_that_holds_all_streams_gets_another_connection() {
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [script().feed(), json(200, r#"{"count": 1}"#)]).await;
    let client = builder(&server).hyper().root_certificate(certificate.authority_pem());
    let shop = shop(client);
    let mut feed = FeedsClient::new(shop.client().clone()).feed().await.unwrap();
    for _ in 0..2 {
        shop.call(Class::Safe).await.unwrap();
    }
    assert_eq!(server.accepted(), 2);
    assert!(feed.next().now_or_never().is_none(), "no call had to wait for the end of the feed");
}

#[tokio::test]
async fn upload_whose_body_calls_the_same_server_is_sent() {
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [json(200, r#"{"count": 1}"#)]).await;
    let shop = shop(builder(&server).hyper().root_certificate(certificate.authority_pem()));
    let feeds = FeedsClient::new(shop.client().clone());
    let exported = stream::once(async move {
        let receipt = shop.call(Class::Safe).await?;
        Ok::<_, pointapi::Error>(Bytes::from(receipt.count.to_string()))
    });
    feeds.import(Body::from_stream(exported)).await.unwrap();
    assert_eq!(server.requests().last().unwrap().body, b"1");
}
