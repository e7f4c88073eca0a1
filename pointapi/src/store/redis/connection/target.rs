//! One server, a cluster, or the primary that sentinels name.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use redis::{
    AsyncConnectionConfig, Client, ConnectionAddr, ConnectionInfo, ErrorKind, FromRedisValue, IntoConnectionInfo,
    RedisError, RedisFuture, RedisResult, ScriptInvocation, TlsMode,
    aio::MultiplexedConnection,
    cluster::ClusterClient,
    cluster_async::ClusterConnection,
    io::AsyncDNSResolver,
    sentinel::{SentinelClient, SentinelNodeConnectionInfo, SentinelServerType},
};

use crate::error::{Error, Result};

/// The manager gives a store about a second.
pub(super) const LIMIT: Duration = Duration::from_secs(1);

/// Before an address on another machine that may be reached without TLS.
const INSECURE: &str = "redis+insecure://";

/// A cluster repeats a request that was redirected or that met a failover, within the limit of the call.
const CLUSTER_RETRIES: u32 = 3;

pub(super) enum Target {
    Node { client: Box<Client>, is_plain: bool },
    Cluster(Box<ClusterClient>),
    Sentinel { client: Box<SentinelClient>, is_plain: bool },
}

/// An open connection; a clone shares it.
#[derive(Clone)]
pub(super) enum Live {
    Node(MultiplexedConnection),
    Cluster(ClusterConnection),
}

impl Target {
    pub(super) fn node(url: &str) -> Result<Self> {
        let (info, is_plain) = checked(url)?;
        let client = Box::new(Client::open(info).map_err(|_| invalid())?);
        Ok(Self::Node { client, is_plain })
    }

    pub(super) fn cluster(nodes: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self> {
        let nodes = nodes.into_iter().map(|url| checked(url.as_ref())).collect::<Result<Vec<_>>>()?;
        let is_plain = nodes.iter().any(|(_, is_plain)| *is_plain);
        let builder = ClusterClient::builder(nodes.into_iter().map(|(info, _)| info))
            .connection_timeout(LIMIT)
            .response_timeout(LIMIT)
            .overall_response_timeout(Some(LIMIT))
            .retries(CLUSTER_RETRIES);
        let builder = if is_plain { builder.async_dns_resolver(LoopbackOnly) } else { builder };
        let mistake = "the nodes of a Redis cluster need one user, password and scheme, and database 0";
        Ok(Self::Cluster(Box::new(builder.build().map_err(|_| Error::config(mistake))?)))
    }

    pub(super) fn sentinel(sentinels: impl IntoIterator<Item = impl AsRef<str>>, primary: &str) -> Result<Self> {
        let sentinels = sentinels.into_iter().map(|url| checked(url.as_ref())).collect::<Result<Vec<_>>>()?;
        let sentinels: Vec<_> = sentinels.into_iter().map(|(info, _)| info).collect();
        // Its host is a name, and no address to check.
        let (primary, is_insecure) = parsed(primary)?;
        let node = SentinelNodeConnectionInfo::default().set_redis_connection_info(primary.redis_settings().clone());
        let (name, node, is_plain) = match primary.addr() {
            ConnectionAddr::Tcp(name, _) => (name, node, !is_insecure),
            ConnectionAddr::TcpTls { host, insecure: false, .. } => {
                ensure_tls_provider();
                (host, node.set_tls_mode(TlsMode::Secure), false)
            }
            _ => return Err(insecure()),
        };
        let client = SentinelClient::build(sentinels, name, Some(node), SentinelServerType::Master);
        let client = client.map_err(|_| Error::config("a Redis store needs the URL of at least one sentinel"))?;
        Ok(Self::Sentinel { client: Box::new(client), is_plain })
    }

    pub(super) async fn connect(&mut self) -> RedisResult<Live> {
        match self {
            Self::Node { client, is_plain } => {
                client.get_multiplexed_async_connection_with_config(&config(*is_plain)).await.map(Live::Node)
            }
            Self::Cluster(client) => client.get_async_connection().await.map(Live::Cluster),
            Self::Sentinel { client, is_plain } => {
                client.get_async_connection_with_config(&config(*is_plain)).await.map(Live::Node)
            }
        }
    }
}

impl Live {
    pub(super) async fn run<T: FromRedisValue>(&mut self, script: &ScriptInvocation<'_>) -> RedisResult<T> {
        match self {
            Self::Node(connection) => script.invoke_async(connection).await,
            Self::Cluster(connection) => script.invoke_async(connection).await,
        }
    }
}

fn config(is_plain: bool) -> AsyncConnectionConfig {
    let config = AsyncConnectionConfig::new().set_connection_timeout(Some(LIMIT)).set_response_timeout(Some(LIMIT));
    if is_plain { config.set_dns_resolver(LoopbackOnly) } else { config }
}

/// Returns the parsed URL of a server, and whether it is reached without TLS where only this machine may be.
fn checked(url: &str) -> Result<(ConnectionInfo, bool)> {
    let (info, is_insecure) = parsed(url)?;
    let is_plain = match info.addr() {
        ConnectionAddr::Unix(_) => false,
        ConnectionAddr::TcpTls { insecure: false, .. } => {
            ensure_tls_provider();
            false
        }
        ConnectionAddr::Tcp(..) if is_insecure => false,
        ConnectionAddr::Tcp(host, _) if !loopback(host).is_empty() => true,
        ConnectionAddr::Tcp(..) => {
            let text = "a Redis store on another machine needs TLS: write `rediss://`, or `redis+insecure://` where no \
                        other party can read the network";
            return Err(Error::config(text));
        }
        _ => return Err(insecure()),
    };
    Ok((info, is_plain))
}

/// Returns the parsed URL, and whether it allows plain connections to any machine. The library's message could quote the
/// URL, and with it a password.
fn parsed(url: &str) -> Result<(ConnectionInfo, bool)> {
    let (info, is_insecure) = match url.strip_prefix(INSECURE) {
        Some(rest) => (format!("redis://{rest}").into_connection_info(), true),
        None => (url.into_connection_info(), false),
    };
    Ok((info.map_err(|_| invalid())?, is_insecure))
}

fn invalid() -> Error {
    Error::config("invalid Redis URL")
}

fn insecure() -> Error {
    Error::config("a Redis store must check its server's certificate")
}

/// Returns the addresses of a host that is this machine; of any other none.
fn loopback(host: &str) -> Vec<IpAddr> {
    if host.eq_ignore_ascii_case("localhost") {
        return vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    }
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    address.into_iter().filter(IpAddr::is_loopback).collect()
}

/// Refuses plain connections to other machines: a cluster and sentinels name further servers.
struct LoopbackOnly;

impl AsyncDNSResolver for LoopbackOnly {
    fn resolve<'a, 'b: 'a>(
        &'a self,
        host: &'b str,
        port: u16,
    ) -> RedisFuture<'a, Box<dyn Iterator<Item = SocketAddr> + Send + 'a>> {
        Box::pin(async move {
            let addresses = loopback(host);
            if addresses.is_empty() {
                return Err(RedisError::from((ErrorKind::InvalidClientConfig, "another machine needs TLS")));
            }
            let addresses = addresses.into_iter().map(move |address| SocketAddr::new(address, port));
            Ok(Box::new(addresses) as Box<dyn Iterator<Item = SocketAddr> + Send>)
        })
    }
}

