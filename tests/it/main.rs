//! The integration tests, in one binary.

mod answers;
mod calling;
mod delivery;
mod extending;
mod on_the_wire;
mod recorder;
mod staying_signed_in;
mod token_guide;
