//! How to make clients alike for servers that are not known yet.

use std::time::Duration;

#[cfg(feature = "__tls")]
use rustls_pki_types::CertificateDer;

use super::ClientBuilder;
use super::transport::Transport;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::proxy::ProxyMode;

/// What of a builder is about sending, whoever it is sent to.
pub(crate) struct Blueprint {
    allows_insecure_loopback: bool,
    connect_timeout: Duration,
    proxy: ProxyMode,
    #[cfg(feature = "__tls")]
    roots: Vec<CertificateDer<'static>>,
    transport: Transport,
}

impl ClientBuilder {
    /// # Errors
    ///
    /// With layers, which can be put around one client only.
    pub(crate) fn blueprint(&self) -> Result<Blueprint> {
        if !self.layers.is_empty() || !self.attempt_layers.is_empty() {
            return Err(Error::config("a client with layers is for one server: leave them out, or name its address"));
        }
        Ok(Blueprint {
            allows_insecure_loopback: self.allows_insecure_loopback,
            connect_timeout: self.connect_timeout,
            proxy: self.proxy.clone(),
            #[cfg(feature = "__tls")]
            roots: self.roots.clone(),
            transport: self.transport.clone(),
        })
    }
}

impl Blueprint {
    pub(crate) fn client(&self, base_url: String) -> Result<Client> {
        let builder = ClientBuilder {
            base_url,
            allows_insecure_loopback: self.allows_insecure_loopback,
            connect_timeout: self.connect_timeout,
            proxy: self.proxy.clone(),
            #[cfg(feature = "__tls")]
            roots: self.roots.clone(),
            transport: self.transport.clone(),
            ..ClientBuilder::default()
        };
        builder.build()
    }
}
