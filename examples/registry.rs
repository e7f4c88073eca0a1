//! Docker's registry API: pages by `Link`, HEAD, names of several segments, and an upload to a relative `Location`.
//!
//! `cargo run --example registry` needs no account and no network: a stub plays the registry, over plain HTTP as behind a
//! sidecar.

use std::error::Error;

use axum::Router;
use axum::body::Bytes;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response as StubResponse};
use futures_util::TryStreamExt;
use pointapi::{Client, Paged, Pager, Response, Typed, point_api};
use serde::Deserialize;

/// The part of the API that a small tool needs (the specification is that of the Open Container Initiative).
#[point_api(prefix = "/v2")]
trait Registry {
    /// Succeeds if the server is a registry.
    #[point_endpoint(GET "/")]
    async fn ping(&self) -> Result<(), Problem>;

    /// The first page of the tags of a repository.
    #[point_endpoint(GET "/{name*}/tags/list")]
    async fn tags(&self, name: &str, #[query] n: u32) -> Result<Response<Tags>, Problem>;

    /// A further page, at the link of the page before.
    #[point_endpoint(GET "")]
    async fn more_tags(&self, #[url] link: &str) -> Result<Response<Tags>, Problem>;

    /// The headers of a manifest, or `None` if the server has no such manifest.
    #[point_endpoint(HEAD "/{name*}/manifests/{reference}", none_on = [404])]
    async fn manifest(&self, name: &str, reference: &str) -> Result<Option<Response<()>>, Problem>;

    /// Begins an upload; the response names where to send the blob.
    #[point_endpoint(POST "/{name*}/blobs/uploads/")]
    async fn begin_upload(&self, name: &str) -> Result<Response<()>, Problem>;

    /// Uploads a whole blob to that place.
    #[point_endpoint(PUT "", headers("Content-Type" = "application/octet-stream"))]
    async fn upload(
        &self,
        #[url] location: &str,
        #[query] digest: &str,
        #[body(bytes)] blob: &[u8],
    ) -> Result<(), Problem>;
}

/// An error with the codes that a registry sends.
type Problem = Typed<Errors>;

#[derive(Debug, Deserialize)]
struct Errors {
    errors: Vec<Code>,
}

#[derive(Debug, Deserialize)]
struct Code {
    code: String,
}

#[derive(Debug, Deserialize)]
struct Tags {
    tags: Vec<String>,
}

impl Paged for Tags {
    type Item = String;

    fn into_items(self) -> Vec<String> {
        self.tags
    }
}

const NAME: &str = "larch/tools/press";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(stub().await?).allow_insecure_http().build()?;
    let registry = RegistryClient::new(client);
    registry.ping().await?;

    let source = registry.clone();
    let pages = Pager::by_link(move |link: Option<String>| {
        let registry = source.clone();
        async move {
            match link {
                None => registry.tags(NAME, 2).await,
                Some(link) => registry.more_tags(&link).await,
            }
        }
    });
    let tags: Vec<String> = pages.items().try_collect().await?;
    println!("tags of {NAME}: {}", tags.join(", "));

    for tag in ["2.0", "9.9"] {
        match registry.manifest(NAME, tag).await? {
            Some(manifest) => println!("{tag}: {:?}", manifest.headers()["docker-content-digest"]),
            None => println!("{tag}: not found"),
        }
    }

    let begun = registry.begin_upload(NAME).await?;
    let location = begun.location().ok_or("the response has no `Location`")?;
    println!("the registry wants the blob at {location}");
    registry.upload(&location, "sha256:made-up", b"a blob").await?;

    match registry.tags("larch/unknown", 2).await {
        Err(problem) => {
            let codes =
                problem.body().map(|body| body.errors.iter().map(|error| error.code.as_str()).collect::<Vec<_>>());
            println!("an unknown repository: {:?}", codes.ok_or("the error has no body")?);
        }
        Ok(_) => return Err("an unknown repository has no tags".into()),
    }
    Ok(())
}

/// Starts the stub and returns its URL.
async fn stub() -> std::io::Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(respond)).await });
    Ok(url)
}

/// Responds as a registry with one repository of three tags.
async fn respond(method: Method, uri: Uri, body: Bytes) -> StubResponse {
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let of_repository = target.strip_prefix("/v2/larch/tools/press/");
    match (method.as_str(), of_repository) {
        ("GET", None) if target == "/v2/" => StatusCode::OK.into_response(),
        ("GET", Some("tags/list?n=2")) => {
            let link = r#"</v2/larch/tools/press/tags/list?n=2&last=1.1>; rel="next""#;
            ([(header::LINK, link)], r#"{"tags": ["1.0", "1.1"]}"#).into_response()
        }
        ("GET", Some("tags/list?n=2&last=1.1")) => r#"{"tags": ["2.0"]}"#.into_response(),
        ("HEAD", Some("manifests/2.0")) => [("docker-content-digest", "sha256:made-up")].into_response(),
        ("POST", Some("blobs/uploads/")) => (StatusCode::ACCEPTED, [(header::LOCATION, "7?state=a")]).into_response(),
        ("PUT", Some("blobs/uploads/7?state=a&digest=sha256%3Amade-up")) if !body.is_empty() => {
            StatusCode::CREATED.into_response()
        }
        _ => (StatusCode::NOT_FOUND, r#"{"errors": [{"code": "NAME_UNKNOWN"}]}"#).into_response(),
    }
}
