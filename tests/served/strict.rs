//! A struct that denies unknown fields.

use std::collections::BTreeMap;

use pointapi::{Client, Result, point_api};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::shapes::{Filter, sent_to};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strict {
    status: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StrictLists {
    ids: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Bracketed {
    filter: u8,
    #[serde(rename = "filter[state]")]
    state: u8,
}

#[point_api(server)]
pub(crate) trait Strictly {
    #[point_endpoint(GET "/one?kind=full")]
    async fn one(&self, #[query] which: &Strict) -> Result<Value>;

    #[point_endpoint(GET "/optional")]
    async fn optional(&self, #[query] which: Option<&Strict>) -> Result<Value>;

    #[point_endpoint(GET "/beside")]
    async fn beside(&self, #[query] which: &Strict, #[query] page: Option<u32>) -> Result<Value>;

    #[point_endpoint(GET "/two")]
    async fn two(&self, #[query] which: &Strict, #[query] filter: &Filter) -> Result<Value>;

    #[point_endpoint(GET "/map")]
    async fn map(&self, #[query] which: &Strict, #[query] more: &BTreeMap<String, String>) -> Result<Value>;

    #[point_endpoint(GET "/deep")]
    async fn deep(&self, #[query(format = deep)] which: &Strict, #[query] page: Option<u32>) -> Result<Value>;

    #[point_endpoint(GET "/disabled")]
    async fn disabled(
        &self,
        #[query] which: &Strict,
        #[cfg(any())]
        #[query]
        page: Option<u32>,
    ) -> Result<Value>;

    #[point_endpoint(POST "/form/disabled")]
    async fn disabled_fields(
        &self,
        #[form] which: &Strict,
        #[cfg(any())]
        #[form]
        page: Option<u32>,
    ) -> Result<Value>;

    #[point_endpoint(GET "/lists")]
    async fn lists(&self, #[query(format = brackets)] which: &StrictLists) -> Result<Value>;

    #[point_endpoint(GET "/named?page[kind]=full")]
    async fn named(
        &self,
        #[query] page: u32,
        #[query("page[size]")] size: u32,
        #[query] which: &Bracketed,
    ) -> Result<Value>;

    #[point_endpoint(GET "/lenient")]
    async fn lenient(&self, #[query] filter: &Filter) -> Result<Value>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[query] page: Option<u32>, #[body(form)] which: &Strict) -> Result<Value>;

    #[point_endpoint(POST "/form/fields")]
    async fn fields(
        &self,
        #[query] more: &BTreeMap<String, String>,
        #[form] which: &Strict,
        #[form(format = csv)] ids: &[u8],
    ) -> Result<Value>;

    #[point_endpoint(POST "/form/map")]
    async fn form_map(
        &self,
        #[query] page: Option<u32>,
        #[body(form)] fields: &BTreeMap<String, String>,
    ) -> Result<Value>;

    #[point_endpoint(POST "/form/deep")]
    async fn deep_form(&self, #[body(form, format = deep)] which: &Strict) -> Result<Value>;
}

struct Shown;

#[pointapi::async_trait]
impl Strictly for Shown {
    async fn one(&self, which: &Strict) -> Result<Value> {
        Ok(json!(which.status))
    }

    async fn optional(&self, which: Option<&Strict>) -> Result<Value> {
        Ok(json!(which.map(|which| &which.status)))
    }

    async fn beside(&self, which: &Strict, _: Option<u32>) -> Result<Value> {
        self.one(which).await
    }

    async fn two(&self, which: &Strict, _: &Filter) -> Result<Value> {
        self.one(which).await
    }

    async fn map(&self, _: &Strict, more: &BTreeMap<String, String>) -> Result<Value> {
        Ok(json!(more))
    }

    async fn deep(&self, which: &Strict, _: Option<u32>) -> Result<Value> {
        self.one(which).await
    }

    async fn disabled(&self, which: &Strict) -> Result<Value> {
        self.one(which).await
    }

    async fn disabled_fields(&self, which: &Strict) -> Result<Value> {
        self.one(which).await
    }

    async fn lists(&self, which: &StrictLists) -> Result<Value> {
        Ok(json!(which.ids))
    }

    async fn named(&self, page: u32, size: u32, which: &Bracketed) -> Result<Value> {
        Ok(json!([page, size, which.filter, which.state]))
    }

    async fn lenient(&self, filter: &Filter) -> Result<Value> {
        Ok(json!(filter.state))
    }

    async fn form(&self, _: Option<u32>, which: &Strict) -> Result<Value> {
        self.one(which).await
    }

    async fn fields(&self, more: &BTreeMap<String, String>, _: &Strict, _: &[u8]) -> Result<Value> {
        Ok(json!(more))
    }

    async fn form_map(&self, _: Option<u32>, fields: &BTreeMap<String, String>) -> Result<Value> {
        Ok(json!(fields))
    }

    async fn deep_form(&self, which: &Strict) -> Result<Value> {
        self.one(which).await
    }
}

#[tokio::test]
async fn a_struct_that_denies_unknown_fields_rejects_what_no_argument_has() {
    let rows = [
        ("/one?kind=full&status=open", 200),
        ("/one?kind=full", 200),
        ("/one?kind=full&statsu=open", 400),
        ("/one?kind=full&status=open&x=1", 400),
        // No pair has the name of a struct.
        ("/one?kind=full&which=x", 400),
        ("/one?kind=full&status[x]=1", 400),
        ("/two?state=a&ids=1&which=x", 400),
        ("/two?state=a&ids=1&filter=x", 400),
        ("/lists?ids[]=1&ids[]=2", 200),
        ("/lists?ids[x]=1", 400),
        ("/disabled?status=open", 200),
        ("/disabled?statsu=open", 400),
        ("/disabled?page=1", 400),
        ("/form/disabled?status=open", 200),
        ("/form/disabled?statsu=open", 400),
        ("/optional?status=open", 200),
        ("/optional", 200),
        ("/optional?statsu=open", 400),
        ("/beside?status=open&page=1", 200),
        ("/beside?page=1", 200),
        ("/beside?statsu=open&page=1", 400),
        ("/beside?statsu=open", 400),
        ("/two?status=open&state=a&ids=1", 200),
        ("/two?state=a&statsu=open", 400),
        ("/map?status=open&x=1", 200),
        ("/deep?which[status]=open&page=1", 200),
        ("/deep?which[status]=open&x=2", 200),
        ("/deep?which[statsu]=open", 400),
        ("/lenient?state=open&x=1", 200),
        ("/lenient?state=open&x=%FF", 200),
        ("/one?kind=full&%FF=x", 400),
        ("/deep?which[status]=open&x=%FF", 200),
        ("/form?status=open", 200),
        ("/form?statsu=open", 400),
        ("/form?status=open&page=1", 400),
        ("/form/fields?status=open&ids=1,2", 200),
        ("/form/fields?statsu=open&ids=1,2", 400),
        ("/form/deep?status=open", 200),
        ("/form/deep?statsu=open", 400),
    ];
    for (target, expected) in rows {
        let router = StrictlyServer::new(Shown).unprotected().router::<()>();
        let (status, body) = sent_to(router, target).await;
        assert_eq!(status, expected, "{target}: {body}");
        assert!(
            status == 200 || body["detail"].as_str().unwrap().ends_with("has an unknown field"),
            "{target}: {body}"
        );
    }
}

#[tokio::test]
async fn a_query_and_a_form_may_have_the_same_names() {
    let router = StrictlyServer::new(Shown).unprotected().router::<()>();
    let client = StrictlyClient::new(Client::builder().in_process(router.clone()).build().unwrap());
    let more = BTreeMap::from([("ids".to_owned(), "x".to_owned())]);
    assert_eq!(client.fields(&more, &Strict { status: None }, &[1]).await.unwrap(), json!({ "ids": "x" }));
    assert_eq!(sent_to(router, "/form/map?page=1&x=2").await, (200, json!({ "page": "1", "x": "2" })));
}

#[tokio::test]
async fn a_known_name_in_another_shape_is_a_400() {
    let rows = [
        ("/beside?page=1&page[x]=1", 400),
        ("/beside?page[x]=1", 400),
        ("/beside?page[]=1", 400),
        ("/lenient?state=open&state[x]=1", 400),
        ("/lenient?state=open&ids=1&ids[0]=2", 400),
        ("/lists?ids[0]=1", 400),
        ("/form/fields?status=open&ids[]=1", 400),
        // Names that no argument has, and names of a map.
        ("/lenient?state=open&x[y]=1&states[x]=1&sta[te]=1", 200),
        ("/map?status=open&x=1&x[y]=2", 200),
        // A map has every name, and its values are text.
        ("/map?status=open&x=%FF", 400),
        ("/map?status=open&%FF=x", 400),
        ("/deep?which[status]=%FF", 400),
        ("/deep?which[status]=open&page=1", 200),
        ("/lists?ids[]=1", 200),
    ];
    for (target, expected) in rows {
        let router = StrictlyServer::new(Shown).unprotected().router::<()>();
        let (status, body) = sent_to(router, target).await;
        assert_eq!(status, expected, "{target}: {body}");
    }
}

#[tokio::test]
async fn a_name_with_brackets_that_is_an_argument_arrives() {
    let router = StrictlyServer::new(Shown).unprotected().router::<()>();
    let client = StrictlyClient::new(Client::builder().in_process(router.clone()).build().unwrap());
    let which = Bracketed { filter: 3, state: 4 };
    assert_eq!(client.named(1, 2, &which).await.unwrap(), json!([1, 2, 3, 4]));
    let target = "/named?page[kind]=full&page=1&page[size]=2&filter=3&filter[state]=4";
    assert_eq!(sent_to(router.clone(), &format!("{target}&page[x]=5")).await.0, 400);
    assert_eq!(sent_to(router, &format!("{target}&filter[x]=5")).await.0, 400);
}
