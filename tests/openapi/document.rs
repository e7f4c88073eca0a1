//! Each declaration, and its place in the document.

use pointapi::openapi::{self, Info, Security};
use serde_json::{Value, json};

use crate::shop::{Health, Line, Mall, Shop, Store};

fn document() -> Value {
    openapi::document::<dyn Shop>(Info::new("Shop", "1.0.0"))
}

/// The operation of this name.
fn operation(document: &Value, id: &str) -> Value {
    let paths = document["paths"].as_object().unwrap();
    let mut operations = paths.values().flat_map(|item| item.as_object().unwrap().values());
    operations.find(|operation| operation["operationId"] == id).unwrap_or_else(|| panic!("no operation `{id}`")).clone()
}

pub(crate) fn parameter(operation: &Value, name: &str) -> Value {
    let parameters = operation["parameters"].as_array().unwrap();
    parameters.iter().find(|parameter| parameter["name"] == name).unwrap_or_else(|| panic!("no `{name}`")).clone()
}

#[test]
fn the_document_of_every_role_is_as_it_was() {
    assert_as_it_was(&document(), "shop.yaml");
}

/// Compares a document with a file beside this one; `POINTAPI_BLESS=1` writes it anew.
pub(crate) fn assert_as_it_was(document: &Value, file: &str) {
    let file = format!("{}/tests/openapi/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = openapi::to_yaml(document).unwrap();
    if std::env::var_os("POINTAPI_BLESS").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        text == expected,
        "the document differs from {file}; write it anew with POINTAPI_BLESS=1 and read the diff"
    );
}

#[test]
fn json_and_yaml_hold_the_same_document() {
    let document = document();
    let json: Value = serde_json::from_str(&openapi::to_json(&document).unwrap()).unwrap();
    let yaml: Value = serde_norway::from_str(&openapi::to_yaml(&document).unwrap()).unwrap();
    assert_eq!((json, yaml), (document.clone(), document));
}

#[test]
fn two_documents_of_one_trait_are_the_same_bytes() {
    assert_eq!(openapi::to_json(&document()).unwrap(), openapi::to_json(&document()).unwrap());
}

#[test]
fn docs_become_summary_and_description() {
    let document = document();
    let order = operation(&document, "order");
    assert_eq!(order["summary"], "One order, if there is one.");
    assert_eq!(order["description"], "Orders are kept for a year.");
    assert_eq!(operation(&document, "upload")["summary"], "Upload");
    assert_eq!(
        document["tags"][1],
        json!({ "name": "Shop", "description": "Orders of one account.\n\nEach has a number." })
    );
}

#[test]
fn a_deprecated_endpoint_says_so_with_its_note() {
    let cancel = operation(&document(), "cancel");
    assert_eq!(cancel["deprecated"], true);
    assert_eq!(cancel["description"], "Deprecated: use `replace`");
}

#[test]
fn each_list_format_has_its_style() {
    let list = operation(&document(), "Shop_list");
    let styles = [
        ("tags", "form", true),
        ("csv", "form", false),
        ("pipes", "pipeDelimited", false),
        ("spaces", "spaceDelimited", false),
        ("brackets[]", "form", true),
        ("deep", "deepObject", true),
        ("others", "form", true),
        ("X-Ids", "simple", false),
    ];
    for (name, style, explode) in styles {
        let parameter = parameter(&list, name);
        assert_eq!((&parameter["style"], &parameter["explode"]), (&json!(style), &json!(explode)), "{name}");
    }
    assert_eq!(parameter(&list, "session").get("style"), None);
}

#[test]
fn the_fields_of_a_query_struct_are_parameters() {
    let list = operation(&document(), "Shop_list");
    assert_eq!(parameter(&list, "min")["required"], true);
    let state = parameter(&list, "state");
    assert_eq!(state["schema"], json!({ "$ref": "#/components/schemas/State" }));
    assert_eq!(state["description"], "Only orders in this state.");
    assert_eq!(state.get("required"), None);
    assert_eq!(parameter(&list, "ids").get("required"), None, "an empty list sends nothing");
}

