//! The values and seams that users see: sources, credentials, tokens, errors, status.

pub(crate) mod access_token;
pub(crate) mod authenticator;
pub(crate) mod bearer;
mod challenges;
pub(crate) mod connector;
pub(crate) mod credentials;
pub(crate) mod failure;
pub(crate) mod fingerprint;
pub(crate) mod schemes;
pub(crate) mod secret;
pub(crate) mod secret_member;
pub(crate) mod status;
pub(crate) mod token_error;
#[cfg(feature = "json")]
pub(crate) mod token_response;
pub(crate) mod token_set;
pub(crate) mod token_source;
