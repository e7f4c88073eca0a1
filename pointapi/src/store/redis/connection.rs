//! The connection to Redis: made when it is first used, and anew after it broke.

mod target;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use redis::{ErrorKind, FromRedisValue, RedisError, ScriptInvocation};
use tokio::sync::Mutex;
use tokio::time::timeout;

use self::target::{LIMIT, Live, Target};
use crate::error::Result;

/// A connection to one server, to a cluster, or to the primary that sentinels name.
///
/// `redis::aio::ConnectionManager` would reconnect to one server only, so the few lines for it are here, for all three.
pub(crate) struct Connection {
    state: Mutex<State>,
    /// Attempts to connect that have ended.
    attempts: AtomicU64,
}

struct State {
    target: Target,
    live: Option<Live>,
    /// Why the last attempt to connect failed.
    failed: Option<ErrorKind>,
}

impl Connection {
    /// Creates a connection to the server at this URL.
    pub(crate) fn to(url: &str) -> Result<Self> {
        Ok(Self::of(Target::node(url)?))
    }

    /// Creates a connection to the cluster that these nodes belong to.
    pub(crate) fn to_cluster(nodes: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self> {
        Ok(Self::of(Target::cluster(nodes)?))
    }

    /// Creates a connection to the primary that these sentinels monitor. The host of the primary's URL is the name
    /// under which they monitor it.
    pub(crate) fn to_sentinel(sentinels: impl IntoIterator<Item = impl AsRef<str>>, primary: &str) -> Result<Self> {
        Ok(Self::of(Target::sentinel(sentinels, primary)?))
    }

    fn of(target: Target) -> Self {
        Self { state: Mutex::new(State { target, live: None, failed: None }), attempts: AtomicU64::new(0) }
    }

    pub(crate) async fn run<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, Trouble> {
        let reply = self.live().await?.run(script).await;
        if reply.is_err() {
            // After any error the next call opens a new connection, or reports why it cannot.
            self.state.lock().await.live = None;
        }
        Ok(reply?)
    }

    async fn live(&self) -> Result<Live, Trouble> {
        let before = self.attempts.load(Ordering::Relaxed);
        let State { target, live, failed } = &mut *self.state.lock().await;
        if let Some(live) = live {
            return Ok(live.clone());
        }
        // The attempt that this call waited for has failed. If every waiter tried again, they would wait one after the
        // other, each for as long as an attempt takes.
        if let Some(failed) = failed.filter(|_| self.attempts.load(Ordering::Relaxed) != before) {
            return Err(Trouble(failed));
        }
        let connected = match timeout(LIMIT, target.connect()).await {
            Ok(connected) => connected.map_err(|error| error.kind()),
            Err(_) => Err(ErrorKind::Io),
        };
        self.attempts.fetch_add(1, Ordering::Relaxed);
        *failed = connected.as_ref().err().copied();
        connected.map(|connected| live.insert(connected).clone()).map_err(Trouble)
    }
}

/// A time as Redis takes it.
pub(crate) fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

pub(super) fn warn(message: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "pointapi::store", message);
    #[cfg(not(feature = "tracing"))]
    let _ = message;
}

/// The kind of a Redis error, without the server's text, which could quote the request.
#[derive(Debug)]
pub(crate) struct Trouble(ErrorKind);

impl From<RedisError> for Trouble {
    fn from(error: RedisError) -> Self {
        Self(error.kind())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Redis returned an error ({:?})", self.0)
    }
}

impl std::error::Error for Trouble {}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use futures_util::future::{join_all, select};
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn a_failed_attempt_to_connect_is_the_result_of_all_that_waited_for_it() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let connection = Connection::to(&format!("redis://{}", listener.local_addr().expect("bound"))).expect("a URL");
        let (accepted, script) = (AtomicUsize::new(0), redis::Script::new("return 1"));
        let accepting = async {
            while let Ok((stream, _)) = listener.accept().await {
                drop(stream);
                accepted.fetch_add(1, Ordering::Relaxed);
            }
        };
        let invocation = script.prepare_invoke();
        let calls = join_all((0..8).map(|_| connection.run::<()>(&invocation)));
        let calls = async { assert!(calls.await.iter().all(Result::is_err)) };
        select(Box::pin(accepting), Box::pin(calls)).await;
        assert_eq!(accepted.into_inner(), 1);
    }
}
