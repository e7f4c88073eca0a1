//! How the transports of ours connect, and the two clients that each keeps for it.

use std::sync::OnceLock;
use std::time::Duration;

use http::Uri;
#[cfg(feature = "__tls")]
use rustls_pki_types::CertificateDer;

use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::proxy::ProxyMode;
use crate::service::HttpRequest;

/// An idle connection is kept this long.
pub(super) const POOL_IDLE: Duration = Duration::from_secs(20);

/// While an answer is awaited on an HTTP/2 connection, the other side is asked this often whether it is still there ...
pub(super) const PING_EVERY: Duration = Duration::from_secs(15);

/// ... and has so long to say yes; then the connection is given up, and with it all that waits on it.
pub(super) const PING_TIMEOUT: Duration = Duration::from_secs(5);

/// What the connections of a client are made with.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    /// Where the requests go, unless a layer sends them elsewhere.
    pub(crate) origin: Uri,
    pub(crate) connect_timeout: Duration,
    /// So many idle connections are kept for a host. As many as there can be requests at once: with fewer, a busy client
    /// would close most of its connections after one request.
    pub(crate) max_idle: usize,
    pub(crate) proxy: ProxyMode,
    pub(crate) is_https_only: bool,
    pub(crate) is_loopback: bool,
    /// Authorities that are trusted beside the system's.
    #[cfg(feature = "__tls")]
    pub(crate) roots: Vec<CertificateDer<'static>>,
}

/// Whether a connection serves more than one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reuse {
    Pooled,
    /// A connection of its own for each request, by HTTP/1.1.
    Fresh,
}

/// One client a kind of reuse, built when it is first needed.
pub(super) struct Clients<C> {
    connections: Connections,
    build: Build<C>,
    pooled: OnceLock<C>,
    fresh: OnceLock<C>,
}

type Build<C> = fn(&Connections, Reuse) -> Result<C, BoxError>;

impl<C> Clients<C> {
    pub(super) fn new(connections: Connections, build: Build<C>) -> Self {
        Self { connections, build, pooled: OnceLock::new(), fresh: OnceLock::new() }
    }

    /// A client that was built elsewhere, for every request.
    #[cfg(feature = "reqwest")]
    pub(super) fn given(client: C, connections: Connections, build: Build<C>) -> Self
    where
        C: Clone,
    {
        Self { connections, build, pooled: client.clone().into(), fresh: client.into() }
    }

    #[cfg(feature = "hyper")]
    pub(super) fn connections(&self) -> &Connections {
        &self.connections
    }

    /// The client for a request.
    pub(super) fn of(&self, request: &HttpRequest) -> Result<&C, BoxError> {
        let endpoint = request.extensions().get::<&'static Endpoint>();
        let (reuse, client) = if endpoint.is_some_and(|endpoint| endpoint.fresh_connection) {
            (Reuse::Fresh, &self.fresh)
        } else {
            (Reuse::Pooled, &self.pooled)
        };
        if let Some(client) = client.get() {
            return Ok(client);
        }
        // A failure is not kept: what was missing may be there for the next call.
        let built = (self.build)(&self.connections, reuse)
            .map_err(|error| Error::config("the HTTP client could not be built").with_source(error))?;
        Ok(client.get_or_init(|| built))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::body::Body;

    #[test]
    fn a_client_that_could_not_be_built_is_built_for_the_next_request() {
        static HAS_FAILED: AtomicBool = AtomicBool::new(false);
        let connections = Connections {
            origin: Uri::from_static("https://api.example.com/"),
            connect_timeout: Duration::from_secs(5),
            max_idle: 1,
            proxy: ProxyMode::None,
            is_https_only: true,
            is_loopback: false,
            #[cfg(feature = "__tls")]
            roots: Vec::new(),
        };
        let clients = Clients::new(connections, |_, _| match HAS_FAILED.swap(true, Ordering::Relaxed) {
            true => Ok("built"),
            false => Err("no certificates could be read".into()),
        });
        let request = HttpRequest::new(Body::empty());
        clients.of(&request).unwrap_err();
        assert_eq!(*clients.of(&request).unwrap(), "built");
    }
}
