//! hyper's connections as the transport, with a pool per origin: nothing is parsed or copied on the way.

mod connection;
mod connector;
mod origins;
mod pool;
mod streams;
mod tls;

use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use http_body_util::BodyExt;

use self::origins::Origins;
use self::pool::Failure;
use super::connections::{Clients, Connections};
use super::{TransportFailure, failure, framing, gzip};
use crate::body::Body;
use crate::error::{Error, ErrorKind, RequestPart};
use crate::service::{CallService, HttpRequest, ResponseFuture};

/// Sends each request on a pooled connection or a fresh one.
pub(crate) struct HyperTransport {
    clients: Clients<Origins>,
}

impl HyperTransport {
    pub(crate) fn new(connections: Connections) -> Result<Self, Error> {
        connections.proxy.check(&["http"])?;
        Ok(Self { clients: Clients::new(connections, Origins::new) })
    }

    fn check_scheme(&self, uri: &Uri) -> Result<(), Error> {
        let is_secure = uri.scheme() == Some(&Scheme::HTTPS);
        if is_secure || !self.clients.connections().is_https_only {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Request(RequestPart::Path), "a layer sent the request to an address without TLS"))
    }
}

impl CallService for HyperTransport {
    fn call_shared(&self, mut request: HttpRequest) -> ResponseFuture {
        let is_unpacked = gzip::ask(request.headers_mut());
        super::announce_empty_body(&mut request);
        request.body().hand_over();
        let pool = self.clients.of(&request).and_then(|origins| {
            self.check_scheme(request.uri())?;
            origins.pool(request.uri())
        });
        let limit = self.clients.connections().connect_timeout;
        Box::pin(async move {
            let response = pool?.send(request).await.map_err(|failure| classify(failure, limit))?;
            let mut response = response.map(|body| Body::new(body.map_err(classify_body)));
            framing::mark(&mut response);
            Ok(if is_unpacked { gzip::unpack(response) } else { response })
        })
    }
}

fn classify(failure: Failure, connect_timeout: Duration) -> TransportFailure {
    let finding = match &failure {
        Failure::Connect(_) => {
            let is_timeout = connector::is_timeout(&failure);
            return failure::while_connecting(failure, is_timeout, Some(connect_timeout));
        }
        Failure::Exchange(error) => failure::in_exchange(error),
    };
    failure::failure(finding, failure)
}

fn classify_body(error: hyper::Error) -> TransportFailure {
    failure::failure(failure::in_exchange(&error), error)
}
