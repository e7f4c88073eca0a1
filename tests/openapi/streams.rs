//! Streams whose items have schemas that would be read as those of the whole stream.

use pointapi::openapi::{self, Info};
use pointapi::{Events, Lines, Result, point_api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Serialize, Deserialize, JsonSchema)]
struct Framed {
    id: String,
    data: u32,
}

#[point_api(openapi)]
trait Streams {
    #[point_endpoint(GET "/texts")]
    async fn texts(&self) -> Result<Lines<String>>;

    #[point_endpoint(GET "/rows")]
    async fn rows(&self) -> Result<Lines<Vec<u8>>>;

    #[point_endpoint(GET "/framed")]
    async fn framed(&self) -> Result<Events<Framed>>;

    #[point_endpoint(GET "/words")]
    async fn words(&self) -> Result<Events<String>>;
}

#[test]
fn an_item_that_looks_like_its_stream_is_an_item_of_a_list() {
    let document = openapi::document::<dyn Streams>(Info::new("Streams", "1"));
    let is_list = |path: &str, media_type: &str| {
        document["paths"][path]["get"]["responses"]["200"]["content"][media_type]["schema"]["type"] == json!("array")
    };
    for (path, expected) in [("/texts", true), ("/rows", true), ("/framed", true), ("/words", false)] {
        let media_type = if matches!(path, "/texts" | "/rows") { "application/x-ndjson" } else { "text/event-stream" };
        assert_eq!(is_list(path, media_type), expected, "{path}: {document}");
    }
}
