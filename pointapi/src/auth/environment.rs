//! The dependencies of a token manager, injected by the client.

use std::sync::Arc;
use std::time::Duration;

use super::lockout::guard::GuardHub;
use crate::clock::Clock;
use crate::store::TokenStore;

/// The dependencies of a token manager.
pub(crate) struct Environment {
    pub(crate) clock: Arc<dyn Clock>,
    /// Also identifies this manager as a writer of records.
    pub(crate) jitter_seed: u64,
    /// Shared by all identities of a client.
    pub(crate) guard: Arc<GuardHub>,
    pub(crate) store: Arc<dyn TokenStore>,
    pub(crate) identity: Identity,
    /// Overrides the time limit of the source.
    pub(crate) login_timeout: Option<Duration>,
}

/// Where the tokens are for, and the alias; the source names the account.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    /// Scheme, host and port of the API.
    pub(crate) origin: String,
    /// Those of the login, where it is not part of the API.
    pub(crate) login: Option<String>,
    pub(crate) alias: Option<String>,
}

impl Identity {
    /// The origin of the login. Its accounts are those of all APIs that it serves; the tokens of each API are its own.
    pub(crate) fn login(&self) -> &str {
        self.login.as_deref().unwrap_or(&self.origin)
    }

    /// The alias, which is no secret, for spans and metrics.
    pub(crate) fn label(&self) -> &str {
        self.alias.as_deref().unwrap_or("-")
    }
}
