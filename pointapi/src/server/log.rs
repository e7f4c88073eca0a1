//! The log of the server: mistakes in the program that serves, without any value from a request.

use http::StatusCode;

use crate::endpoint::Endpoint;
use crate::error::Error;

macro_rules! error {
    ($endpoint:expr, $($event:tt)*) => {{
        #[cfg(feature = "tracing")]
        tracing::error!(target: "pointapi::server", endpoint = $endpoint.name(), $($event)*);
        #[cfg(not(feature = "tracing"))]
        let _ = $endpoint;
    }};
}

/// A layer or verifier did not put the value that an argument needs into the extensions.
pub(super) fn missing_extension(endpoint: &Endpoint, type_name: &'static str) {
    #[cfg(not(feature = "tracing"))]
    let _ = type_name;
    error!(endpoint, type_name, "the request has no extension of this type");
}

/// A method panicked.
pub(super) fn panicked(endpoint: &Endpoint) {
    error!(endpoint, "the method panicked");
}

/// A method failed, and the response does not say why.
pub(super) fn failed(endpoint: &Endpoint, status: StatusCode, reason: Option<&str>) {
    #[cfg(not(feature = "tracing"))]
    let _ = (status, reason);
    error!(endpoint, status = status.as_u16(), reason, "the method failed");
}

/// The codec could not encode the value of a method.
pub(super) fn not_encoded(endpoint: &Endpoint) {
    error!(endpoint, "could not encode the value that the method returned");
}

/// The stream that a method returned ended with an error.
pub(super) fn interrupted(endpoint: &Endpoint) {
    error!(endpoint, "the response was cut short: its stream failed");
}

/// Two endpoints have one route or a setting is invalid, and the program did not ask for the error.
pub(super) fn not_servable(error: &Error) {
    #[cfg(feature = "tracing")]
    tracing::error!(target: "pointapi::server", "{error}; every request is a 500");
    #[cfg(not(feature = "tracing"))]
    let _ = error;
}

/// A bearer token was not accepted. Any host can send one, so this is no warning.
pub(super) fn token_rejected(reason: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::info!(target: "pointapi::server", reason, "the token was not accepted");
    #[cfg(not(feature = "tracing"))]
    let _ = reason;
}

/// A Basic verifier has an empty password or a user name with `:`.
pub(super) fn unusable_basic() {
    #[cfg(feature = "tracing")]
    tracing::error!(target: "pointapi::server", "a Basic verifier accepts no request: its password is empty, or its user name contains `:`");
}

/// The store of idempotency keys failed.
pub(super) fn store_failed(endpoint: &Endpoint) {
    error!(endpoint, "the store of idempotency keys failed");
}
