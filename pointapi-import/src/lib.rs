//! Turns an OpenAPI document into annotated traits and types.
//!
//! ```no_run
//! use pointapi_import::Import;
//!
//! let imported = Import::new("api.yaml").only("tag:orders").run()?;
//! for finding in imported.findings() {
//!     eprintln!("{finding}");
//! }
//! imported.write("src/api")?;
//! # Ok::<(), pointapi_import::Error>(())
//! ```
//!
//! The document is read without a network, from a file or a folder. Every part that the generated code does not
//! express is a [`Finding`] with its place and its reason.

mod aliases;
mod builder;
mod choice;
mod constants;
mod cursor;
mod diff;
mod documents;
mod endpoint;
mod error;
mod finding;
mod findings;
mod formats;
mod import;
mod imported;
mod lenient;
mod lower;
mod model;
mod names;
mod node;
mod out;
mod outcome;
mod pointer;
mod print;
mod printable;
mod read;
mod record;
mod recursion;
mod routes;
mod secrets;
mod select;
mod settings;
mod share;
mod simplify;
mod surface;
mod usage;
mod write;

pub use builder::Import;
pub use diff::{Difference, check_against, diff};
pub use error::Error;
pub use finding::Finding;
pub use imported::Imported;
pub use write::{Change, Changes};
