//! The document as a route of the server that it describes.

use http::HeaderName;
use http::request::Parts;
use pointapi::auth::Secret;
use pointapi::openapi::{Info, Security};
use pointapi::server::{ApiKey, Basic, Rejection, Server, Verify};
use pointapi::{Client, Method, Response, Result, StatusCode, point_api};
use serde_json::{Value, json};

#[point_api(server, openapi)]
trait Clock {
    /// Seconds since 1970.
    #[point_endpoint(GET "/now")]
    async fn now(&self) -> Result<u64>;
}

#[point_api(server)]
trait Internal {
    #[point_endpoint(GET "/internal/{name}.json")]
    async fn named(&self, name: &str) -> Result<String>;

    #[point_endpoint(GET "/internal/state")]
    async fn state(&self) -> Result<String>;
}

#[point_api(server, openapi)]
trait Dates {
    #[point_endpoint(GET "/today")]
    async fn today(&self) -> Result<String>;
}

struct Program;

#[pointapi::async_trait]
impl Dates for Program {
    async fn today(&self) -> Result<String> {
        Ok("2024-02-29".to_owned())
    }
}

/// A verifier that says nothing about its scheme.
struct Anyone;

#[pointapi::async_trait]
impl Verify for Anyone {
    async fn verify(&self, _: &mut Parts) -> Result<(), Rejection> {
        Ok(())
    }
}

#[pointapi::async_trait]
impl Clock for Program {
    async fn now(&self) -> Result<u64> {
        Ok(7)
    }
}

#[pointapi::async_trait]
impl Internal for Program {
    async fn named(&self, name: &str) -> Result<String> {
        Ok(name.to_owned())
    }

    async fn state(&self) -> Result<String> {
        Ok("fine".to_owned())
    }
}

fn basic() -> Basic {
    Basic::new("greta", Secret::new("pass"))
}

fn key(header: &'static str) -> ApiKey {
    ApiKey::header(HeaderName::from_static(header), [Secret::new("k")])
}

async fn get(router: axum::Router, path: &str) -> Result<Response<Value>> {
    let client = Client::builder().in_process(router).no_auth().build()?;
    client.request(Method::GET, path).fetch().await
}

#[tokio::test]
async fn the_document_is_served_to_anyone() {
    let router = ClockServer::new(Program).openapi("/openapi.json").router();
    let document = get(router, "/openapi.json").await.unwrap();
    assert_eq!(document.headers()["content-type"], "application/json");
    assert_eq!(document["paths"]["/now"]["get"]["summary"], "Seconds since 1970.");
    assert_eq!(document["info"]["title"], "Clock");
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
}

#[tokio::test]
async fn the_problem_details_of_the_server_are_described() {
    let router = ClockServer::new(Program).openapi("/openapi.json").router();
    let document = get(router.clone(), "/openapi.json").await.unwrap();
    let error = &document["paths"]["/now"]["get"]["responses"]["4XX"]["content"];
    assert_eq!(error["application/problem+json"]["schema"]["$ref"], "#/components/schemas/ProblemDetails");
    assert!(get(router, "/now").await.unwrap_err().is_status(StatusCode::UNAUTHORIZED.as_u16()));
}

#[tokio::test]
async fn a_merged_server_adds_the_traits_that_are_described() {
    let server = InternalServer::new(Program).merge(ClockServer::new(Program)).unwrap();
    let router = server.openapi("/openapi.json").openapi_info(Info::new("Both", "3")).router();
    let document = get(router, "/openapi.json").await.unwrap();
    assert_eq!(document["paths"].as_object().unwrap().keys().collect::<Vec<_>>(), ["/now"]);
    assert_eq!(document["info"]["title"], "Both");
}

