//! Claims of work that several machines could do: one of them does it, and the others learn its result.

use std::sync::Arc;
use std::time::Duration;

use super::connection::{Connection, Trouble, milliseconds};
use super::naming::prefix;
use super::scripts::{CLAIM, FINISH, RELEASE};

/// The claims and results of one kind of work in a database.
#[derive(Clone)]
pub(crate) struct Claims {
    connection: Arc<Connection>,
    /// The beginning of every key.
    kind: &'static str,
    /// The prefix of a tenant's names.
    namespace: String,
}

impl Claims {
    pub(crate) fn new(connection: Connection, kind: &'static str) -> Self {
        Self { connection: Arc::new(connection), kind, namespace: String::new() }
    }

    pub(crate) fn namespace(mut self, tenant: &str) -> Self {
        self.namespace = prefix(tenant);
        self
    }

    /// Claims the work `id` with a value of the claimant's own. Returns the value of another claim or of the result, if
    /// there is one.
    pub(crate) async fn claim(&self, id: &str, claim: &str, lasts: Duration) -> Result<Option<String>, Trouble> {
        self.connection.run(CLAIM.key(self.key(id)).arg(claim).arg(milliseconds(lasts))).await
    }

    /// Replaces the claim by the result.
    pub(crate) async fn finish(&self, id: &str, result: &str, lasts: Duration) -> Result<(), Trouble> {
        self.connection.run(FINISH.key(self.key(id)).arg(result).arg(milliseconds(lasts))).await
    }

    /// Gives the claim back, unless it has become another's.
    pub(crate) async fn release(&self, id: &str, claim: &str) -> Result<(), Trouble> {
        self.connection.run(RELEASE.key(self.key(id)).arg(claim)).await
    }

    fn key(&self, id: &str) -> String {
        format!("{}{}{id}", self.kind, self.namespace)
    }
}
