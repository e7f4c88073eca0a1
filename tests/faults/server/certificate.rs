//! Server certificates: valid, expired, for another name, self-signed.

use std::sync::Arc;

use rcgen::{CertificateParams, CertifiedIssuer, IsCa, Issuer, KeyPair, date_time_ymd};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A server's certificate and key, and the authority for clients to trust.
pub(crate) struct Certificate {
    chain: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
    authority_pem: String,
    protocols: Vec<Vec<u8>>,
}

impl Certificate {
    /// Creates a valid certificate for `localhost`.
    pub(crate) fn good() -> Self {
        Self::signed("localhost", |_| {})
    }

    /// Creates a certificate that expired in 2001.
    pub(crate) fn expired() -> Self {
        Self::signed("localhost", |params| {
            params.not_before = date_time_ymd(2000, 1, 1);
            params.not_after = date_time_ymd(2001, 1, 1);
        })
    }

    /// Creates a certificate for another name.
    pub(crate) fn of_another_name() -> Self {
        Self::signed("elsewhere.example", |_| {})
    }

    /// Creates a self-signed certificate.
    pub(crate) fn self_signed() -> Self {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let chain = params.self_signed(&key).unwrap().der().clone();
        Self { chain, key: private(&key), ..Self::good() }
    }

    /// Makes the server offer HTTP/2.
    pub(crate) fn with_http2(mut self) -> Self {
        self.protocols = vec![b"h2".to_vec()];
        self
    }

    fn signed(name: &str, change: impl FnOnce(&mut CertificateParams)) -> Self {
        let mut authority = CertificateParams::new(Vec::<String>::new()).unwrap();
        authority.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let issuer: &Issuer<'_, KeyPair> = &authority;
        let chain = params.signed_by(&key, issuer).unwrap().der().clone();
        let authority_pem = authority.pem();
        Self { chain, key: private(&key), authority_pem, protocols: Vec::new() }
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![self.chain.clone()], self.key.clone_key())
            .unwrap();
        config.alpn_protocols.clone_from(&self.protocols);
        TlsAcceptor::from(Arc::new(config))
    }

    /// Returns the authority's certificate as PEM, for a client to trust.
    pub(crate) fn authority_pem(&self) -> &str {
        &self.authority_pem
    }
}

fn private(key: &KeyPair) -> PrivateKeyDer<'static> {
    PrivateKeyDer::try_from(key.serialize_der()).unwrap()
}
