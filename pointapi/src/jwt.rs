//! Bearer tokens that are signed JWTs (RFC 7519): their form, their signature, and the keys that an issuer publishes.
//!
//! Servers that receive such tokens build on [`TokenCheck`]; each decides what a fault means to its senders.

mod check;
mod claims;
mod discovery;
mod fault;
mod jwks;
mod key_source;
mod keys;
mod log;
mod rules;
mod settings;
mod signature;
mod token;

pub(crate) use check::TokenCheck;
pub(crate) use fault::{FaultKind, TokenFault};
pub(crate) use rules::Rules;
pub(crate) use settings::CheckSettings;
