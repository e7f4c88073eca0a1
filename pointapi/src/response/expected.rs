//! The part of a request that depends on the return type.

use http::StatusCode;

/// The media type to ask for, and the demands on the body.
#[derive(Clone, Copy)]
pub struct Expected {
    /// The value of `Accept`, unless the endpoint names another: the codec's media type, if the codec decodes the body.
    pub(crate) accept: &'static str,
    /// It is decoded as it arrives.
    pub(crate) is_streamed: bool,
    /// Returns true if a response with this status must have one.
    pub(crate) is_needed: fn(StatusCode) -> bool,
}
