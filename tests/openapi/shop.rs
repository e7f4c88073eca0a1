//! A trait with every role and every shape of response.
#![allow(clippy::too_many_arguments, reason = "one endpoint has every role")]

use std::collections::BTreeMap;

use http::HeaderMap;
use pointapi::{Body, Bytes, CallOptions, Download, Events, Lines, Part, Response, Result, Text, Typed, point_api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The content of an order.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Order {
    /// The number of the order.
    pub id: u64,
    pub size: u32,
    pub note: Option<String>,
    pub lines: Vec<Line>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Line {
    pub product: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    Open,
    Shipped,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Filter {
    /// Only orders in this state.
    #[serde(default)]
    pub state: Option<State>,
    pub min: u32,
    pub ids: Vec<i64>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Login {
    pub user: String,
    pub groups: Vec<String>,
    #[serde(default)]
    pub place: Option<String>,
}

/// Why an order was rejected.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Rejection {
    pub code: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Caller;

/// A kind of order without a schema.
#[derive(Debug)]
pub(crate) struct Kind;

impl pointapi::PathParam for Kind {
    fn write_path(&self, out: &mut dyn std::fmt::Write) -> std::fmt::Result {
        out.write_str("kind")
    }
}

/// The state of the service.
#[point_api(auth = none, openapi)]
pub(crate) trait Health {
    /// Says that the service lives.
    #[point_endpoint(GET "/health")]
    async fn health(&self) -> Result<Text>;

    #[point_endpoint(GET "/health/list", name = "list")]
    async fn all(&self) -> Result<Vec<String>>;
}

/// Orders of one account.
///
/// Each has a number.
#[point_api(prefix = "/v1/{tenant}", openapi)]
pub(crate) trait Shop: Health {
    /// One order,
    /// if there is one.
    ///
    /// Orders are kept for a year.
    #[point_endpoint(GET "/orders/{id}", none_on = [404, 410])]
    async fn order(&self, tenant: &str, id: u64) -> Result<Option<Order>>;

    #[point_endpoint(PUT "/orders/{number}", idempotency_key = "Idempotency-Key", headers("X-Api" = "2"))]
    async fn replace(
        &self,
        tenant: &str,
        number: u64,
        #[body] order: &Order,
    ) -> Result<Response<Order>, Typed<Rejection>>;

    #[point_endpoint(GET "/orders", name = "list")]
    async fn list<'a>(
        &self,
        tenant: &'a str,
        #[query("page-size")]
        /// The largest number of [orders](Order).
        size: Option<u8>,
        #[query] tags: &[&'a str],
        #[query(format = csv)] csv: &[u32],
        #[query(format = pipes)] pipes: Vec<u32>,
        #[query(format = spaces)] spaces: Option<&[u32]>,
        #[query(format = brackets)] brackets: &[u32],
        #[query(format = deep)] deep: &Filter,
        #[query] filter: &Filter,
        #[query] others: &BTreeMap<String, String>,
        #[header("X-Trace")] trace: Option<&str>,
        #[header("X-Ids")] ids: &[u16],
        #[header("X-Key")]
        #[sensitive]
        key: &str,
        #[cookie] session: &str,
        #[headers] more: &HeaderMap,
        #[options] options: &CallOptions,
        #[extension] caller: Caller,
    ) -> Result<Vec<Order>>;

    /// Cancels.
    #[deprecated(note = "use `replace`")]
    #[point_endpoint(DELETE "/orders/{id}?now=true&why=a%20b")]
    async fn cancel(&self, tenant: &str, id: u64) -> Result<()>;

    #[point_endpoint(HEAD "/orders/{id}", none_on = [404])]
    async fn exists(&self, tenant: &str, id: u64) -> Result<bool>;

    #[point_endpoint(POST "/login", auth = none)]
    async fn log_in(
        &self,
        tenant: &str,
        #[body(form, format = brackets)]
        #[sensitive]
        login: &Login,
    ) -> Result<Text>;

    #[point_endpoint(POST "/form")]
    async fn form(
        &self,
        tenant: &str,
        #[form]
        #[sensitive]
        password: &str,
        #[form(format = csv)] ids: &[u64],
    ) -> Result<Option<Text>>;

    #[point_endpoint(POST "/files/{path*}")]
    async fn upload(
        &self,
        tenant: &str,
        path: &str,
        #[part] name: &str,
        #[part] size: Option<u64>,
        #[part("file")] file: Part,
        #[part] more: Vec<Part>,
    ) -> Result<Bytes>;

    #[point_endpoint(PATCH "/kinds/{kind}")]
    async fn patch(
        &self,
        tenant: &str,
        kind: &Kind,
        #[body(json, "application/merge-patch+json")]
        /// The members to change.
        patch: Option<&Order>,
    ) -> Result<Order>;

    #[point_endpoint(POST "/xml", codec = pointapi::Xml)]
    async fn xml(&self, tenant: &str, #[body(xml)] order: &Order) -> Result<Order>;

    #[point_endpoint(PUT "/text")]
    async fn text(&self, tenant: &str, #[body(text)] text: &str) -> Result<Response<()>>;

    #[point_endpoint(PUT "/image", headers("Content-Type" = "image/png"))]
    async fn image(&self, tenant: &str, #[body(bytes)] image: Bytes) -> Result<Option<Response<()>>>;

    #[point_endpoint(PUT "/stream", accept = "application/pdf")]
    async fn stream(&self, tenant: &str, #[body(stream)] body: Body) -> Result<Download>;

    #[point_endpoint(GET "/events")]
    async fn events(&self, tenant: &str) -> Result<Events<Order>>;

    #[point_endpoint(GET "/lines")]
    async fn lines(&self, tenant: &str) -> Result<Lines<Order>>;

    #[point_endpoint(GET "/orders?late=true", accept = "text/plain, application/json")]
    async fn late(&self, tenant: &str) -> Result<Vec<Order>>;

    #[point_endpoint(SEARCH "/orders")]
    async fn search(&self, tenant: &str) -> Result<()>;
}

/// A store of one kind of value.
#[point_api(prefix = "/store", openapi)]
pub(crate) trait Store<T: Serialize + for<'de> Deserialize<'de> + JsonSchema> {
    #[point_endpoint(GET "/{key}")]
    async fn get(&self, key: &str) -> Result<Option<T>>;

    #[point_endpoint(PUT "/{key}")]
    async fn put(&self, key: &str, #[body] value: &T) -> Result<Response<Option<T>>>;
}

#[point_api(openapi)]
pub(crate) trait Kiosk: Health {}

/// Inherits `Health` along two paths.
#[point_api(openapi)]
pub(crate) trait Mall: Shop + Kiosk {}
