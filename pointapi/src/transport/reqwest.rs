//! reqwest as the transport, with its own redirects, retries and timeouts off.

use std::future::ready;
use std::time::Duration;

use futures_util::FutureExt;
use http::Uri;
use http_body_util::BodyExt;
use reqwest::Url;
use reqwest::redirect::Policy;

use super::connections::{Clients, Connections, PING_EVERY, PING_TIMEOUT, POOL_IDLE, Reuse};
use super::{TransportFailure, failure, framing, gzip};
use crate::body::Body;
use crate::box_error::BoxError;
use crate::error::{Delivery, Error, ErrorKind, RequestPart};
use crate::proxy::ProxyMode;
use crate::service::{CallService, HttpRequest, HttpResponse, ResponseFuture};

/// Sends each request by one of two reqwest clients.
pub(crate) struct ReqwestTransport {
    clients: Clients<reqwest::Client>,
    /// The client's origin, parsed once: reqwest's type of URL costs more to parse than the rest of a small request.
    origin: Option<Url>,
    /// The client was given by the user, who may have left redirects on, and whose limits are not known.
    is_given: bool,
}

impl ReqwestTransport {
    pub(crate) fn new(connections: Connections) -> Result<Self, Error> {
        connections.proxy.check(&["http", "https"])?;
        let origin = origin_of(&connections);
        Ok(Self { clients: Clients::new(connections, build), origin, is_given: false })
    }

    /// Uses the user's client for every endpoint.
    pub(crate) fn from_client(client: reqwest::Client, connections: Connections) -> Self {
        let origin = origin_of(&connections);
        Self { clients: Clients::given(client, connections, build), origin, is_given: true }
    }

    /// Returns the address of a request; a layer may have changed its origin.
    fn url(&self, uri: &Uri) -> Result<Url, Error> {
        let own = &self.clients.connections().origin;
        if let Some(origin) = &self.origin
            && (uri.scheme(), uri.authority()) == (own.scheme(), own.authority())
        {
            let mut url = origin.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            return Ok(url);
        }
        uri.to_string().parse().map_err(|_| {
            Error::new(ErrorKind::Request(RequestPart::Path), "the address of the request is not a valid URL")
        })
    }
}

fn origin_of(connections: &Connections) -> Option<Url> {
    connections.origin.to_string().parse().ok()
}

fn build(connections: &Connections, reuse: Reuse) -> Result<reqwest::Client, BoxError> {
    let builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .referer(false)
        // `never` alone still copies each request.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .connect_timeout(connections.connect_timeout)
        .https_only(connections.is_https_only);
    // If another crate enables `native-tls` too, reqwest would choose that one.
    #[cfg(feature = "rustls")]
    let builder = builder.tls_backend_rustls();
    #[cfg(feature = "__tls")]
    let builder = builder.tls_version_min(reqwest::tls::Version::TLS_1_2).tls_certs_merge(roots(connections)?);
    let builder = match reuse {
        Reuse::Pooled => builder
            .pool_idle_timeout(POOL_IDLE)
            .pool_max_idle_per_host(connections.max_idle)
            .http2_keep_alive_interval(PING_EVERY)
            .http2_keep_alive_timeout(PING_TIMEOUT),
        Reuse::Fresh => builder.pool_max_idle_per_host(0).http1_only(),
    };
    let builder = match &connections.proxy {
        _ if connections.is_loopback => builder.no_proxy(),
        ProxyMode::Env => builder,
        ProxyMode::None => builder.no_proxy(),
        ProxyMode::Explicit(url) => builder.proxy(reqwest::Proxy::all(url.as_str())?),
    };
    Ok(builder.build()?)
}

#[cfg(feature = "__tls")]
fn roots(connections: &Connections) -> reqwest::Result<Vec<reqwest::Certificate>> {
    connections.roots.iter().map(|root| reqwest::Certificate::from_der(root)).collect()
}

impl CallService for ReqwestTransport {
    fn call_shared(&self, mut request: HttpRequest) -> ResponseFuture {
        let is_unpacked = gzip::ask(request.headers_mut());
        let started = self.clients.of(&request).and_then(|client| {
            let url = self.url(request.uri())?;
            Ok((client, convert(request, url)))
        });
        let (client, request) = match started {
            Ok(started) => started,
            Err(error) => return Box::pin(ready(Err(error))),
        };
        let url = self.is_given.then(|| request.url().clone());
        let limit = (!self.is_given).then_some(self.clients.connections().connect_timeout);
        Box::pin(client.execute(request).map(move |response| {
            let response = response.map_err(|error| classify(error, limit))?;
            if url.is_some_and(|url| url != *response.url()) {
                return Err(redirected(response.status()).into());
            }
            let mut response = received(response);
            framing::mark(&mut response);
            Ok(if is_unpacked { gzip::unpack(response) } else { response })
        }))
    }
}

fn convert(mut request: HttpRequest, url: Url) -> reqwest::Request {
    super::announce_empty_body(&mut request);
    let (parts, body) = request.into_parts();
    body.hand_over();
    let mut request = reqwest::Request::new(parts.method, url);
    *request.headers_mut() = parts.headers;
    *request.body_mut() = match body.as_bytes() {
        Some(bytes) if bytes.is_empty() => None,
        Some(bytes) => Some(bytes.into()),
        None => Some(reqwest::Body::wrap(body)),
    };
    request
}

fn received(response: reqwest::Response) -> HttpResponse {
    http::Response::<reqwest::Body>::from(response).map(|body| Body::new(body.map_err(classify_body)))
}

/// The failure, without the URL that reqwest's text would show.
fn classify(error: reqwest::Error, connect_timeout: Option<Duration>) -> TransportFailure {
    let error = error.without_url();
    if error.is_connect() {
        let is_timeout = error.is_timeout();
        return failure::while_connecting(error, is_timeout, connect_timeout);
    }
    let finding = match error.is_builder() {
        true => (ErrorKind::Request(RequestPart::Header), "the request could not be built", Delivery::Unsent),
        false => in_exchange(&error),
    };
    failure::failure(finding, error)
}

fn classify_body(error: reqwest::Error) -> TransportFailure {
    let error = error.without_url();
    failure::failure(in_exchange(&error), error)
}

fn in_exchange(error: &reqwest::Error) -> failure::Finding {
    // A ping that is not acknowledged says that the connection is lost.
    let is_ping = |cause: &hyper::Error| cause.is_timeout();
    let is_of_a_ping = || failure::causes(error).any(|cause| cause.downcast_ref().is_some_and(is_ping));
    if error.is_timeout() && !is_of_a_ping() { failure::TIMED_OUT } else { failure::in_exchange(error) }
}

/// The user's client followed a redirect, so the outcome of the first request is unknown.
fn redirected(status: http::StatusCode) -> Error {
    let text = "the reqwest client followed a redirect: build it with `.redirect(redirect::Policy::none())`";
    Error::new(ErrorKind::Redirect, text).with_status(status).delivered(Delivery::MaybeSent)
}
