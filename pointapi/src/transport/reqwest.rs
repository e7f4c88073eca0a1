//! reqwest as the transport, with its own redirects, retries and timeouts off.

mod failure;
mod gzip;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::HeaderValue;
use http::header::{ACCEPT_ENCODING, RANGE};
use http_body_util::BodyExt;
use reqwest::redirect::Policy;
use url::Url;

use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::{Delivery, Error, ErrorKind, RequestPart};
use crate::proxy::ProxyMode;
use crate::service::{BoxError, CallService, HttpRequest, HttpResponse, ResponseFuture};

/// An idle connection is kept this long.
const POOL_IDLE: Duration = Duration::from_secs(20);

/// So many idle connections are kept for a host.
const POOL_PER_HOST: usize = 8;

/// What the connections of a client are made with.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    pub(crate) connect_timeout: Duration,
    pub(crate) proxy: ProxyMode,
    pub(crate) is_https_only: bool,
    pub(crate) is_loopback: bool,
}

/// Two reqwest clients, each built when it is first needed: one with a pool, and one for endpoints that want a
/// connection of their own.
#[derive(Clone)]
pub(crate) struct ReqwestTransport {
    pooled: Lazy,
    fresh: Lazy,
    /// The client is the user's, who may have left redirects on.
    may_redirect: bool,
}

#[derive(Clone)]
struct Lazy {
    connections: Arc<Connections>,
    has_pool: bool,
    built: Arc<OnceLock<Result<reqwest::Client, Arc<reqwest::Error>>>>,
}

impl ReqwestTransport {
    pub(crate) fn new(connections: Connections) -> Self {
        let connections = Arc::new(connections);
        let lazy = |has_pool| Lazy { connections: Arc::clone(&connections), has_pool, built: Arc::default() };
        Self { pooled: lazy(true), fresh: lazy(false), may_redirect: false }
    }

    /// Uses a client of the user's for every endpoint.
    pub(crate) fn from_client(client: reqwest::Client, connections: Connections) -> Self {
        let transport = Self::new(connections);
        let built = Arc::new(OnceLock::from(Ok(client)));
        let given = Lazy { built, ..transport.pooled };
        Self { pooled: given.clone(), fresh: given, may_redirect: true }
    }
}

impl Connections {
    /// Finds out now what would keep a client from being built later.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let ProxyMode::Explicit(url) = &self.proxy else { return Ok(()) };
        let invalid = || Error::config("the proxy is not a URL like `http://proxy.example.com:3128`");
        reqwest::Proxy::all(url.as_str()).map(drop).map_err(|_| invalid())
    }
}

impl Lazy {
    fn client(&self) -> Result<&reqwest::Client, BoxError> {
        let built = self.built.get_or_init(|| build(&self.connections, self.has_pool).map_err(Arc::new));
        built
            .as_ref()
            .map_err(|error| Error::config("the HTTP client could not be built").with_source(Arc::clone(error)).into())
    }
}

fn build(connections: &Connections, has_pool: bool) -> reqwest::Result<reqwest::Client> {
    let builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .connect_timeout(connections.connect_timeout)
        .https_only(connections.is_https_only);
    let builder = if has_pool {
        builder.pool_idle_timeout(POOL_IDLE).pool_max_idle_per_host(POOL_PER_HOST)
    } else {
        builder.pool_max_idle_per_host(0).http1_only()
    };
    let builder = match &connections.proxy {
        _ if connections.is_loopback => builder.no_proxy(),
        ProxyMode::Env => builder,
        ProxyMode::None => builder.no_proxy(),
        ProxyMode::Explicit(url) => builder.proxy(reqwest::Proxy::all(url.as_str())?),
    };
    builder.build()
}

impl CallService for ReqwestTransport {
    fn call_shared(&self, request: HttpRequest) -> ResponseFuture {
        let is_fresh =
            request.extensions().get::<&'static Endpoint>().is_some_and(|endpoint| endpoint.fresh_connection);
        let client = if is_fresh { self.fresh.client() } else { self.pooled.client() };
        let is_unpacked = !request.headers().contains_key(ACCEPT_ENCODING);
        let started = client.and_then(|client| {
            let request = convert(request)?;
            let url = self.may_redirect.then(|| request.url().clone());
            Ok((client.execute(request), url))
        });
        Box::pin(async move {
            let (response, url) = started?;
            let response = response.await.map_err(failure::classify)?;
            if url.is_some_and(|url| url != *response.url()) {
                return Err(redirected(response.status()).into());
            }
            let response = received(response);
            Ok(if is_unpacked { gzip::unpack(response) } else { response })
        })
    }
}

fn convert(request: HttpRequest) -> Result<reqwest::Request, BoxError> {
    let (parts, body) = request.into_parts();
    let text = parts.uri.to_string();
    let url = Url::parse(&text).map_err(|_| altered())?;
    // The parser may fold segments that look like `..`; then the request would not go where the template says.
    if url.as_str() != text && parts.uri.path_and_query().map(|target| target.as_str()) != Some(target_of(&url)) {
        return Err(altered().into());
    }
    let mut request = reqwest::Request::new(parts.method, url);
    *request.headers_mut() = parts.headers;
    if !request.headers().contains_key(RANGE) {
        request.headers_mut().entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
    }
    *request.body_mut() = match body.as_bytes() {
        Some(bytes) if bytes.is_empty() => None,
        Some(bytes) => Some(bytes.into()),
        None => Some(reqwest::Body::wrap(body)),
    };
    Ok(request)
}

/// Path and query of a URL, as they go on the wire.
fn target_of(url: &Url) -> &str {
    &url[url::Position::BeforePath..url::Position::AfterQuery]
}

fn altered() -> Error {
    Error::new(ErrorKind::Request(RequestPart::Path), "the address of the request is not in its normal form")
}

fn received(response: reqwest::Response) -> HttpResponse {
    http::Response::<reqwest::Body>::from(response).map(|body| Body::new(body.map_err(failure::classify)))
}

/// A client of the user's went where the server sent it; what became of the first request is not known.
fn redirected(status: http::StatusCode) -> Error {
    let text = "the reqwest client followed a redirect: build it with `.redirect(redirect::Policy::none())`";
    Error::new(ErrorKind::Redirect, text).with_status(status).delivered(Delivery::MaybeSent)
}
