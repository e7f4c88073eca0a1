//! A trait with every role and return shape.

use std::collections::BTreeMap;

use pointapi::{Bytes, Events, Lines, Response, Result, Text, Xml, point_api};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    Low,
    VeryHigh,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Scalars {
    pub(super) text: String,
    pub(super) flag: bool,
    pub(super) letter: char,
    pub(super) float: f64,
    pub(super) page: Option<u32>,
    pub(super) level: Level,
    pub(super) large: i128,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Flat {
    pub(super) name: String,
    pub(super) size: Option<u32>,
    pub(super) tags: Vec<String>,
    pub(super) level: Level,
    pub(super) ratio: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Nested {
    pub(super) name: String,
    pub(super) inner: Inner,
    pub(super) items: Vec<Item>,
    pub(super) counts: BTreeMap<String, u32>,
    pub(super) pair: (u8, String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Inner {
    pub(super) ids: Vec<u8>,
    pub(super) note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(super) size: i32,
    pub(super) tags: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(super) to: String,
    pub(super) size: u16,
}

pub(crate) type Lists = (Vec<String>, Vec<String>, Vec<String>, Vec<String>, Vec<String>, Vec<String>);

#[point_api(prefix = "/echo", server)]
pub(crate) trait Echo {
    #[point_endpoint(GET "/path/{text}-{number}/{rest*}/end")]
    async fn path(&self, text: &str, number: i64, rest: &str) -> Result<(String, i64, String)>;

    #[point_endpoint(GET "/scalars")]
    async fn scalars(
        &self,
        #[query] text: &str,
        #[query] flag: bool,
        #[query] letter: char,
        #[query] float: f64,
        #[query] page: Option<u32>,
        #[query] level: Level,
        #[query] large: i128,
    ) -> Result<Scalars>;

    #[point_endpoint(GET "/lists")]
    async fn lists(
        &self,
        #[query(format = repeat)] repeat: &[&str],
        #[query(format = csv)] csv: &[String],
        #[query(format = pipes)] pipes: &[String],
        #[query(format = spaces)] spaces: &[String],
        #[query(format = brackets)] brackets: &[&str],
        #[query(format = deep)] deep: &[String],
    ) -> Result<Lists>;

    #[point_endpoint(GET "/flat")]
    async fn flat(&self, #[query] flat: &Flat) -> Result<Flat>;

    #[point_endpoint(GET "/brackets")]
    async fn brackets(&self, #[query(format = brackets)] flat: &Flat) -> Result<Flat>;

    #[point_endpoint(GET "/deep")]
    async fn deep(
        &self,
        #[query(format = deep)] nested: &Nested,
        #[query(format = deep)] more: Option<&Nested>,
        #[query(format = deep)] items: &[Item],
    ) -> Result<(Nested, Option<Nested>, Vec<Item>)>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form)] flat: &Flat) -> Result<Flat>;

    #[point_endpoint(POST "/form/deep")]
    async fn deep_form(&self, #[body(form, format = deep)] nested: &Nested) -> Result<Nested>;

    #[point_endpoint(POST "/form/fields")]
    async fn fields(
        &self,
        #[form] name: &str,
        #[form] size: Option<u32>,
        #[form(format = csv)] tags: &[String],
        #[form(format = deep)] nested: &Nested,
    ) -> Result<(String, Option<u32>, Vec<String>, Nested)>;

    #[point_endpoint(GET "/headers")]
    async fn headers(
        &self,
        #[header("X-One")] one: &str,
        #[header("X-Maybe")] maybe: Option<i32>,
        #[header("X-List")] list: &[String],
        #[cookie] session: &str,
        #[cookie] visits: Option<u16>,
    ) -> Result<(String, Option<i32>, Vec<String>, String, Option<u16>)>;

    #[point_endpoint(POST "/json")]
    async fn json(&self, #[body] nested: Option<&Nested>) -> Result<Option<Nested>>;

    #[point_endpoint(POST "/xml", codec = Xml)]
    async fn xml(&self, #[body(xml)] note: &Note) -> Result<Response<Note>>;

    #[point_endpoint(POST "/text")]
    async fn text(&self, #[body(text)] text: &str) -> Result<Text>;

    #[point_endpoint(POST "/bytes")]
    async fn bytes(&self, #[body(bytes)] bytes: Bytes) -> Result<Bytes>;

    #[point_endpoint(POST "/lines")]
    async fn lines(&self, #[body] items: Vec<Item>) -> Result<Lines<Item>>;

    #[point_endpoint(POST "/events")]
    async fn events(&self, #[body] texts: Vec<String>) -> Result<Events<String>>;
}
