//! The error of the deserializers that give no data of a codec.

use std::fmt;

use serde::de;

/// The type asks for data that only a codec can decode.
#[derive(Debug)]
pub(super) struct NeedsCodec;

impl fmt::Display for NeedsCodec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this type is decoded by a codec")
    }
}

impl std::error::Error for NeedsCodec {}

impl de::Error for NeedsCodec {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
