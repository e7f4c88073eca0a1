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
    /// The lifetime of a result.
    kept_for: Duration,
    /// The prefix of a tenant's names.
    namespace: String,
}

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
        self.connection.run(CLAIM.key(self.key(id)).arg(claim).arg(lasts).arg(longest)).await
    }

    /// Replaces the claim by the result.
    pub(crate) async fn finish(&self, id: &str, result: &str) -> Result<(), Trouble> {
        self.connection.run(FINISH.key(self.key(id)).arg(result).arg(milliseconds(self.kept_for))).await
    }

    /// Gives the claim back, unless it has become another's.
    pub(crate) async fn release(&self, id: &str, claim: &str) -> Result<(), Trouble> {
        self.connection.run(RELEASE.key(self.key(id)).arg(claim)).await
    }

    fn key(&self, id: &str) -> String {
        format!("{}{}{id}", self.kind, self.namespace)
    }
}
