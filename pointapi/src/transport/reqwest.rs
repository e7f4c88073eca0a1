//! reqwest as the transport, with its own redirects, retries and timeouts off.

mod failure;

use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::HeaderMap;
use http_body_util::BodyExt;
use reqwest::redirect::Policy;
use url::Url;

use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::{Delivery, Error, ErrorKind, RequestPart};
use crate::proxy::ProxyMode;
use crate::service::{BoxError, CallService, HttpRequest, HttpResponse, ResponseFuture};
use crate::transport::TransportFailure;

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
        Self { pooled: lazy(true), fresh: lazy(false) }
    }

    /// Uses a client of the user's for every endpoint.
    pub(crate) fn from_client(client: reqwest::Client, connections: Connections) -> Self {
        let transport = Self::new(connections);
        let built = Arc::new(OnceLock::from(Ok(client)));
        let given = Lazy { built, ..transport.pooled };
        Self { pooled: given.clone(), fresh: given }
    }
}

impl Lazy {
    fn client(&self) -> Result<&reqwest::Client, BoxError> {
        let built = self.built.get_or_init(|| build(&self.connections, self.has_pool).map_err(Arc::new));
        built.as_ref().map_err(|error| {
            Error::config("the HTTP client could not be built").with_source(Arc::clone(error)).into()
        })
    }
}

fn build(connections: &Connections, has_pool: bool) -> reqwest::Result<reqwest::Client> {
    let builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
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
        let is_fresh = request.extensions().get::<&'static Endpoint>().is_some_and(|endpoint| endpoint.fresh_connection);
        let client = if is_fresh { self.fresh.client() } else { self.pooled.client() };
        match client.and_then(|client| Ok(client.execute(convert(request)?))) {
            Ok(response) => Box::pin(async move { received(response.await) }),
            Err(error) => Box::pin(async move { Err(error) }),
        }
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

fn received(response: reqwest::Result<reqwest::Response>) -> Result<HttpResponse, BoxError> {
    let response = http::Response::<reqwest::Body>::from(response.map_err(failure::classify)?);
    Ok(response.map(|body| Body::new(body.map_err(failure::classify))))
}
