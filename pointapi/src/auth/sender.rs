//! The credentials on requests: the tokens of one account and alias, or a scheme without tokens.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{Authenticator, Together, TokenManager, login::Login};

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
    pub(crate) beside: Beside,
}

/// The credentials of a client that no login issues; a request carries them beside its token.
#[derive(Clone, Default)]
pub(crate) struct Beside {
    /// Runs before the token is set.
    pub(crate) first: Option<Arc<dyn Authenticator>>,
    /// Runs after it, so that it may sign what the request carries.
    pub(crate) last: Option<Arc<dyn Authenticator>>,
}

impl Beside {
    /// Adds one that runs before the token is set.
    pub(crate) fn add(&mut self, scheme: Arc<dyn Authenticator>) {
        self.first = together(self.first.take(), Some(scheme));
    }

    /// All of them as one, for a client without tokens.
    pub(crate) fn scheme(&self) -> Option<Arc<dyn Authenticator>> {
        together(self.first.clone(), self.last.clone())
    }
}

fn together(
    first: Option<Arc<dyn Authenticator>>,
    second: Option<Arc<dyn Authenticator>>,
) -> Option<Arc<dyn Authenticator>> {
    match (first, second) {
        (Some(first), Some(second)) => Some(Arc::new(Together(first, second))),
        (first, second) => first.or(second),
    }
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
