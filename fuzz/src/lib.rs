//! The properties that the fuzz targets and the tests of `tests/faults/properties.rs` hold the library to.
//!
//! Each sends one value through a whole client, down to a transport that has no network, and looks at what arrives
//! there. So no part of the library is opened for the fuzzer alone.

pub mod properties;
