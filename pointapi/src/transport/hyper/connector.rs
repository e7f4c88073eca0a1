//! Opens connections: TCP or TLS, directly or through a proxy, within the client's `connect_timeout`.

use std::error::Error as StdError;
use std::future::{Future, ready};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::uri::Scheme;
use http::{HeaderValue, Uri};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

use super::tls::Tls;
use crate::box_error::BoxError;
use crate::proxy::ProxyMode;
use crate::transport::connections::{Connections, Reuse};
use crate::transport::failure::causes;

/// The time that a connection is silent before TCP probes whether the other side is still there, and the time between
/// probes.
const KEEPALIVE: Duration = Duration::from_secs(15);

/// The number of probes without a response after which TCP closes the connection.
const KEEPALIVE_PROBES: u32 = 3;

/// The byte stream of a connection, with or without TLS.
pub(super) type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

type Connecting<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;

/// Returns true if the attempt to connect timed out, by `connect_timeout` or in the operating system.
pub(super) fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::TimedOut)
}

/// Opens the connections of one client, with its TLS and its proxies.
#[derive(Clone)]
pub(super) struct Connector {
    route: Route,
    tls: Arc<Tls>,
    timeout: Duration,
}

impl Connector {
    pub(super) fn new(connections: &Connections, reuse: Reuse) -> Result<Self, BoxError> {
        let route = Route { tcp: tcp(connections.connect_timeout), proxies: proxies(connections).map(Arc::new) };
        let tls = Arc::new(Tls::new(connections, reuse)?);
        Ok(Self { route, tls, timeout: connections.connect_timeout })
    }

    /// Returns how a proxy forwards requests to this origin; `None` for a direct connection and for a tunnel.
    pub(super) fn forwarding(&self, origin: &Uri) -> Option<Forwarding> {
        let proxy = self.route.proxy(origin).filter(|_| origin.scheme() != Some(&Scheme::HTTPS))?;
        Some(Forwarding { authorization: proxy.basic_auth().cloned() })
    }

    fn connect(&mut self, uri: Uri) -> Connecting<Stream> {
        if uri.scheme() != Some(&Scheme::HTTPS) {
            let connecting = self.route.call(uri);
            return Box::pin(async move { Ok(MaybeHttpsStream::Http(connecting.await?)) });
        }
        match self.tls.config() {
            Ok(config) => HttpsConnector::from((self.route.clone(), config)).call(uri),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }
}

fn tcp(timeout: Duration) -> HttpConnector {
    let mut tcp = HttpConnector::new();
    // The TLS connector around it passes on `https` URIs.
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(KEEPALIVE));
    tcp.set_keepalive_interval(Some(KEEPALIVE));
    tcp.set_keepalive_retries(Some(KEEPALIVE_PROBES));
    // It is divided among the addresses of a host, so that one that does not respond leaves time for the others.
    tcp.set_connect_timeout(Some(timeout));
    tcp
}

fn proxies(connections: &Connections) -> Option<Matcher> {
    match &connections.proxy {
        _ if connections.is_loopback => None,
        ProxyMode::None => None,
        ProxyMode::Env => Some(Matcher::from_system()),
        ProxyMode::Explicit(url) => Some(Matcher::builder().all(url.as_str()).build()),
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = Connecting<Stream>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.route.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = tokio::time::timeout(self.timeout, self.connect(uri));
        Box::pin(async move {
            let late = |_| io::Error::new(io::ErrorKind::TimedOut, "connecting took too long");
            connecting.await.map_err(late)?
        })
    }
}

/// Opens the TCP connection for a URI: to the server, or to a proxy. For `https` the proxy makes a tunnel; `http`
/// requests it forwards, since many proxies permit tunnels to port 443 only.
#[derive(Clone)]
pub(super) struct Route {
    tcp: HttpConnector,
    proxies: Option<Arc<Matcher>>,
}

/// A proxy that forwards `http` requests, which carry the absolute URI.
pub(super) struct Forwarding {
    /// The `Proxy-Authorization` header, if the proxy has credentials.
    pub(super) authorization: Option<HeaderValue>,
}

impl Route {
    fn proxy(&self, uri: &Uri) -> Option<Intercept> {
        self.proxies.as_ref()?.intercept(uri)
    }
}

impl Service<Uri> for Route {
    type Response = TokioIo<TcpStream>;
    type Error = BoxError;
    type Future = Connecting<TokioIo<TcpStream>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let Some(proxy) = self.proxy(&uri) else {
            let connecting = self.tcp.call(uri);
            return Box::pin(async move { Ok(connecting.await?) });
        };
        if proxy.uri().scheme() != Some(&Scheme::HTTP) {
            let text = "the proxy of the environment (`HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`) is not supported: it must \
                        be like `http://proxy.example.com:3128`";
            return Box::pin(async move { Err(text.into()) });
        }
        if uri.scheme() != Some(&Scheme::HTTPS) {
            let connecting = self.tcp.call(proxy.uri().clone());
            return Box::pin(async move { Ok(connecting.await?) });
        }
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.tcp.clone());
        if let Some(authorization) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(authorization.clone());
        }
        let connecting = tunnel.call(uri);
        Box::pin(async move { Ok(connecting.await?) })
    }
}
