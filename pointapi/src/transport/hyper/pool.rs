//! A connection pool for one origin.
//!
//! A call opens a connection of its own rather than wait for one that another call is using; as many are kept as calls
//! may run at once. While one that many calls can share is being opened, they wait for it.

use std::error::Error;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use http::header::{HOST, PROXY_AUTHORIZATION};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderValue, Response, Uri};
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep_until, timeout};

use super::connection::{Connection, connect};
use super::connector::{Connector, Forwarding};
use super::streams::{OpenStream, Received};
use crate::box_error::BoxError;
use crate::service::HttpRequest;
use crate::transport::connections::POOL_IDLE;

/// The longest wait for a connection that another call is opening; then a call opens its own.
const LONGEST_TURN: Duration = Duration::from_secs(1);

/// The connections to one origin.
pub(super) struct Pool {
    scheme: Scheme,
    authority: Authority,
    host: HeaderValue,
    /// The connections lead to a proxy that forwards the requests.
    forwarding: Option<Forwarding>,
    connector: Connector,
    max_idle: usize,
    kept: Mutex<Kept>,
    /// Held while a connection is opened that other calls can share.
    opening: tokio::sync::Mutex<()>,
    /// The next connection may be HTTP/2, as far as is known. False after one that failed, so that calls do not wait for
    /// each other's failures.
    may_share: AtomicBool,
}

/// The kept connections, the latest used last.
#[derive(Default)]
struct Kept {
    connections: Vec<Used>,
    /// The task that closes unused connections, which is only asked whether it has ended. It ends when none is left, and
    /// with the pool or its runtime.
    sweeper: Option<AbortHandle>,
}

struct Used {
    connection: Connection,
    last: Instant,
}

/// Why a request has no response.
#[derive(Debug)]
pub(super) enum Failure {
    /// No connection could be made.
    Connect(BoxError),
    /// The exchange on a connection failed.
    Exchange(hyper::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect(_) => "could not connect",
            Self::Exchange(_) => "the exchange failed",
        })
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Connect(error) => Some(&**error),
            Self::Exchange(error) => Some(error),
        }
    }
}

impl Pool {
    pub(super) fn new(origin: &Uri, connector: Connector, max_idle: usize) -> Result<Arc<Self>, BoxError> {
        let (Some(scheme), Some(authority)) = (origin.scheme().cloned(), origin.authority().cloned()) else {
            return Err("the address of the request has no scheme or no host".into());
        };
        let default_port = if scheme == Scheme::HTTPS { 443 } else { 80 };
        let host = match authority.port_u16() {
            Some(port) if port != default_port => format!("{}:{port}", authority.host()).try_into()?,
            _ => HeaderValue::from_str(authority.host())?,
        };
        // HTTP/2 is negotiated by TLS.
        let may_share = AtomicBool::new(max_idle > 0 && scheme == Scheme::HTTPS);
        let (kept, opening) = (Mutex::default(), tokio::sync::Mutex::default());
        let forwarding = connector.forwarding(origin);
        Ok(Arc::new(Self { scheme, authority, host, forwarding, connector, max_idle, kept, opening, may_share }))
    }

    /// Returns true if requests to `uri` go to this pool's origin.
    pub(super) fn is_of(&self, uri: &Uri) -> bool {
        uri.authority().is_some_and(|authority| authority.as_str() == self.authority.as_str())
            && uri.scheme() == Some(&self.scheme)
    }

    /// Returns true if no connection is kept; calls may be using some.
    pub(super) fn is_empty(&self) -> bool {
        self.kept().connections.is_empty()
    }

    /// Sends a request on an idle connection or on a new one. A connection that turns out to be closed before it took
    /// the request returns it, and the request is sent on another.
    pub(super) async fn send(self: Arc<Self>, mut request: HttpRequest) -> Result<Response<Received>, Failure> {
        loop {
            let (mut connection, stream, is_new) = match self.take() {
                Some((connection, stream)) => (connection, stream, false),
                None => Box::pin(self.open()).await.map_err(Failure::Connect)?,
            };
            self.address(&mut request, connection.is_shared());
            match connection.send(request).await {
                Ok(response) => {
                    self.keep(connection);
                    return Ok(response.map(|body| Received { body, _stream: stream }));
                }
                Err(mut error) => match error.take_message().filter(|_| !is_new) {
                    Some(unsent) => request = unsent,
                    None => return Err(Failure::Exchange(error.into_error())),
                },
            }
        }
    }

    /// Opens a connection, or takes one that another call has opened meanwhile; says whether it is new.
    async fn open(self: &Arc<Self>) -> Result<(Connection, Option<OpenStream>, bool), BoxError> {
        let turn = match self.may_share() {
            true => timeout(LONGEST_TURN, self.opening.lock()).await.ok(),
            false => None,
        };
        if let Some((connection, stream)) = self.take() {
            return Ok((connection, stream, false));
        }
        // The connection that this call has waited for cannot be shared, so the others need not wait for this one.
        let _turn = turn.filter(|_| self.may_share());
        let opened = self.connect().await;
        let is_shared = self.max_idle > 0 && opened.as_ref().is_ok_and(|(connection, _)| connection.is_shared());
        self.may_share.store(is_shared, Ordering::Relaxed);
        opened.map(|(connection, stream)| (connection, stream, true))
    }

