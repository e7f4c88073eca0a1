//! The part of a client that all its identities share.

use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::auth::{
    Beside, Connector, Environment, GuardHub, Identity, Login, Sender, TokenManager, TokenSource, Tokens,
};
use crate::base_url::{BaseUrl, PlainHttp};
use crate::error::Result;
use crate::send::{Core, LoginService};
use crate::service::HttpService;
use crate::store::{MemoryStore, TokenStore};

/// Builds the shared part of a client for another base URL. A function, so that a client does not name its builder.
pub(super) type AtBaseUrl = Box<dyn Fn(&str) -> Result<Shared> + Send + Sync>;

pub(super) struct Shared {
    pub(super) base: BaseUrl,
    /// The rule for the URLs of logins too.
    pub(super) plain_http: PlainHttp,
    pub(super) default_headers: HeaderMap,
    pub(super) default_query: Vec<DefaultQuery>,
    /// The largest request body, in bytes, that is encoded in memory.
    pub(super) max_request: u64,
    /// The headers of requests to token endpoints, which the default headers do not apply to.
    pub(super) login_headers: HeaderMap,
    pub(super) core: Arc<Core>,
    /// The user's per-call layers around the core, if there are any.
    pub(super) entry: Option<HttpService>,
    pub(super) beside: Beside,
    pub(super) guards: Arc<GuardHub>,
    pub(super) store: Arc<dyn TokenStore>,
    pub(super) keeps_warm: bool,
    pub(super) login_timeout: Option<Duration>,
    /// Builds the same for another base URL.
    pub(super) at_base_url: AtBaseUrl,
}

/// A query pair of every call, encoded.
#[derive(Clone)]
pub(crate) struct DefaultQuery {
    pub(crate) name: String,
    pub(crate) pair: String,
}

impl Shared {
    /// The sender whose tokens come from this source.
    pub(super) fn source_sender(&self, source: Arc<dyn TokenSource>) -> Result<Sender> {
        self.connected_sender(source, Arc::clone(&self.store))
    }

    /// The sender of another source beside the client's own. Sources without an account have one key in a store, so a
    /// sibling without one gets a store of its own; otherwise it would send the tokens of the other user.
    pub(super) fn sibling_sender(&self, source: Arc<dyn TokenSource>) -> Result<Sender> {
        if !source.account().is_empty() {
            return self.source_sender(source);
        }
        self.connected_sender(source, Arc::new(MemoryStore::new()))
    }

    /// The sender whose tokens come from this login.
    pub(super) fn login_sender(&self, login: Arc<dyn Login>) -> Sender {
        let origin = self.base.origin();
        // Elsewhere if the client was given another base URL.
        let signs_in_at = Some(login.origin()).filter(|at| *at != origin);
        let identity = Identity { origin, login: signs_in_at, alias: login.alias().map(str::to_owned) };
        let manager = self.manager(login.source(), identity, Arc::clone(&self.store));
        self.token_sender(manager, Some(login))
    }

    /// Gives the source the connections of this client. Its account is at the login that it connects to first.
    fn connected_sender(&self, source: Arc<dyn TokenSource>, store: Arc<dyn TokenStore>) -> Result<Sender> {
        let login = OnceCell::new();
        let timeout = self.login_timeout.unwrap_or_else(|| source.refresh_timeout());
        let connect = |url: &str| {
            let base = BaseUrl::of_login(url, self.plain_http)?;
            login.get_or_init(|| base.origin());
            self.login_service(base, timeout)
        };
        let source = source.connect(&Connector::new(&connect))?.unwrap_or(source);
        let identity = Identity { origin: self.base.origin(), login: login.into_inner(), alias: None };
        Ok(self.token_sender(self.manager(source, identity, store), None))
    }

    fn token_sender(&self, manager: TokenManager, login: Option<Arc<dyn Login>>) -> Sender {
        Sender::Tokens(Tokens { manager, login, beside: self.beside.clone() })
    }

    /// The service for requests to a login; one at the client's own origin shares its connections.
    fn login_service(&self, base: BaseUrl, timeout: Duration) -> Result<HttpService> {
        let core = match base.origin() == self.base.origin() {
            true => Arc::clone(&self.core),
            false => (self.at_base_url)(base.as_str())?.core,
        };
        Ok(HttpService::new(LoginService::new(core, base, self.login_headers.clone(), timeout)))
    }

    fn manager(&self, source: Arc<dyn TokenSource>, identity: Identity, store: Arc<dyn TokenStore>) -> TokenManager {
        let environment = Environment {
            clock: Arc::clone(&self.core.clock),
            jitter_seed: self.core.jitter.seed(),
            guard: Arc::clone(&self.guards),
            store,
            login_timeout: self.login_timeout,
            identity,
        };
        let manager = TokenManager::new(source, environment);
        if self.keeps_warm {
            manager.keep_warm();
        }
        manager
    }
}
