//! The part of a request that depends on the return type.

/// The media type to ask for, and whether the body is decoded as it arrives.
#[derive(Clone, Copy)]
pub struct Expected {
    pub(crate) accept: &'static str,
    pub(crate) is_streamed: bool,
}
