//! The proxy that a client connects through.

use std::fmt;

#[cfg(any(feature = "reqwest", feature = "hyper"))]
use http::Uri;

#[cfg(any(feature = "reqwest", feature = "hyper"))]
use crate::{
    base_url::has_plain_port,
    error::{Error, Result},
};

/// The proxy of the default transport; loopback addresses never use one.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum ProxyMode {
    /// The proxy of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`); TLS stays end to end.
    #[default]
    Env,
    /// No proxy.
    None,
    /// The proxy with this URL, which may contain a user name and a password.
    Explicit(String),
}

#[cfg(any(feature = "reqwest", feature = "hyper"))]
impl ProxyMode {
    /// Rejects a proxy that is not a URL of these schemes; the error shows no part of it.
    pub(crate) fn check(&self, schemes: &[&str]) -> Result<()> {
        let Self::Explicit(url) = self else { return Ok(()) };
        let is_proxy = |uri: Uri| {
            let has_server = uri.authority().is_some_and(|server| !server.host().is_empty() && has_plain_port(server));
            has_server && uri.scheme_str().is_some_and(|scheme| schemes.contains(&scheme))
        };
        if url.parse().is_ok_and(is_proxy) {
            return Ok(());
        }
        Err(Error::config("the proxy is not a URL like `http://proxy.example.com:3128`"))
    }
}

/// Shows no URL, since it may contain a password.
impl fmt::Debug for ProxyMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Env => "Env",
            Self::None => "None",
            Self::Explicit(_) => "Explicit([redacted])",
        })
    }
}
