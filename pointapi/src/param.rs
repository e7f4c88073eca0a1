//! Arguments on the wire, one file per position.

mod bytes;
pub(crate) mod cookie;
mod extension;
pub(crate) mod header;
pub(crate) mod path;
pub(crate) mod query;

pub use bytes::BytesParam;
pub use extension::ExtensionParam;
pub use header::HeaderParam;
pub use path::PathParam;
pub use query::{ListFormat, QueryParam};
