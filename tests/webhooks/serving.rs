//! The receiver behind real sockets, as an axum router and as a tower service.

use std::net::Ipv4Addr;

use pointapi::webhook::{Receiver, ReceiverBuilder, Verifier, WebhookEvent};
use pointapi_sandbox::Sandbox;
use tokio::net::TcpListener;

use crate::scene::Handled;

fn receiver(sandbox: &Sandbox) -> ReceiverBuilder {
    let webhooks = sandbox.webhooks();
    let verifier = Verifier::builder(webhooks.issuer(), webhooks.audience())
        .jwks_url(webhooks.jwks_url())
        .subject(webhooks.subject())
        .allow_insecure_loopback()
        .clock(sandbox.clock());
    Receiver::builder(verifier.build().expect("a verifier")).tenant(webhooks.tenant_id())
}

async fn serve(router: axum::Router) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

#[tokio::test]
async fn the_router_serves_its_path_next_to_other_routes() {
    let sandbox = Sandbox::start().await.expect("a sandbox");
    let (webhooks, handled) = (sandbox.webhooks(), Handled::default());
    let receiver = receiver(&sandbox).path("/point/events").build(handled.handler()).expect("a receiver");
    let health = axum::Router::new().route("/health", axum::routing::post(|| async { "well" }));
    let nested = axum::Router::new().nest("/nested", receiver.router());
    let origin = serve(health.merge(receiver.router()).merge(nested)).await;

    for path in ["/point/events", "/nested/point/events"] {
        let status = webhooks.deliver(&format!("{origin}{path}"), "orders/placed", r#"{"order_id": "1"}"#).await;
        assert_eq!(status.expect("a response"), 200, "{path}");
    }
    assert_eq!((handled.count(), handled.last().topic()), (2, "orders/placed"));
    assert_eq!(webhooks.deliver(&format!("{origin}/health"), "t", "").await.expect("a response"), 200);
    assert_eq!(webhooks.deliver(&format!("{origin}/elsewhere"), "t", "").await.expect("a response"), 404);

    let mut headers = webhooks.headers("orders/placed");
    headers.insert("authorization", "Bearer a.b.c".parse().expect("a value"));
    let status = webhooks.deliver_with(&format!("{origin}/point/events"), &headers, "{}").await;
    assert_eq!((status.expect("a response").as_u16(), handled.count()), (403, 2));
    assert_eq!(webhooks.jwks_fetches(), 1);
}

#[tokio::test]
async fn a_receiver_is_a_tower_service_for_any_route() {
    let sandbox = Sandbox::start().await.expect("a sandbox");
    let handled = Handled::default();
    let receiver = receiver(&sandbox).build(handled.handler()).expect("a receiver");
    let origin = serve(axum::Router::new().route_service("/any/{path}", receiver)).await;
    let status = sandbox.webhooks().deliver(&format!("{origin}/any/where"), "orders/updated", "{}").await;
    assert_eq!((status.expect("a response").as_u16(), handled.count()), (200, 1));
}

#[test]
fn a_receiver_needs_a_tenant_and_a_plain_path() {
    let build = |settings: fn(ReceiverBuilder) -> ReceiverBuilder| {
        let verifier = Verifier::builder("https://issuer.example", "larchfield").build().expect("a verifier");
        settings(Receiver::builder(verifier)).build(|_: WebhookEvent| async { Ok::<_, std::io::Error>(()) })
    };
    // Building a verifier needs no runtime, although its clock is tokio's.
    assert!(build(|receiver| receiver).is_err());
    assert!(build(|receiver| receiver.tenant("")).is_err());
    assert!(build(|receiver| receiver.tenant("OU9001")).is_ok());
    assert!(build(|receiver| receiver.tenant("OU9001").path("/point/events")).is_ok());
    for path in ["", "events", "/{id}", "/*rest", "/a b", "/a%20b", "/a?b"] {
        let verifier = Verifier::builder("https://issuer.example", "larchfield").build().expect("a verifier");
        let builder = Receiver::builder(verifier).tenant("OU9001").path(path);
        assert!(builder.build(|_: WebhookEvent| async { Ok::<_, std::io::Error>(()) }).is_err(), "{path}");
    }
}
