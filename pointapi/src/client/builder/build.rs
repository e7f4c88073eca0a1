//! Builds a client from its settings.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::transport::Transport;
use super::{ClientBuilder, Credentials, LOGIN_TIMEOUT, Wrap};
use crate::auth::{GuardHub, Jitter, Sender};
use crate::base_url::BaseUrl;
use crate::client::Client;
use crate::client::shared::Shared;
use crate::clock::SystemClock;
use crate::error::{Error, Result};
use crate::send::{Core, CoreService, OriginGuard, retry_budget};
use crate::service::HttpService;
use crate::store::MemoryStore;

impl ClientBuilder {
    /// Builds the client; no connection is made yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) for the first setting that cannot be used.
    pub fn build(self) -> Result<Client> {
        let shared = Arc::new(self.shared()?);
        let client = Client { shared, sender: Arc::new(Sender::Missing) };
        let sender = match self.credentials {
            Credentials::Missing => self.beside.scheme().map_or(Sender::Missing, Sender::Scheme),
            Credentials::Source(source) => client.shared.source_sender(source)?,
            #[cfg(feature = "server")]
            Credentials::Local(source) => client.shared.source_sender(source)?,
            Credentials::Login(create) => client.shared.login_sender(create(client.clone()).map_err(Error::config)?),
        };
        Ok(client.with_sender(sender))
    }

    fn shared(&self) -> Result<Shared> {
        if let Some(mistake) = &self.mistake {
            return Err(Error::config(mistake.clone()));
        }
        let Some(base_url) = &self.base_url else {
            return Err(Error::config(
                "the base URL is missing: give the builder `.base_url(\"https://api.example.com\")`",
            ));
        };
        let base = BaseUrl::parse(base_url, self.plain_http)?;
        let core = Arc::new(self.core(&base)?);
        let entry = (!self.layers.is_empty()).then(|| {
            let innermost = CoreService { core: Arc::clone(&core), base: base.clone() };
            wrapped(&self.layers, HttpService::new(innermost))
        });
        let settings = self.clone();
        Ok(Shared {
            base,
            plain_http: self.plain_http,
            default_headers: self.default_headers.clone(),
            default_query: self.default_query.clone(),
            login_headers: self.login_headers.clone(),
            max_request: self.max_request,
            core,
            entry,
            beside: self.beside.clone(),
            guards: Arc::new(GuardHub::new(self.sign_in_hold)),
            store: self.store.clone().unwrap_or_else(|| Arc::new(MemoryStore::new())),
            keeps_warm: self.keeps_warm,
            login_timeout: self.login_timeout,
            at_base_url: Box::new(move |url| settings.clone().base_url(url).shared()),
        })
    }

    fn core(&self, base: &BaseUrl) -> Result<Core> {
        let innermost = self.innermost(base)?;
        let transport = if self.attempt_layers.is_empty() {
            innermost
        } else {
            let guarded = OriginGuard { transport: innermost, base: base.clone() };
            wrapped(&self.attempt_layers, HttpService::new(guarded))
        };
        let permits = self.max_in_flight.min(Semaphore::MAX_PERMITS);
        Ok(Core {
            transport,
            is_observed: self.has_layers() || matches!(self.transport, Transport::Given(_)),
            timeout: self.timeout,
            login_timeout: self.login_timeout.unwrap_or(LOGIN_TIMEOUT),
            retry: self.retry.clone(),
            budget: retry_budget(&self.retry),
            max_response: self.max_response,
            max_in_flight: permits,
            in_flight: Semaphore::new(permits),
            streams: Arc::new(Semaphore::new(permits)),
            clock: self.clock.clone().unwrap_or_else(|| Arc::new(SystemClock::new())),
            jitter: Jitter::with_seed(self.seed.unwrap_or_else(|| fastrand::u64(..))),
            treat_403_as_auth: self.treat_403_as_auth,
        })
    }
}

/// Puts the layers around a service, the first outermost.
fn wrapped(layers: &[Wrap], service: HttpService) -> HttpService {
    layers.iter().rev().fold(service, |inner, wrap| wrap(inner))
}
