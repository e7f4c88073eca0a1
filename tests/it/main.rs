//! The integration tests, in one binary.
#![allow(clippy::duplicate_mod, reason = "what must hold of every transport is compiled once for each")]

mod answers;
mod calling;
mod delivery;
mod extending;
mod on_the_wire;
mod recorder;
mod staying_signed_in;
mod token_guide;

/// The default transport.
fn chosen(builder: pointapi::ClientBuilder) -> pointapi::ClientBuilder {
    builder
}
