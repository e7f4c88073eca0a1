//! The integration tests, in one binary.

mod staying_signed_in;
