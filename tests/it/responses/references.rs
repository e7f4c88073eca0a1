//! References in responses, which are relative to the URL of the request.

use pointapi::{ErrorKind, Response, Result, point_api};

use crate::recorder::Recorder;

#[point_api(prefix = "/v2", auth = none)]
trait Uploads {
    #[point_endpoint(POST "/{name*}/uploads/")]
    async fn begin(&self, name: &str) -> Result<Response<()>>;

    #[point_endpoint(POST "/{name*}/uploads/")]
    async fn number(&self, name: &str) -> Result<u64>;

    #[point_endpoint(PUT "")]
    async fn send(&self, #[url] location: &str, #[query] digest: &str) -> Result<()>;
}

fn responding(status: u16, header: &'static str, value: &'static str) -> (Recorder, UploadsClient) {
    let recorder = Recorder::responding(status, "").with_header(header, value);
    let uploads = UploadsClient::new(recorder.builder().base_url("https://api.example.com/hub").build().unwrap());
    (recorder, uploads)
}

#[tokio::test]
async fn a_location_is_relative_to_its_request() {
    for (location, resolved, sent) in [
        ("7?state=a", "/hub/v2/a/b/uploads/7?state=a", "/hub/v2/a/b/uploads/7?state=a&digest=d"),
        ("?state=a", "/hub/v2/a/b/uploads/?state=a", "/hub/v2/a/b/uploads/?state=a&digest=d"),
        ("../7", "/hub/v2/a/b/7", "/hub/v2/a/b/7?digest=d"),
        ("/v2/7", "/v2/7", "/v2/7?digest=d"),
        ("https://api.example.com/7", "https://api.example.com/7", "/7?digest=d"),
    ] {
        let (recorder, uploads) = responding(202, "location", location);
        let begun = uploads.begin("a/b").await.unwrap();
        assert_eq!(begun.location().as_deref(), Some(resolved), "{location}");
        uploads.send(resolved, "d").await.unwrap();
        assert_eq!(recorder.sent()[1].uri, format!("https://api.example.com{sent}"), "{location}");
    }
    let (_, uploads) = responding(202, "x-a", "1");
    assert_eq!(uploads.begin("a").await.unwrap().location(), None);
}

#[tokio::test]
async fn a_link_of_any_relation_is_relative_to_its_request() {
    let (_, uploads) = responding(200, "link", r#"<?page=1>; rel="prev", <../all?page=9>; rel=last"#);
    let page = uploads.begin("a").await.unwrap();
    assert_eq!(page.link("prev").as_deref(), Some("/hub/v2/a/uploads/?page=1"));
    assert_eq!(page.link("Last").as_deref(), Some("/hub/v2/a/all?page=9"));
    assert_eq!(page.link("next"), None);
}

#[tokio::test]
async fn the_location_of_an_error_is_relative_to_its_request() {
    for (status, kind) in [(307, "Redirect"), (404, "Status"), (201, "Decode")] {
        let (_, uploads) = responding(status, "location", "7");
        let error = uploads.number("a").await.unwrap_err();
        let name = match error.kind() {
            ErrorKind::Redirect => "Redirect",
            ErrorKind::Status => "Status",
            ErrorKind::Decode(_) => "Decode",
            _ => "another",
        };
        assert_eq!((name, error.location()), (kind, Some("/hub/v2/a/uploads/7")), "{status}");
    }
}
