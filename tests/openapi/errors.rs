//! The errors and absent values of a server, in its document.

use bytes::Bytes;
use pointapi::openapi::{self, DescribeError, Info, Responses};
use pointapi::server::ServeError;
use pointapi::{ApiError, Client, Error, FromResponse, Method, Result, StatusCode, point_api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Conflict {
    code: String,
}

#[derive(Debug)]
struct PlaceError;

impl From<Error> for PlaceError {
    fn from(_: Error) -> Self {
        Self
    }
}

impl ApiError for PlaceError {
    fn decode(_: &Error) -> Option<Self> {
        None
    }
}

impl ServeError for PlaceError {}

impl DescribeError for PlaceError {
    fn describe(responses: &mut Responses<'_>) {
        responses.error::<Conflict>(StatusCode::BAD_REQUEST);
    }
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct Order {
    id: u64,
}

#[derive(Debug, FromResponse)]
enum Found {
    #[status(200)]
    Order(Option<Order>),
    #[status(202)]
    Queued,
    #[status(203)]
    Image(Option<Bytes>),
    #[status(2XX)]
    Other(Option<Order>),
}

#[point_api(server, openapi)]
trait Shop {
    #[point_endpoint(POST "/orders")]
    async fn place(&self) -> std::result::Result<(), PlaceError>;

    #[point_endpoint(HEAD "/orders")]
    async fn exists(&self) -> std::result::Result<(), PlaceError>;

    #[point_endpoint(GET "/stock")]
    async fn stock(&self) -> Result<u32>;

    #[point_endpoint(GET "/found")]
    async fn found(&self, #[query] is_queued: bool) -> Result<Found>;

    #[point_endpoint(GET "/image")]
    async fn image(&self) -> Result<Found>;
}

struct Program;

#[pointapi::async_trait]
impl Shop for Program {
    async fn place(&self) -> std::result::Result<(), PlaceError> {
        Ok(())
    }

    async fn exists(&self) -> std::result::Result<(), PlaceError> {
        Ok(())
    }

    async fn stock(&self) -> Result<u32> {
        Err(Error::respond(StatusCode::CONFLICT, "sold out"))
    }

    async fn found(&self, is_queued: bool) -> Result<Found> {
        Ok(if is_queued { Found::Queued } else { Found::Order(None) })
    }

    async fn image(&self) -> Result<Found> {
        Ok(Found::Image(None))
    }
}

fn responses(path: &str, method: &str) -> Value {
    let document = openapi::document::<dyn Shop>(Info::new("Shop", "1"));
    document["paths"][path][method]["responses"].clone()
}

fn media_types(response: &Value) -> Vec<&str> {
    response["content"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn an_error_with_a_status_can_be_a_problem_of_the_server() {
    let place = responses("/orders", "post");
    assert_eq!(media_types(&place["400"]), ["application/json", "application/problem+json"]);
    assert_eq!(responses("/orders", "head")["400"].get("content"), None);
}

#[test]
fn an_error_without_a_type_can_have_any_body() {
    let stock = responses("/stock", "get");
    assert_eq!(stock["4XX"]["content"]["application/json"], json!({}));
    assert_eq!(media_types(&stock["5XX"]), ["application/json", "application/problem+json"]);
}

#[tokio::test]
async fn the_absent_value_of_a_variant_is_null_under_its_status() {
    let found = responses("/found", "get");
    assert_eq!(found.get("204"), None);
    let schema = &found["200"]["content"]["application/json"]["schema"];
    assert!(
        schema["anyOf"].as_array().is_some_and(|variants| variants.contains(&json!({ "type": "null" }))),
        "{found}"
    );
    let client =
        Client::builder().in_process(ShopServer::new(Program).unprotected().router()).no_auth().build().unwrap();
    let response = client.request(Method::GET, "/found?is_queued=false").send().await.unwrap();
    assert_eq!((response.status().as_u16(), &response.into_inner()[..]), (200, &b"null"[..]));
    let shop = ShopClient::new(client);
    assert!(matches!(shop.found(false).await, Ok(Found::Order(None))));
    assert!(matches!(shop.found(true).await, Ok(Found::Queued)));
    assert!(matches!(shop.image().await, Ok(Found::Image(None))));
    let other = &found["2XX"]["content"]["application/json"]["schema"];
    assert_eq!(schema, other);
}
