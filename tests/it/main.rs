//! The integration tests, in one binary.

mod answers;
mod calling;
mod extending;
mod on_the_wire;
mod recorder;
mod staying_signed_in;
mod token_guide;

/// The default transport.
fn chosen(builder: pointapi::ClientBuilder) -> pointapi::ClientBuilder {
    builder
}
