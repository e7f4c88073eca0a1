//! Media types of bodies beside that of the codec, and responses without a body.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use http::{HeaderMap, HeaderValue, Request, StatusCode};
use pointapi::openapi::{self, Info};
use pointapi::{Bytes, Client, Error, Response, Result, point_api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Order {
    name: String,
}

/// Bytes by serde, of a type of its own.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(crate) struct Pdf(#[schemars(with = "String")] Bytes);

/// A type of its own that is encoded by the codec.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(crate) struct Name(String);

#[point_api(server, openapi)]
pub(crate) trait Bodies {
    #[point_endpoint(POST "/vendor")]
    async fn vendor(&self, #[body(json, "application/vnd.acme.v1")] order: &Order) -> Result<()>;

    #[point_endpoint(POST "/plain")]
    async fn plain(&self, #[body(json, "text/plain")] order: Option<&Order>) -> Result<()>;

    #[point_endpoint(PATCH "/merged")]
    async fn merged(&self, #[body(json, "application/merge-patch+json")] order: Order) -> Result<()>;

    #[point_endpoint(GET "/pdf")]
    async fn pdf(&self) -> Result<Pdf>;

    #[point_endpoint(GET "/name")]
    async fn name(&self) -> Result<Name>;

    #[point_endpoint(GET "/unchanged")]
    async fn unchanged(&self) -> Result<Order>;

    #[point_endpoint(GET "/status/{status}")]
    async fn status(&self, status: u16) -> Result<Response<Order>>;
}

struct Desk;

#[pointapi::async_trait]
impl Bodies for Desk {
    async fn vendor(&self, order: &Order) -> Result<()> {
        read(order)
    }

    async fn plain(&self, order: Option<&Order>) -> Result<()> {
        order.map_or(Ok(()), read)
    }

    async fn merged(&self, order: Order) -> Result<()> {
        read(&order)
    }

    async fn pdf(&self) -> Result<Pdf> {
        Ok(Pdf(Bytes::from_static(b"%PDF")))
    }

    async fn name(&self) -> Result<Name> {
        Ok(Name("larch".to_owned()))
    }

    async fn unchanged(&self) -> Result<Order> {
        Err(Error::respond(StatusCode::NOT_MODIFIED, ()).with_header(ETAG, HeaderValue::from_static("7")))
    }

    async fn status(&self, status: u16) -> Result<Response<Order>> {
        Ok(Response::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new(), order()))
    }
}

fn order() -> Order {
    Order { name: "larch".to_owned() }
}

fn read(order: &Order) -> Result<()> {
    if order.name == "larch" { Ok(()) } else { Err(Error::respond(StatusCode::CONFLICT, ())) }
}

fn router() -> axum::Router {
    BodiesServer::new(Desk).unprotected().router()
}

async fn get(path: &str, accept: &'static str) -> (StatusCode, HeaderMap, axum::body::Bytes) {
    let request = Request::get(path).header(ACCEPT, accept).body(axum::body::Body::empty()).unwrap();
    let (parts, body) = tower::ServiceExt::oneshot(router(), request).await.unwrap().into_parts();
    (parts.status, parts.headers, axum::body::to_bytes(body, usize::MAX).await.unwrap())
}

#[tokio::test]
async fn a_body_of_the_declared_media_type_is_read() {
    let bodies = BodiesClient::new(Client::builder().in_process(router()).build().unwrap());
    bodies.vendor(&order()).await.unwrap();
    bodies.plain(Some(&order())).await.unwrap();
    bodies.merged(order()).await.unwrap();
    let request =
        Request::post("/vendor").header(CONTENT_TYPE, "text/html").body(axum::body::Body::from("{}")).unwrap();
    let response = tower::ServiceExt::oneshot(router(), request).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    assert!(String::from_utf8_lossy(&body).contains("`application/vnd.acme.v1`"), "{body:?}");
}

#[tokio::test]
async fn bytes_of_any_type_are_sent_as_the_document_says() {
    let document = openapi::document::<dyn Bodies>(Info::new("Bodies", "1"));
    for (path, accept) in [("/pdf", "application/octet-stream"), ("/name", "application/json")] {
        let content = &document["paths"][path]["get"]["responses"]["200"]["content"];
        assert!(content.get(accept).is_some(), "{content}");
        let (status, headers, _) = get(path, accept).await;
        assert_eq!((status, &headers[CONTENT_TYPE]), (StatusCode::OK, &HeaderValue::from_static(accept)));
    }
    assert_eq!(get("/name", "application/octet-stream").await.0, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn a_status_without_content_is_sent_without() {
    let (status, headers, body) = get("/unchanged", "*/*").await;
    assert_eq!((status, &headers[ETAG]), (StatusCode::NOT_MODIFIED, &HeaderValue::from_static("7")));
    assert_eq!((headers.get(CONTENT_TYPE), headers.get(CONTENT_LENGTH), body.len()), (None, None, 0));
    for (path, content, length) in
        [("/status/204", 0, None), ("/status/205", 0, Some("0")), ("/status/203", 16, Some("16"))]
    {
        let (_, headers, body) = get(path, "*/*").await;
        assert_eq!((body.len(), headers.contains_key(CONTENT_TYPE)), (content, content > 0), "{path}");
        assert_eq!(headers.get(CONTENT_LENGTH).map(|length| length.to_str().unwrap()), length, "{path}");
    }
}
