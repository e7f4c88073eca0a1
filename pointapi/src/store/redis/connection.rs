//! The connection to Redis: made when it is first used, and anew after it broke.

use std::{fmt, net::IpAddr, time::Duration};

use redis::{
    AsyncConnectionConfig, Client, ConnectionAddr, FromRedisValue, ScriptInvocation, aio::MultiplexedConnection,
};
use tokio::sync::Mutex;

use crate::error::{Error, Result};

/// The manager gives a store about a second.
const LIMIT: Duration = Duration::from_secs(1);

pub(crate) struct Connection {
    client: Client,
    live: Mutex<Option<MultiplexedConnection>>,
}

impl Connection {
    pub(crate) fn to(url: &str) -> Result<Self> {
        // The library's message could quote the URL, and with it a password.
        let client = Client::open(url).map_err(|_| Error::config("invalid Redis URL"))?;
        match client.get_connection_info().addr() {
            ConnectionAddr::Unix(_) => {}
            ConnectionAddr::TcpTls { insecure: false, .. } => ensure_tls_provider(),
            ConnectionAddr::Tcp(host, _) if is_loopback(host) => {}
            ConnectionAddr::Tcp(..) => {
                return Err(Error::config("a Redis store on another machine needs TLS: write `rediss://`"));
            }
            _ => return Err(Error::config("a Redis store must check its server's certificate")),
        }
        Ok(Self { client, live: Mutex::new(None) })
    }

    pub(crate) async fn run<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, Trouble> {
        let mut connection = self.live().await?;
        let answer = script.invoke_async(&mut connection).await;
        if answer.is_err() {
            // After any error the next call opens a new connection, or reports why it cannot.
            *self.live.lock().await = None;
        }
        Ok(answer?)
    }

    async fn live(&self) -> Result<MultiplexedConnection, Trouble> {
        let mut live = self.live.lock().await;
        if let Some(connection) = &*live {
            return Ok(connection.clone());
        }
        let limits = AsyncConnectionConfig::new().set_connection_timeout(Some(LIMIT)).set_response_timeout(Some(LIMIT));
        let connection = self.client.get_multiplexed_async_connection_with_config(&limits).await?;
        Ok(live.insert(connection).clone())
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// Without one, rustls panics where a program is built with two.
fn ensure_tls_provider() {
    use rustls::crypto::{CryptoProvider, aws_lc_rs};

    if CryptoProvider::get_default().is_none() {
        // Another thread may have been faster, which is as good.
        let _ = aws_lc_rs::default_provider().install_default();
    }
}

/// A time as Redis takes it.
pub(crate) fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

pub(super) fn warn(complaint: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "pointapi::store", complaint, "trouble with Redis");
    #[cfg(not(feature = "tracing"))]
    let _ = complaint;
}

/// The kind of a Redis error, without the server's text, which could quote the request.
#[derive(Debug)]
pub(crate) struct Trouble(redis::ErrorKind);

impl From<redis::RedisError> for Trouble {
    fn from(error: redis::RedisError) -> Self {
        Self(error.kind())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Redis returned an error ({:?})", self.0)
    }
}

impl std::error::Error for Trouble {}
