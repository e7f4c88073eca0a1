//! Integration tests of the client as its users see it.

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
#[path = "../faults/transport.rs"]
mod transport;
