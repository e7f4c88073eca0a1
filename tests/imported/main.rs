//! Imported APIs: their documents exported again, and each of their operations called.

mod contracts;
mod library_calls;
mod point_calls;
#[allow(dead_code, reason = "shared with the tests of the platform")]
#[path = "../platform/strict_mock/prism.rs"]
mod prism;
mod round_trip;
#[allow(dead_code, reason = "shared with the tests of the platform")]
#[path = "../platform/twin.rs"]
mod twin;