/// Without one, rustls panics where a program is built with two.
fn ensure_tls_provider() {
    use rustls::crypto::{CryptoProvider, aws_lc_rs};

    if CryptoProvider::get_default().is_none() {
        // Another thread may have been faster, which is as good.
        let _ = aws_lc_rs::default_provider().install_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn plain_connections_stay_on_this_machine() {
        for host in ["127.0.0.1", "::1", "localhost"] {
            assert!(LoopbackOnly.resolve(host, 1).await.is_ok_and(|mut found| found.next().is_some()), "{host}");
        }
        for host in ["10.0.0.1", "redis.example"] {
            assert!(LoopbackOnly.resolve(host, 1).await.is_err(), "{host}");
        }
    }

    #[test]
    fn a_plain_connection_to_another_machine_is_asked_for() {
        let restricted = |target| match target {
            Ok(Target::Node { is_plain, .. } | Target::Sentinel { is_plain, .. }) => Some(is_plain),
            Ok(Target::Cluster(_)) | Err(_) => None,
        };
        assert_eq!(restricted(Target::node("redis://redis.example")), None);
        assert_eq!(restricted(Target::node("redis://127.0.0.1")), Some(true));
        assert_eq!(restricted(Target::node("redis+insecure://redis.example")), Some(false));
        let sentinels = ["redis+insecure://redis.example"];
        assert_eq!(restricted(Target::sentinel(sentinels, "redis://primary")), Some(true));
        assert_eq!(restricted(Target::sentinel(sentinels, "redis+insecure://primary")), Some(false));
        assert!(Target::cluster(sentinels).is_ok());
    }

    #[test]
    fn unusable_urls_of_clusters_and_sentinels_are_rejected_without_their_password() {
        let rejected = [
            Target::cluster(["redis://:canary@redis.example"]).err(),
            Target::cluster(["redis://:canary@127.0.0.1", "redis://:other@127.0.0.1"]).err(),
            Target::cluster(Vec::<String>::new()).err(),
            Target::sentinel(["redis://:canary@redis.example"], "rediss://primary").err(),
            Target::sentinel(Vec::<String>::new(), "redis://primary").err(),
            Target::sentinel(["redis://127.0.0.1"], "rediss://:canary@primary/#insecure").err(),
        ];
        for (row, error) in rejected.into_iter().enumerate() {
            let error = error.unwrap_or_else(|| panic!("row {row}"));
            assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
        }
    }
}
