//! The credentials on requests: the tokens of one account and alias, or a scheme without tokens.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{Authenticator, TokenManager, login::Login};

/// The credentials that a client puts on its requests.
pub(crate) enum Sender {
    /// No credentials: only endpoints that say `auth = none` can be called.
    Missing,
    /// Credentials that cannot be used, with the reason.
    Unusable(Cow<'static, str>),
    /// A scheme without tokens.
    Scheme(Arc<dyn Authenticator>),
    /// The tokens of an account.
    Tokens(Tokens),
}

/// The tokens of one account and alias.
pub(crate) struct Tokens {
    pub(crate) manager: TokenManager,
    /// The login that fetches the tokens, if it can act for other aliases.
    pub(crate) login: Option<Arc<dyn Login>>,
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("Missing"),
            Self::Unusable(reason) => f.debug_tuple("Unusable").field(reason).finish(),
            Self::Scheme(_) => f.write_str("Scheme"),
            Self::Tokens(tokens) => tokens.manager.status().fmt(f),
        }
    }
}
