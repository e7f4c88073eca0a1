//! The source of the keys: a known address, or one that the issuer names at each fetch.

use std::sync::{Mutex, PoisonError};

use super::discovery::{DiscoveryClient, well_known};
use super::jwks::{JwkSet, JwksClient};
use crate::base_url::origin_of;
use crate::client::{Client, ClientBuilder};
use crate::error::{Error, Result};
use crate::response::Response;

pub(super) enum KeySource {
    Address { url: String, jwks: JwksClient },
    Discovered(Box<Discovered>),
}

/// Keys at an address that the issuer names.
pub(super) struct Discovered {
    issuer: String,
    url: String,
    discovery: DiscoveryClient,
    /// The settings of the connections to other servers.
    settings: ClientBuilder,
    /// The last address, and a client of its server.
    last: Mutex<Option<(String, JwksClient)>>,
}

impl KeySource {
    pub(super) fn at(url: String, settings: ClientBuilder) -> Result<Self> {
        let client = settings.base_url(origin(&url)?).build()?;
        let jwks = JwksClient::new(checked(client, &url)?);
        Ok(Self::Address { url, jwks })
    }

    pub(super) fn discovered_by(issuer: &str, settings: ClientBuilder) -> Result<Self> {
        let url = well_known(issuer, "openid-configuration")?;
        if settings.has_layers() {
            let text = "a client with layers is for one server: leave them out, or name the address of the keys";
            return Err(Error::config(text));
        }
        let client = settings.clone().base_url(origin(&url)?).build()?;
        let discovery = DiscoveryClient::new(checked(client, &url)?);
        let (issuer, last) = (issuer.to_owned(), Mutex::default());
        Ok(Self::Discovered(Box::new(Discovered { issuer, url, discovery, settings, last })))
    }

    pub(super) async fn keys(&self) -> Result<Response<JwkSet>> {
        match self {
            Self::Address { url, jwks } => jwks.keys(url).await,
            Self::Discovered(discovered) => discovered.keys().await,
        }
    }
}

impl Discovered {
    async fn keys(&self) -> Result<Response<JwkSet>> {
        let url = self.discovery.configuration(&self.url).await?.jwks_url(&self.issuer)?;
        self.client(&url)?.keys(&url).await
    }

    /// Returns a client of this address's server, which may differ from the issuer's.
    fn client(&self, url: &str) -> Result<JwksClient> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((at, client)) if at == url => Ok(client.clone()),
            _ => {
                let client = self.settings.for_server(origin(url)?).build()?;
                let client = JwksClient::new(checked(client, url)?);
                *last = Some((url.to_owned(), client.clone()));
                Ok(client)
            }
        }
    }
}

fn origin(url: &str) -> Result<String> {
    let invalid = || Error::config("the address of the keys must be a URL like `https://example.com/keys`");
    origin_of(url).ok_or_else(invalid)
}

/// Returns the client of the URL's origin, if its path and query are valid.
fn checked(client: Client, url: &str) -> Result<Client> {
    match client.own_target(url) {
        Ok(_) => Ok(client),
        Err(error) => Err(Error::config("the address of the keys is invalid").with_source(error)),
    }
}
