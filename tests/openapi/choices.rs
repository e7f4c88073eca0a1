//! Enums whose fields are pairs of a query or a form: each variant needs fields of its own.

use pointapi::openapi::{self, Info};
use pointapi::{Result, point_api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Serialize, Deserialize, JsonSchema)]
struct Filter {
    page: u32,
    #[serde(flatten)]
    by: By,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Page {
    page: Option<u32>,
    #[serde(flatten)]
    by: By,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
enum By {
    Id { id: u64 },
    Name { name: String },
}

/// Its variants have docs, so that each is a schema.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Level {
    /// Low.
    Low,
    /// High.
    High,
}

#[point_api(openapi)]
trait Search {
    #[point_endpoint(GET "/level")]
    async fn level(&self, #[query] level: Level) -> Result<()>;

    #[point_endpoint(GET "/filter")]
    async fn filter(&self, #[query] filter: &Filter) -> Result<()>;

    #[point_endpoint(GET "/page")]
    async fn page(&self, #[query] page: &Page) -> Result<()>;

    #[point_endpoint(GET "/by")]
    async fn by(&self, #[query] by: Option<&By>) -> Result<()>;

    #[point_endpoint(POST "/filter")]
    async fn filter_form(&self, #[body(form)] filter: &Filter) -> Result<()>;

    #[point_endpoint(POST "/by")]
    async fn by_form(&self, #[body(form)] by: &By) -> Result<()>;
}

fn of(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[test]
fn the_fields_of_an_enum_are_one_parameter() {
    let document = openapi::document::<dyn Search>(Info::new("Search", "1"));
    for (path, name, schema, is_required) in
        [("/filter", "filter", "Filter", true), ("/page", "page", "Page", true), ("/by", "by", "By", false)]
    {
        let mut expected =
            json!({ "name": name, "in": "query", "style": "form", "explode": true, "schema": of(schema) });
        if is_required {
            expected["required"] = true.into();
        }
        assert_eq!(document["paths"][path]["get"]["parameters"], json!([expected]), "{path}");
    }
    let filter = &document["components"]["schemas"]["Filter"];
    assert!(filter.get("anyOf").is_some() && filter["properties"].get("page").is_some(), "{filter}");
}

#[test]
fn an_enum_of_texts_is_one_required_text() {
    let document = openapi::document::<dyn Search>(Info::new("Search", "1"));
    let expected = json!([{ "name": "level", "in": "query", "required": true, "schema": of("Level") }]);
    assert_eq!(document["paths"]["/level"]["get"]["parameters"], expected);
    assert!(document["components"]["schemas"]["Level"].get("oneOf").is_some(), "{document}");
}

#[test]
fn the_fields_of_an_enum_are_the_schema_of_a_form() {
    let document = openapi::document::<dyn Search>(Info::new("Search", "1"));
    for (path, schema) in [("/filter", "Filter"), ("/by", "By")] {
        let body = &document["paths"][path]["post"]["requestBody"];
        assert_eq!(body["content"]["application/x-www-form-urlencoded"]["schema"], of(schema), "{path}");
        assert_eq!(body["required"], true, "{path}");
    }
}
