//! A trait with every return type, and its clients.

use pointapi::{Bytes, Download, Events, Lines, Response, Result, Text, Typed, point_api};
use serde::Deserialize;

use super::errors::{Greedy, PlaceError};
use crate::recorder::Recorder;

#[derive(Debug, Deserialize, PartialEq)]
pub(super) struct User {
    pub(super) name: String,
}

/// A value, or the text that ends a stream of them.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub(super) enum Chunk {
    User(User),
    End(String),
}

type Outcome<T> = Result<T>;
type Maybe<T> = Result<Option<T>>;

#[point_api(auth = none)]
pub(super) trait Shapes {
    #[point_endpoint(GET "/value")]
    async fn value(&self) -> Outcome<User>;
    #[point_endpoint(GET "/unit")]
    async fn unit(&self) -> Result<()>;
    #[point_endpoint(GET "/option", none_on = [404, 410])]
    async fn option(&self) -> Result<Option<User>>;
    #[point_endpoint(GET "/maybe-text", none_on = [404])]
    async fn maybe_text(&self) -> Maybe<Text>;
    #[point_endpoint(GET "/maybe-bytes", none_on = [404])]
    async fn maybe_bytes(&self) -> Maybe<Bytes>;
    #[point_endpoint(GET "/maybe-download", none_on = [404])]
    async fn maybe_download(&self) -> Maybe<Download>;
    #[point_endpoint(GET "/maybe-lines", none_on = [404])]
    async fn maybe_lines(&self) -> Result<Response<Option<Lines<User>>>>;
    #[point_endpoint(GET "/maybe-xml", none_on = [404], codec = pointapi::Xml)]
    async fn maybe_typed(&self) -> Result<Option<Text>, PlaceError>;
    #[point_endpoint(GET "/response")]
    async fn response(&self) -> Result<Response<User>>;
    #[point_endpoint(GET "/text")]
    async fn text(&self) -> Result<Text>;
    #[point_endpoint(GET "/bytes")]
    async fn bytes(&self) -> Result<Bytes>;
    #[point_endpoint(GET "/download")]
    async fn download(&self) -> Result<Download>;
    #[point_endpoint(GET "/events")]
    async fn events(&self) -> Result<Events<User>>;
    #[point_endpoint(GET "/resumed-events")]
    async fn resumed_events(&self, #[header("Last-Event-ID")] after: Option<&str>) -> Result<Events<String>>;
    #[point_endpoint(GET "/chunks")]
    async fn chunks(&self) -> Result<Events<Chunk>>;
    #[point_endpoint(GET "/plain-events")]
    async fn plain_events(&self) -> Result<Response<Events<String>>>;
    #[point_endpoint(GET "/lines")]
    async fn lines(&self) -> Result<Lines<User>>;
    #[point_endpoint(POST "/typed")]
    async fn typed(&self) -> Result<(), PlaceError>;
    #[point_endpoint(GET "/greedy")]
    async fn greedy(&self) -> Result<User, Greedy>;
    #[point_endpoint(GET "/xml", codec = pointapi::Xml)]
    async fn xml(&self) -> Result<User>;
    #[point_endpoint(GET "/problem")]
    async fn problem(&self) -> Result<User, Typed<User>>;
    #[point_endpoint(GET "/xml-problem", codec = pointapi::Xml)]
    async fn xml_problem(&self) -> Result<User, Typed<User>>;
    #[point_endpoint(DELETE "/xml-unit", codec = pointapi::Xml)]
    async fn xml_unit(&self) -> Result<()>;
    #[point_endpoint(HEAD "/exists", none_on = [404])]
    async fn exists(&self) -> Result<bool>;
    #[point_endpoint(HEAD "/existing", none_on = [404])]
    async fn existing(&self) -> Result<Option<Response<()>>>;
    #[point_endpoint(GET "/flag", none_on = [404])]
    async fn flag(&self) -> Result<bool>;
    #[point_endpoint(GET "/accepted-flag", none_on = [202, 204])]
    async fn accepted_flag(&self) -> Result<bool>;
    #[point_endpoint(GET "/accepted", none_on = [202])]
    async fn accepted(&self) -> Result<Option<User>>;
    #[point_endpoint(HEAD "/accepted", none_on = [204])]
    async fn accepted_head(&self) -> Result<bool>;
    #[point_endpoint(GET "/bare-flag")]
    async fn bare_flag(&self) -> Result<bool>;
    #[point_endpoint(HEAD "/head")]
    async fn head(&self) -> Result<Response<()>>;
}

pub(super) fn responding(status: u16, body: &str) -> (Recorder, ShapesClient) {
    let recorder = Recorder::responding(status, body.to_owned()).with_header("x-a", "1");
    let client = ShapesClient::new(recorder.client());
    (recorder, client)
}

pub(super) fn client(status: u16, body: &str) -> ShapesClient {
    responding(status, body).1
}

pub(super) fn user(name: &str) -> User {
    User { name: name.into() }
}