#[tokio::test]
async fn a_merged_server_keeps_its_document_unless_the_other_has_one() {
    let clock = || ClockServer::new(Program).openapi("/clock.json").openapi_info(Info::new("Both", "3"));
    let internal = || InternalServer::new(Program).openapi("/internal.json").openapi_info(Info::new("Internal", "1"));
    let rows = [
        ("the other server", InternalServer::new(Program).merge(clock()), "/clock.json", "Both"),
        ("this server", internal().merge(ClockServer::new(Program)), "/internal.json", "Internal"),
        ("both", internal().merge(clock()), "/internal.json", "Internal"),
    ];
    for (case, server, path, title) in rows {
        let document = get(server.unwrap().router(), path).await.unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(document["info"]["title"], title, "{case}");
        assert!(document["paths"].get("/now").is_some(), "{case}");
    }
}

#[tokio::test]
async fn an_endpoint_of_the_same_path_takes_precedence() {
    let server = InternalServer::new(Program).unprotected();
    let router = server.openapi("/internal/state").router();
    assert_eq!(*get(router, "/internal/state").await.unwrap(), "fine");
}

#[tokio::test]
async fn any_text_is_a_path_of_the_document() {
    for (path, sent) in [("openapi.json", "/openapi.json"), ("/:a/*b", "/:a/*b"), ("", "/")] {
        let router = ClockServer::new(Program).openapi(path).router();
        assert!(get(router, sent).await.is_ok(), "{path}");
    }
    let _router: axum::Router = ClockServer::new(Program).openapi("//{c}").router();
}

#[tokio::test]
async fn the_security_is_that_of_the_verifier() {
    let clock = || ClockServer::new(Program);
    let dates = |verify| DatesServer::new(Program).verify(verify);
    let own = || Info::new("Clock", "1").security(Security::api_key_cookie("session"));
    let bearer = json!({ "type": "http", "scheme": "bearer" });
    let by_key = |name: &str| json!({ "type": "apiKey", "in": "header", "name": name });
    let rows: Vec<(&str, Server, Value, Value)> = vec![
        (
            "a user and a password",
            clock().verify(basic()),
            json!([{ "basic": [] }]),
            json!({ "basic": { "type": "http", "scheme": "basic" } }),
        ),
        ("a key", clock().verify(key("x-key")), json!([{ "apiKey": [] }]), json!({ "apiKey": by_key("x-key") })),
        (
            "a verifier that does not say",
            clock().verify(Anyone),
            json!([{ "bearer": [] }]),
            json!({ "bearer": bearer }),
        ),
        ("no verifier", clock(), json!([{ "bearer": [] }]), json!({ "bearer": bearer })),
        ("an open server", clock().unprotected(), json!([]), Value::Null),
        (
            "what the document says itself",
            clock().unprotected().openapi_info(own()),
            json!([{ "apiKey": [] }]),
            json!({ "apiKey": { "type": "apiKey", "in": "cookie", "name": "session" } }),
        ),
        (
            "two servers",
            clock().verify(key("x-key")).merge(dates(key("x-other"))).unwrap(),
            json!([{ "apiKey": [] }]),
            json!({ "apiKey": by_key("x-key"), "apiKey2": by_key("x-other") }),
        ),
    ];
    for (case, server, security, schemes) in rows {
        let document = get(server.openapi("/openapi.json").router(), "/openapi.json").await.unwrap();
        assert_eq!(document["paths"]["/now"]["get"]["security"], security, "{case}");
        assert_eq!(document["components"]["securitySchemes"], schemes, "{case}");
    }
}

#[tokio::test]
async fn the_server_of_a_document_is_relative_to_it() {
    for (path, url) in [("/openapi.json", "."), ("/docs/openapi.json", ".."), ("/a/b/openapi.json", "../..")] {
        let router = ClockServer::new(Program).openapi(path).router();
        let document = get(axum::Router::new().nest("/api", router), &format!("/api{path}")).await.unwrap();
        assert_eq!(document["servers"], json!([{ "url": url }]), "{path}");
    }
    let info = Info::new("Clock", "1").server("https://api.example.com");
    let router = ClockServer::new(Program).openapi("/openapi.json").openapi_info(info).router();
    let document = get(router, "/openapi.json").await.unwrap();
    assert_eq!(document["servers"], json!([{ "url": "https://api.example.com" }]));
}
