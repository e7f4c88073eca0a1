//! Which proxy connections go through.

use std::fmt;

/// Which proxy the default transport uses; never one for loopback addresses.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum ProxyMode {
    /// What the environment says (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`); TLS stays end to end.
    #[default]
    Env,
    /// None at all.
    None,
    /// This one, by its URL; user name and password may be in it.
    Explicit(String),
}

/// Shows no URL: it may hold a password.
impl fmt::Debug for ProxyMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Env => "Env",
            Self::None => "None",
            Self::Explicit(_) => "Explicit([redacted])",
        })
    }
}
