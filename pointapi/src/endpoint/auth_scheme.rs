//! The credentials of an endpoint.

use crate::auth::Authenticator;

/// The credentials that an endpoint asks for.
#[derive(Clone, Copy)]
pub enum AuthScheme {
    /// The client's credentials, if it has any.
    Client,
    /// The client's credentials; without any, the call fails before anything is sent.
    Bearer,
    /// No credentials.
    None,
    /// An authenticator named in the attribute.
    Custom(&'static dyn Authenticator),
}
