//! Shapes whose fields the type decides from what was sent: tagged, untagged and flattened ones, and maps beside structs.

use std::collections::BTreeMap;

use http_body_util::BodyExt;
use pointapi::{Client, Result, point_api};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Tagged {
    ByName { name: String },
    Between { min: u32, max: Option<u32>, strict: bool },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Untagged {
    ById { id: u64 },
    ByName { name: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Id {
    Number(u64),
    Text(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Flattened {
    name: String,
    #[serde(flatten)]
    page: Page,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Open {
    name: String,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Page {
    limit: u32,
    ratio: Option<f64>,
    strict: Option<bool>,
    ids: Vec<u16>,
    title: Option<String>,
}

pub(crate) type Map = BTreeMap<String, String>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Filter {
    pub(crate) state: String,
    ids: Vec<u8>,
}

#[point_api(server)]
pub(crate) trait Shapes {
    #[point_endpoint(GET "/tagged")]
    async fn tagged(&self, #[query] filter: &Tagged) -> Result<Value>;

    #[point_endpoint(GET "/tagged/optional")]
    async fn optional_tagged(&self, #[query] filter: Option<&Tagged>) -> Result<Option<Value>>;

    #[point_endpoint(GET "/tagged/deep")]
    async fn deep_tagged(&self, #[query(format = deep)] filter: Option<Tagged>) -> Result<Option<Value>>;

    #[point_endpoint(POST "/tagged/form")]
    async fn tagged_form(&self, #[body(form)] filter: &Tagged) -> Result<Value>;

    #[point_endpoint(GET "/untagged")]
    async fn untagged(&self, #[query] filter: &Untagged) -> Result<Value>;

    #[point_endpoint(GET "/id")]
    async fn id(&self, #[query] id: &Id) -> Result<Value>;

    #[point_endpoint(GET "/any")]
    async fn any(&self, #[query] fields: &Value) -> Result<Value>;

    #[point_endpoint(POST "/any/form")]
    async fn any_form(&self, #[body(form)] fields: &Value) -> Result<Value>;

    #[point_endpoint(POST "/any/form/deep")]
    async fn any_deep_form(&self, #[body(form, format = deep)] fields: &Value) -> Result<Value>;

    #[point_endpoint(GET "/flattened")]
    async fn flattened(&self, #[query] page: &Flattened) -> Result<Value>;

    #[point_endpoint(GET "/flattened/csv")]
    async fn flattened_csv(&self, #[query(format = csv)] page: &Flattened) -> Result<Value>;

    #[point_endpoint(GET "/flattened/deep")]
    async fn flattened_deep(&self, #[query(format = deep)] page: &Flattened) -> Result<Value>;

    #[point_endpoint(POST "/flattened/form")]
    async fn flattened_form(&self, #[body(form)] page: &Flattened) -> Result<Value>;

    #[point_endpoint(GET "/open")]
    async fn open(&self, #[query] fields: &Open) -> Result<Value>;

    #[point_endpoint(GET "/map/last")]
    async fn map_last(&self, #[query] filter: &Filter, #[query] more: &Map) -> Result<Value>;

    #[point_endpoint(GET "/map/first")]
    async fn map_first(&self, #[query] more: &Map, #[query] filter: &Filter) -> Result<Value>;

    #[point_endpoint(GET "/map/given")]
    async fn map_given(&self, #[query] more: Option<Map>, #[query] filter: &Filter) -> Result<Value>;
}

/// Returns what it is given, as JSON.
struct Mirror;

fn shown(value: impl Serialize) -> Result<Value> {
    Ok(serde_json::to_value(value).unwrap())
}

#[pointapi::async_trait]
impl Shapes for Mirror {
    async fn tagged(&self, filter: &Tagged) -> Result<Value> {
        shown(filter)
    }

    async fn optional_tagged(&self, filter: Option<&Tagged>) -> Result<Option<Value>> {
        filter.map(shown).transpose()
    }

    async fn deep_tagged(&self, filter: Option<Tagged>) -> Result<Option<Value>> {
        filter.map(shown).transpose()
    }

    async fn tagged_form(&self, filter: &Tagged) -> Result<Value> {
        shown(filter)
    }

    async fn untagged(&self, filter: &Untagged) -> Result<Value> {
        shown(filter)
    }

    async fn id(&self, id: &Id) -> Result<Value> {
        shown(id)
    }

    async fn any(&self, fields: &Value) -> Result<Value> {
        shown(fields)
    }

    async fn any_form(&self, fields: &Value) -> Result<Value> {
        shown(fields)
    }

    async fn any_deep_form(&self, fields: &Value) -> Result<Value> {
        shown(fields)
    }

    async fn flattened(&self, page: &Flattened) -> Result<Value> {
        shown(page)
    }

    async fn flattened_csv(&self, page: &Flattened) -> Result<Value> {
        shown(page)
    }

    async fn flattened_deep(&self, page: &Flattened) -> Result<Value> {
        shown(page)
    }

    async fn flattened_form(&self, page: &Flattened) -> Result<Value> {
        shown(page)
    }

    async fn map_last(&self, filter: &Filter, more: &Map) -> Result<Value> {
        shown((filter, more))
    }

    async fn open(&self, fields: &Open) -> Result<Value> {
        shown(fields)
    }

    async fn map_first(&self, more: &Map, filter: &Filter) -> Result<Value> {
        shown((filter, more))
    }

    async fn map_given(&self, more: Option<Map>, filter: &Filter) -> Result<Value> {
        shown((filter, more))
    }
}

fn shapes() -> ShapesClient {
    let router = ShapesServer::new(Mirror).unprotected().router();
    ShapesClient::new(Client::builder().in_process(router).build().unwrap())
}

/// The status and the body as JSON; a path with `/form` takes what follows its `?` as a form.
async fn sent(target: &str) -> (u16, Value) {
    sent_to(ShapesServer::new(Mirror).unprotected().router(), target).await
}

pub(crate) async fn sent_to(router: axum::Router, target: &str) -> (u16, Value) {
    let request = match target.split_once('?') {
        Some((path, fields)) if path.contains("/form") => {
            let form = "application/x-www-form-urlencoded";
            http::Request::post(path).header("content-type", form).body(fields.to_owned().into())
        }
        _ => http::Request::get(target).body(axum::body::Body::empty()),
    };
    let response = tower::ServiceExt::oneshot(router, request.unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

fn page(ids: &[u16], title: Option<&str>) -> Value {
    json!({ "name": "12", "limit": 3, "ratio": 1.5, "strict": true, "ids": ids, "title": title })
}

#[tokio::test]
async fn fields_decide_the_shape() {
    let rows = [
        ("/tagged?kind=by_name&name=ada", json!({ "kind": "by_name", "name": "ada" })),
        ("/tagged?name=12&kind=by_name", json!({ "kind": "by_name", "name": "12" })),
        (
            "/tagged?kind=between&min=1&max=02&strict=true",
            json!({ "kind": "between", "min": 1, "max": 2, "strict": true }),
        ),
        ("/tagged/optional?kind=by_name&name=true", json!({ "kind": "by_name", "name": "true" })),
        ("/tagged/optional", Value::Null),
        ("/tagged/deep?filter[kind]=by_name&filter[name]=12", json!({ "kind": "by_name", "name": "12" })),
        ("/tagged/deep", Value::Null),
        ("/tagged/form?kind=by_name&name=ada", json!({ "kind": "by_name", "name": "ada" })),
        ("/untagged?id=12", json!({ "id": 12 })),
        ("/untagged?name=12", json!({ "name": "12" })),
        ("/id?id=12", json!(12)),
        ("/id?id=012", json!("012")),
        ("/any?a=x&b=1.5&c=007&d=true", json!({ "a": "x", "b": "1.5", "c": "007", "d": true })),
        ("/any?a=1&a=2", json!({ "a": [1, 2] })),
        ("/any", json!({})),
        ("/open?name=12&n=5", json!({ "name": "12", "n": 5 })),
        ("/any/form?a=1", json!({ "a": 1 })),
        ("/any/form/deep?a[b]=1&a[c]=x", json!({ "a": { "b": 1, "c": "x" } })),
        ("/any/form/deep?", json!({})),
        ("/flattened?name=12&limit=3&ratio=1.5&strict=true&ids=7&ids=9&title=0", page(&[7, 9], Some("0"))),
        ("/flattened?name=12&limit=3&ratio=1.5&strict=true&ids=7", page(&[7], None)),
        ("/flattened?name=12&limit=3&ratio=1.5&strict=true", page(&[], None)),
        ("/flattened/csv?name=12&limit=3&ratio=1.5&strict=true&ids=7,9&title=a%2Cb", page(&[7, 9], Some("a,b"))),
        ("/flattened/csv?name=12&limit=3&ratio=1.5&strict=true&ids=7", page(&[7], None)),
        (
            "/flattened/deep?page[name]=12&page[limit]=3&page[ratio]=1.5&page[strict]=true&page[ids][]=7&page[title]=9",
            page(&[7], Some("9")),
        ),
        ("/flattened/deep?page[name]=12&page[limit]=3&page[ratio]=1.5&page[strict]=true", page(&[], None)),
        ("/flattened/form?name=12&limit=3&ratio=1.5&strict=true&ids=7", page(&[7], None)),
    ];
    for (target, expected) in rows {
        let (status, body) = sent(target).await;
        assert_eq!((status, &body), (if expected.is_null() { 204 } else { 200 }, &expected), "{target}");
    }
}

#[tokio::test]
async fn fields_of_no_shape_are_rejected() {
    let rows = [
        ("/tagged", "the query parameter `filter` lacks the field `kind`"),
        ("/tagged?kind=other", "the query parameter `filter` has an invalid value"),
        ("/tagged?kind=between&min=x&strict=true", "the query parameter `filter` has an invalid value"),
        ("/tagged/optional?min=3", "the query parameter `filter` lacks the field `kind`"),
        ("/untagged?other=1", "the query parameter `filter` has an invalid value"),
        ("/flattened?name=a", "the query parameter `page` lacks the field `limit`"),
        ("/flattened?name=a&limit=x", "the query parameter `page` has an invalid value"),
        ("/flattened?name=a&limit=3&limit=4", "the query parameter `page` has an invalid value"),
    ];
    for (target, detail) in rows {
        let (status, body) = sent(target).await;
        assert_eq!((status, body["detail"].as_str().unwrap_or_default()), (400, detail), "{target}");
    }
}

#[tokio::test]
async fn many_texts_of_unknown_type_are_read_in_time() {
    let numbers: String = (0..4_000).map(|number| format!("&a{number}={number}&b{number}=x")).collect();
    let (status, _) = sent(&format!("/any/form?a=1{numbers}")).await;
    assert_eq!(status, 200);
    let (status, _) = sent(&format!("/flattened/form?name=12&limit=x{numbers}")).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn a_map_leaves_the_fields_of_a_struct_beside_it() {
    let client = shapes();
    let filter = Filter { state: "open".to_owned(), ids: vec![1, 2] };
    let more = Map::from([("x".to_owned(), "1".to_owned())]);
    let expected = json!([filter, more]);
    assert_eq!(client.map_last(&filter, &more).await.unwrap(), expected);
    assert_eq!(client.map_first(&more, &filter).await.unwrap(), expected);
    assert_eq!(client.map_given(Some(more), &filter).await.unwrap(), expected);
    assert_eq!(client.map_given(None, &filter).await.unwrap(), json!([filter, null]));
}
