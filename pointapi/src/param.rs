//! How an argument gets on the wire, one file a position.

pub(crate) mod header;
pub(crate) mod path;
pub(crate) mod query;

pub use header::HeaderParam;
pub use path::PathParam;
pub use query::{ListFormat, QueryParam};
