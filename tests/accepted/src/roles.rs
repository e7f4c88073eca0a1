//! Every role and every return shape.
#![deny(warnings)]

use pointapi::http::HeaderMap;
use pointapi::openapi::schemars::JsonSchema;
use pointapi::{Body, Bytes, CallOptions, Download, Events, Lines, Part, Response, Result, Text, point_api};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(crate = "pointapi::openapi::schemars")]
pub struct Filter {
    pub page: Option<u32>,
}

#[derive(Clone)]
pub struct Label;

#[point_api(server, openapi)]
pub trait Roles {
    #[point_endpoint(GET "/search/{kind}/{id}?full=true")]
    async fn search(
        &self,
        #[path("id")] order: u64,
        kind: &str,
        #[query("q")] text: Option<&str>,
        #[query("ids", format = csv)] ids: &[u64],
        #[query(format = pipes)] tags: Vec<String>,
        #[query] filter: &Filter,
        #[header("X-Trace")] trace: Option<&str>,
        #[header("X-Secret")]
        #[sensitive]
        secret: &str,
        #[headers] more: &HeaderMap,
        #[cookie("session")] session: Option<&str>,
        #[options] options: &CallOptions,
        #[extension] label: Label,
    ) -> Result<Response<Filter>>;

    #[point_endpoint(GET "/orders/{order-id}/items/{item.id}/{2nd}")]
    async fn item(
        &self,
        #[path("order-id")] order: &str,
        #[path("item.id")] item: u64,
        #[path("2nd")] second: bool,
    ) -> Result<Filter>;

    #[point_endpoint(GET "/maybe/text", none_on = [404])]
    async fn maybe_text(&self) -> Result<Option<Text>>;

    #[point_endpoint(GET "/maybe/download", none_on = [404])]
    async fn maybe_download(&self) -> Result<Response<Option<Download>>>;

    #[point_endpoint(GET "/maybe/events")]
    async fn maybe_events(&self) -> Result<Option<Events<Filter>>>;

    #[point_endpoint(POST "/text")]
    async fn text(&self, #[body(text)] text: &str) -> Result<Text>;

    #[point_endpoint(POST "/bytes")]
    async fn bytes(&self, #[body(bytes)] bytes: Bytes) -> Result<Bytes>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form)] form: &Filter) -> Result<()>;

    #[point_endpoint(POST "/xml")]
    async fn xml(&self, #[body(xml)] document: &Filter) -> Result<Option<Filter>>;

    #[point_endpoint(POST "/stream")]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<Download>;

    #[point_endpoint(POST "/fields")]
    async fn fields(&self, #[form("a")] first: u32, #[form] second: Option<&str>) -> Result<Events<Filter>>;

    #[point_endpoint(POST "/parts")]
    async fn parts(&self, #[part("file")] file: Part, #[part] note: &str) -> Result<Lines<Filter>>;

    #[point_endpoint(GET "", client_only)]
    async fn by_url(&self, #[url] target: &str, #[query] page: u32) -> Result<Bytes>;

    #[point_endpoint(GET "/secret", auth = none)]
    async fn by_hand(
        &self,
        #[header("Authorization")]
        #[sensitive]
        token: &str,
    ) -> Result<()>;
}