#[test]
fn arguments_that_are_not_sent_are_left_out() {
    let list = operation(&document(), "Shop_list");
    let names: Vec<&str> =
        list["parameters"].as_array().unwrap().iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
    assert!(!names.iter().any(|name| ["more", "options", "caller"].contains(name)), "{names:?}");
}

#[test]
fn docs_of_an_argument_describe_its_parameter() {
    let document = document();
    let size = parameter(&operation(&document, "Shop_list"), "page-size");
    assert_eq!(size["description"], "The largest number of orders.");
    assert_eq!(operation(&document, "patch")["requestBody"]["description"], "The members to change.");
}

#[test]
fn bodies_have_the_media_type_of_their_codec() {
    let document = document();
    let expected = [
        ("replace", "application/json"),
        ("patch", "application/merge-patch+json"),
        ("xml", "application/xml"),
        ("text", "text/plain"),
        ("image", "image/png"),
        ("stream", "application/octet-stream"),
        ("log_in", "application/x-www-form-urlencoded"),
        ("upload", "multipart/form-data"),
    ];
    for (id, media_type) in expected {
        let content = operation(&document, id)["requestBody"]["content"].as_object().unwrap().clone();
        assert_eq!(content.keys().collect::<Vec<_>>(), [media_type], "{id}");
    }
    assert_eq!(operation(&document, "patch")["requestBody"]["required"], false, "an optional body");
    assert_eq!(operation(&document, "replace")["requestBody"]["required"], true);
}

#[test]
fn a_success_has_the_status_and_media_type_of_its_shape() {
    let document = document();
    let expected = [
        ("order", "200", Some("application/json")),
        ("replace", "2XX", Some("application/json")),
        ("cancel", "204", None),
        ("exists", "200", None),
        ("health", "200", Some("text/plain")),
        ("form", "200", Some("text/plain")),
        ("upload", "200", Some("application/octet-stream")),
        ("text", "2XX", None),
        ("image", "2XX", None),
        ("stream", "200", Some("application/pdf")),
        ("late", "200", Some("application/json")),
        ("events", "200", Some("text/event-stream")),
        ("lines", "200", Some("application/x-ndjson")),
        ("xml", "200", Some("application/xml")),
    ];
    for (id, status, media_type) in expected {
        let responses = &operation(&document, id)["responses"];
        let response = responses.get(status).unwrap_or_else(|| panic!("{id}: no {status}"));
        let content: Option<Vec<String>> =
            response.get("content").and_then(Value::as_object).map(|content| content.keys().cloned().collect());
        assert_eq!(content.unwrap_or_default(), media_type.into_iter().collect::<Vec<_>>(), "{id}");
    }
}

#[test]
fn an_absent_value_has_the_statuses_of_none_on_or_204() {
    let document = document();
    for (id, statuses) in
        [("order", &["404", "410"][..]), ("form", &["204"]), ("image", &["204"]), ("exists", &["404"])]
    {
        for status in statuses {
            let response = operation(&document, id)["responses"][status].clone();
            assert!(response.is_object() && response.get("content").is_none(), "{id} {status}: {response}");
        }
    }
}

#[test]
fn a_typed_error_describes_the_errors() {
    let document = document();
    let error = &operation(&document, "replace")["responses"]["4XX"]["content"]["application/json"]["schema"];
    assert_eq!(*error, json!({ "$ref": "#/components/schemas/Rejection" }));
    assert_eq!(operation(&document, "order")["responses"]["4XX"].get("content"), None);
}

