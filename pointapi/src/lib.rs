//! pointapi.

#[allow(
    dead_code,
    reason = "the authorize layer, which calls the manager, is not there yet"
)]
pub mod auth;
#[allow(dead_code, reason = "as above")]
pub mod clock;
