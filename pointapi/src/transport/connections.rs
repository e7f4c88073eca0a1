//! The connection settings of the built-in transports, and the two clients that each keeps.

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

/// The time for which an idle connection is kept.
pub(super) const POOL_IDLE: Duration = Duration::from_secs(20);

/// The interval of PING frames on an HTTP/2 connection that waits for a response.
pub(super) const PING_EVERY: Duration = Duration::from_secs(15);

/// The time within which a PING must be acknowledged; then the connection and all requests on it fail.
pub(super) const PING_TIMEOUT: Duration = Duration::from_secs(5);

/// The connection settings of a client.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    /// The origin of the requests, unless a layer sends them elsewhere.
    pub(crate) origin: Uri,
    pub(crate) connect_timeout: Duration,
    /// The largest number of idle connections per host: as many as there can be requests at once. With fewer, a busy client
    /// would close most of its connections after one request.
    pub(crate) max_idle: usize,
    pub(crate) proxy: ProxyMode,
    pub(crate) is_https_only: bool,
    pub(crate) is_loopback: bool,
    /// Certificate authorities that are trusted beside those of the system.
    #[cfg(feature = "__tls")]
    pub(crate) roots: Vec<CertificateDer<'static>>,
}

/// The reuse of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reuse {
    Pooled,
    /// A new HTTP/1.1 connection for each request.
    Fresh,
}

/// One client for each kind of reuse, built when it is first needed.
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

    /// Uses a client that was built elsewhere for every request.
    #[cfg(feature = "reqwest")]
    pub(super) fn given(client: C, connections: Connections, build: Build<C>) -> Self
    where
        C: Clone,
    {
        Self { connections, build, pooled: client.clone().into(), fresh: client.into() }
    }

    pub(super) fn connections(&self) -> &Connections {
        &self.connections
    }

    /// Returns the client for a request.
    pub(super) fn of(&self, request: &HttpRequest) -> Result<&C, BoxError> {
        let endpoint = Endpoint::of(request.extensions());
        let (reuse, client) = if endpoint.is_some_and(|endpoint| endpoint.fresh_connection) {
            (Reuse::Fresh, &self.fresh)
        } else {
            (Reuse::Pooled, &self.pooled)
        };
        if let Some(client) = client.get() {
            return Ok(client);
        }
        // A failure is not kept: the next call may succeed.
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
    fn failed_build_is_repeated_for_the_next_request() {
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
