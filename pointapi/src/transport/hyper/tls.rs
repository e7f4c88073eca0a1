//! TLS by rustls: the configuration of a client, and the certificates that all clients of a process share.

use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, Weak};

use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls_pki_types::CertificateDer;
use rustls_platform_verifier::Verifier;

use crate::box_error::BoxError;
use crate::transport::connections::{Connections, Reuse};

/// The TLS configuration of one client, built for the first connection that needs it.
pub(super) struct Tls {
    roots: Vec<CertificateDer<'static>>,
    reuse: Reuse,
    config: OnceLock<Arc<ClientConfig>>,
}

impl Tls {
    /// An `https` origin needs the configuration, so an error in it is reported now.
    pub(super) fn new(connections: &Connections, reuse: Reuse) -> Result<Self, BoxError> {
        let tls = Self { roots: connections.roots.clone(), reuse, config: OnceLock::new() };
        if connections.is_https_only {
            tls.config()?;
        }
        Ok(tls)
    }

    /// The configuration. TLS 1.2 is the oldest that rustls speaks.
    pub(super) fn config(&self) -> Result<Arc<ClientConfig>, BoxError> {
        if let Some(config) = self.config.get() {
            return Ok(Arc::clone(config));
        }
        let provider = provider();
        let verifier = if self.roots.is_empty() { system(&provider)? } else { verifier(&provider, &self.roots)? };
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let mut config = builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
        if self.reuse == Reuse::Pooled {
            config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        }
        Ok(Arc::clone(self.config.get_or_init(|| Arc::new(config))))
    }
}

/// The cryptography provider that the program has installed, or that of reqwest.
fn provider() -> Arc<CryptoProvider> {
    static DEFAULT: LazyLock<Arc<CryptoProvider>> = LazyLock::new(|| Arc::new(aws_lc_rs::default_provider()));
    Arc::clone(CryptoProvider::get_default().unwrap_or(&DEFAULT))
}

/// The verifier with the system's certificates, which take 100 KiB and some milliseconds to read: it is shared by all
/// clients that live at the same time and trust no other authority.
fn system(provider: &Arc<CryptoProvider>) -> Result<Arc<Verifier>, BoxError> {
    static SHARED: Mutex<Option<(Arc<CryptoProvider>, Weak<Verifier>)>> = Mutex::new(None);
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((before, verifier)) = &*shared
        && Arc::ptr_eq(before, provider)
        && let Some(verifier) = verifier.upgrade()
    {
        return Ok(verifier);
    }
    let verifier = verifier(provider, &[])?;
    *shared = Some((Arc::clone(provider), Arc::downgrade(&verifier)));
    Ok(verifier)
}

/// Trusts the system's certificates and these.
fn verifier(provider: &Arc<CryptoProvider>, roots: &[CertificateDer<'static>]) -> Result<Arc<Verifier>, BoxError> {
    #[cfg(not(target_os = "android"))]
    let verifier = Verifier::new_with_extra_roots(roots.iter().cloned(), Arc::clone(provider))?;
    #[cfg(target_os = "android")]
    let verifier = Verifier::new(Arc::clone(provider))?;
    Ok(Arc::new(verifier))
}

#[cfg(test)]
mod tests {
    use http::Uri;

    use super::*;
    use crate::proxy::ProxyMode;

    fn tls(is_https_only: bool) -> Tls {
        let connections = Connections {
            origin: Uri::from_static("http://127.0.0.1/"),
            connect_timeout: std::time::Duration::from_secs(5),
            max_idle: 1,
            proxy: ProxyMode::None,
            is_https_only,
            is_loopback: true,
            roots: Vec::new(),
        };
        Tls::new(&connections, Reuse::Pooled).unwrap()
    }

    #[test]
    fn plain_http_client_has_no_tls_configuration() {
        let tls = tls(false);
        assert!(tls.config.get().is_none());
        let first = tls.config().unwrap();
        assert!(Arc::ptr_eq(&first, &tls.config().unwrap()));
    }

    #[test]
    fn clients_share_the_system_certificates() {
        let (one, other) = (tls(true), tls(true));
        let verifier = system(&provider()).unwrap();
        // One here and one a client.
        assert!(Arc::strong_count(&verifier) >= 3, "{}", Arc::strong_count(&verifier));
        drop((one, other));
    }
}
