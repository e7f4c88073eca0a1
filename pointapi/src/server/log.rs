//! The log of the server: mistakes in the program that serves, without any value from a request.

use crate::endpoint::Endpoint;

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
