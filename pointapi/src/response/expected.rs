//! The part of a request that depends on the return type.

use http::StatusCode;

/// The media type to ask for, and the demands on the body.
#[derive(Clone, Copy)]
pub struct Expected {
    pub(crate) accept: &'static str,
    pub(crate) body: ExpectedBody,
}

/// The return type's demands on the body.
#[derive(Clone, Copy)]
pub(crate) struct ExpectedBody {
    /// It is decoded as it arrives.
    pub(crate) is_streamed: bool,
    /// Returns true if a response with this status must have one.
    pub(crate) is_needed: fn(StatusCode) -> bool,
}
