//! A small shop: one trait is its server, its client, its OpenAPI document, and the mock in a test.
//!
//! `cargo run --example serve` serves it on loopback, calls it, and shuts it down. `cargo run --example serve --
//! 127.0.0.1:8080` serves it until Ctrl-C; a browser shows the document at `http://127.0.0.1:8080/docs/`. `cargo test
//! --example serve` runs the tests, one of them with the mock.

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::{Mutex, MutexGuard, PoisonError};

use pointapi::auth::Secret;
use pointapi::http::StatusCode;
use pointapi::server::{Basic, Caller, MemoryResponses};
use pointapi::{CallOptions, Client, Error, Result, Typed, point_api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Something to buy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    name: String,
    cents: u32,
}

/// An order, as the customer places it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct NewOrder {
    item: String,
    quantity: u32,
}

/// An order, as the shop has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Order {
    id: u64,
    customer: String,
    cents: u32,
}

/// The body of an error response.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    code: String,
}

/// The shop.
#[point_api(prefix = "/v1", server, openapi)]
// A mock sees the trait that the macro has written, so its attribute stands below.
#[cfg_attr(test, mockall::automock)]
pub trait Shop {
    /// Returns the items whose names contain `text`.
    #[point_endpoint(GET "/items", auth = none)]
    async fn items(&self, #[query] text: Option<&str>) -> Result<Vec<Item>>;

    /// Returns an order.
    #[point_endpoint(GET "/orders/{id}", none_on = [404])]
    async fn order(&self, id: u64) -> Result<Option<Order>>;

    /// Places an order. The server fills in the caller, which the client does not send.
    #[point_endpoint(POST "/orders", idempotency_key = "Idempotency-Key")]
    async fn place(
        &self,
        #[body] order: &NewOrder,
        #[extension] caller: Option<Caller>,
    ) -> Result<Order, Typed<Problem>>;
}

/// The shop's implementation: orders in memory.
#[derive(Default)]
struct Corner {
    orders: Mutex<BTreeMap<u64, Order>>,
}

impl Corner {
    fn orders(&self) -> MutexGuard<'_, BTreeMap<u64, Order>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stock() -> [Item; 2] {
        [("a pencil", 120), ("a pen", 350)].map(|(name, cents)| Item { name: name.to_owned(), cents })
    }
}

#[pointapi::async_trait]
impl Shop for Corner {
    async fn items(&self, text: Option<&str>) -> Result<Vec<Item>> {
        let text = text.unwrap_or_default();
        Ok(Self::stock().into_iter().filter(|item| item.name.contains(text)).collect())
    }

    async fn order(&self, id: u64) -> Result<Option<Order>> {
        Ok(self.orders().get(&id).cloned())
    }

    async fn place(&self, order: &NewOrder, caller: Option<Caller>) -> Result<Order, Typed<Problem>> {
        let Some(item) = Self::stock().into_iter().find(|item| item.name == order.item) else {
            return Err(Error::respond(StatusCode::CONFLICT, Problem { code: "sold_out".to_owned() }).into());
        };
        let mut orders = self.orders();
        let id = orders.len() as u64 + 1;
        let customer = caller.map(|caller| caller.name().to_owned()).unwrap_or_default();
        let placed = Order { id, customer, cents: item.cents.saturating_mul(order.quantity) };
        orders.insert(id, placed.clone());
        Ok(placed)
    }
}

/// The code under test: it works with the client, with the shop itself, and with a mock.
async fn total(shop: &dyn Shop, ids: &[u64]) -> Result<u32> {
    let mut cents = 0;
    for id in ids {
        cents += shop.order(*id).await?.map_or(0, |order| order.cents);
    }
    Ok(cents)
}

