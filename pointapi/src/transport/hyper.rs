//! hyper's own pooled client as the transport: nothing is parsed or copied on the way to it.

mod connector;
mod stream;

use http::Uri;
use http::uri::Scheme;
use http_body_util::BodyExt;
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use self::connector::Connector;
use super::connections::{Clients, Connections, PING_EVERY, PING_TIMEOUT, POOL_IDLE, Reuse};
use super::{TransportFailure, failure, gzip};
use crate::body::Body;
use crate::error::{Error, ErrorKind, RequestPart};
use crate::service::{BoxError, CallService, HttpRequest, ResponseFuture};

type Client = legacy::Client<Connector, Body>;

/// Sends each request by one of two clients of hyper-util.
pub(crate) struct HyperTransport {
    clients: Clients<Client>,
}

impl HyperTransport {
    pub(crate) fn new(connections: Connections) -> Result<Self, Error> {
        connector::check(&connections.proxy)?;
        Ok(Self { clients: Clients::new(connections, build) })
    }

    fn may_go_to(&self, uri: &Uri) -> Result<(), Error> {
        let is_secure = uri.scheme() == Some(&Scheme::HTTPS);
        if is_secure || !self.clients.connections().is_https_only {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Request(RequestPart::Path), "a layer sent the request where TLS does not protect it"))
    }
}

fn build(connections: &Connections, reuse: Reuse) -> Result<Client, BoxError> {
    let mut builder = legacy::Client::builder(TokioExecutor::new());
    builder.pool_timer(TokioTimer::new()).timer(TokioTimer::new());
    match reuse {
        Reuse::Pooled => builder
            .pool_idle_timeout(POOL_IDLE)
            .pool_max_idle_per_host(connections.most_idle)
            .http2_keep_alive_interval(PING_EVERY)
            .http2_keep_alive_timeout(PING_TIMEOUT),
        Reuse::Fresh => builder.pool_max_idle_per_host(0),
    };
    Ok(builder.build(Connector::new(connections, reuse)?))
}

impl CallService for HyperTransport {
    fn call_shared(&self, mut request: HttpRequest) -> ResponseFuture {
        let is_unpacked = gzip::ask(request.headers_mut());
        super::announce_empty_body(&mut request);
        request.body().hand_over();
        let started = self.clients.of(&request).and_then(|client| {
            self.may_go_to(request.uri())?;
            Ok(client.request(request))
        });
        Box::pin(async move {
            let response = started?.await.map_err(classify)?;
            let response = response.map(|body| Body::new(body.map_err(classify_body)));
            Ok(if is_unpacked { gzip::unpack(response) } else { response })
        })
    }
}

fn classify(error: legacy::Error) -> TransportFailure {
    let finding = if error.is_connect() {
        failure::while_connecting(&error, connector::is_timeout(&error))
    } else {
        failure::in_exchange(&error)
    };
    failure::failure(finding, error)
}

fn classify_body(error: hyper::Error) -> TransportFailure {
    failure::failure(failure::in_exchange(&error), error)
}
