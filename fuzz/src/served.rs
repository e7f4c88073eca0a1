//! Requests to a served trait.

use std::collections::BTreeMap;

use pointapi::http::{Request, StatusCode, request};
use pointapi::{Body, Client, Error, Result, point_api};
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

/// An order of several types.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    id: u64,
    #[serde(default)]
    tags: Vec<String>,
}

/// An endpoint for each decoder of a request.
#[point_api(auth = none, attempts = 1, server)]
pub trait Served {
    /// Returns what arrived.
    #[point_endpoint(PUT "/echo/{id}/{path*}/end")]
    async fn echo(
        &self,
        id: &str,
        path: &str,
        #[query] text: &str,
        #[query(format = csv)] list: &[&str],
        #[form] field: &str,
    ) -> Result<(String, String, String, Vec<String>, String)>;

    /// Two values in one segment.
    #[point_endpoint(GET "/pieces/{a}-{b}.json")]
    async fn pieces(&self, a: &str, b: u8) -> Result<()>;

    /// Several lists of segments.
    #[point_endpoint(GET "/many/{a*}/to/{b*}")]
    async fn many(&self, a: &str, b: &str) -> Result<()>;

    /// Pairs of a query, as a map and by name.
    #[point_endpoint(GET "/query")]
    async fn query(&self, #[query] all: &BTreeMap<String, String>, #[query(format = pipes)] ids: &[u32]) -> Result<()>;

    /// A header and a cookie.
    #[point_endpoint(GET "/head")]
    async fn head(&self, #[header("X-A")] a: Option<&str>, #[cookie("b")] b: Option<u8>) -> Result<()>;

    /// A form.
    #[point_endpoint(POST "/0")]
    async fn form(&self, #[body(form)] form: &BTreeMap<String, String>) -> Result<()>;

    /// Fields of a form.
    #[point_endpoint(POST "/1")]
    async fn fields(&self, #[form("a", format = spaces)] a: &[u8], #[form("b")] b: Option<bool>) -> Result<()>;

    /// JSON.
    #[point_endpoint(POST "/2")]
    async fn json(&self, #[body] order: &Order) -> Result<()>;

    /// XML.
    #[point_endpoint(POST "/3")]
    async fn xml(&self, #[body(xml)] order: &Order) -> Result<()>;

    /// Text.
    #[point_endpoint(POST "/4")]
    async fn text(&self, #[body(text)] text: &str) -> Result<()>;
}

struct Quiet;

#[pointapi::async_trait]
impl Served for Quiet {
    async fn echo(
        &self,
        id: &str,
        path: &str,
        text: &str,
        list: &[&str],
        field: &str,
    ) -> Result<(String, String, String, Vec<String>, String)> {
        let list = list.iter().map(ToString::to_string).collect();
        Ok((id.to_owned(), path.to_owned(), text.to_owned(), list, field.to_owned()))
    }

    async fn pieces(&self, _: &str, _: u8) -> Result<()> {
        Ok(())
    }

    async fn many(&self, _: &str, _: &str) -> Result<()> {
        Ok(())
    }

    async fn query(&self, _: &BTreeMap<String, String>, _: &[u32]) -> Result<()> {
        Ok(())
    }

    async fn head(&self, _: Option<&str>, _: Option<u8>) -> Result<()> {
        Ok(())
    }

    async fn form(&self, _: &BTreeMap<String, String>) -> Result<()> {
        Ok(())
    }

    async fn fields(&self, _: &[u8], _: Option<bool>) -> Result<()> {
        Ok(())
    }

    async fn json(&self, _: &Order) -> Result<()> {
        Ok(())
    }

    async fn xml(&self, _: &Order) -> Result<()> {
        Ok(())
    }

    async fn text(&self, _: &str) -> Result<()> {
        Ok(())
    }
}

/// A path and query of any text is served or rejected.
pub fn server_uri(text: &str) {
    for start in ["", "/pieces/", "/many/", "/query?"] {
        assert_served_or_rejected(Request::get(format!("{start}{text}")), b"");
    }
}

/// A header and a cookie of any bytes are served or rejected.
pub fn server_header(value: &[u8]) {
    assert_served_or_rejected(Request::get("/head").header("x-a", value).header("cookie", value), b"");
}

/// A body of any bytes is served or rejected, for each format.
pub fn server_body(format: u8, body: &[u8]) {
    let format = format % 5;
    let media_type = match format {
        0 | 1 => "application/x-www-form-urlencoded",
        2 => "application/json",
        3 => "application/xml",
        _ => "text/plain",
    };
    assert_served_or_rejected(Request::post(format!("/{format}")).header("content-type", media_type), body);
}

/// An argument arrives as the client got it, or nothing is sent.
pub fn server_echo(text: &str) {
    let client = Client::builder().in_process(ServedServer::new(Quiet).unprotected().router()).build();
    let client = ServedClient::new(client.expect("a client"));
    let list = [text, "x"];
    match run(client.echo(text, text, text, &list, text)) {
        Ok(echoed) => {
            let text = || text.to_owned();
            assert_eq!(echoed, (text(), text(), text(), vec![text(), "x".to_owned()], text()));
        }
        Err(error) => assert!(!Error::was_sent(&error), "{error}"),
    }
}

/// A request that the HTTP library does not accept never reaches a server.
fn assert_served_or_rejected(request: request::Builder, body: &[u8]) {
    let Ok(request) = request.body(Body::from(body.to_vec())) else { return };
    let router = ServedServer::new(Quiet).unprotected().router::<()>();
    let status = run(router.oneshot(request)).expect("a router does not fail").status();
    assert!(status == StatusCode::NO_CONTENT || status.is_client_error(), "{status}");
}

fn run<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime").block_on(future)
}