/// Calls the shop over the network.
async fn buy(address: &str) -> Result<()> {
    let client =
        Client::builder().base_url(address).allow_insecure_loopback().basic_auth("greta", "not-a-real-one").build()?;
    let shop = ShopClient::new(client);
    println!("pens: {:?}", shop.items(Some("pen")).await?);

    // The same key twice, as after a lost response: one order.
    let keyed = shop.with(CallOptions::new().idempotency_key("basket-1"));
    let pens = NewOrder { item: "a pen".to_owned(), quantity: 2 };
    let order = keyed.place(&pens, None).await?;
    assert_eq!(keyed.place(&pens, None).await?, order);
    println!("{} ordered for {} cents", order.customer, order.cents);

    let unknown = NewOrder { item: "a horse".to_owned(), quantity: 1 };
    let error = shop.place(&unknown, None).await.expect_err("the shop has no horses");
    println!("no horse: {:?}", error.body());

    assert_eq!(total(&shop, &[order.id, 99]).await?, 700);
    Ok(())
}

/// The shop, its document, and a page that shows the document.
fn router() -> axum::Router {
    let shop = ShopServer::new(Corner::default())
        .verify(Basic::new("greta", Secret::new("not-a-real-one")))
        .idempotency(MemoryResponses::new())
        .openapi("/openapi.json")
        .router();
    // Merged last, so that the shop responds to unknown paths.
    axum::Router::from(SwaggerUi::new("/docs").config(Config::from("/openapi.json"))).merge(shop)
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let chosen = std::env::args().nth(1);
    let listener = TcpListener::bind(chosen.as_deref().unwrap_or("127.0.0.1:0")).await?;
    let address = format!("http://{}", listener.local_addr()?);

    // A service would wait for `tokio::signal::ctrl_c()`. Requests in progress are finished, new ones are not accepted.
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = axum::serve(listener, router()).with_graceful_shutdown(async { drop(stopped.await) });
    let serving = tokio::spawn(serving.into_future());

    buy(&address).await?;
    if chosen.is_some() {
        println!("the document: {address}/docs/");
        pending::<()>().await;
    }
    drop(stop);
    serving.await??;
    println!("closed");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};
    use std::sync::Arc;

    use super::*;

    #[tokio::test]
    async fn an_unknown_order_costs_nothing() {
        let mut shop = MockShop::new();
        let order = |id| Order { id, customer: "greta".to_owned(), cents: 350 };
        shop.expect_order().returning(move |id| Box::pin(async move { Ok((id == 7).then(|| order(id))) }));
        let shop: Arc<dyn Shop> = Arc::new(shop);
        assert_eq!(total(&*shop, &[7, 8, 7]).await.unwrap(), 700);
    }

    #[tokio::test]
    async fn the_shop_is_called_in_process() {
        let router = ShopServer::new(Corner::default()).unprotected().router();
        let shop = ShopClient::new(Client::builder().in_process(router).build().unwrap());
        let pens = NewOrder { item: "a pen".to_owned(), quantity: 2 };
        let order = shop.place(&pens, None).await.unwrap();
        assert_eq!(shop.order(order.id).await.unwrap(), Some(order));
    }

    #[tokio::test]
    async fn an_unknown_path_is_a_problem() {
        let client = Client::builder().in_process(router()).build().unwrap();
        let error = client.request(pointapi::Method::GET, "/v2/items").fetch::<()>().await.unwrap_err();
        assert_eq!(error.headers().unwrap()["content-type"], "application/problem+json");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_browser_shows_the_document() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let page = format!("http://{}/docs/", listener.local_addr().unwrap());
        let serving = tokio::spawn(axum::serve(listener, router()).into_future());
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Command::new("chromium");
        browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]);
        browser.args(["--no-first-run", "--virtual-time-budget=20000", "--dump-dom"]);
        browser.arg(format!("--user-data-dir={}", profile.path().display())).arg(page).stderr(Stdio::null());
        let output = match tokio::task::spawn_blocking(move || browser.output()).await.unwrap() {
            Ok(output) => output,
            Err(error) => {
                assert!(!std::env::var("CI").is_ok_and(|value| value == "true"), "could not start chromium: {error}");
                // Not `eprintln!`, whose output the test harness hides.
                writeln!(std::io::stderr(), "SKIPPED a test: could not start chromium: {error}").ok();
                return;
            }
        };
        serving.abort();
        let shown = String::from_utf8_lossy(&output.stdout);
        for text in ["Returns an order.", "Places an order.", "NewOrder"] {
            assert!(shown.contains(text), "the page does not show {text:?}: {shown}");
        }
    }
}
