//! Tokens: how they are got, kept fresh and shown to the server.

mod bearer;
mod credentials;
mod eastern_midnight;
mod fingerprint;
mod jitter;
mod lifespan;
mod numbers;
mod secret;
#[cfg(feature = "json")]
pub(crate) mod token_answer;
mod token_error;
mod token_set;
mod token_source;

pub use self::{
    credentials::{Credentials, CredentialsProvider, Why},
    fingerprint::Fingerprint,
    secret::Secret,
    token_error::TokenError,
    token_set::TokenSet,
    token_source::TokenSource,
};
