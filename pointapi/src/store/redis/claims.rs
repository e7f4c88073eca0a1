//! Claims of work that several machines could do: one of them does it, and the others learn its result.

use std::sync::Arc;
use std::time::Duration;

use super::connection::{Connection, Trouble, milliseconds};
use super::naming::prefix;
use super::scripts::{CLAIM, FINISH, RELEASE};
use crate::encode::SEGMENT;

/// A claim that is under way when it is released arrives within this time, if at all.
const MARKED_FOR: Duration = Duration::from_secs(60);

/// The claims and results of one kind of work in a database.
#[derive(Clone)]
pub(crate) struct Claims {
    connection: Arc<Connection>,
    /// The beginning of every key.
    kind: &'static str,
    /// The lifetime of a result.
    kept_for: Duration,
    /// The prefix of a tenant's names.
    namespace: String,
}

/// Implements the constructors of a store that consists of [`Claims`].
macro_rules! claimed_in_redis {
    ($store:ident, $kept:literal, $kind:literal, $kept_for:expr) => {
        impl $store {
            /// Creates a store at this URL: `rediss://[user:password@]host[:port][/database]`. It connects on first
            /// use, and again after a connection broke.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the URL is invalid, disables certificate checks, or
            /// names another machine without TLS: `redis://` is for loopback.
            pub fn connect(url: &str) -> $crate::error::Result<Self> {
                Ok(Self::over($crate::store::redis::connection::Connection::to(url)?))
            }

            /// Creates a store on a cluster, as
            /// [`RedisStore::connect_cluster`](crate::store::RedisStore::connect_cluster) does.
            ///
            /// # Errors
            ///
            /// As [`connect`](Self::connect), for any of the URLs; also without a URL.
            pub fn connect_cluster(nodes: impl IntoIterator<Item = impl AsRef<str>>) -> $crate::error::Result<Self> {
                Ok(Self::over($crate::store::redis::connection::Connection::to_cluster(nodes)?))
            }

            /// Creates a store on the primary that sentinels name, as
            /// [`RedisStore::connect_sentinel`](crate::store::RedisStore::connect_sentinel) does.
            ///
            /// # Errors
            ///
            /// As [`connect`](Self::connect), for any of the URLs; also without a sentinel.
            pub fn connect_sentinel(
                sentinels: impl IntoIterator<Item = impl AsRef<str>>,
                primary: &str,
            ) -> $crate::error::Result<Self> {
                Ok(Self::over($crate::store::redis::connection::Connection::to_sentinel(sentinels, primary)?))
            }

            #[doc = concat!("Keeps the ", $kept, " of a tenant or program apart from those of others in the same database.")]
            #[must_use]
            pub fn namespace(mut self, tenant: &str) -> Self {
                self.claims = self.claims.namespace(tenant);
                self
            }

            fn over(connection: $crate::store::redis::connection::Connection) -> Self {
                Self { claims: Claims::new(connection, $kind, $kept_for) }
            }
        }
    };
}

pub(crate) use claimed_in_redis;

impl Claims {
    pub(crate) fn new(connection: Connection, kind: &'static str, kept_for: Duration) -> Self {
        Self { connection: Arc::new(connection), kind, kept_for, namespace: String::new() }
    }

    pub(crate) fn namespace(mut self, tenant: &str) -> Self {
        self.namespace = prefix(tenant);
        self
    }

    /// Claims the work `id` with a value of the claimant's own. Returns the value of another claim or of the result, if
    /// there is one.
    pub(crate) async fn claim(&self, id: &str, claim: &str, lasts: Duration) -> Result<Option<String>, Trouble> {
        let [lasts, longest] = [lasts, self.kept_for.max(lasts)].map(milliseconds);
        let key = self.key(id);
        self.connection.run(CLAIM.key(&key).key(released(&key, claim)).arg(claim).arg(lasts).arg(longest)).await
    }

    /// Replaces the claim by the result.
    pub(crate) async fn finish(&self, id: &str, result: &str) -> Result<(), Trouble> {
        self.connection.run(FINISH.key(self.key(id)).arg(result).arg(milliseconds(self.kept_for))).await
    }

    /// Gives the claim back, unless it has become another's.
    pub(crate) async fn release(&self, id: &str, claim: &str) -> Result<(), Trouble> {
        let key = self.key(id);
        self.connection.run(RELEASE.key(&key).key(released(&key, claim)).arg(claim).arg(milliseconds(MARKED_FOR))).await
    }

    /// The key of the work, without braces: they would choose the node of a cluster.
    fn key(&self, id: &str) -> String {
        let mut key = format!("{}{}", self.kind, self.namespace);
        SEGMENT.encode_into(id, &mut key);
        key
    }
}

/// The mark of a claim that was released, on the node of its work.
fn released(key: &str, claim: &str) -> String {
    format!("{{{key}}}:released:{claim}")
}