    fn may_share(&self) -> bool {
        self.may_share.load(Ordering::Relaxed)
    }

    /// Sets the request target as the protocol wants it: HTTP/1 has the host in a header of its own. A proxy needs the
    /// whole address too (RFC 9112, section 3.2.2).
    fn address(&self, request: &mut HttpRequest, is_http2: bool) {
        let mut parts = std::mem::take(request.uri_mut()).into_parts();
        let target = parts.path_and_query.take().unwrap_or_else(|| PathAndQuery::from_static("/"));
        let headers = request.headers_mut();
        if !is_http2 {
            headers.entry(HOST).or_insert_with(|| self.host.clone());
        } else if headers.get(HOST) == Some(&self.host) {
            // Added for an HTTP/1 connection that returned the request.
            headers.remove(HOST);
        }
        if let Some(authorization) = self.forwarding.as_ref().and_then(|proxy| proxy.authorization.as_ref()) {
            headers.insert(PROXY_AUTHORIZATION, authorization.clone());
        }
        *request.uri_mut() = if is_http2 || self.forwarding.is_some() {
            parts.scheme = Some(self.scheme.clone());
            parts.authority = Some(self.authority.clone());
            parts.path_and_query = Some(target);
            Uri::from_parts(parts).unwrap_or_default()
        } else {
            target.into()
        };
    }

    async fn connect(self: &Arc<Self>) -> Result<(Connection, Option<OpenStream>), BoxError> {
        let origin = Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone()).path_and_query("/");
        let connection = connect(self.connector.clone(), origin.build()?).await?;
        let stream = connection.open_stream();
        if let Some(shared) = connection.share() {
            self.keep(shared);
        }
        Ok((connection, stream))
    }

    /// Returns the connection that was used last, of those that take a request now.
    fn take(&self) -> Option<(Connection, Option<OpenStream>)> {
        let mut kept = self.kept();
        let now = Instant::now();
        let index = kept.connections.iter().rposition(|used| used.connection.is_ready() && !used.is_over(now))?;
        let connection = &kept.connections[index].connection;
        // The stream is counted under the lock, so that no more requests share the connection than it takes.
        let stream = connection.open_stream();
        match connection.share() {
            Some(shared) => Some((shared, stream)),
            None => Some((kept.connections.remove(index).connection, stream)),
        }
    }

    /// Keeps a connection for the next request; an HTTP/1 connection is not ready before its response is read.
    fn keep(self: &Arc<Self>, connection: Connection) {
        if self.max_idle == 0 {
            return;
        }
        let last = Instant::now();
        let mut kept = self.kept();
        if let Some(index) = kept.connections.iter().position(|used| used.connection.is_same(&connection)) {
            // To the end, since it is now the latest used.
            kept.connections[index..].rotate_left(1);
            if let Some(used) = kept.connections.last_mut() {
                used.last = last;
            }
            return;
        }
        let has_room = |used: &Used| used.connection.is_shared() && used.connection.is_ready();
        if connection.is_shared() && kept.connections.iter().any(has_room) {
            return;
        }
        kept.connections.push(Used { connection, last });
        kept.trim(self.max_idle);
        if kept.sweeper.as_ref().is_none_or(AbortHandle::is_finished) {
            kept.sweeper = Some(tokio::spawn(sweep(Arc::downgrade(self), last + POOL_IDLE)).abort_handle());
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Drops the idle connections that are too many, the longest unused first. A connection whose response is
    /// still being read does not count: it is open anyway.
    fn trim(&mut self, max_idle: usize) {
        if self.connections.len() <= max_idle {
            return;
        }
        self.connections.retain(|used| !used.connection.is_closed());
        let idle = self.connections.iter().filter(|used| used.connection.is_ready()).count();
        let mut excess = idle.saturating_sub(max_idle);
        self.connections.retain(|used| {
            let is_dropped = excess > 0 && used.connection.is_ready();
            excess -= usize::from(is_dropped);
            !is_dropped
        });
    }

    /// Drops connections that are closed or unused for too long; returns when to sweep again, if any is left.
    fn sweep(&mut self, now: Instant) -> Option<Instant> {
        self.connections.retain(|used| !used.connection.is_closed() && !used.is_over(now));
        let next = self.connections.iter().map(|used| used.last + POOL_IDLE).min();
        if next.is_none() {
            // The task is about to end, so the next connection starts another.
            self.sweeper = None;
        }
        next
    }
}

impl Used {
    fn is_over(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.last) >= POOL_IDLE
    }
}

/// Closes unused connections until none is left.
async fn sweep(pool: Weak<Pool>, first: Instant) {
    let mut next = Some(first);
    while let Some(at) = next {
        sleep_until(at).await;
        let Some(pool) = pool.upgrade() else { return };
        next = pool.kept().sweep(Instant::now());
    }
}

#[cfg(test)]
mod tests;
