//! pointapi.

#[allow(
    dead_code,
    unused_imports,
    reason = "the authorize layer, which calls the manager, is not there yet"
)]
pub mod auth;
#[allow(dead_code, reason = "as above")]
pub mod clock;
#[allow(dead_code, reason = "as above")]
mod store;
