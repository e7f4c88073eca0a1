//! Forms, maps, cookies and headers: what an argument takes, and what it leaves to others.

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderName};
use http_body_util::BodyExt;
use pointapi::auth::Secret;
use pointapi::server::{ApiKey, Server};
use pointapi::{Client, Result, point_api};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Note {
    to: String,
    ratio: Option<f64>,
}

pub(crate) type Map = BTreeMap<String, String>;

#[point_api(server)]
pub(crate) trait Fields {
    #[point_endpoint(POST "/pairs")]
    async fn pairs(&self, #[body(form)] fields: &[(&str, &str)]) -> Result<Vec<(String, String)>>;

    #[point_endpoint(POST "/note")]
    async fn note(&self, #[body(form)] note: Option<&Note>) -> Result<Option<Note>>;

    #[point_endpoint(POST "/deep-note")]
    async fn deep_note(&self, #[body(form, format = deep)] note: Option<&Note>) -> Result<Option<Note>>;

    #[point_endpoint(GET "/map?kind=full")]
    async fn map(
        &self,
        #[query(format = brackets)] ids: &[u8],
        #[query(format = deep)] filter: &Map,
        #[query] map: &Map,
    ) -> Result<(Vec<u8>, Map, Map)>;

    #[point_endpoint(GET "/cookie")]
    async fn cookie(&self, #[cookie] session: &str) -> Result<String>;

    #[point_endpoint(GET "/headers")]
    async fn headers(&self, #[headers] more: &HeaderMap) -> Result<Vec<String>>;

    #[point_endpoint(GET "/open-headers", auth = none)]
    async fn open_headers(&self, #[headers] more: &HeaderMap) -> Result<Vec<String>>;
}

struct Echo;

#[pointapi::async_trait]
impl Fields for Echo {
    async fn pairs(&self, fields: &[(&str, &str)]) -> Result<Vec<(String, String)>> {
        Ok(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    async fn note(&self, note: Option<&Note>) -> Result<Option<Note>> {
        Ok(note.map(|note| Note { to: note.to.clone(), ratio: note.ratio }))
    }

    async fn deep_note(&self, note: Option<&Note>) -> Result<Option<Note>> {
        self.note(note).await
    }

    async fn map(&self, ids: &[u8], filter: &Map, map: &Map) -> Result<(Vec<u8>, Map, Map)> {
        Ok((ids.to_vec(), filter.clone(), map.clone()))
    }

    async fn cookie(&self, session: &str) -> Result<String> {
        Ok(session.to_owned())
    }

    async fn headers(&self, more: &HeaderMap) -> Result<Vec<String>> {
        let mut names: Vec<String> = more.keys().map(ToString::to_string).collect();
        names.sort_unstable();
        Ok(names)
    }

    async fn open_headers(&self, more: &HeaderMap) -> Result<Vec<String>> {
        self.headers(more).await
    }
}

fn server() -> Server {
    FieldsServer::new(Echo).unprotected()
}

fn fields() -> FieldsClient {
    FieldsClient::new(Client::builder().in_process(server().router()).build().unwrap())
}

async fn send(server: Server, request: http::request::Builder, body: &'static str) -> (u16, String) {
    let request = request.body(axum::body::Body::from(body)).unwrap();
    let response = tower::ServiceExt::oneshot(server.router::<()>(), request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn a_form_of_pairs_arrives_in_order() {
    let sent = [("a", "1"), ("b", "x y"), ("a", "2")];
    let arrived = fields().pairs(&sent).await.unwrap();
    assert_eq!(arrived.iter().map(|(name, value)| (&**name, &**value)).collect::<Vec<_>>(), sent);
}

#[tokio::test]
async fn an_optional_form_arrives_or_is_absent() {
    let note = Note { to: "greta".to_owned(), ratio: None };
    assert_eq!(fields().note(Some(&note)).await.unwrap().unwrap().to, "greta");
    assert_eq!(fields().deep_note(Some(&note)).await.unwrap().unwrap().to, "greta");
    let (status, body) = send(server(), http::Request::post("/note"), "").await;
    assert_eq!((status, body.as_str()), (204, ""));
    let (status, body) = send(server(), http::Request::post("/deep-note"), "").await;
    assert_eq!((status, body.as_str()), (204, ""));
}

#[tokio::test]
async fn a_map_takes_its_own_name_and_leaves_pairs_of_others() {
    let one = |name: &str| Map::from([(name.to_owned(), "v".to_owned())]);
    let arrived = fields().map(&[1, 2], &one("state"), &one("map")).await.unwrap();
    assert_eq!(arrived, (vec![1, 2], one("state"), one("map")));
}

#[tokio::test]
async fn a_number_that_is_not_finite_is_rejected() {
    for number in ["NaN", "inf", "-infinity"] {
        let body: &'static str = format!("to=a&ratio={number}").leak();
        let request = http::Request::post("/note").header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(send(server(), request, body).await.0, 400, "{number}");
    }
}

#[tokio::test]
async fn a_cookie_that_is_not_ascii_hides_no_other() {
    let cookies = http::HeaderValue::from_bytes(b"a=\xff; session=s; b=\xc3\xa4").unwrap();
    let (status, body) = send(server(), http::Request::get("/cookie").header("cookie", cookies), "").await;
    assert_eq!((status, body.as_str()), (200, "\"s\""));
}

#[tokio::test]
async fn credentials_are_not_handed_over_among_the_headers() {
    let key = || ApiKey::header(HeaderName::from_static("x-key"), [Secret::new("k")]);
    let request = |path: &str| {
        let names = ["x-more", "cookie", "authorization", "proxy-authorization"];
        names.into_iter().fold(http::Request::get(path).header("x-key", "k"), |request, name| request.header(name, "v"))
    };
    let (status, body) = send(FieldsServer::new(Echo).verify(key()), request("/headers"), "").await;
    assert_eq!((status, body.as_str()), (200, r#"["x-more"]"#));
    let (status, body) = send(FieldsServer::new(Echo).verify(key()), request("/open-headers"), "").await;
    assert_eq!((status, body.as_str()), (200, r#"["authorization","cookie","x-key","x-more"]"#));
}
