//! The properties that the fuzz targets and `tests/faults/properties.rs` check.
//!
//! Each property passes one value through a whole client with an in-process transport, and checks the request or the
//! result. Thus no private part of the library is exposed for the fuzzer.

pub mod platform;
pub mod properties;
pub mod served;
pub mod streams;
pub mod webhooks;
