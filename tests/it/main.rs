//! Integration tests of the client as its users see it.
#![allow(clippy::duplicate_mod, reason = "shared tests are compiled once for each transport")]

mod blocking;
mod calling;
mod declared;
mod delivery;
mod extending;
mod masking;
mod oauth2;
mod oauth2_grants;
mod on_the_wire;
mod recorder;
mod responses;
mod schemes;
mod staying_signed_in;
mod token_guide;

/// Keeps the default transport.
fn chosen(builder: pointapi::ClientBuilder) -> pointapi::ClientBuilder {
    builder
}
