//! Tokens: how they are got, kept fresh and shown to the server.

mod after_failure;
mod authenticator;
mod bearer;
mod coordinator;
mod credentials;
mod decide;
pub(crate) mod eastern_midnight;
mod events;
mod failure;
mod fingerprint;
mod flight;
mod guard;
mod jitter;
mod keeper;
mod lifespan;
mod manager;
mod mark;
#[cfg(all(test, shuttle))]
mod model;
mod numbers;
mod secret;
mod shared;
mod snapshot;
mod status;
mod sync;
#[cfg(feature = "json")]
pub(crate) mod token_answer;
mod token_error;
mod token_set;
mod token_source;
mod transitions;

pub use self::{
    authenticator::Authenticator,
    credentials::{Credentials, CredentialsProvider, Why},
    fingerprint::Fingerprint,
    secret::Secret,
    status::{AuthState, AuthStatus},
    token_error::TokenError,
    token_set::TokenSet,
    token_source::TokenSource,
};
pub(crate) use self::{
    failure::{AuthFailure, AuthFailureKind},
    guard::GuardHub,
    jitter::Jitter,
    manager::{Environment, Identity, TokenManager},
    snapshot::Authorization,
    token_set::RefreshDeadline,
    transitions::Refused,
};
#[cfg(feature = "store-file")]
pub use crate::store::FileStore;
#[cfg(feature = "store-redis")]
pub use crate::store::RedisStore;
pub use crate::store::{Commit, Lease, MemoryStore, StoreKey, StoredRecord, TokenRecord, TokenStore};
