//! Conversations that are recorded with their secrets masked, and replayed strictly.

mod secrets;

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue, StatusCode};
use pointapi::auth::Secret;
use pointapi::testing::{Recorder, Replay};
use pointapi::{Body, Bytes, Client, ErrorKind, HttpRequest, HttpResponse, Response, Result, RetryPolicy, point_api};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Person {
    name: String,
    ssn: u32,
}

#[derive(Serialize, Deserialize)]
struct Filter {
    city: String,
}

#[point_api(server)]
trait Desk {
    #[point_endpoint(GET "/people/{id}", none_on = [404])]
    async fn person(&self, id: u64, #[query] fields: &[&str]) -> Result<Option<Person>>;

    #[point_endpoint(POST "/people")]
    async fn add(&self, #[body] person: &Person) -> Result<Response<u64>>;

    #[point_endpoint(PUT "/image")]
    async fn image(&self, #[body(bytes)] image: &[u8]) -> Result<Bytes>;

    #[point_endpoint(POST "/sign-in")]
    async fn sign_in(&self, #[body] credentials: &Value) -> Result<Response<Value>>;

    #[point_endpoint(GET "/sensitive")]
    async fn sensitive(
        &self,
        #[query]
        #[sensitive]
        pin: &str,
        #[query] page: u32,
        #[header("X-Pin")]
        #[sensitive]
        code: &str,
        #[cookie] session: &str,
    ) -> Result<()>;

    #[point_endpoint(GET "/filtered")]
    async fn filtered(
        &self,
        #[query]
        #[sensitive]
        filter: &Filter,
    ) -> Result<()>;

    #[point_endpoint(POST "/hidden")]
    async fn hidden(
        &self,
        #[body(text)]
        #[sensitive]
        text: &str,
    ) -> Result<()>;

    #[point_endpoint(POST "/form")]
    async fn form(
        &self,
        #[form]
        #[sensitive]
        pin: &str,
        #[form] client_secret: &str,
        #[form] size: u8,
    ) -> Result<()>;

    #[point_endpoint(POST "/parts")]
    async fn parts(&self, #[part] note: &str, #[part] image: &[u8]) -> Result<()>;

    #[point_endpoint(GET "/tenant")]
    async fn tenant(
        &self,
        #[header("X-Tenant")] tenant: Option<&str>,
        #[header("X-Tags")] tags: &[&str],
        #[header("X-Token")] token: &str,
        #[cookie] region: Option<&str>,
        #[cookie] session: &str,
    ) -> Result<String>;

    #[point_endpoint(POST "/hidden-parts")]
    async fn hidden_parts(
        &self,
        #[part]
        #[sensitive]
        note: &str,
    ) -> Result<()>;
}

struct Office;

#[pointapi::async_trait]
impl Desk for Office {
    async fn person(&self, id: u64, fields: &[&str]) -> Result<Option<Person>> {
        let name = fields.join(" ");
        Ok((id != 404).then_some(Person { name, ssn: 900_112_222 }))
    }

    async fn add(&self, person: &Person) -> Result<Response<u64>> {
        let headers = HeaderMap::from_iter([(http::header::LOCATION, "/people/7?token=canary".parse().unwrap())]);
        Ok(Response::new(StatusCode::CREATED, headers, person.name.len() as u64))
    }

    async fn image(&self, image: &[u8]) -> Result<Bytes> {
        Ok(image.iter().rev().copied().collect())
    }

    async fn sign_in(&self, _: &Value) -> Result<Response<Value>> {
        let headers = HeaderMap::from_iter([(http::header::SET_COOKIE, "id=canary".parse().unwrap())]);
        let body = json!({ "access_token": "canary", "expires_in": 60, "keys": [{ "apiKeys": ["canary"] }] });
        Ok(Response::new(StatusCode::OK, headers, body))
    }

    async fn sensitive(&self, _: &str, _: u32, _: &str, _: &str) -> Result<()> {
        Ok(())
    }

    async fn filtered(&self, _: &Filter) -> Result<()> {
        Ok(())
    }

    async fn hidden(&self, _: &str) -> Result<()> {
        Ok(())
    }

    async fn form(&self, _: &str, _: &str, _: u8) -> Result<()> {
        Ok(())
    }

    async fn parts(&self, _: &str, _: &[u8]) -> Result<()> {
        Ok(())
    }

    async fn tenant(&self, tenant: Option<&str>, _: &[&str], _: &str, region: Option<&str>, _: &str) -> Result<String> {
        Ok(format!("{tenant:?} in {region:?}"))
    }

    async fn hidden_parts(&self, _: &str) -> Result<()> {
        Ok(())
    }
}

fn recording(path: &Path) -> DeskClient {
    let recorder = Recorder::create(path).unwrap().mask("SSN");
    let router = DeskServer::new(Office).unprotected().router();
    // Around each attempt, so that the token is seen too.
    let builder = Client::builder().in_process(router).attempt_layer(recorder);
    DeskClient::new(builder.default_header("X-Api-Key", "canary").build().unwrap())
}

fn replaying(replay: &Replay) -> DeskClient {
    let builder = Client::builder().base_url("https://elsewhere.example").bearer_token(Secret::new("other"));
    DeskClient::new(builder.transport(replay.clone()).build().unwrap())
}

fn file() -> tempfile::NamedTempFile {
    tempfile::NamedTempFile::new().unwrap()
}

fn greta() -> Person {
    Person { name: "greta".to_owned(), ssn: 900_112_222 }
}

#[tokio::test]
async fn a_recorded_conversation_is_replayed() {
    let file = file();
    let image = [0, 159, 146, 150];
    let mut outcomes = Vec::new();
    for is_replay in [false, true] {
        let replay = is_replay.then(|| Replay::open(file.path()).unwrap());
        let desk = replay.as_ref().map_or_else(|| recording(file.path()), replaying);
        let added = desk.add(&greta()).await.unwrap();
        desk.parts("a note", &image).await.unwrap();
        outcomes.push((
            desk.person(7, &["a b", "c"]).await.unwrap().map(|person| person.name),
            desk.image(&image).await.unwrap(),
            (added.status(), *added),
            desk.person(404, &[]).await.unwrap().map(|person| person.name),
        ));
        assert_eq!(replay.map_or(0, |replay| replay.remaining()), 0);
    }
    assert_eq!(outcomes[0], outcomes[1]);
    assert_eq!(outcomes[0].1, [150, 146, 159, 0].as_slice());
}

#[tokio::test]
async fn no_secret_is_written() {
    let file = file();
    let desk = recording(file.path());
    desk.sign_in(&json!({ "user": "greta", "password": "canary", "newPassword": 4711 })).await.unwrap();
    desk.sensitive("canary", 3, "canary", "canary").await.unwrap();
    desk.filtered(&Filter { city: "canary".to_owned() }).await.unwrap();
    desk.hidden("canary").await.unwrap();
    desk.form("canary", "canary", 3).await.unwrap();
    desk.hidden_parts("canary").await.unwrap();
    desk.add(&greta()).await.unwrap();
    desk.person(7, &["a"]).await.unwrap();
    let text = std::fs::read_to_string(file.path()).unwrap();
    for secret in ["canary", "in-process", "4711", "900112222"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let targets: Vec<Value> = text.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |index: usize| targets[index]["request"].clone();
    assert_eq!(of(0)["body"]["text"], r#"{"newPassword":0,"password":"***","user":"greta"}"#);
    assert_eq!(of(1)["target"], "/sensitive?pin=***&page=***");
    assert_eq!(of(2)["target"], "/filtered?city=***");
    assert_eq!(of(4)["body"]["text"], "pin=***&client_secret=***&size=***");
    assert_eq!(of(6)["body"]["text"], r#"{"name":"greta","ssn":0}"#);
    let tokens = &targets[0]["response"]["body"]["text"];
    assert_eq!(*tokens, r#"{"access_token":"***","expires_in":60,"keys":[{"apiKeys":["***"]}]}"#);
}

#[tokio::test]
async fn masked_values_stand_for_any_other() {
    let file = file();
    recording(file.path()).sensitive("1111", 3, "x", "y").await.unwrap();
    let replay = Replay::open(file.path()).unwrap();
    replaying(&replay).sensitive("2222", 3, "x", "y").await.unwrap();
    assert_eq!(replay.remaining(), 0);
}

#[tokio::test]
async fn any_other_request_names_the_one_that_was_expected() {
    let file = file();
    let desk = recording(file.path());
    desk.person(7, &["a"]).await.unwrap();
    desk.person(8, &[]).await.unwrap();
    desk.add(&greta()).await.unwrap();
    let replay = Replay::open(file.path()).unwrap();
    let desk = replaying(&replay);
    let other = Person { name: "canary".to_owned(), ..greta() };
    let person = "person GET /people/{id}";
    let rows = [
        (
            desk.person(8, &[]).await.unwrap_err(),
            format!("expects the call of `{person}` in line 2, which has another path"),
        ),
        (desk.person(7, &["b"]).await.unwrap_err(), format!("`{person}` in line 2, which has another query")),
        (desk.add(&other).await.unwrap_err(), "`add POST /people` in line 4, which has another body".to_owned()),
        (desk.hidden("canary").await.unwrap_err(), "has no further call of `hidden POST /hidden`".to_owned()),
    ];
    for (error, expected) in rows {
        assert!(error.kind() == ErrorKind::Config && error.to_string().contains(&expected), "{error} {error:?}");
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
    desk.person(7, &["a"]).await.unwrap();
    desk.person(8, &[]).await.unwrap();
    assert!(desk.person(8, &[]).await.unwrap_err().to_string().contains(&format!("no further call of `{person}`")));
    assert_eq!(replay.remaining(), 1);
}

#[tokio::test]
async fn declared_headers_and_cookies_must_be_those_of_the_recording() {
    let file = file();
    let recorded = recording(file.path()).tenant(Some("a"), &["x", "y"], "canary", Some("eu"), "canary").await.unwrap();
    let text = std::fs::read_to_string(file.path()).unwrap();
    assert!(text.contains("region=eu; session=***") && !text.contains("canary"), "{text}");
    let desk = replaying(&Replay::open(file.path()).unwrap());
    let rows = [
        (desk.tenant(Some("b"), &["x", "y"], "t", Some("eu"), "s").await, "header"),
        (desk.tenant(None, &["x", "y"], "t", Some("eu"), "s").await, "header"),
        (desk.tenant(Some("a"), &["y"], "t", Some("eu"), "s").await, "header"),
        (desk.tenant(Some("a"), &["x", "y"], "t", Some("us"), "s").await, "cookie"),
        (desk.tenant(Some("a"), &["x", "y"], "t", None, "s").await, "cookie"),
    ];
    for (outcome, part) in rows {
        let error = outcome.unwrap_err().to_string();
        assert!(error.ends_with(&format!("which has another {part}")), "{error}");
    }
    assert_eq!(desk.tenant(Some("a"), &["x", "y"], "other", Some("eu"), "other").await.unwrap(), recorded);
}

#[test]
fn a_file_that_is_no_recording_is_rejected_with_its_line() {
    for (text, line) in [("", 1), ("{}", 1), ("{\"masked\": []}\nx", 2)] {
        let file = file();
        std::fs::write(file.path(), text).unwrap();
        let error = Replay::open(file.path()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("line {line} is not of a recording")), "{error}");
    }
}

#[tokio::test]
async fn clients_of_one_recorder_write_one_recording() {
    let file = file();
    let transport = tower::service_fn(async |_: HttpRequest| Ok::<_, Infallible>(HttpResponse::new(Body::from("7"))));
    let recorder = Recorder::create(file.path()).unwrap();
    let builder = Client::builder().base_url("https://api.example.com").transport(transport).attempt_layer(recorder);
    let clients = [(); 2].map(|()| builder.clone().no_auth().build().unwrap());
    for client in &clients {
        client.request(http::Method::GET, "/any").send().await.unwrap();
    }
    assert_eq!(Replay::open(file.path()).unwrap().remaining(), 2);
}

#[tokio::test]
async fn a_replay_expects_the_order_of_requests_not_of_responses() {
    let file = file();
    let second_is_there = Arc::new(tokio::sync::Notify::new());
    let transport = tower::service_fn(move |request: HttpRequest| {
        let second_is_there = Arc::clone(&second_is_there);
        async move {
            match request.uri().path() {
                "/people/1" => second_is_there.notified().await,
                _ => second_is_there.notify_one(),
            }
            Ok::<_, Infallible>(HttpResponse::new(Body::from(r#"{"name":"greta","ssn":1}"#)))
        }
    });
    let builder = Client::builder().base_url("https://api.example.com").transport(transport);
    let client = builder.bearer_token(Secret::new("any")).layer(Recorder::create(file.path()).unwrap()).build();
    let desk = DeskClient::new(client.unwrap());
    let (first, second) = tokio::join!(desk.person(1, &[]), desk.person(2, &[]));
    assert!(first.is_ok() && second.is_ok());

    let text = std::fs::read_to_string(file.path()).unwrap();
    assert!(text.find("/people/2") < text.find("/people/1"), "{text}");
    let desk = replaying(&Replay::open(file.path()).unwrap());
    desk.person(1, &[]).await.unwrap();
    desk.person(2, &[]).await.unwrap();
}

#[tokio::test]
async fn a_recorded_failure_is_replayed_by_a_client_with_one_attempt() {
    let file = file();
    let transport = tower::service_fn(async |_: HttpRequest| {
        let mut response = HttpResponse::new(Body::empty());
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        Ok::<_, Infallible>(response)
    });
    let builder = Client::builder().base_url("https://api.example.com").bearer_token(Secret::new("any"));
    let builder = builder.retry(RetryPolicy::default().attempts(1));
    let recorder = Recorder::create(file.path()).unwrap();
    let recording = builder.clone().transport(transport).layer(recorder).build().unwrap();
    assert!(DeskClient::new(recording).person(1, &[]).await.unwrap_err().is_status(503));

    let replay = Replay::open(file.path()).unwrap();
    let replaying = builder.transport(replay.clone()).build().unwrap();
    assert!(DeskClient::new(replaying).person(1, &[]).await.unwrap_err().is_status(503));
    assert_eq!(replay.remaining(), 0);
}

#[tokio::test]
async fn lengths_and_header_bytes_are_replayed() {
    let file = file();
    let transport = tower::service_fn(async |request: HttpRequest| {
        let body = if request.method() == http::Method::HEAD { Body::empty() } else { r#"{"token":"canary"}"#.into() };
        let mut response = HttpResponse::new(body);
        let length = if request.method() == http::Method::HEAD { 1234 } else { 18 };
        if request.uri().path() != "/chunked" {
            response.headers_mut().insert("content-length", length.into());
        }
        response.headers_mut().insert("x-name", HeaderValue::from_bytes(b"gr\xFC\xDFe").unwrap());
        Ok::<_, Infallible>(response)
    });
    let builder = Client::builder().base_url("https://api.example.com").no_auth();
    let recording = builder.clone().transport(transport).layer(Recorder::create(file.path()).unwrap()).build().unwrap();
    let calls = [(http::Method::HEAD, "/a"), (http::Method::GET, "/a"), (http::Method::GET, "/chunked")];
    for (method, path) in &calls {
        recording.request(method.clone(), path).send().await.unwrap();
    }
    assert!(!std::fs::read_to_string(file.path()).unwrap().contains("canary"));
    let replaying = builder.transport(Replay::open(file.path()).unwrap()).build().unwrap();
    for ((method, path), length) in calls.into_iter().zip([Some("1234"), Some("15"), None]) {
        let response = replaying.request(method.clone(), path).send().await.unwrap();
        let own = response.headers().get("content-length").map(|length| length.to_str().unwrap());
        assert_eq!(own, length, "{method} {path}");
        assert_eq!(response.headers()["x-name"], b"gr\xFC\xDFe".as_slice());
    }
}
