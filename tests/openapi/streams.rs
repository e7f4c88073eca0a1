//! Streams whose items have schemas that would be read as those of the whole stream.

use pointapi::openapi::{self, Info};
use pointapi::{Events, Lines, Result, point_api};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

    #[point_endpoint(GET "/lists")]
    async fn lists(&self) -> Result<Events<Vec<u8>>>;

    #[point_endpoint(GET "/framed")]
    async fn framed(&self) -> Result<Events<Framed>>;

    #[point_endpoint(GET "/words")]
    async fn words(&self) -> Result<Events<String>>;
}

#[test]
fn an_item_that_looks_like_its_stream_is_an_item_of_a_list() {
    let document = openapi::document::<dyn Streams>(Info::new("Streams", "1"));
    let items = |path: &str, media_type: &str| {
        let content = &document["paths"][path]["get"]["responses"]["200"]["content"];
        content[media_type]["schema"]["items"].clone()
    };
    let [lines, events] = ["application/x-ndjson", "text/event-stream"];
    assert_eq!(items("/texts", lines)["type"], "string");
    assert_eq!(items("/rows", lines)["type"], "array");
    assert_eq!(items("/lists", events)["type"], "array");
    assert!(items("/framed", events)["$ref"].is_string(), "{document}");
    assert!(items("/words", events).is_null(), "{document}");
}
