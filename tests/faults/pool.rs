//! The connections of the transport that is hyper itself.

use std::collections::BTreeSet;

use crate::api::{Class, builder, shop};
use crate::server::{Certificate, Server, json};

#[tokio::test]
async fn calls_that_begin_together_do_not_leave_the_connections_that_they_made() {
    let certificate = Certificate::good().with_http2();
    let server = Server::start_tls(&certificate, [json(200, r#"{"count": 1}"#)]).await;
    let shop = shop(builder(&server).root_certificate(certificate.authority_text()));
    futures_util::future::try_join_all((0..8).map(|_| shop.call(Class::Once))).await.unwrap();
    let used: BTreeSet<_> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(used.len(), server.accepted());
}