#[test]
fn auth_decides_the_security_of_an_operation() {
    let document = openapi::document::<dyn Shop>(Info::new("Shop", "1").security(Security::api_key_header("X-Key")));
    assert_eq!(operation(&document, "order")["security"], json!([{ "apiKey": [] }]));
    assert_eq!(operation(&document, "health")["security"], json!([]));
    let scheme = json!({ "type": "apiKey", "in": "header", "name": "X-Key" });
    assert_eq!(document["components"]["securitySchemes"], json!({ "apiKey": scheme }));
    let open = openapi::document::<dyn Health>(Info::new("Health", "1"));
    assert_eq!(open.pointer("/components/securitySchemes"), None);
}

#[test]
fn a_sensitive_value_is_write_only_and_a_password() {
    let document = document();
    let secret = json!({ "type": "string", "format": "password", "writeOnly": true });
    assert_eq!(parameter(&operation(&document, "Shop_list"), "X-Key")["schema"], secret);
    let form = &operation(&document, "form")["requestBody"]["content"]["application/x-www-form-urlencoded"];
    assert_eq!(form["schema"]["properties"]["password"], secret);
    assert_eq!(form["encoding"]["ids"], json!({ "style": "form", "explode": false }));
}

#[test]
fn an_idempotency_key_is_an_optional_header() {
    let key = parameter(&operation(&document(), "replace"), "idempotency-key");
    assert_eq!((&key["in"], key.get("required")), (&json!("header"), None));
}

#[test]
fn fixed_pairs_are_parameters_with_one_value() {
    let document = document();
    let cancel = operation(&document, "cancel");
    assert_eq!(parameter(&cancel, "why")["schema"], json!({ "type": "string", "enum": ["a b"] }));
    assert_eq!(parameter(&operation(&document, "replace"), "x-api")["schema"]["enum"], json!(["2"]));
}

#[test]
fn equal_names_of_two_traits_are_qualified() {
    let document = document();
    assert_eq!(operation(&document, "Health_list")["tags"], json!(["Health"]));
    assert_eq!(operation(&document, "Shop_list")["tags"], json!(["Shop"]));
}

#[test]
fn equal_names_of_traits_of_one_name_are_numbered() {
    let document = openapi::document::<dyn crate::versions::All>(Info::new("All", "1"));
    let ids = ["/v1/orders", "/v2/orders"].map(|path| document["paths"][path]["get"]["operationId"].clone());
    assert_eq!(ids, ["Orders_list", "Orders_list_2"]);
}

#[test]
fn paths_of_one_shape_share_the_names_of_the_first() {
    let document = document();
    let item = &document["paths"]["/v1/{tenant}/orders/{id}"];
    assert_eq!(parameter(&item["put"], "id")["schema"]["maximum"], u64::MAX);
    assert_eq!(document["paths"].get("/v1/{tenant}/orders/{number}"), None);
}

#[test]
fn a_second_endpoint_of_one_path_stands_behind_a_fragment() {
    assert_eq!(document()["paths"]["/v1/{tenant}/orders#late"]["get"]["operationId"], "late");
}

#[test]
fn every_integer_has_its_range() {
    let schemas = document()["components"]["schemas"].clone();
    assert_eq!(schemas["Order"]["properties"]["size"]["maximum"], u32::MAX);
    assert_eq!(schemas["Filter"]["properties"]["ids"]["items"]["minimum"], i64::MIN);
}

#[test]
fn a_trait_with_type_parameters_is_described_with_their_types() {
    let document = openapi::document::<dyn Store<Line>>(Info::new("Store", "1"));
    let schema = json!({ "schema": { "$ref": "#/components/schemas/Line" } });
    assert_eq!(operation(&document, "get")["responses"]["200"]["content"]["application/json"], schema);
    assert_eq!(operation(&document, "put")["requestBody"]["content"]["application/json"], schema);
}

#[test]
fn a_trait_that_is_inherited_twice_is_described_once() {
    assert_eq!(openapi::document::<dyn Mall>(Info::new("Shop", "1.0.0")), document());
}
