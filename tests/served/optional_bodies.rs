//! A body that may be absent is another than one that is empty or `null`.

use http::header::CONTENT_TYPE;
use http_body_util::BodyExt;
use pointapi::openapi::{self, Info};
use pointapi::{Body, Bytes, Client, Result, contract, point_api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower::ServiceExt as _;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Note {
    to: String,
    /// An empty element of XML is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u8>,
}

#[point_api(server, openapi)]
pub(crate) trait Optional {
    #[point_endpoint(POST "/json")]
    async fn json(&self, #[body] note: Option<&Note>) -> Result<String>;

    #[point_endpoint(PATCH "/merge")]
    async fn merge(&self, #[body(json, "application/merge-patch+json")] note: Option<Note>) -> Result<String>;

    #[point_endpoint(POST "/nullable")]
    async fn nullable(&self, #[body] note: &Option<Note>) -> Result<String>;

    #[point_endpoint(POST "/either")]
    async fn either(&self, #[body] note: Option<&Option<Note>>) -> Result<String>;

    #[point_endpoint(POST "/xml")]
    async fn xml(&self, #[body(xml)] note: Option<&Note>) -> Result<String>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form)] note: Option<&Note>) -> Result<String>;

    #[point_endpoint(POST "/text")]
    async fn text(&self, #[body(text)] text: Option<&str>) -> Result<String>;

    #[point_endpoint(POST "/bytes")]
    async fn bytes(&self, #[body(bytes)] bytes: Option<&[u8]>) -> Result<String>;

    #[point_endpoint(POST "/stream", headers("Content-Type" = "image/png"))]
    async fn stream(&self, #[body(stream)] image: Option<Body>) -> Result<String>;
}

/// Returns what it is given, in the notation of Rust.
struct Shown;

#[pointapi::async_trait]
impl Optional for Shown {
    async fn json(&self, note: Option<&Note>) -> Result<String> {
        Ok(format!("{:?}", note.map(|note| &note.to)))
    }

    async fn merge(&self, note: Option<Note>) -> Result<String> {
        Ok(format!("{:?}", note.map(|note| note.to)))
    }

    async fn nullable(&self, note: &Option<Note>) -> Result<String> {
        Ok(format!("{:?}", note.as_ref().map(|note| &note.to)))
    }

    async fn either(&self, note: Option<&Option<Note>>) -> Result<String> {
        Ok(format!("{:?}", note.map(|note| note.as_ref().map(|note| &note.to))))
    }

    async fn xml(&self, note: Option<&Note>) -> Result<String> {
        self.json(note).await
    }

    async fn form(&self, note: Option<&Note>) -> Result<String> {
        self.json(note).await
    }

    async fn text(&self, text: Option<&str>) -> Result<String> {
        Ok(format!("{text:?}"))
    }

    async fn bytes(&self, bytes: Option<&[u8]>) -> Result<String> {
        Ok(format!("{bytes:?}"))
    }

    async fn stream(&self, image: Option<Body>) -> Result<String> {
        Ok(match image {
            Some(image) => format!("Some({:?})", image.collect().await.unwrap().to_bytes()),
            None => "None".to_owned(),
        })
    }
}

fn router() -> axum::Router {
    OptionalServer::new(Shown).unprotected().router()
}

fn client() -> OptionalClient {
    OptionalClient::new(Client::builder().in_process(router()).build().unwrap())
}

fn note() -> Note {
    Note { to: "greta".to_owned(), size: None }
}

#[tokio::test]
async fn what_is_there_and_what_is_not_arrive_as_such() {
    let (client, note) = (client(), note());
    let some = r#"Some("greta")"#;
    let rows = [
        ("json", client.json(None).await, "None"),
        ("json", client.json(Some(&note)).await, some),
        ("merge", client.merge(None).await, "None"),
        ("merge", client.merge(Some(note.clone())).await, some),
        ("nullable", client.nullable(&None).await, "None"),
        ("nullable", client.nullable(&Some(note.clone())).await, some),
        ("either", client.either(None).await, "None"),
        ("either", client.either(Some(&None)).await, "Some(None)"),
        ("either", client.either(Some(&Some(note.clone()))).await, r#"Some(Some("greta"))"#),
        ("xml", client.xml(None).await, "None"),
        ("xml", client.xml(Some(&note)).await, some),
        ("form", client.form(None).await, "None"),
        ("form", client.form(Some(&note)).await, some),
        ("text", client.text(None).await, "None"),
        ("text", client.text(Some("")).await, r#"Some("")"#),
        ("bytes", client.bytes(None).await, "None"),
        ("bytes", client.bytes(Some(&[])).await, "Some([])"),
        ("stream", client.stream(None).await, "None"),
        ("stream", client.stream(Some(Body::empty())).await, r#"Some(b"")"#),
        ("stream", client.stream(Some(Body::from("png"))).await, r#"Some(b"png")"#),
    ];
    for (endpoint, shown, expected) in rows {
        assert_eq!(shown.unwrap(), expected, "{endpoint}");
    }
}

#[tokio::test]
async fn an_absent_body_has_no_media_type() {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let requests = std::sync::Arc::clone(&seen);
    let transport = tower::service_fn(move |request: pointapi::HttpRequest| {
        let requests = std::sync::Arc::clone(&requests);
        async move {
            let content_type = request.headers().get(CONTENT_TYPE).cloned();
            let body = request.into_body().collect().await?.to_bytes();
            requests.lock().unwrap().push((content_type, body));
            Ok::<_, pointapi::BoxError>(http::Response::new(Body::from("\"\"")))
        }
    });
    let client = OptionalClient::new(Client::builder().transport(transport).build().unwrap());
    client.json(None).await.unwrap();
    client.merge(None).await.unwrap();
    client.xml(None).await.unwrap();
    client.form(None).await.unwrap();
    client.text(None).await.unwrap();
    client.bytes(None).await.unwrap();
    client.stream(None).await.unwrap();
    client.nullable(&None).await.unwrap();
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    let json = Some("application/json".parse().unwrap());
    let expected = [vec![(None, Bytes::new()); 7], vec![(json, Bytes::from_static(b"null"))]].concat();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn the_status_of_a_body_is_decided_by_its_media_type_format_and_shape() {
    let rows = [
        ("/json", None, "", 200),
        ("/json", Some("application/json"), "", 400),
        ("/json", Some("application/json"), "null", 422),
        ("/json", None, "{}", 415),
        ("/nullable", None, "", 400),
        ("/text", Some("text/plain"), "", 200),
        ("/xml", Some("application/xml"), "<Note><to>a</to></Note>", 200),
        ("/xml", Some("application/xml"), "<Note><to>a</to>", 400),
        ("/xml", Some("application/xml"), "<Note><to>a</of></Note>", 400),
        ("/xml", Some("application/xml"), "<?xml version=\"1.0\"?>", 400),
        ("/xml", Some("application/xml"), "<Note><of>a</of></Note>", 422),
    ];
    for (path, media_type, body, status) in rows {
        let mut request = http::Request::post(path);
        if let Some(media_type) = media_type {
            request = request.header(CONTENT_TYPE, media_type);
        }
        let response = router().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        assert_eq!(response.status(), status, "{path} {media_type:?} `{body}`");
    }
}

#[tokio::test]
async fn both_sides_agree_on_absent_bodies() {
    let report = contract::check::<dyn Optional>().await.unwrap();
    assert_eq!((report.checked(), report.unchecked().len()), (9, 0), "{report}");
}

#[test]
fn the_document_distinguishes_absent_and_null() {
    let document = openapi::document::<dyn Optional>(Info::new("Optional", "1"));
    let body = |path: &str, method: &str| document["paths"][path][method]["requestBody"].clone();
    let schema = json!({ "$ref": "#/components/schemas/Note" });
    let nullable = json!({ "anyOf": [{ "$ref": "#/components/schemas/Note" }, { "type": "null" }] });
    let rows = [
        ("/json", "application/json", false, &schema),
        ("/nullable", "application/json", true, &nullable),
        ("/either", "application/json", false, &nullable),
        ("/xml", "application/xml", false, &schema),
    ];
    for (path, media_type, is_required, schema) in rows {
        let content = json!({ media_type: { "schema": schema } });
        assert_eq!(body(path, "post"), json!({ "content": content, "required": is_required }), "{path}");
    }
    for path in ["/form", "/text", "/bytes", "/stream"] {
        assert_eq!(body(path, "post")["required"], Value::from(false), "{path}");
    }
    let form = &body("/form", "post")["content"]["application/x-www-form-urlencoded"]["schema"];
    assert_eq!(form["required"], json!(["to"]), "a form that is sent has its fields");
}
