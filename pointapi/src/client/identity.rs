//! Who a client is: the tokens of one account and alias, or a scheme below them.

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "platform")]
use super::Client;
use super::Shared;
use crate::auth::{Authenticator, Environment, Identity as TokenIdentity, TokenManager, TokenSource};
#[cfg(feature = "platform")]
use crate::auth::{Credentials, CredentialsProvider};
#[cfg(feature = "platform")]
use crate::error::Error;
use crate::error::Result;
#[cfg(feature = "platform")]
use crate::platform::PasswordLogin;

/// Who sends the requests of a client.
pub(crate) enum Identity {
    /// Nobody: only endpoints that say `auth = none` can be called.
    Missing,
    /// Somebody who cannot be, and why.
    Unusable(&'static str),
    /// A scheme of the user's.
    Scheme(Box<dyn Authenticator>),
    /// The tokens of an account.
    Tokens(Tokens),
}

pub(crate) struct Tokens {
    pub(crate) manager: TokenManager,
    /// Where the tokens come from, if siblings can be made of it.
    #[cfg(feature = "platform")]
    login: Option<PasswordLogin>,
}

/// How a client was told to prove who calls.
pub(super) enum Login {
    Missing,
    Scheme(Box<dyn Authenticator>),
    Source(Arc<dyn TokenSource>),
    #[cfg(feature = "platform")]
    Password(PasswordLogin),
}

impl Login {
    #[cfg(feature = "platform")]
    pub(super) fn password(credentials: Credentials) -> Self {
        Self::Password(PasswordLogin::fixed(credentials))
    }

    #[cfg(feature = "platform")]
    pub(super) fn provided(provider: Arc<dyn CredentialsProvider>) -> Self {
        Self::Password(PasswordLogin::provided(provider))
    }

    /// Makes the identity that signs in so, through `shared`.
    pub(super) fn identity(self, shared: &Arc<Shared>) -> Result<Identity> {
        Ok(match self {
            Self::Missing => Identity::Missing,
            Self::Scheme(scheme) => Identity::Scheme(scheme),
            Self::Source(source) => {
                let manager = manager(shared, source, None);
                Identity::Tokens(Tokens {
                    manager,
                    #[cfg(feature = "platform")]
                    login: None,
                })
            }
            #[cfg(feature = "platform")]
            Self::Password(login) => match login.complaint() {
                Some(complaint) => return Err(Error::config(complaint)),
                None => with_login(shared, login),
            },
        })
    }
}

/// The identity of the same login under another alias.
#[cfg(feature = "platform")]
pub(super) fn with_alias(client: &Client, alias: String) -> Identity {
    let login = match &*client.identity {
        Identity::Tokens(Tokens { login: Some(login), .. }) => login.clone(),
        _ => {
            return Identity::Unusable(
                "with_alias needs a client with credentials: give its builder `.credentials(...)`",
            );
        }
    };
    usable(&client.shared, login.alias(alias))
}

/// The identity of other credentials.
#[cfg(feature = "platform")]
pub(super) fn with_credentials(client: &Client, credentials: Credentials) -> Identity {
    usable(&client.shared, PasswordLogin::fixed(credentials))
}

#[cfg(feature = "platform")]
fn usable(shared: &Arc<Shared>, login: PasswordLogin) -> Identity {
    login.complaint().map_or_else(|| with_login(shared, login.clone()), Identity::Unusable)
}

#[cfg(feature = "platform")]
fn with_login(shared: &Arc<Shared>, login: PasswordLogin) -> Identity {
    let anonymous = Client { shared: Arc::clone(shared), identity: Arc::new(Identity::Missing) };
    let source = Arc::new(login.source(anonymous));
    let manager = manager(shared, source, login.alias_name());
    Identity::Tokens(Tokens { manager, login: Some(login) })
}

fn manager(shared: &Shared, source: Arc<dyn TokenSource>, alias: Option<&str>) -> TokenManager {
    let environment = Environment {
        clock: Arc::clone(&shared.core.clock),
        jitter_seed: shared.core.jitter.seed(),
        guard: Arc::clone(&shared.guards),
        store: Arc::clone(&shared.store),
        identity: TokenIdentity { origin: shared.base.origin(), alias: alias.map(str::to_owned) },
    };
    let manager = TokenManager::new(source, environment);
    if shared.keeps_warm {
        manager.keep_warm();
    }
    manager
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
