//! Requests of unusual declarations.

use std::collections::BTreeMap;

use pointapi::openapi::{self, Info};
use pointapi::{Bytes, Result, point_api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::document::parameter;

#[derive(Serialize, Deserialize, JsonSchema)]
struct Filter {
    #[schemars(extend("deprecated" = true))]
    old: Option<String>,
    #[serde(flatten)]
    by_id: BTreeMap<u32, String>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Item {
    #[serde(rename = "@id")]
    id: u64,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Hit {
    score: u8,
}

#[point_api(openapi)]
trait Requests: Search {
    /// Places them.
    /// ```json
    /// {"7": "1.50"}
    /// ```
    #[point_endpoint(POST "/prices")]
    async fn prices(&self, #[body(form)] prices: &BTreeMap<u32, String>) -> Result<()>;

    /// Lists
    /// them:
    /// - each of them
    #[point_endpoint(GET "/filter")]
    async fn filter(&self, #[query] filter: &Filter) -> Result<()>;

    #[point_endpoint(GET "/tags?tag=a&tag=b&page=1", name = "list")]
    async fn tags(&self) -> Result<()>;

    #[point_endpoint(GET "/me", auth = none)]
    async fn me(&self, #[header("Authorization")] token: Option<&str>) -> Result<()>;

    #[point_endpoint(PUT "/image")]
    async fn image(&self, #[body(bytes)] image: Bytes, #[header("Content-Type")] media_type: &str) -> Result<()>;

    #[point_endpoint(POST "/parts")]
    async fn parts(&self, #[part] meta: Value) -> Result<()>;

    #[point_endpoint(GET "/keys")]
    async fn keys(
        &self,
        #[header("X-Keys")]
        #[sensitive]
        keys: &[&str],
    ) -> Result<()>;

    #[point_endpoint(POST "/item")]
    async fn item(&self, #[body(xml)] item: &Item) -> Result<()>;
}

#[point_api(openapi)]
trait Search {
    #[point_endpoint(QUERY "/tags", name = "list")]
    async fn search(&self) -> Result<Vec<Hit>>;
}

fn document() -> Value {
    openapi::document::<dyn Requests>(Info::new("Requests", "1"))
}

#[test]
fn a_map_with_patterns_of_keys_keeps_them() {
    let document = document();
    let content = &document["paths"]["/prices"]["post"]["requestBody"]["content"];
    let schema = &content["application/x-www-form-urlencoded"]["schema"];
    let filter = parameter(&document["paths"]["/filter"]["get"], "filter");
    for schema in [schema, &filter["schema"]] {
        assert_eq!(schema["patternProperties"].as_object().map(|patterns| patterns.len()), Some(1), "{schema}");
    }
}

#[test]
fn a_deprecated_field_is_a_deprecated_parameter() {
    let old = parameter(&document()["paths"]["/filter"]["get"], "old");
    assert_eq!((&old["deprecated"], old["schema"].get("deprecated")), (&json!(true), None));
}

#[test]
fn a_summary_ends_before_code_and_lists() {
    let document = document();
    let prices = &document["paths"]["/prices"]["post"];
    assert_eq!(prices["summary"], "Places them.");
    assert_eq!(prices["description"], "```json\n{\"7\": \"1.50\"}\n```");
    let filter = &document["paths"]["/filter"]["get"];
    assert_eq!((&filter["summary"], &filter["description"]), (&json!("Lists them:"), &json!("- each of them")));
}

#[test]
fn a_fixed_name_with_two_values_is_a_list() {
    let document = document();
    let tags = &document["paths"]["/tags"]["get"];
    let tag = parameter(tags, "tag");
    assert_eq!((&tag["schema"]["const"], &tag["explode"]), (&json!(["a", "b"]), &json!(true)));
    assert_eq!(parameter(tags, "page")["schema"]["enum"], json!(["1"]));
    assert_eq!(tags["parameters"].as_array().unwrap().len(), 2);
}

#[test]
fn headers_that_openapi_ignores_are_security_and_media_type() {
    let document = document();
    let me = &document["paths"]["/me"]["get"];
    assert_eq!((me.get("parameters"), &me["security"]), (None, &json!([{ "apiKey": [] }, {}])));
    let scheme = json!({ "type": "apiKey", "in": "header", "name": "Authorization" });
    assert_eq!(document["components"]["securitySchemes"]["apiKey"], scheme);
    let image = &document["paths"]["/image"]["put"];
    assert_eq!(image.get("parameters"), None);
    assert!(image["requestBody"]["content"].get("*/*").is_some(), "{image}");
}

#[test]
fn a_part_of_any_value_is_json() {
    let body = &document()["paths"]["/parts"]["post"]["requestBody"]["content"]["multipart/form-data"];
    assert_eq!(body["encoding"]["meta"]["contentType"], "application/json");
}

#[test]
fn the_items_of_a_sensitive_list_are_passwords() {
    let keys = parameter(&document()["paths"]["/keys"]["get"], "X-Keys");
    assert_eq!(keys["schema"]["items"]["format"], "password");
}

#[test]
fn a_member_that_begins_with_an_at_is_an_attribute() {
    let id = &document()["components"]["schemas"]["Item"]["properties"]["@id"];
    assert_eq!(id["xml"], json!({ "attribute": true, "name": "id" }));
}

#[test]
fn an_endpoint_that_is_left_out_changes_nothing() {
    let document = document();
    assert_eq!(document["paths"]["/tags"]["get"]["operationId"], "list");
    assert_eq!(document["tags"], json!([{ "name": "Requests" }]));
    assert_eq!(document["components"]["schemas"].get("Hit"), None);
}

#[test]
fn a_base_url_has_no_slash_at_its_end() {
    for (url, written) in [("https://a.example/v1/", "https://a.example/v1"), ("/", "/"), ("/{a}", "/%7Ba%7D")] {
        let document = openapi::document::<dyn Search>(Info::new("Search", "1").server(url));
        assert_eq!(document["servers"], json!([{ "url": written }]), "{url}");
    }
}

mod other {
    use super::*;

    #[derive(Serialize, Deserialize, JsonSchema)]
    pub(super) struct Cat {
        lives: u8,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(untagged)]
    #[schemars(extend("discriminator" = { "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat" } }))]
    pub(super) enum Pet {
        Cat(Cat),
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Cat {
    name: String,
}

#[point_api(openapi)]
trait Pets {
    #[point_endpoint(GET "/cat")]
    async fn cat(&self) -> Result<Cat>;

    #[point_endpoint(GET "/pet")]
    async fn pet(&self) -> Result<other::Pet>;
}

#[test]
fn a_discriminator_follows_a_component_of_a_taken_name() {
    let document = openapi::document::<dyn Pets>(Info::new("Pets", "1"));
    let pet = &document["components"]["schemas"]["Pet"];
    assert_eq!(pet["anyOf"][0]["$ref"], "#/components/schemas/Cat2");
    assert_eq!(pet["discriminator"]["mapping"]["cat"], "#/components/schemas/Cat2");
}
