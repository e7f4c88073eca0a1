//! Who a client is: the tokens of one account and alias, or a scheme below them.

use std::fmt;

use crate::auth::{Authenticator, TokenManager};

/// Who sends the requests of a client.
pub(crate) enum Identity {
    /// Nobody: only endpoints that say `auth = none` can be called.
    Missing,
    /// Somebody who cannot be: why.
    Unusable(&'static str),
    /// A scheme of the user's.
    Scheme(Box<dyn Authenticator>),
    /// The tokens of an account.
    Tokens(Tokens),
}

pub(crate) struct Tokens {
    pub(crate) manager: TokenManager,
    /// Where the tokens come from, for siblings under another alias.
    #[cfg(feature = "platform")]
    pub(crate) login: Option<crate::platform::Login>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("Missing"),
            Self::Unusable(complaint) => f.debug_tuple("Unusable").field(complaint).finish(),
            Self::Scheme(_) => f.write_str("Scheme"),
            Self::Tokens(tokens) => tokens.manager.status().fmt(f),
        }
    }
}
