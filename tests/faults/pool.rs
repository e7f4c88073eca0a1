//! The connection pool of the hyper transport.

use std::collections::BTreeSet;

use crate::api::{Class, builder, shop};
use crate::server::{Certificate, Server, json};

#[tokio::test]
async fn concurrent_first_calls_use_all_connections_they_open() {
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [json(200, r#"{"count": 1}"#)]).await;
    let shop = shop(builder(&server).root_certificate(certificate.authority_pem()));
    futures_util::future::try_join_all((0..8).map(|_| shop.call(Class::Once))).await.unwrap();
    let used: BTreeSet<_> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(used.len(), server.accepted());
}
