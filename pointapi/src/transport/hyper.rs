//! hyper's connections as the transport, and a pool that knows one origin: nothing is parsed or copied on the way.

mod connection;
mod connector;
mod origins;
mod pool;
mod stream;

use http::Uri;
use http::uri::Scheme;
use http_body_util::BodyExt;

use self::origins::Origins;
use self::pool::Failure;
use super::connections::{Clients, Connections};
use super::{TransportFailure, failure, gzip};
use crate::body::Body;
use crate::error::{Error, ErrorKind, RequestPart};
use crate::service::{CallService, HttpRequest, ResponseFuture};

/// Sends each request by a connection of its own or by one that is kept.
pub(crate) struct HyperTransport {
    clients: Clients<Origins>,
}

impl HyperTransport {
    pub(crate) fn new(connections: Connections) -> Result<Self, Error> {
        connections.proxy.check(&["http"])?;
        Ok(Self { clients: Clients::new(connections, Origins::new) })
    }

    fn may_go_to(&self, uri: &Uri) -> Result<(), Error> {
        let is_secure = uri.scheme() == Some(&Scheme::HTTPS);
        if is_secure || !self.clients.connections().is_https_only {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Request(RequestPart::Path), "a layer sent the request where TLS does not protect it"))
    }
}

impl CallService for HyperTransport {
    fn call_shared(&self, mut request: HttpRequest) -> ResponseFuture {
        let is_unpacked = gzip::ask(request.headers_mut());
        super::announce_empty_body(&mut request);
        request.body().hand_over();
        let pool = self.clients.of(&request).and_then(|origins| {
            self.may_go_to(request.uri())?;
            origins.pool(request.uri())
        });
        Box::pin(async move {
            let response = pool?.send(request).await.map_err(classify)?;
            let response = response.map(|body| Body::new(body.map_err(classify_body)));
            Ok(if is_unpacked { gzip::unpack(response) } else { response })
        })
    }
}

fn classify(failure: Failure) -> TransportFailure {
    let finding = match &failure {
        Failure::Connect(_) => failure::while_connecting(&failure, connector::is_timeout(&failure)),
        Failure::Exchange(error) => failure::in_exchange(error),
    };
    failure::failure(finding, failure)
}

fn classify_body(error: hyper::Error) -> TransportFailure {
    failure::failure(failure::in_exchange(&error), error)
}
