//! Certificate authorities that are trusted beside the system's.

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

/// Parses the certificates of a PEM file; the error is the mistake of the caller.
pub(crate) fn read(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, &'static str> {
    if cfg!(target_os = "android") {
        return Err("Android accepts no other certificate authorities: install the certificate on the device");
    }
    match CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>() {
        Ok(roots) if !roots.is_empty() && roots.iter().all(is_certificate) => Ok(roots),
        _ => Err("the root certificate is not PEM: give the file from `-----BEGIN CERTIFICATE-----` to its end"),
    }
}

fn is_certificate(root: &CertificateDer<'_>) -> bool {
    #[cfg(any(feature = "rustls", feature = "hyper"))]
    let is_one = rustls::RootCertStore::empty().add(root.clone().into_owned()).is_ok();
    #[cfg(not(any(feature = "rustls", feature = "hyper")))]
    let is_one = native_tls::Certificate::from_der(root).is_ok();
    is_one
}
