//! Certificate authorities that are trusted beside the system's.

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

use crate::error::{Error, Result};

/// The certificates of a PEM text, each known to be one that TLS can take.
pub(crate) fn read(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    if cfg!(target_os = "android") {
        return Err(Error::config("Android takes no authorities but its own: install the certificate on the device"));
    }
    match CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>() {
        Ok(roots) if !roots.is_empty() && roots.iter().all(is_certificate) => Ok(roots),
        _ => Err(Error::config(
            "the root certificate is not PEM: give the text from `-----BEGIN CERTIFICATE-----` to its end",
        )),
    }
}

fn is_certificate(root: &CertificateDer<'_>) -> bool {
    #[cfg(any(feature = "rustls", feature = "hyper"))]
    let is_one = rustls::RootCertStore::empty().add(root.clone().into_owned()).is_ok();
    #[cfg(not(any(feature = "rustls", feature = "hyper")))]
    let is_one = native_tls::Certificate::from_der(root).is_ok();
    is_one
}
